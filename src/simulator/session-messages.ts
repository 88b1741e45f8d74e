import { randomUUID } from 'node:crypto';
import type { JsonObject } from './json.ts';
import { agents, capabilities, slashCommands } from './offerings.ts';
import type { Session } from './session.ts';
import { cliVersion, protocolVersion } from './version.ts';

/** Nearly every line carries its own id and that of the session. */
export function stamped(session: { readonly id: string }, fields: JsonObject): JsonObject {
  return { ...fields, uuid: randomUUID(), session_id: session.id };
}

/** `system/init`: sent during initialize and again at every user message. */
export function initLine(session: Session): JsonObject {
  return stamped(session, {
    type: 'system',
    subtype: 'init',
    apiKeySource: 'none',
    qodercli_version: cliVersion,
    protocol_version: session.scenario.protocol ?? protocolVersion,
    cwd: process.cwd(),
    tools: session.tools.map((tool) => tool.exposedName),
    // The real program says "disconnected" even when all is well; mcp_status tells the truth.
    mcp_servers: session.servers.map((server) => ({ name: server.name, status: 'disconnected' })),
    model: session.model === '' ? 'auto' : session.model,
    permissionMode: session.permissionMode,
    slash_commands: slashCommands,
    output_style: 'default',
    agents: agents.map((agent) => agent.name),
    skills: [],
    plugins: [],
    capabilities,
    fast_mode_state: 'off',
  });
}

export function artifactsLine(session: Session): JsonObject {
  return stamped(session, { type: 'system', subtype: 'artifacts_update', artifacts: [] });
}

export function statusLine(session: Session): JsonObject {
  return stamped(session, {
    type: 'system',
    subtype: 'status',
    status: null,
    permissionMode: session.permissionMode,
  });
}

export type LifecycleState = 'queued' | 'started' | 'completed' | 'cancelled' | 'discarded';

export function lifecycleLine(session: Session, commandUuid: string, state: LifecycleState): JsonObject {
  return stamped(session, { type: 'command_lifecycle', command_uuid: commandUuid, state });
}

export function replayLine(session: Session, message: unknown): JsonObject {
  return stamped(session, { type: 'user', message, parent_tool_use_id: null, isReplay: true });
}

export function queueLine(session: Session, fields: JsonObject): JsonObject {
  return stamped(session, {
    type: 'system',
    subtype: 'model_queue_status',
    status: 'queued',
    request_id: randomUUID(),
    request_set_id: randomUUID(),
    model_key: session.model === '' ? 'auto' : session.model,
    queue_type: 'shared',
    queue_count: 3,
    wait_time_ms: 1000,
    queue_wait_elapsed_ms: 0,
    queue_max_wait_ms: 60_000,
    service_available: true,
    ...fields,
  });
}

export function retryLine(session: Session, fields: JsonObject): JsonObject {
  return stamped(session, {
    type: 'system',
    subtype: 'api_retry',
    attempt: 1,
    max_retries: 11,
    retry_delay_ms: 1000,
    error_status: 529,
    error: 'server_error',
    ...fields,
  });
}

/** Body of the answer to initialize. */
export function initializedBody(session: Session, models: readonly JsonObject[]): JsonObject {
  const bare = session.args.bare;
  return {
    commands: bare ? [] : slashCommands.map((name) => ({ name, description: `/${name}`, argumentHint: '' })),
    agents: bare ? [] : agents,
    skills: [],
    output_style: 'default',
    available_output_styles: ['default', 'Explanatory', 'Learning'],
    models,
    account: {},
    capabilities,
    pid: process.pid,
  };
}

export function permissionDeniedLine(session: Session, tool: string, id: string): JsonObject {
  return stamped(session, {
    type: 'system',
    subtype: 'permission_denied',
    tool_name: tool,
    tool_use_id: id,
    message: `Permission to use ${tool} has been denied.`,
    decision_reason_type: 'mode',
    decision_reason: 'dontAsk',
  });
}
