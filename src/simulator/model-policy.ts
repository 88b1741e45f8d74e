import { randomUUID } from 'node:crypto';
import { type Host, HostError } from './host.ts';
import { modelsOf } from './initialize.ts';
import { isObject, type JsonObject, objectOf } from './json.ts';
import type { Session } from './session.ts';

/** Asked of the host before each request of the model; what it answers holds for that request. */
export async function askModelPolicy(session: Session, host: Host, signal: AbortSignal): Promise<void> {
  session.policy = {};
  const asksAlways = session.scenario.alwaysAsksPolicy;
  if (session.scenario.neverAsksPolicy || (!session.hasModelPolicy && !asksAlways)) return;
  const request: JsonObject = {
    type: 'get_model_policy',
    subtype: 'get_model_policy',
    purpose: 'main',
    sessionId: session.id,
    requestId: randomUUID(),
    turnIndex: session.history.filter(({ role }) => role === 'user').length - 1,
    models: modelsOf(session),
    estimatedInputTokens: 0,
  };
  try {
    const answer = await host.request(request, signal);
    session.policy = objectOf(answer.parameters);
    if (isObject(answer) && typeof answer.model === 'string') session.model = answer.model;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof HostError)) throw error;
    // A host that was not to be asked, and has no answer.
    if (session.hasModelPolicy) throw error;
  }
}
