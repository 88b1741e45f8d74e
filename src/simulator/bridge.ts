import { mcpMessage } from './control-messages.ts';
import { type Host, HostError } from './host.ts';
import { isObject, type JsonObject, objectOf } from './json.ts';
import { type OfferedTool, offeredTools } from './offered-tools.ts';
import { toolListProblem } from './tool-list-check.ts';
import { cliVersion } from './version.ts';

export interface BridgedServer {
  readonly name: string;
  readonly tools: readonly OfferedTool[];
  /** Shown by mcp_status beside "connected". */
  readonly error: string | undefined;
  nextId: number;
}

export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
  /** Why it was not run, where nobody allowed it: no rule, or the host itself. */
  readonly denial?: 'permission-rule' | 'user-rejected';
}

const patienceMs = 60_000;

async function exchange(host: Host, server: string, message: JsonObject): Promise<JsonObject> {
  const answer = await host.request(mcpMessage(server, { ...message, jsonrpc: '2.0' }));
  return objectOf(answer.mcp_response);
}

function withinPatience<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new HostError('the tool server did not answer')), patienceMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const greeting = {
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'qodercli-sdk-bridge', version: cliVersion },
  },
};

/** Meet one tool server of the host: three exchanges, of which even the notification wants an answer. */
export async function connect(
  host: Host,
  name: string,
  overrides: JsonObject,
): Promise<BridgedServer | undefined> {
  try {
    const hello = await withinPatience(
      exchange(host, name, { method: greeting.method, params: greeting.params, id: 0 }),
    );
    await exchange(host, name, { method: 'notifications/initialized' });
    const canList = isObject(objectOf(objectOf(hello.result).capabilities).tools);
    if (!canList) return { name, tools: [], error: undefined, nextId: 1 };
    const list = await withinPatience(exchange(host, name, { method: 'tools/list', params: {}, id: 1 }));
    const { tools } = objectOf(list.result);
    const error = toolListProblem(name, tools);
    const sound = error === undefined && Array.isArray(tools);
    return { name, tools: sound ? offeredTools(name, tools, overrides) : [], error, nextId: 2 };
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return '';
  return content
    .map((part) => (isObject(part) && typeof part.text === 'string' ? part.text : JSON.stringify(part)))
    .join('\n');
}

/** Have the host run a tool. */
export async function callTool(
  host: Host,
  server: BridgedServer,
  tool: OfferedTool,
  input: unknown,
  signal: AbortSignal,
): Promise<ToolAnswer> {
  const id = server.nextId;
  server.nextId += 1;
  const message = {
    method: 'tools/call',
    params: { name: tool.name, arguments: input },
    jsonrpc: '2.0',
    id,
  };
  const answer = await host.request(mcpMessage(server.name, message), signal);
  const response = objectOf(answer.mcp_response);
  if (isObject(response.error)) return { text: String(response.error.message), isError: true };
  const result = objectOf(response.result);
  return { text: textOf(result.content), isError: result.isError === true };
}
