import { arrayField, type CliMessage, isCliMessage, numberField, stringField } from './messages.ts';
import type { QoderProcess } from './process.ts';

/** A model of the account, as the CLI lists it. What it does not say is absent. */
export interface CatalogueModel {
  /** The id to send, e.g. `auto`. */
  readonly id: string;
  readonly name: string;
  readonly contextWindow?: number;
  readonly maxOutputTokens?: number;
  readonly vision?: boolean;
  readonly reasoning?: boolean;
  readonly reasoningEfforts?: readonly string[];
  /** Credits per unit of use, relative to the base price. */
  readonly priceFactor?: number;
}

function catalogueModel(info: CliMessage): CatalogueModel | undefined {
  const id = stringField(info, 'value');
  if (id === undefined || id === '' || info.isEnabled === false) return undefined;
  const contextWindow = numberField(info, 'maxInputTokens');
  const maxOutputTokens = numberField(info, 'maxOutputTokens');
  const priceFactor = numberField(info, 'priceFactor');
  const efforts = arrayField(info, 'efforts').filter((effort) => typeof effort === 'string');
  return {
    id,
    name: stringField(info, 'displayName') ?? id,
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(typeof info.isVl === 'boolean' ? { vision: info.isVl } : {}),
    ...(typeof info.isReasoning === 'boolean' ? { reasoning: info.isReasoning } : {}),
    ...(efforts.length === 0 ? {} : { reasoningEfforts: efforts }),
    ...(priceFactor === undefined ? {} : { priceFactor }),
  };
}

/**
 * Asks a process, bound or not, for the account's models. Costs no credits.
 * @returns an empty list when the catalogue could not be reached: the CLI reports that as no models.
 */
export async function requestCatalogue(process: QoderProcess): Promise<readonly CatalogueModel[]> {
  const response = await process.request('get_models');
  return arrayField(response, 'models').flatMap((info) => {
    const model = isCliMessage(info) ? catalogueModel(info) : undefined;
    return model === undefined ? [] : [model];
  });
}
