import { QoderFailure } from './failure.ts';
import { arrayField, type CliMessage, idField, isCliMessage, objectField, stringField } from './messages.ts';

/** The CLI refused to run a call of one of the client's tools. */
export interface ToolDenial {
  /** Undefined where the CLI does not say. */
  readonly tool: string | undefined;
  /** Of the call. */
  readonly id: string | undefined;
  readonly reason: string;
}

/** Kinds of calls that were not run because nobody may: `permission-rule` and its like. */
const DENIED = /permission|denied|den(y|ial)/i;

/** Undefined for any other message. */
export function denialIn(message: CliMessage): ToolDenial | undefined {
  if (message.type === 'system' && message.subtype === 'permission_denied') {
    const reason = stringField(message, 'message') ?? stringField(message, 'decision_reason');
    return {
      tool: stringField(message, 'tool_name'),
      id: idField(message, 'tool_use_id'),
      reason: reason ?? 'permission_denied',
    };
  }
  if (message.type !== 'user') return undefined;
  const facts = [objectField(message, 'tool_result_meta'), ...arrayField(message, 'tool_result_meta')];
  for (const fact of facts) {
    const kind = isCliMessage(fact) ? stringField(fact, 'non_execution_kind') : undefined;
    if (isCliMessage(fact) && kind !== undefined && DENIED.test(kind)) {
      return { tool: stringField(fact, 'tool_name'), id: resultIdIn(message), reason: kind };
    }
  }
  return undefined;
}

/** The id of the call whose result a `user` line holds; undefined for any other message. */
export function resultIdIn(message: CliMessage): string | undefined {
  if (message.type !== 'user' || message.isReplay === true) return undefined;
  const blocks = arrayField(objectField(message, 'message') ?? {}, 'content').filter(isCliMessage);
  const result = blocks.find(({ type }) => type === 'tool_result');
  return result && idField(result, 'tool_use_id');
}

/** The login has expired under the CLI; undefined for any other message. */
export function loginFailureIn(message: CliMessage): QoderFailure | undefined {
  const error = message.type === 'auth_status' ? stringField(message, 'error') : undefined;
  return error === undefined
    ? undefined
    : new QoderFailure('not_logged_in', `Qoder's login has expired: ${error}`);
}
