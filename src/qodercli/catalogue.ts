import { headOf } from '../observability/text-ends.ts';
import {
  arrayField,
  type CliMessage,
  isCliMessage,
  numberField,
  objectField,
  stringField,
} from './messages.ts';
import type { QoderProcess } from './process.ts';

/** Real catalogues have some 20 models. */
const MOST_MODELS = 1_000;
const LONGEST_KEY = 200;
const LONGEST_NAME = 100;

/** A model of the account, as the CLI lists it. What it does not say is absent. */
export interface CatalogueModel {
  /** The native key, which is what to send, e.g. `qmodel`. */
  readonly id: string;
  /** The public name, e.g. `Qwen3.7-Plus`; the key where there is none. One line of at most 100 characters. */
  readonly name: string;
  /** False for a model that is listed and may not be used. */
  readonly isEnabled?: false;
  /** The account's default. */
  readonly isDefault?: true;
  readonly contextWindow?: number;
  readonly maxOutputTokens?: number;
  readonly vision?: boolean;
  readonly reasoning?: boolean;
  readonly reasoningEfforts?: readonly string[];
  /** Whether thinking can be turned off. */
  readonly canTurnThinkingOff?: boolean;
  /** Credits per unit of use, relative to the base price. */
  readonly priceFactor?: number;
}

/** Control, format and other invisible characters are no part of a name. */
function nameOf(info: CliMessage, key: string): string {
  const text = (stringField(info, 'displayName') ?? '').slice(0, 10 * LONGEST_NAME);
  return headOf(text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim(), LONGEST_NAME).trim() || key;
}

function effortsOf(info: CliMessage): readonly string[] {
  const listed = arrayField(info, 'efforts').filter((effort) => typeof effort === 'string');
  if (listed.length > 0) return listed;
  const enabled = objectField(objectField(info, 'thinking_config') ?? {}, 'enabled') ?? {};
  return Object.keys(objectField(enabled, 'efforts') ?? {});
}

/** The window that the model has unless asked for another. */
function contextWindowOf(info: CliMessage): number | undefined {
  const stated = numberField(info, 'maxInputTokens') ?? numberField(info, 'defaultContextWindow');
  if (stated !== undefined) return stated;
  const windows = Object.values(objectField(info, 'context_config') ?? {}).filter(isCliMessage);
  const window = windows.find(({ is_default: isDefault }) => isDefault === true) ?? windows[0];
  return window && numberField(window, 'token_count');
}

/** Negative numbers and fractions are no counts. */
const countOf = (number: number | undefined): number | undefined =>
  number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;

function catalogueModel(info: CliMessage): CatalogueModel | undefined {
  const id = stringField(info, 'value');
  if (id === undefined || id.length > LONGEST_KEY || /^\s*$|\p{C}/u.test(id)) return undefined;
  const contextWindow = countOf(contextWindowOf(info));
  const maxOutputTokens = countOf(numberField(info, 'maxOutputTokens'));
  const priceFactor = numberField(info, 'priceFactor');
  const efforts = effortsOf(info);
  return {
    id,
    name: nameOf(info, id),
    ...(info.isEnabled === false ? { isEnabled: false } : {}),
    ...(info.isDefault === true ? { isDefault: true } : {}),
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(typeof info.isVl === 'boolean' ? { vision: info.isVl } : {}),
    ...(typeof info.isReasoning === 'boolean' ? { reasoning: info.isReasoning } : {}),
    ...(efforts.length === 0 ? {} : { reasoningEfforts: efforts }),
    ...(typeof info.supportsDisabled === 'boolean' ? { canTurnThinkingOff: info.supportsDisabled } : {}),
    ...(priceFactor === undefined || priceFactor < 0 ? {} : { priceFactor }),
  };
}

/** The models of the CLI's answer to `get_models`, in its order, each key once: enabled where any entry of it is. */
export function catalogueOf(response: CliMessage): readonly CatalogueModel[] {
  const models = new Map<string, CatalogueModel>();
  for (const info of arrayField(response, 'models').slice(0, MOST_MODELS)) {
    const model = isCliMessage(info) ? catalogueModel(info) : undefined;
    if (model === undefined) continue;
    const known = models.get(model.id);
    if (known === undefined || (known.isEnabled === false && model.isEnabled !== false)) {
      models.set(model.id, model);
    }
  }
  return [...models.values()];
}

/**
 * Asks a process, bound or not, for the account's models. Costs no credits.
 * @returns an empty list when the catalogue could not be reached: the CLI reports that as no models.
 */
export async function requestCatalogue(process: QoderProcess): Promise<readonly CatalogueModel[]> {
  return catalogueOf(await process.request('get_models'));
}
