import type { JsonObject } from './json.ts';

/** Answer to a control_request of the host; some successes carry no `response` at all. */
export function success(requestId: string, response?: JsonObject): JsonObject {
  return {
    type: 'control_response',
    response: { subtype: 'success', request_id: requestId, ...(response ? { response } : {}) },
  };
}

export function failure(requestId: string, error: string, code?: string): JsonObject {
  return {
    type: 'control_response',
    response: { subtype: 'error', request_id: requestId, error, ...(code === undefined ? {} : { code }) },
  };
}

/** A control_request that the program makes of its host. */
export function request(requestId: string, body: JsonObject): JsonObject {
  return { type: 'control_request', request_id: requestId, request: body };
}

/** Tells the host that an answer is no longer wanted. */
export function cancelRequest(requestId: string): JsonObject {
  return { type: 'control_cancel_request', request_id: requestId };
}

export function tokenRequest(subtype: string, sessionId: string): JsonObject {
  return {
    subtype,
    reason: 'initial',
    ...(subtype === 'fetch_service_account_token'
      ? { required_scopes: ['models.read', 'chat.completions'] }
      : {}),
    session_id: sessionId,
  };
}

export function mcpMessage(server: string, message: JsonObject): JsonObject {
  return { subtype: 'mcp_message', server_name: server, message };
}
