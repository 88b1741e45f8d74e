import type { OpenApiDocument, Root } from '../contract/operations.ts';
import { type KeptContent, keepContent } from '../kept-content.ts';
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
  const bytes = Buffer.from(JSON.stringify(document));
  return answering(keepContent(bytes, 'application/json; charset=utf-8'));
}

export function getOpenApiYamlHandler(source: string): Handler<'getOpenApiYaml'> {
  return answering(keepContent(Buffer.from(source), 'application/yaml; charset=utf-8'));
}

function answering(content: KeptContent): Handler<'getOpenApiJson' | 'getOpenApiYaml'> {
  return () => Promise.resolve({ status: 200, content });
}
