import { isDeepStrictEqual } from 'node:util';
import { type CliMessage, isCliMessage, objectField, stringField } from './messages.ts';
import { TOOL_SERVER, type ToolCallRecord } from './tool-calls.ts';
import type { ToolDefinition } from './turn.ts';

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

/** @param onCall the CLI wants a tool to be run. */
export function createToolBridge(tools: readonly ToolDefinition[], onCall: () => void): ToolBridge {
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

  const hold = (message: CliMessage): Promise<CliMessage> =>
    new Promise((resolve) => {
      const params = objectField(message, 'params') ?? {};
      const name = stringField(params, 'name') ?? '';
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
            allowedTools: tools.flatMap(({ name }) => [name, `mcp__${TOOL_SERVER}__${name}`]),
          },
    async answer(request) {
      const message = objectField(request, 'message') ?? {};
      const reply = (result: CliMessage): CliMessage => ({
        mcp_response: { jsonrpc: '2.0', id: message.id ?? 0, result },
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
        case 'tools/call':
          return hold(message);
        default: {
          const error = {
            code: METHOD_NOT_FOUND,
            message: `Unknown method ${stringField(message, 'method') ?? '?'}`,
          };
          return { mcp_response: { jsonrpc: '2.0', id: message.id ?? 0, error } };
        }
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
  try {
    const value: unknown = JSON.parse(text);
    return isCliMessage(value) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
