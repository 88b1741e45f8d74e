import type { components, operations } from '../../generated/openapi.ts';

// The only file that reads the generated types; everyone else imports the names below.

type Schemas = components['schemas'];

/** The name of an operation in openapi.yaml. `Record<OperationId, Handler>` makes a missing handler a compile error. */
export type OperationId = keyof operations;

/** The path parameters of an operation. */
export type PathParameters<Id extends OperationId> = operations[Id]['parameters'] extends { path: infer Path }
  ? Path
  : Record<never, never>;

/** The JSON body that an operation takes; `undefined` where it takes none. */
export type RequestBody<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : undefined;

/** The statuses that an operation declares. */
export type ResponseStatus<Id extends OperationId> = keyof operations[Id]['responses'];

/** The JSON body that an operation answers with for a status; `undefined` where it declares none. */
export type ResponseBody<
  Id extends OperationId,
  Status extends ResponseStatus<Id>,
> = operations[Id]['responses'][Status] extends { content: { 'application/json': infer Body } }
  ? Body
  : undefined;

// Chat completions: request
export type CreateChatCompletionRequest = Schemas['CreateChatCompletionRequest'];
export type ChatCompletionMessage = Schemas['ChatCompletionRequestMessage'];
export type ChatCompletionSystemMessage = Schemas['ChatCompletionRequestSystemMessage'];
export type ChatCompletionDeveloperMessage = Schemas['ChatCompletionRequestDeveloperMessage'];
export type ChatCompletionUserMessage = Schemas['ChatCompletionRequestUserMessage'];
export type ChatCompletionAssistantMessage = Schemas['ChatCompletionRequestAssistantMessage'];
export type ChatCompletionToolMessage = Schemas['ChatCompletionRequestToolMessage'];
export type ChatCompletionFunctionMessage = Schemas['ChatCompletionRequestFunctionMessage'];
export type ChatCompletionMessageContent = Schemas['ChatCompletionRequestMessageContent'];
export type ChatCompletionContentPart = Schemas['ChatCompletionRequestMessageContentPart'];
export type ChatCompletionTool = Schemas['ChatCompletionTool'];
export type ChatCompletionFunctionTool = Schemas['ChatCompletionFunctionTool'];
export type ChatCompletionCustomTool = Schemas['ChatCompletionCustomTool'];
export type ChatCompletionToolChoice = Schemas['ChatCompletionToolChoiceOption'];
export type ChatCompletionFunctions = Schemas['ChatCompletionFunctions'];
export type ChatCompletionStreamOptions = Schemas['ChatCompletionStreamOptions'];
export type FunctionParameters = Schemas['FunctionParameters'];
export type ReasoningEffort = Schemas['ReasoningEffort'];
export type ResponseFormat = Schemas['ResponseFormat'];
export type StopConfiguration = Schemas['StopConfiguration'];

// Chat completions: request and response
export type ChatCompletionToolCall = Schemas['ChatCompletionMessageToolCall'];
export type ChatCompletionFunctionCall = Schemas['ChatCompletionFunctionCall'];

// Chat completions: response
export type CreateChatCompletionResponse = Schemas['CreateChatCompletionResponse'];
export type ChatCompletionChoice = Schemas['ChatCompletionChoice'];
export type ChatCompletionFinishReason = Schemas['ChatCompletionFinishReason'];
export type ChatCompletionResponseMessage = Schemas['ChatCompletionResponseMessage'];
export type CreateChatCompletionStreamResponse = Schemas['CreateChatCompletionStreamResponse'];
export type ChatCompletionStreamChoice = Schemas['ChatCompletionStreamChoice'];
export type ChatCompletionDelta = Schemas['ChatCompletionStreamResponseDelta'];
export type ChatCompletionToolCallChunk = Schemas['ChatCompletionMessageToolCallChunk'];
export type CompletionUsage = Schemas['CompletionUsage'];

// Legacy completions
export type CreateCompletionRequest = Schemas['CreateCompletionRequest'];
export type CreateCompletionResponse = Schemas['CreateCompletionResponse'];
export type CompletionChoice = Schemas['CompletionChoice'];
export type CompletionFinishReason = Schemas['CompletionFinishReason'];

// Models and embeddings
export type Model = Schemas['Model'];
export type ListModelsResponse = Schemas['ListModelsResponse'];
export type CreateEmbeddingRequest = Schemas['CreateEmbeddingRequest'];

// Errors
export type ErrorBody = Schemas['Error'];
export type ErrorType = ErrorBody['type'];
export type ErrorResponse = Schemas['ErrorResponse'];

// Health and contract
export type Liveness = Schemas['Liveness'];
export type Readiness = Schemas['Readiness'];
export type ReadinessCheck = Schemas['ReadinessCheck'];
export type Backend = Readiness['backend'];
export type Root = Schemas['Root'];
export type OpenApiDocument = Schemas['OpenApiDocument'];
