import { answers, operations, values } from '../../generated/examples.ts';
import type { OperationId } from '../contract/operations.ts';

export interface DeclaredOperation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  /** The names of its answers, by status. */
  readonly answers: Readonly<Record<string, string>>;
}

/** How the examples of events make a stream: the contract's `x-event-stream`. */
export interface DeclaredStream {
  readonly events: readonly string[];
  readonly named?: boolean;
  readonly end?: string;
}

export interface DeclaredMedia {
  /** The names of the values, by the names of the examples. */
  readonly examples: Readonly<Record<string, string>>;
  readonly stream?: DeclaredStream;
}

export interface DeclaredAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Readonly<Record<string, DeclaredMedia>>;
}

/** Every operation of the contract. */
export const declaredOperations: Readonly<Record<OperationId, DeclaredOperation>> = operations;

const answersByName: Readonly<Record<string, DeclaredAnswer>> = answers;

/** What becomes of an operation for which the contract has no success. */
const REFUSALS: Partial<Record<OperationId, number>> = { createEmbedding: 501, cancelResponse: 400 };

/** The status of an operation that nobody wishes otherwise. */
export const usualStatus = (id: OperationId): number => REFUSALS[id] ?? 200;

export function declaredAnswer(id: OperationId, status: number): DeclaredAnswer {
  const answer = answersByName[declaredOperations[id].answers[status] ?? ''];
  if (answer === undefined) throw new Error(`The contract declares no ${status} of ${id}.`);
  return answer;
}

/** The value of an example; the first of its content type if it has no name. */
export function exampleValue({ examples }: DeclaredMedia, name = Object.keys(examples)[0]): unknown {
  const found = examples[name ?? ''];
  if (found === undefined)
    throw new Error(`There is no example '${name}', only ${Object.keys(examples).join(', ')}.`);
  return values[found];
}
