import { createModelResolver } from '../models/resolution.ts';
import type { CatalogueModel } from '../qodercli/catalogue.ts';
import { type Finding, ok, warning } from './finding.ts';

/** What the account's catalogue means for a server with this fallback model. */
export function checkModels(catalogue: readonly CatalogueModel[], fallback: string): readonly Finding[] {
  const enabled = catalogue.filter(({ isEnabled }) => isEnabled !== false);
  if (enabled.length === 0) {
    const detail =
      catalogue.length === 0 ? 'Qoder lists no models.' : 'All models of the account are disabled.';
    return [warning('models', detail, 'Look at the plan and the settings of the Qoder account.')];
  }
  const names = enabled
    .map(({ id, name }) => (name.toLowerCase() === id ? id : `${name} (${id})`))
    .join(', ');
  const rest = catalogue.length - enabled.length;
  const listed = ok('models', `${enabled.length} models: ${names}${rest === 0 ? '' : `; ${rest} disabled`}.`);
  const found = createModelResolver(enabled, '').resolve(fallback);
  if (typeof found === 'object' && found.tier !== 'fallback') return [listed];
  const stand = typeof found === 'object' ? ` ${found.model.id} stands in.` : '';
  return [
    listed,
    warning(
      'models',
      `QODER_FALLBACK_MODEL is ${fallback}, which the account does not have.${stand}`,
      'Set QODER_FALLBACK_MODEL to one of the models above.',
    ),
  ];
}
