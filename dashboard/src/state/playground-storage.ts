import { type Fields, fieldsOf, listOf } from './json-fields.ts';
import { DEFAULT_SETTINGS, DIALECTS, type PlaygroundSettings } from './playground-settings.ts';
import { type AnswerTurn, answerTurn, type ToolCall, type Turn, userTurn } from './playground-turns.ts';

const KEY = 'qoder-playground';

/** What a reload of the tab brings back. */
export interface Kept {
  readonly settings: PlaygroundSettings;
  readonly turns: readonly Turn[];
  readonly draft: string;
}

/** Keeps it for the tab: without the images when they do not fit, and not at all when that does not either. */
export function keep(kept: Kept): void {
  const withoutImages = (): Kept => ({
    ...kept,
    turns: kept.turns.map((turn) => (turn.kind === 'user' ? { ...turn, images: [] } : turn)),
  });
  for (const attempt of [() => kept, withoutImages]) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(attempt()));
      return;
    } catch {
      // Full, or forbidden. What was kept before is no longer true.
      forget();
    }
  }
}

function forget(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden: nothing was kept.
  }
}

/** What was kept; contents of another version, or of somebody else, count for nothing. */
export function recall(): Kept {
  const fields = stored();
  return {
    settings: settingsOf(fields?.['settings']),
    turns: listOf(fields?.['turns']).flatMap(turnOf),
    draft: typeof fields?.['draft'] === 'string' ? fields['draft'] : '',
  };
}

function stored(): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
  } catch {
    return undefined;
  }
}

/** Takes the fields of `like` that are of its kinds. */
function sameKinds<T extends object>(value: unknown, like: T): T {
  const fields = fieldsOf(value) ?? {};
  const kept = Object.entries(like).map(([name, own]) => {
    const given = fields[name];
    const fits = own === null ? given === null || typeof given === 'number' : typeof given === typeof own;
    return [name, fits ? given : own];
  });
  return Object.fromEntries(kept) as T;
}

function settingsOf(value: unknown): PlaygroundSettings {
  const settings = sameKinds(value, DEFAULT_SETTINGS as PlaygroundSettings);
  return {
    ...settings,
    dialect: DIALECTS.find((dialect) => dialect === settings.dialect) ?? 'chat',
    format: settings.format === 'json_object' ? 'json_object' : 'text',
  };
}

function turnOf(value: unknown): Turn[] {
  const fields = fieldsOf(value);
  if (fields?.['kind'] === 'user' && typeof fields['text'] === 'string') {
    const images = listOf(fields['images']).filter((image) => typeof image === 'string');
    return [userTurn(fields['text'], images)];
  }
  return fields?.['kind'] === 'answer' ? [answerOf(fields)] : [];
}

const STATUSES = new Set<unknown>(['done', 'stopped', 'broken']);

function answerOf(fields: Fields): AnswerTurn {
  const texts = sameKinds(fields, { text: '', reasoning: '', resultsSent: false, streamed: true });
  const numbers = ['credits', 'firstTokenMs', 'reasoningFromMs', 'reasoningMs', 'totalMs'] as const;
  const problem = fieldsOf(fields['problem']);
  const usage = fieldsOf(fields['usage']);
  const counted =
    typeof usage?.['prompt_tokens'] === 'number' && typeof usage['completion_tokens'] === 'number';
  const results = Object.entries(fieldsOf(fields['results']) ?? {}).filter(
    ([, text]) => typeof text === 'string',
  );
  const known = STATUSES.has(fields['status']);
  return answerTurn({
    ...texts,
    ...Object.fromEntries(
      numbers.map((name) => [name, typeof fields[name] === 'number' ? fields[name] : undefined]),
    ),
    calls: listOf(fields['calls']).filter(isCall),
    results: Object.fromEntries(results) as Record<string, string>,
    model: typeof fields['model'] === 'string' ? fields['model'] : undefined,
    finishReason: typeof fields['finishReason'] === 'string' ? fields['finishReason'] : undefined,
    usage: counted ? (usage as unknown as NonNullable<AnswerTurn['usage']>) : undefined,
    status: known ? (fields['status'] as AnswerTurn['status']) : 'broken',
    problem: known
      ? typeof problem?.['message'] === 'string'
        ? { message: problem['message'], code: typeof problem['code'] === 'string' ? problem['code'] : null }
        : undefined
      : { message: 'The page was reloaded before the answer ended.', code: null },
  });
}

function isCall(value: unknown): value is ToolCall {
  const call = fieldsOf(value);
  return ['id', 'type', 'name', 'input'].every((name) => typeof call?.[name] === 'string');
}
