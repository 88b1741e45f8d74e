import type { ToolAnswer } from './bridge.ts';
import type { Session } from './session.ts';
import type { Step, ToolCall } from './steps.ts';

const quoteLength = 200;
const unhurriedMs = 12;

/** The end of a text on one line: a rendered conversation has its newest words last. */
function tail(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= quoteLength ? line : `…${line.slice(-quoteLength)}`;
}

function spoken(session: Session, text: string): Step[] {
  return [{ kind: 'text', text, deltas: undefined, delayMs: session.delayMs ?? unhurriedMs }];
}

/** What to answer without a script: who is speaking, what was asked, and how to get real answers. */
export function defaultAnswer(session: Session, input: string): Step[] {
  const wanted = /\bcall ([\w-]+)/.exec(input)?.[1];
  const tool = session.tools.find((one) => one.exposedName === wanted);
  if (tool) return [{ kind: 'tools', calls: [{ name: tool.exposedName, input: {}, id: undefined }] }];
  return spoken(
    session,
    `Hello! This is the built-in simulator speaking, not a Qoder model. You said: “${tail(input)}” ` +
      'Set QODER_PERSONAL_ACCESS_TOKEN and restart to get real answers.',
  );
}

export function answerToTools(
  session: Session,
  calls: readonly ToolCall[],
  answers: readonly ToolAnswer[],
): Step[] {
  const lines = calls.map((call, index) => {
    const answer = answers[index];
    return `${call.name} ${answer?.isError ? 'failed' : 'answered'}: “${tail(answer?.text ?? '')}”`;
  });
  return spoken(session, `This is the built-in simulator, not a Qoder model. ${lines.join(' ')}`);
}
