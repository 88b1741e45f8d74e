import { type CanonicalRequest, canonicalChatRequest } from './chat-request.ts';
import { isJsonObject } from './json-object.ts';

/** A chat request as Azure's clients send it: the deployment in the path is the model, whatever the body says. */
export function canonicalAzureRequest(
  body: unknown,
  { model }: Readonly<Record<string, string>>,
): CanonicalRequest {
  return canonicalChatRequest(isJsonObject(body) ? { ...body, model } : body);
}
