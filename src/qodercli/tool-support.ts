import type { Check } from './health.ts';

/** What shows that a CLI cannot be offered tools. */
export type ToolFailure =
  /** It did not list them after `initialize`. */
  | 'not_listed'
  /** It refused to run a call. */
  | 'denied'
  /** It answered a call by itself, in place of the client. */
  | 'answered';

/** Whether the native tools of the CLI work, by what its processes have shown. Nothing is started to find out. */
export interface ToolSupport {
  /** A process has listed all the tools that it was offered. */
  readonly listed: (version: string | undefined) => void;
  /** @returns whether this was news: native tools are given up for this version from now on. */
  readonly failed: (failure: ToolFailure, version: string | undefined) => boolean;
  /** Whether to offer tools natively to a CLI of this version. Another version than the one that failed is tried again. */
  readonly works: (version: string | undefined) => boolean;
  readonly report: (version: string | undefined) => Check;
}

const REASONS: Readonly<Record<ToolFailure, string>> = {
  not_listed: 'it did not list the tools that it was offered',
  denied: 'it refused to run a call of a tool',
  answered: 'it answered a call by itself',
};

export function createToolSupport(): ToolSupport {
  /** Versions that have listed tools: where a list is missing later, that list is to blame. */
  const proven = new Set<string>();
  let broken: { readonly version: string; readonly failure: ToolFailure } | undefined;
  const nameOf = (version: string | undefined): string => version ?? 'of unknown version';
  const works = (version: string | undefined): boolean => broken?.version !== nameOf(version);

  return {
    listed: (version) => void proven.add(nameOf(version)),
    failed(failure, version) {
      const name = nameOf(version);
      if (!works(version) || (failure === 'not_listed' && proven.has(name))) return false;
      broken = { version: name, failure };
      return true;
    },
    works,
    report: (version) =>
      works(version) || broken === undefined
        ? { ok: true, detail: 'Tools are offered to qodercli natively.' }
        : {
            ok: false,
            detail: `Tools are described in the prompt: native ones do not work with qodercli ${broken.version} (${REASONS[broken.failure]}).`,
          },
  };
}
