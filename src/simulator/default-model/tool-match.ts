import type { OfferedTool } from '../offered-tools.ts';
import { topicsOf } from './words.ts';

const CALLED_BY_NAME = /\b(?:call|use|run|invoke)(?: of)?(?: the)?(?: tool| function)? ['"`]?([\w-]+)/gi;
const MUST_CALL = /\bmust (?:answer|reply|respond) with a call\b|\bmust call\b/i;
/** Fewer words of a description may be shared by chance. */
const LEAST_SHARED = 2;

function shareOf(words: ReadonlySet<string>, said: ReadonlySet<string>): number {
  const shared = [...words].filter((word) => said.has(word)).length;
  return words.size === 0 ? 0 : shared / words.size;
}

/** How much a prompt is about what a tool does: 0 where it is not. */
function fitOf(tool: OfferedTool, said: ReadonlySet<string>): number {
  const byName = shareOf(topicsOf(tool.name), said);
  const described = topicsOf(tool.description);
  const shared = [...described].filter((word) => said.has(word)).length;
  if (byName < 0.5 && shared < LEAST_SHARED) return 0;
  return byName + shared / (described.size + 1);
}

function named(tools: readonly OfferedTool[], text: string): OfferedTool | undefined {
  const names = new Set([...text.matchAll(CALLED_BY_NAME)].map((match) => match[1]));
  return tools.find(({ name, exposedName }) => names.has(name) || names.has(exposedName));
}

/** The tool to call: the one that is named, or whose work the prompt asks for; one in any case where one must be called. */
export function matchingTool(
  tools: readonly OfferedTool[],
  prompt: string,
  instructions: string,
): OfferedTool | undefined {
  const isForced = MUST_CALL.test(instructions);
  const asked = (isForced ? named(tools, instructions) : undefined) ?? named(tools, prompt);
  if (asked !== undefined) return asked;
  const said = topicsOf(prompt);
  const [best] = tools
    .map((tool) => ({ tool, fit: fitOf(tool, said) }))
    .sort((one, other) => other.fit - one.fit);
  return best !== undefined && (best.fit > 0 || isForced) ? best.tool : undefined;
}
