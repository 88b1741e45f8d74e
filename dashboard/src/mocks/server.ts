import type { RequestHandler } from 'msw';
import { setupServer } from 'msw/node';
import {
  type Answer,
  gatewayHandler,
  gatewayHandlers,
  type OperationId,
} from '../../../src/mocks/handlers.ts';
import { modelOf, overviewOf, requestLogOf, summaryOf, systemLogOf } from './factories.ts';

/** A handler that gives an operation's answer. */
export function answering<Id extends OperationId>(id: Id, answer: Answer<NoInfer<Id>>): RequestHandler {
  return gatewayHandler<Id>(id, answer, location.origin);
}

/** A handler that refuses, as the contract words refusals. */
export function refusing(
  id: OperationId,
  status: number,
  error: { readonly message: string; readonly code: string; readonly retryAfter?: number },
): RequestHandler {
  const headers = error.retryAfter === undefined ? {} : { 'retry-after': String(error.retryAfter) };
  const body = { message: error.message, type: 'invalid_request_error', param: null, code: error.code };
  // That the contract declares the status for the operation is found when it is answered.
  return gatewayHandler(
    id,
    { status, body: { error: body }, headers } as Answer<OperationId>,
    location.origin,
  );
}

/** A server where all is well. */
export const mockServer = setupServer(
  ...gatewayHandlers({
    baseUrl: location.origin,
    overrides: {
      getOverview: { body: overviewOf() },
      listDashboardModels: {
        body: {
          object: 'list',
          data: [
            modelOf(),
            modelOf({ id: 'lite', name: 'Lite', vision: false, reasoning: false, price_factor: 0 }),
          ],
        },
      },
      listRequestLogs: { body: { data: [summaryOf()] } },
      exportRequestLogs: { body: { data: [requestLogOf()] } },
      retrieveRequestLog: { body: requestLogOf() },
      listSystemLogs: { body: { data: [systemLogOf()] } },
      revealApiKey: { body: { name: 'default', key: 'sk-q-the-whole-key-x9f2' } },
    },
  }),
);
