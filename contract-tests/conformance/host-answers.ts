import { type Line, objectIn } from './cli.ts';

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Well-formed and worthless: accepted by no server, but enough to get past the program's own look at it. */
export function inertToken(): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'qoder',
    aud: 'qoder',
    principal_type: 'service_account',
    principal_id: 'conformance',
    organization_id: 'conformance',
    iat: now,
    exp: now + 3600,
    scope: 'models.read chat.completions',
  };
  return `sat-${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}.${encoded({ inert: true })}`;
}

function success(response: Line): Line {
  return { subtype: 'success', response };
}

export function tokenAnswer(token: string): Line {
  return success({ token, expires_at: Date.now() + 3_600_000 });
}

export const refusal: Line = { subtype: 'error', error: 'the host says no' };

export const weatherTool = {
  name: 'get_weather',
  description: 'Get weather',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
export const dottedTool = { name: 'second.one', description: 'Second', inputSchema: { type: 'object' } };
export const schemalessTool = { name: 'broken', description: 'No schema' };

/** Answers of a tool server to the messages of the bridge; even the notification gets one. */
export function toolServer(tools: readonly object[], call: (params: Line) => unknown = () => null) {
  return (request: Line): Line | undefined => {
    if (request.subtype !== 'mcp_message') return undefined;
    const message = objectIn(request.message);
    const results: Record<string, () => unknown> = {
      initialize: () => ({
        protocolVersion: '2025-11-25',
        capabilities: { tools: {} },
        serverInfo: { name: 'client', version: '1' },
      }),
      'tools/list': () => ({ tools }),
      'tools/call': () => call(objectIn(message.params)),
    };
    const result = results[String(message.method)]?.() ?? {};
    return success({ mcp_response: { jsonrpc: '2.0', id: message.id ?? 0, result } });
  };
}
