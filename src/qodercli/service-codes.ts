import type { FailureKind } from './failure.ts';

/** Error codes of Qoder's service, as they come in `error_code` or in a text. They are no HTTP status. */
const KIND_BY_CODE: Readonly<Record<number, FailureKind>> = {
  // The same request came twice.
  103: 'duplicate_request',
  // Login or token expired.
  105: 'not_logged_in',
  // Today's requests are used up.
  110: 'quota_exceeded',
  // The free quota is used up.
  112: 'quota_exceeded',
  // Credits are used up: the account's, the plan's.
  113: 'quota_exceeded',
  118: 'quota_exceeded',
  // The organisation's pool, a member's cap.
  116: 'quota_exceeded',
  117: 'quota_exceeded',
  // The free uses of a model.
  119: 'quota_exceeded',
  // The billing group.
  122: 'quota_exceeded',
  10605: 'model_queue',
};

const CODE_IN_TEXT = [
  // "code": 113, error_code=113, Error code 113
  /(?<![a-z])code["']?\s*[:=]?\s*["']?(\d{3,5})\b/i,
  // [113], (113)
  /[[(](\d{3,5})[\])]/,
  // Error 113:, API Error: 113
  /\berror:?\s+(\d{3,5})\b/i,
];

export function kindOfCode(code: number | undefined): FailureKind | undefined {
  return code === undefined ? undefined : KIND_BY_CODE[code];
}

/** What a text says by the code that it names. */
export function kindOfCodeIn(text: string): FailureKind | undefined {
  for (const pattern of CODE_IN_TEXT) {
    const kind = kindOfCode(Number(pattern.exec(text)?.[1]));
    if (kind !== undefined) return kind;
  }
  return undefined;
}
