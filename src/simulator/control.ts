import { accountInfo, usageInfo } from './account.ts';
import { failure, success } from './control-messages.ts';
import type { Conversation } from './conversation.ts';
import { permissionModes } from './flags.ts';
import { initialize, modelsOf } from './initialize.ts';
import { isObject, type JsonObject, merged } from './json.ts';
import { failedResult } from './result-messages.ts';
import { serviceAccess } from './service-access.ts';
import type { Session } from './session.ts';
import { statusLine } from './session-messages.ts';
import { settingsOf } from './settings.ts';
import type { Machine } from './turn.ts';

export interface Control {
  receive(line: JsonObject): Promise<void>;
  /** Drop the answer to a request that the host gave up on. */
  cancel(requestId: unknown): void;
  /** Resolves when no initialize is under way. */
  initializing(): Promise<unknown>;
}

type Handler = (id: string, body: JsonObject) => JsonObject | Promise<JsonObject>;

const noPlanMode =
  'Plan mode is unavailable while the "Don\'t ask" permission mode is active. ' +
  'Switch to another permission mode to use plan mode.';
const bareRequests = ['initialize', 'get_models', 'interrupt', 'end_session'];

function contextUsage(session: Session): JsonObject {
  return {
    model: session.model,
    contextWindow: { usedPercentage: 0 },
    categories: [
      { type: 'system_prompt', percentage: 0 },
      { type: 'system_tools', percentage: 0 },
      { type: 'free_space', percentage: 93.2 },
      { type: 'auto_compact', percentage: 6.8 },
    ],
    autoCompact: { enabled: false, thresholdPercentage: 93.2 },
    skills: { count: 0, percentageOfContext: 0, items: [] },
    duplicateFileReads: [],
    session: {
      messageCount: session.history.length,
      promptCount: session.history.filter((one) => one.role === 'user').length,
      toolCalls: { total: 0, succeeded: 0, failed: 0 },
      linesChanged: { added: 0, removed: 0 },
    },
  };
}

function mcpStatus(session: Session): JsonObject {
  const servers = session.servers.map((server) => ({
    name: server.name,
    status: 'connected',
    ...(server.error === undefined ? {} : { error: server.error }),
    config: { type: 'sdk' },
    tools: server.tools.map((tool) => ({ name: tool.qualifiedName, description: tool.description })),
  }));
  return { servers };
}

function handlersOf(
  machine: Machine,
  session: Session,
  conversation: Conversation,
): Readonly<Record<string, Handler>> {
  const { output, host, ending } = machine;
  return {
    initialize: async (id, body) => {
      const { fatal } = session.scenario.initialize;
      if (fatal === undefined) return initialize(session, host, output, id, body);
      await output.send({ ...failedResult(session, fatal.message), error_code: fatal.code });
      return ending.exit(1);
    },
    interrupt: (id, body) => {
      const { stillQueued, cancelled } = conversation.interrupt(body.cancel_queued === true);
      return success(id, { still_queued: stillQueued, ...(cancelled.length > 0 ? { cancelled } : {}) });
    },
    set_model: (id, body) => {
      if (typeof body.model !== 'string') return failure(id, 'missing model');
      session.model = body.model;
      return success(id);
    },
    set_max_thinking_tokens: (id) => success(id),
    set_permission_mode: async (id, body) => {
      const mode = permissionModes[String(body.mode)];
      if (mode === undefined) return failure(id, `unknown permission_mode: ${String(body.mode)}`);
      if (mode === 'plan' && session.permissionMode === 'dontAsk') return failure(id, noPlanMode);
      session.permissionMode = mode;
      await output.send(statusLine(session));
      return success(id);
    },
    set_proxy: (id, body) => success(id, { proxy: body.proxy ?? null }),
    get_models: async (id) => {
      const access = await serviceAccess(session, host);
      return access.kind === 'granted'
        ? success(id, { models: modelsOf(session) })
        : failure(id, access.message);
    },
    get_usage_info: (id) =>
      success(id, {
        usage: usageInfo(session),
        session: { total_credits: session.credits, model_usage: session.creditsByModel },
      }),
    account_info: (id) => success(id, { account: accountInfo(session) }),
    mcp_status: (id) => success(id, mcpStatus(session)),
    get_settings: (id) => success(id, settingsOf(session)),
    get_context_usage: (id) => success(id, contextUsage(session)),
    apply_flag_settings: (id, body) => {
      if (!isObject(body.settings)) return failure(id, 'missing or invalid settings');
      session.flagSettings = merged(session.flagSettings, body.settings);
      return success(id, {
        applied: { effort: body.settings.ultracode === true ? 'xhigh' : null, ultracode: false },
      });
    },
    mcp_set_servers: (id) => success(id, { added: [], removed: [], errors: {} }),
    cancel_async_message: (id, body) =>
      success(id, { cancelled: conversation.cancel(String(body.message_uuid)) }),
    generate_session_title: (id) => success(id, { title: null }),
    get_byok_config: (id) => success(id, { providers: [] }),
    list_byok_configs: (id) => success(id, { configs: [] }),
    get_goal: (id) => success(id, { goal: null }),
    reload_skills: (id) => success(id, { skills: [] }),
    end_session: async (id) => {
      await output.send(success(id));
      return ending.exit(0);
    },
  };
}

/** Answers the host's control requests, each on its own: a slow one holds up no other. */
export function createControl(machine: Machine, session: Session, conversation: Conversation): Control {
  const handlers = handlersOf(machine, session, conversation);
  const cancelled = new Set<unknown>();
  let initializing: Promise<unknown> = Promise.resolve();

  async function answerTo(id: string, name: string, body: JsonObject): Promise<JsonObject> {
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
    if (!handler) return failure(id, `Unsupported control request type: "${name}"`);
    if (session.args.bare && !bareRequests.includes(name)) {
      return failure(id, `unsupported_in_bare_session: "${name}"`);
    }
    return handler(id, body);
  }

  return {
    async receive(line) {
      const { request_id: id, request: body } = line;
      if (typeof id !== 'string' || !isObject(body)) return;
      const name = String(body.subtype ?? body.type);
      // One initialize at a time, so that a second one sees how the first ended.
      const answer =
        name === 'initialize' ? initializing.then(() => answerTo(id, name, body)) : answerTo(id, name, body);
      if (name === 'initialize') initializing = answer;
      const given = await answer;
      if (!cancelled.delete(id)) await machine.output.send(given);
    },
    cancel: (requestId) => void cancelled.add(requestId),
    initializing: () => initializing,
  };
}
