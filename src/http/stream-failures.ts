import type { Request } from '@hapi/hapi';
import type { ErrorBody } from '../contract/operations.ts';
import { ApiError } from '../errors.ts';
import type { Log } from '../observability/log.ts';
import { errorFormatOf, errorFrameFor, shownError } from './error-formats.ts';
import type { StreamFailures } from './event-stream.ts';
import { leaveIncomplete } from './incomplete-response.ts';

export interface StreamFailureParts {
  readonly redact: (text: string) => string;
  readonly log: Log;
}

declare module '@hapi/hapi' {
  interface RequestApplicationState {
    /** The stream failed, and its client was told: that the client hangs up then is not what ended it. */
    hasFailed?: boolean;
  }
}

/**
 * How a stream of the operation tells of a failure after its head. OpenAI's older dialects have a frame for it that some
 * clients skip: a clean end behind it would look like a whole answer, so it is cut. Other dialects end with an event of their
 * own, which none skips.
 * @param dialectFrame the dialect's own last event, if it has one.
 */
export function streamFailures(
  request: Request,
  { redact, log }: StreamFailureParts,
  dialectFrame?: (error: ErrorBody) => string,
): StreamFailures {
  const { requestId, observer } = request.app;
  const isOwnEvent = dialectFrame !== undefined || errorFormatOf(request) === 'anthropic';
  return {
    report(error) {
      request.app.hasFailed = true;
      if (error instanceof ApiError) {
        observer.refused({ status: error.status, message: redact(error.message), code: error.body.code });
        return;
      }
      const { status, message, body } = new ApiError(
        'internal_error',
        'The server had an error in a stream.',
      );
      observer.refused({ status, message, code: body.code });
      log.error({ requestId, err: error }, 'unexpected error');
    },
    frame: (error) => dialectFrame?.(shownError(error, redact)) ?? errorFrameFor(request, error, redact),
    cut: isOwnEvent ? undefined : () => leaveIncomplete(request.raw.res),
  };
}
