import type { OpenApiDocument, Root } from '../contract/operations.ts';
import type { Handler } from './handler.ts';

export function getRootHandler(version: string): Handler<'getRoot'> {
  const body = {
    name: 'Qoder Gateway',
    version,
    links: { contract: '/openapi.json', models: '/v1/models', health: '/healthz', readiness: '/readyz' },
  } satisfies Root;
  return () => Promise.resolve({ status: 200, body });
}

export function getOpenApiJsonHandler(document: OpenApiDocument): Handler<'getOpenApiJson'> {
  return () => Promise.resolve({ status: 200, body: document });
}

export function getOpenApiYamlHandler(source: string): Handler<'getOpenApiYaml'> {
  return () => Promise.resolve({ status: 200, text: source, contentType: 'application/yaml; charset=utf-8' });
}
