import { ApiError } from '../errors.ts';
import type { Handler } from './handler.ts';

/** Qoder has no embedding models. Clients are told in a way that they do not retry. */
export function createEmbeddingHandler(): Handler<'createEmbedding'> {
  return () => {
    const message =
      'Embeddings are not supported: Qoder has no embedding models. Use another server for them.';
    return Promise.reject(new ApiError('endpoint_not_supported', message));
  };
}
