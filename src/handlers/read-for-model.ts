import type { Asked, ModelTraits } from '../completions/asked.ts';
import type { ModelDirectory, ServingModel } from '../models/model-directory.ts';

/**
 * Finds the model for a name and reads the request for it. Where there are images and the name did not exactly mean a
 * model that sees none, the request is read again for one that sees.
 * @param onResolved called for each model chosen, before the request is read for it; the last one serves.
 * Throws ApiError: for a model that is disabled, and as `read` does.
 */
export function readForModel<A extends Asked>(
  models: Pick<ModelDirectory, 'resolve' | 'resolveForImages'>,
  name: string,
  read: (traits: ModelTraits) => A,
  onResolved: (served: ServingModel) => void = () => undefined,
): { readonly asked: A; readonly served: ServingModel } {
  const named = models.resolve(name);
  onResolved(named);
  if (named.tier === 'exact' || named.vision !== false) return { asked: read(named), served: named };
  const asked = read({ ...named, vision: undefined });
  if (!asked.conversation.messages.some(({ images }) => images !== undefined && images.length > 0)) {
    return { asked, served: named };
  }
  const served = models.resolveForImages(name);
  onResolved(served);
  return { asked: read(served), served };
}
