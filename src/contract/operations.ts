import type { components, operations } from '../../generated/openapi.ts';

// The only file that reads the generated types; everyone else imports the names below.

type Schemas = components['schemas'];

/** The name of an operation in openapi.yaml. `Record<OperationId, Handler>` makes a missing handler a compile error. */
export type OperationId = keyof operations;

/** The path parameters of an operation. */
export type PathParameters<Id extends OperationId> = operations[Id]['parameters'] extends { path: infer Path }
  ? Path
  : Record<never, never>;

/** The query parameters of an operation. */
export type QueryParameters<Id extends OperationId> = operations[Id]['parameters'] extends {
  query?: infer Query;
}
  ? NonNullable<Query>
  : Record<never, never>;

/** The JSON body that an operation takes; `undefined` where it takes none. */
export type RequestBody<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : undefined;

/** The statuses that an operation may answer. */
export type AnswerStatus<Id extends OperationId> = keyof operations[Id]['responses'];

/** What an operation answers with a status, by content type. */
export type AnswerContent<
  Id extends OperationId,
  Status extends AnswerStatus<Id>,
> = operations[Id]['responses'][Status] extends { content: infer Content } ? Content : never;

// Chat completions: request
export type CreateChatCompletionRequest = Schemas['CreateChatCompletionRequest'];
export type ChatCompletionMessage = Schemas['ChatCompletionRequestMessage'];
export type ChatCompletionAssistantMessage = Schemas['ChatCompletionRequestAssistantMessage'];
export type ChatCompletionMessageContent = Schemas['ChatCompletionRequestMessageContent'];
export type ReasoningEffort = Schemas['ReasoningEffort'];
export type StopConfiguration = Schemas['StopConfiguration'];

// Chat completions: request and response
export type ChatCompletionToolCall = Schemas['ChatCompletionMessageToolCall'];

// Chat completions: response
export type CreateChatCompletionResponse = Schemas['CreateChatCompletionResponse'];
export type ChatCompletionFinishReason = Schemas['ChatCompletionFinishReason'];
export type ChatCompletionResponseMessage = Schemas['ChatCompletionResponseMessage'];
export type CreateChatCompletionStreamResponse = Schemas['CreateChatCompletionStreamResponse'];
export type ChatCompletionDelta = Schemas['ChatCompletionStreamResponseDelta'];
export type CompletionUsage = Schemas['CompletionUsage'];

// Responses: request
export type CreateResponseRequest = Schemas['CreateResponse'];
export type InputItem = Schemas['InputItem'];
export type InputContent = Schemas['InputContent'];
export type ResponsesTool = Schemas['Tool'];

// Responses: response
export type ResponseObject = Schemas['Response'];
export type OutputItem = Schemas['OutputItem'];
export type OutputItemStatus = Schemas['OutputItemStatus'];
export type ResponseUsage = Schemas['ResponseUsage'];
export type ResponseStreamEvent = Schemas['ResponseStreamEvent'];
export type DeletedResponse = Schemas['DeletedResponse'];
export type ResponseItemList = Schemas['ResponseItemList'];

// Legacy completions
export type CreateCompletionRequest = Schemas['CreateCompletionRequest'];
export type CreateCompletionResponse = Schemas['CreateCompletionResponse'];
export type CompletionFinishReason = Schemas['CompletionFinishReason'];

// Messages
export type CreateMessageRequest = Schemas['CreateMessageRequest'];
export type CountMessageTokensRequest = Schemas['CountMessageTokensRequest'];
export type MessageParam = Schemas['MessageParam'];
export type UserMessageParam = Schemas['UserMessageParam'];
export type AssistantMessageParam = Schemas['AssistantMessageParam'];
export type UserBlockParam = Schemas['UserBlockParam'];
export type ToolResultBlockParam = Schemas['ToolResultBlockParam'];
export type ImageBlockParam = Schemas['ImageBlockParam'];
export type DocumentBlockParam = Schemas['DocumentBlockParam'];
export type TextOrTextBlocks = Schemas['TextOrTextBlocks'];
export type ThinkingConfig = Schemas['ThinkingConfig'];
export type OutputConfig = Schemas['OutputConfig'];
export type Message = Schemas['Message'];
export type MessageContentBlock = Schemas['MessageContentBlock'];
export type MessageUsage = Schemas['MessageUsage'];
export type MessageStreamEvent = Schemas['MessageStreamEvent'];
export type MessageTokensCount = Schemas['MessageTokensCount'];
export type StopReason = NonNullable<Schemas['StopReason']>;

// Models and embeddings
export type Model = Schemas['Model'];
export type ListModelsResponse = Schemas['ListModelsResponse'];

// Errors
export type ErrorBody = Schemas['Error'];
export type ErrorType = ErrorBody['type'];
export type ErrorResponse = Schemas['ErrorResponse'];
export type AnthropicErrorResponse = Schemas['AnthropicErrorResponse'];
export type AnthropicErrorType = AnthropicErrorResponse['error']['type'];

// Health and contract
export type Liveness = Schemas['Liveness'];
export type Readiness = Schemas['Readiness'];
export type Backend = Readiness['backend'];
export type CliInUse = Schemas['CliInUse'];
export type Root = Schemas['Root'];
export type OpenApiDocument = Schemas['OpenApiDocument'];

// Dashboard
export type Session = Schemas['Session'];
export type Deletion = Schemas['Deletion'];
export type RevealedApiKey = Schemas['RevealedApiKey'];
export type Overview = Schemas['Overview'];
export type Account = Schemas['Account'];
export type MetricsHistory = Schemas['MetricsHistory'];
export type RequestLog = Schemas['RequestLog'];
export type RequestLogList = Schemas['RequestLogList'];
export type RequestLogExport = Schemas['RequestLogExport'];
export type RequestLogSummary = Schemas['RequestLogSummary'];
export type SystemLogEntry = Schemas['SystemLogEntry'];
export type SystemLogList = Schemas['SystemLogList'];
export type DashboardEvent = Schemas['DashboardEvent'];
