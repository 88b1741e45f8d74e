// Answers, line by line, what the server makes of a body before it validates it.
import { createInterface } from 'node:readline';
import { canonicalMessageRequest } from '../../dist/src/completions/messages/variants.js';
import { canonicalAzureRequest } from '../../dist/src/completions/variants/azure-request.js';
import { canonicalChatRequest } from '../../dist/src/completions/variants/chat-request.js';
import { canonicalResponsesRequest } from '../../dist/src/completions/variants/responses-request.js';

const canonicalBy = {
  createChatCompletion: canonicalChatRequest,
  createAzureChatCompletion: canonicalAzureRequest,
  createPlaygroundCompletion: canonicalChatRequest,
  createResponse: canonicalResponsesRequest,
  createMessage: canonicalMessageRequest,
  countMessageTokens: canonicalMessageRequest,
  createPlaygroundMessage: canonicalMessageRequest,
};

for await (const line of createInterface({ input: process.stdin })) {
  const { operationId, params, text } = JSON.parse(line);
  console.log(JSON.stringify(canonicalBy[operationId](JSON.parse(text), params)));
}
