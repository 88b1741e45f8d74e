import { detached, headOf, SECRET_SLACK, tailOf } from './text-ends.ts';

/** A text that grows by deltas, of which the beginning is kept, and its very end for a preview. */
export interface ClippedText {
  readonly append: (delta: string) => void;
  /** What comes from here on is left out. */
  readonly cut: () => void;
  /** Lets go of the deltas themselves, which may keep longer texts alive. */
  readonly settle: () => void;
  readonly clear: () => void;
  /** Without secrets, at most as long as the cap. */
  readonly read: () => ShownText;
  /** The last `PREVIEW_LENGTH` units at most of all that was appended, without secrets. */
  readonly preview: () => string;
}

export interface ShownText {
  readonly text: string;
  readonly truncated: boolean;
}

/** In UTF-16 units, as all lengths here. */
export const PREVIEW_LENGTH = 160;

/** Twice the slack: what is left of a secret at the beginning of the window must stay out of sight. */
const WINDOW = PREVIEW_LENGTH + 2 * SECRET_SLACK;

/** Deltas are gathered before they are stored: thousands of tiny strings take far more memory than their text. */
const GATHERED = 4096;

export function createClippedText(maxLength: number, redact: (text: string) => string): ClippedText {
  const limit = maxLength + SECRET_SLACK;
  let kept = '';
  let gathered = '';
  let end = '';
  let length = 0;
  let isCut = false;
  let shown: ShownText | undefined;

  const settle = (): void => {
    if (gathered === '') return;
    if (kept.length < limit) kept += detached(gathered.slice(0, limit - kept.length));
    end = detached((end + gathered.slice(-WINDOW)).slice(-WINDOW));
    gathered = '';
  };

  return {
    append(delta) {
      if (isCut) return;
      shown = undefined;
      length += delta.length;
      gathered += delta;
      if (gathered.length >= GATHERED) settle();
    },
    cut() {
      shown = undefined;
      isCut = true;
    },
    settle,
    clear() {
      kept = '';
      gathered = '';
      end = '';
      length = 0;
      isCut = false;
      shown = undefined;
    },
    read() {
      settle();
      shown ??= readKept();
      return shown;
    },
    preview() {
      settle();
      const clean = redact(end);
      const safe = length > end.length ? clean.length - SECRET_SLACK : clean.length;
      return tailOf(clean, Math.min(PREVIEW_LENGTH, safe));
    },
  };

  function readKept(): ShownText {
    const endsEarly = isCut || length > kept.length;
    // Redaction comes before the cut, and what may be the beginning of a secret is never shown.
    const clean = redact(kept);
    const text = headOf(clean, Math.min(maxLength, endsEarly ? clean.length - SECRET_SLACK : maxLength));
    return { text, truncated: endsEarly || text.length < clean.length };
  }
}
