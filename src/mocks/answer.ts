import type { answers, operations } from '../../generated/examples.ts';
import type {
  AnswerContent,
  AnswerStatus,
  AnthropicErrorResponse,
  ErrorResponse,
  OperationId,
} from '../contract/operations.ts';

type Examples = {
  readonly [Name in keyof typeof answers]: (typeof answers)[Name]['content'];
};
type Named<Id extends OperationId> = (typeof operations)[Id]['answers'];

/** The contract's examples of what an operation answers with a status, by content type. */
type ExamplesOf<Id extends OperationId, Status> = `${Status & number}` extends infer Key
  ? Key extends keyof Named<Id>
    ? Named<Id>[Key] extends keyof Examples
      ? Examples[Named<Id>[Key]]
      : never
    : never
  : never;

type NamesOf<Content, Type extends PropertyKey> = Content extends {
  readonly [T in Type]: { readonly examples: infer Members };
}
  ? keyof Members
  : never;

type ValueOf<Content, Type extends PropertyKey> = Content extends { readonly [T in Type]: infer Value }
  ? Value
  : never;

type Whole = 'application/json' | 'text/plain' | 'application/yaml';
type EventOf<Id extends OperationId, Status> =
  | NamesOf<ExamplesOf<Id, Status>, 'text/event-stream'>
  | ValueOf<AnswerContent<Id, Status & AnswerStatus<Id>>, 'text/event-stream'>;

interface StatusAnswer<Id extends OperationId, Status extends AnswerStatus<Id>> {
  /** One of the contract's examples, by its name; the first if there is neither this nor a body. */
  readonly example?: {
    [Type in Whole]: NamesOf<ExamplesOf<Id, Status>, Type>;
  }[Whole];
  /** The body in place of an example. */
  readonly body?: { [Type in Whole]: ValueOf<AnswerContent<Id, Status>, Type> }[Whole];
  /**
   * The events of a stream: examples by their names, or events. An error, in a stream of the contract's, is the last
   * one.
   */
  readonly events?: EventOf<Id, Status> extends never
    ? never
    : readonly (EventOf<Id, Status> | ErrorResponse | AnthropicErrorResponse)[];
  /** Headers besides those that every such answer has, or in their place. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer of an operation, of any status that the contract declares; what is left out is as in the contract's examples. */
export type Answer<Id extends OperationId> = {
  [Status in AnswerStatus<Id>]: StatusAnswer<Id, Status> &
    (Status extends 200 ? { readonly status?: Status } : { readonly status: Status });
}[AnswerStatus<Id>];
