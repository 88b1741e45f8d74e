import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const TSC = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
/** The SDK's type for each kind of line: `type`, or `type/subtype`. */
const TYPES = {
  assistant: 'sdk.SDKAssistantMessage',
  user: 'sdk.SDKUserMessage | sdk.SDKUserMessageReplay',
  stream_event: 'sdk.SDKPartialAssistantMessage',
  command_lifecycle: 'sdk.SDKCommandLifecycleMessage',
  result: 'sdk.SDKResultMessage',
  control_request: 'sdk.SDKControlRequest',
  control_response: 'sdk.SDKControlResponse',
  'system/init': 'sdk.SDKSystemInitMessage',
  'system/status': 'sdk.SDKStatusMessage',
  'system/artifacts_update': 'sdk.SDKArtifactUpdateMessage',
  'system/api_retry': 'sdk.SDKAPIRetryMessage',
  'system/model_queue_status': 'sdk.SDKModelQueueStatusMessage',
  'system/permission_denied': 'sdk.SDKPermissionDeniedMessage',
};
/** What the successful answers to some requests hold. */
const ANSWERS = [
  ['commands', 'sdk.SDKControlInitializeResponse'],
  ['categories', 'sdk.SDKControlGetContextUsageResponse'],
  ['models', '{ models: sdk.ModelInfo[] }'],
  ['account', '{ account: sdk.AccountInfo }'],
  ['usage', '{ usage: sdk.UsageInfo | null; session: sdk.SessionCreditsUsage }'],
];

const kindOf = ({ type, subtype }) => (type === 'system' ? `${type}/${subtype}` : type);

/** Lines of one shape need one look: values of texts and numbers that say nothing about it are made the same. */
function shapeOf(value, key = '') {
  if (Array.isArray(value)) return value.map((item) => shapeOf(item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shapeOf(field, name)]));
  }
  const tells =
    /^(type|subtype|role|state|status|error|stop_reason|permissionMode|kind|purpose)$|_kind$|_type$/.test(
      key,
    );
  return tells ? value : typeof value;
}

function answerTypes(line) {
  const body = line.type === 'control_response' ? line.response.response : undefined;
  const found = ANSWERS.find(([field]) => body !== undefined && field in body);
  return found === undefined ? [] : [{ value: body, type: found[1], kind: `the answer with ${found[0]}` }];
}

/**
 * Has the compiler hold lines against the SDK's types, in the folder where it is installed.
 * @returns what is wrong with each kind of line; undefined for a kind that fits.
 */
export function judgeLines(file, folder) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  const shapes = new Map(lines.map((line) => [JSON.stringify(shapeOf(line)), line]));
  const judged = [...shapes.values()].flatMap((line) => [
    { value: line, type: TYPES[kindOf(line)], kind: kindOf(line) },
    ...answerTypes(line),
  ]);
  const complaints = new Map(judged.map(({ kind }) => [kind, undefined]));
  for (const { kind, type } of judged)
    if (type === undefined) complaints.set(kind, 'the SDK has no type for it');
  const typed = judged.filter(({ type }) => type !== undefined);
  const source = path.join(folder, 'lines.ts');
  const statements = typed.map(({ value, type }) => `fits<${type}>()(${JSON.stringify(value)});`);
  writeFileSync(
    source,
    [
      "import type * as sdk from '@qoder-ai/qoder-agent-sdk';",
      'const fits = <T>() => <const V extends T>(value: V): V => value;',
      ...statements,
      '',
    ].join('\n'),
  );
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023'];
  try {
    execFileSync(process.execPath, [TSC, ...flags, source], { cwd: folder, encoding: 'utf8' });
  } catch ({ stdout }) {
    for (const [, line, text] of stdout.matchAll(/lines\.ts\((\d+),\d+\): (error .*(?:\n .*)*)/g)) {
      const { kind } = typed[Number(line) - 3] ?? { kind: 'the file' };
      complaints.set(kind, complaints.get(kind) ?? text.slice(0, 1_500));
    }
  }
  return complaints;
}
