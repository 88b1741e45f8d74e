import type { components } from '../../../generated/openapi.ts';

// The only file of the dashboard that names the contract's schemas.

type Schemas = components['schemas'];

export type Overview = Schemas['Overview'];
export type Account = NonNullable<Overview['account']>;
export type MaskedApiKey = Schemas['MaskedApiKey'];
export type MetricsHistory = Schemas['MetricsHistory'];
export type RequestLogSummary = Schemas['RequestLogSummary'];
export type RequestLogState = Schemas['RequestLogState'];
export type RequestLog = Schemas['RequestLog'];
export type SystemLogEntry = Schemas['SystemLogEntry'];
export type LogLevel = SystemLogEntry['level'];
export type DashboardEvent = Schemas['DashboardEvent'];
export type Model = Schemas['Model'];
export type ChatRequest = Schemas['CreateChatCompletionRequest'];
export type ChatMessage = Schemas['ChatCompletionRequestMessage'];
export type ChatChunk = Schemas['CreateChatCompletionStreamResponse'];
export type ChatUsage = Schemas['CompletionUsage'];
export type MessageRequest = Schemas['CreateMessageRequest'];
export type Message = Schemas['Message'];
export type MessageEvent = Schemas['MessageStreamEvent'];
export type ResponseRequest = Schemas['CreateResponse'];
export type ResponseObject = Schemas['Response'];
export type ResponseEvent = Schemas['ResponseStreamEvent'];
export type ErrorResponse = Schemas['ErrorResponse'];
