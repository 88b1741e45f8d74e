import type { Attributes } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_USER_AGENT_ORIGINAL,
} from '@opentelemetry/semantic-conventions';
import {
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_RESPONSE_FINISH_REASONS,
  ATTR_GEN_AI_RESPONSE_MODEL,
  ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
} from '@opentelemetry/semantic-conventions/incubating';
import { CLIENT_CLOSED_REQUEST } from '../request-outcome.ts';
import type { TracedRequest } from './traced-request.ts';

const LONGEST_NAME = 100;

/**
 * A request in the words of OpenTelemetry's conventions for HTTP and for generative AI; what they have no word for
 * begins with `qoder.`. No text of a prompt or an answer is in it.
 * @param status the real one.
 */
export function attributesOf(facts: TracedRequest, status: number): Attributes {
  const { start, route, model, sent, turn, refusal, key } = facts;
  return {
    [ATTR_HTTP_REQUEST_METHOD]: start.method,
    [ATTR_HTTP_ROUTE]: route.path,
    [ATTR_HTTP_RESPONSE_STATUS_CODE]: status,
    ...(start.client === undefined ? {} : { [ATTR_USER_AGENT_ORIGINAL]: start.client }),
    ...serverOf(start.host),
    ...(status < 400 ? {} : { [ATTR_ERROR_TYPE]: errorType(status, refusal?.code) }),
    ...(route.genAi === undefined
      ? {}
      : { [ATTR_GEN_AI_OPERATION_NAME]: route.genAi, [ATTR_GEN_AI_PROVIDER_NAME]: 'qoder' }),
    ...(model === undefined
      ? {}
      : {
          [ATTR_GEN_AI_REQUEST_MODEL]: model.requestedModel.slice(0, LONGEST_NAME),
          [ATTR_GEN_AI_RESPONSE_MODEL]: model.model,
        }),
    ...(turn === undefined
      ? {}
      : {
          [ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: [turn.finishReason],
          [ATTR_GEN_AI_USAGE_INPUT_TOKENS]: turn.usage.promptTokens,
          [ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]: turn.usage.completionTokens,
          [ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS]: turn.usage.cachedTokens,
        }),
    'qoder.request_id': start.id,
    ...(key === undefined ? {} : { 'qoder.key': key }),
    ...(sent === undefined ? {} : { 'qoder.continued': sent.continued }),
    ...(turn?.credits === undefined ? {} : { 'qoder.credits': turn.credits }),
  };
}

function errorType(status: number, code: string | null | undefined): string {
  if (status === CLIENT_CLOSED_REQUEST) return 'client_closed_request';
  return code ?? String(status);
}

function serverOf(host: string | undefined): Attributes {
  const [, address, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(host ?? '') ?? [];
  if (address === undefined || address === '') return {};
  return {
    [ATTR_SERVER_ADDRESS]: address.slice(0, LONGEST_NAME),
    ...(port === undefined ? {} : { [ATTR_SERVER_PORT]: Number(port) }),
  };
}
