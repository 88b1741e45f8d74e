import { readFileSync } from 'node:fs';
import { type JsonObject, merged, objectOf } from './json.ts';
import type { Session } from './session.ts';

const defaults: JsonObject = {
  ultracode: false,
  mcpServers: {},
  promptSuggestionEnabled: true,
  general: {
    defaultPermissionMode: 'default',
    enableAutoUpdate: true,
    enableAutoUpdateNotification: true,
    maxAttempts: 11,
  },
  output: { format: 'text' },
  privacy: { usageStatisticsEnabled: true },
  aiCodeStatistics: { enabled: true },
  model: {},
  skills: { enabled: true },
  disableAllHooks: false,
};

function fromCommandLine(source: string | undefined): JsonObject {
  if (source === undefined) return {};
  const json = source.trimStart().startsWith('{') ? source : readFileSync(source, 'utf8');
  return objectOf(JSON.parse(json));
}

/** The answer to get_settings: the defaults, what `--settings` says and what the host applied later. */
export function settingsOf(session: Session): JsonObject {
  const given = merged(fromCommandLine(session.args.settings), session.flagSettings);
  return {
    sources: { user: {}, workspace: {}, local: {}, flag: session.flagSettings },
    effective: merged(defaults, given),
  };
}
