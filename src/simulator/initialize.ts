import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from './bridge.ts';
import { defaultCatalogue } from './catalogue.ts';
import { failure, success } from './control-messages.ts';
import { permissionModes } from './flags.ts';
import type { Host } from './host.ts';
import { type JsonObject, objectOf } from './json.ts';
import type { Output } from './output.ts';
import { serviceAccess } from './service-access.ts';
import type { Session } from './session.ts';
import { artifactsLine, initializedBody, initLine, statusLine } from './session-messages.ts';

export function modelsOf(session: Session): readonly JsonObject[] {
  if (!session.scenario.online) return [];
  return session.scenario.models ?? defaultCatalogue;
}

/** Why the model catalogue cannot be had, if it cannot. */
async function catalogueFailure(
  session: Session,
  host: Host,
): Promise<{ error: string; code?: string } | undefined> {
  const access = await serviceAccess(session, host);
  if (access.kind !== 'granted') return { error: access.message };
  if (modelsOf(session).length > 0) return undefined;
  return { error: 'catalog not ready after authentication', code: 'no_models_available' };
}

async function connectServers(session: Session, host: Host, body: JsonObject): Promise<void> {
  const names = Array.isArray(body.sdkMcpServers) ? body.sdkMcpServers.map(String) : [];
  const overrides = objectOf(body.sdkMcpToolOverrides);
  const found = await Promise.all(names.map((name) => connect(host, name, objectOf(overrides[name]))));
  session.servers = found.filter((server) => server !== undefined);
  const hidden = session.args.disallowedTools;
  session.tools = session.scenario.initialize.dropTools
    ? []
    : session.servers.flatMap((server) =>
        server.tools.filter((tool) => !hidden.includes(tool.qualifiedName)),
      );
}

/** The initialize request: binds the process to one system prompt, model and set of tools. */
export async function initialize(
  session: Session,
  host: Host,
  output: Output,
  id: string,
  body: JsonObject,
): Promise<JsonObject> {
  if (session.initialized) return failure(id, 'Already initialized');
  const plan = session.scenario.initialize;
  if (plan.delayMs > 0) await sleep(plan.delayMs);
  if (plan.hang) return new Promise<never>(() => undefined);
  if (plan.error) return failure(id, plan.error.message, plan.error.code);
  const catalogueNeeded = body.supportsCatalogReadyInitialize === true && !session.args.bare;
  if (catalogueNeeded) {
    const problem = await catalogueFailure(session, host);
    if (problem) return failure(id, problem.error, problem.code);
  }
  if (typeof body.systemPrompt === 'string') session.systemPrompt = body.systemPrompt;
  if (typeof body.model === 'string') session.model = body.model;
  session.hasModelPolicy = body.modelPolicyProvider === true;
  const mode = permissionModes[String(body.permissionMode)];
  if (mode !== undefined) {
    session.permissionMode = mode;
    await output.send(statusLine(session));
  }
  await connectServers(session, host, body);
  session.initialized = true;
  await output.send(initLine(session));
  await output.send(artifactsLine(session));
  // Without a catalogue to wait for, the token is fetched only after the answer is out.
  if (!catalogueNeeded) setImmediate(() => void serviceAccess(session, host));
  return success(id, initializedBody(session, catalogueNeeded ? modelsOf(session) : []));
}
