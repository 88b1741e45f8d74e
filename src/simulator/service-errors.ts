import type { AssistantError, Step } from './steps.ts';

interface ServiceError {
  readonly message: string;
  readonly status: number | undefined;
}

const usual: Readonly<Record<AssistantError, ServiceError>> = {
  authentication_failed: { message: 'Not logged in · Please run /login', status: undefined },
  billing_error: { message: 'API Error: 402 Your credits are used up', status: 402 },
  rate_limit: { message: 'API Error: 429 Rate limit reached, try again later', status: 429 },
  invalid_request: { message: 'API Error: 400 The request was not valid', status: 400 },
  server_error: { message: 'API Error: 500 Internal server error', status: 500 },
  unknown: { message: 'API Error: something went wrong', status: undefined },
  max_output_tokens: {
    message: 'API Error: the answer exceeded the output token maximum',
    status: undefined,
  },
};

/** What the service says by default for each kind of error. */
export function serviceError(step: Extract<Step, { kind: 'error' }>): ServiceError {
  const defaults = usual[step.error];
  return { message: step.message ?? defaults.message, status: step.status ?? defaults.status };
}
