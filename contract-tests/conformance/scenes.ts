import { setTimeout as sleep } from 'node:timers/promises';
import { type Cli, type CliOptions, type Exit, type Line, startCli } from './cli.ts';
import {
  dottedTool,
  inertToken,
  refusal,
  schemalessTool,
  tokenAnswer,
  toolServer,
  weatherTool,
} from './host-answers.ts';
import type { Program } from './program.ts';

const hostAccount = { type: 'serviceAccount', serviceAccountTokenProvider: 'host' };

/** What one program did in one scene. */
export interface Scene {
  readonly lines: readonly Line[];
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: Exit;
  readonly answers: Readonly<Record<string, Line>>;
}

/** The answers of a handshake that do not depend on the machine or the moment. */
export const FIXED_ANSWERS = [
  'probe',
  'setModel',
  'missingModel',
  'thinking',
  'usage',
  'account',
  'unknown',
  'again',
  'servers',
  'applied',
  'badSettings',
  'mode',
  'badMode',
  'proxy',
  'end',
  'afterEmpty',
] as const;

/** One of a scene's answers, without the id of its request; it must be there. */
export function answerIn(scene: Scene, name: string): Line {
  const { request_id: _id, ...answer } = scene.answers[name] ?? {};
  if (Object.keys(answer).length === 0) throw new Error(`the scene has no answer '${name}'`);
  return answer;
}

type Play = (cli: Cli, answers: Record<string, Line>) => Promise<void>;

async function scene(program: Program, options: CliOptions, play: Play): Promise<Scene> {
  const cli = startCli(program, options);
  const answers: Record<string, Line> = {};
  try {
    await play(cli, answers);
  } finally {
    await cli.stop();
  }
  return { lines: cli.lines, stdout: cli.stdout(), stderr: cli.stderr(), exit: await cli.exited, answers };
}

function bind(tools: readonly object[]): Line {
  const names = tools.map((tool) => String((tool as Line).name));
  const renamed = { get_weather: { exposedName: 'get_weather', alwaysLoad: true } };
  return {
    systemPrompt: 'You are terse.',
    model: 'lite',
    sdkMcpServers: ['client'],
    sdkMcpToolOverrides: { client: names.includes('get_weather') ? renamed : {} },
  };
}

/** Warm up, bind, ask for everything that a server would ask for. */
export function handshake(program: Program): Promise<Scene> {
  const tools = [weatherTool, dottedTool];
  const bridge = toolServer(tools);
  const answer = (request: Line) =>
    request.subtype === 'fetch_service_account_token' ? tokenAnswer(inertToken()) : bridge(request);
  return scene(program, { payload: hostAccount, answer }, async (cli, answers) => {
    answers.probe = await cli.request('interrupt');
    answers.setModel = await cli.request('set_model', { model: 'lite' });
    answers.missingModel = await cli.request('set_model');
    answers.thinking = await cli.request('set_max_thinking_tokens', { max_thinking_tokens: 100 });
    answers.usage = await cli.request('get_usage_info');
    answers.account = await cli.request('account_info');
    answers.context = await cli.request('get_context_usage');
    answers.unknown = await cli.request('bogus');
    answers.models = await cli.request('get_models');
    answers.initialize = await cli.request('initialize', bind(tools));
    answers.again = await cli.request('initialize', {});
    answers.servers = await cli.request('mcp_status');
    answers.applied = await cli.request('apply_flag_settings', {
      settings: { general: { enableAutoUpdate: false } },
    });
    answers.settings = await cli.request('get_settings');
    answers.badSettings = await cli.request('apply_flag_settings');
    answers.mode = await cli.request('set_permission_mode', { mode: 'default' });
    answers.badMode = await cli.request('set_permission_mode', { mode: 'nonsense' });
    answers.proxy = await cli.request('set_proxy', { proxy: null });
    const before = cli.lines.length;
    cli.send({ type: 'user', message: { role: 'user', content: [] }, parent_tool_use_id: null });
    cli.send({ type: 'keep_alive' });
    await sleep(300);
    answers.afterEmpty = { lines: cli.lines.slice(before), ...(await cli.request('interrupt')) };
    answers.end = await cli.request('end_session');
    await cli.exited;
  });
}

/** A host that wants to hear of a catalogue that cannot be reached. One program ends then, another may be bound all the same. */
export function unreachableCatalogue(program: Program): Promise<Scene> {
  const tools = [weatherTool, dottedTool];
  const bridge = toolServer(tools);
  const answer = (request: Line) =>
    request.subtype === 'fetch_service_account_token' ? tokenAnswer(inertToken()) : bridge(request);
  return scene(program, { payload: hostAccount, answer }, async (cli, answers) => {
    const refused = await Promise.race([
      cli
        .request('initialize', { ...bind(tools), supportsCatalogReadyInitialize: true })
        .catch(() => undefined),
      cli.exited.then(() => undefined),
    ]);
    if (refused === undefined) return;
    answers.catalogue = refused;
    answers.initialize = await cli.request('initialize', bind(tools));
  });
}

/** A tool list with one bad tool, then a turn for which the host refuses a token. */
export function refusedTurn(program: Program): Promise<Scene> {
  const bridge = toolServer([weatherTool, schemalessTool]);
  const answer = (request: Line) =>
    request.subtype === 'fetch_service_account_token' ? refusal : bridge(request);
  return scene(program, { payload: hostAccount, answer }, async (cli, answers) => {
    answers.models = await cli.request('get_models');
    answers.initialize = await cli.request('initialize', bind([weatherTool]));
    answers.servers = await cli.request('mcp_status');
    cli.say('Hello');
    await cli.until((line) => line.type === 'result');
    await cli.exited;
  });
}

/** A host that hands over something that is not a token. */
export function malformedToken(program: Program): Promise<Scene> {
  const answer = (request: Line) =>
    request.subtype === 'fetch_service_account_token' ? tokenAnswer('not-a-token') : undefined;
  return scene(program, { payload: hostAccount, answer }, async (cli, answers) => {
    answers.initialize = await cli.request('initialize', {});
    cli.say('Hello');
    await cli.until((line) => line.type === 'result');
  });
}

export function earlyUser(program: Program): Promise<Scene> {
  return scene(program, { payload: hostAccount }, async (cli) => {
    cli.say('Hello');
    await cli.until((line) => line.type === 'result');
    await cli.exited;
  });
}

/** A boot that is expected to fail by itself. */
export function boot(program: Program, payload?: object): Promise<Scene> {
  return scene(program, payload ? { payload } : {}, async (cli) => {
    await cli.exited;
  });
}
