import { isDeepStrictEqual } from 'node:util';
import { readJson } from '../json/parse-json.ts';
import { excerptOf } from '../observability/text-ends.ts';
import { type CliMessage, isCliMessage, objectField, stringField } from './messages.ts';
import { qualifiedToolName, TOOL_SERVER, type ToolCallRecord } from './tool-calls.ts';
import type { ToolDefinition } from './turn.ts';

/** JSON-RPC's "invalid params", which MCP uses for unknown tools. */
const INVALID_PARAMS = -32_602;
const LONGEST_NAME = 100;
/** JSON-RPC's "method not found". */
const METHOD_NOT_FOUND = -32_601;
const MCP_PROTOCOL_VERSION = '2025-11-25';

/**
 * Plays the MCP server whose tools are the client's. A call of one is held back until the client has run it
 * and sent the result with its next request.
 */
export interface ToolBridge {
  /** Fields of `initialize` that announce the tools. */
  readonly initializeFields: () => CliMessage;
  /** Answers an `mcp_message` of the CLI. */
  readonly answer: (request: CliMessage) => Promise<CliMessage>;
  /** Says which calls have been given to the client, in the model's order. */
  readonly expect: (calls: readonly ToolCallRecord[]) => void;
  /** Ids of the calls that still have no result. */
  readonly pendingIds: () => readonly string[];
  readonly deliver: (results: ReadonlyMap<string, string>) => void;
}

interface ExpectedCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  result?: string;
}

interface HeldCall {
  readonly name: string;
  readonly input: unknown;
  readonly resolve: (response: CliMessage) => void;
  readonly jsonRpcId: unknown;
}

export interface ToolBridgeHooks {
  /** The CLI wants one of the tools to be run. */
  readonly onCall: () => void;
  /** The CLI wants a tool to be run that was never offered; it is told so. */
  readonly onForeignCall: (name: string) => void;
}

export function createToolBridge(
  tools: readonly ToolDefinition[],
  { onCall, onForeignCall }: ToolBridgeHooks,
): ToolBridge {
  const offered = new Set(tools.map(({ name }) => name));
  let expected: ExpectedCall[] = [];
  let held: HeldCall[] = [];

  /** A call carries no id of the model's, so it is told by its name and arguments, else by its name alone. */
  const matching = (call: HeldCall): ExpectedCall | undefined => {
    const named = expected.filter(({ name }) => name === call.name);
    return named.find(({ input }) => isDeepStrictEqual(input, call.input)) ?? named[0];
  };

  const settle = (): void => {
    held = held.filter((call) => {
      const match = matching(call);
      if (match?.result === undefined) return true;
      expected = expected.filter((other) => other !== match);
      const result = { content: [{ type: 'text', text: match.result }], isError: false };
      call.resolve({ mcp_response: { jsonrpc: '2.0', id: call.jsonRpcId, result } });
      return false;
    });
  };

  const hold = (message: CliMessage, name: string): Promise<CliMessage> =>
    new Promise((resolve) => {
      const params = objectField(message, 'params') ?? {};
      held.push({ name, input: params.arguments ?? {}, resolve, jsonRpcId: message.id });
      settle();
      onCall();
    });

  const listed = tools.map(({ name, description, inputSchema }) => ({
    name,
    ...(description === undefined ? {} : { description }),
    inputSchema,
  }));

  return {
    initializeFields: () =>
      tools.length === 0
        ? {}
        : {
            sdkMcpServers: [TOOL_SERVER],
            sdkMcpToolOverrides: {
              [TOOL_SERVER]: Object.fromEntries(
                tools.map(({ name }) => [name, { exposedName: name, alwaysLoad: true }]),
              ),
            },
            allowedTools: tools.flatMap(({ name }) => [name, qualifiedToolName(name)]),
          },
    async answer(request) {
      const message = objectField(request, 'message') ?? {};
      const reply = (result: CliMessage): CliMessage => ({
        mcp_response: { jsonrpc: '2.0', id: message.id ?? 0, result },
      });
      const refuse = (code: number, text: string): CliMessage => ({
        mcp_response: { jsonrpc: '2.0', id: message.id ?? 0, error: { code, message: text } },
      });
      switch (message.method) {
        case 'initialize':
          return reply({
            protocolVersion:
              stringField(objectField(message, 'params') ?? {}, 'protocolVersion') ?? MCP_PROTOCOL_VERSION,
            capabilities: { tools: {} },
            serverInfo: { name: TOOL_SERVER, version: '1' },
          });
        // The CLI waits for an answer to this notification, too.
        case 'notifications/initialized':
        case 'ping':
          return reply({});
        case 'tools/list':
          return reply({ tools: listed });
        case 'tools/call': {
          const name = stringField(objectField(message, 'params') ?? {}, 'name') ?? '';
          if (offered.has(name)) return hold(message, name);
          onForeignCall(name);
          return refuse(INVALID_PARAMS, `Unknown tool: ${excerptOf(name, LONGEST_NAME)}`);
        }
        default:
          return refuse(
            METHOD_NOT_FOUND,
            `Unknown method ${excerptOf(stringField(message, 'method') ?? '?', LONGEST_NAME)}`,
          );
      }
    },
    expect(calls) {
      expected = calls.map((call) => ({ id: call.id, name: call.name, input: parsed(call.arguments) }));
    },
    pendingIds: () => expected.map(({ id }) => id),
    deliver(results) {
      for (const call of expected) {
        const result = results.get(call.id);
        if (result !== undefined) call.result = result;
      }
      settle();
    },
  };
}

function parsed(text: string): unknown {
  const value = readJson(text)?.value;
  return isCliMessage(value) ? value : {};
}
