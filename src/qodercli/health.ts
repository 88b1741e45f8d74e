import type { CatalogueModel } from './catalogue.ts';
import { concernsLogin, type QoderFailure } from './failure.ts';

export interface Check {
  readonly ok: boolean;
  /** One sentence for the operator. */
  readonly detail: string;
}

export interface DriverHealth {
  /** A process is warm or can be. */
  readonly process: Check;
  readonly login: Check;
  /** The model catalogue was reached when it was last asked for. */
  readonly catalogue: Check;
}

/** What boots, turns and catalogue requests have shown so far. Nothing is started to answer a probe. */
export interface HealthRecord {
  readonly booted: () => void;
  readonly bootFailed: (failure: QoderFailure) => void;
  readonly turnEnded: () => void;
  readonly turnFailed: (failure: QoderFailure) => void;
  readonly catalogueAnswered: (models: readonly CatalogueModel[]) => void;
  readonly report: () => DriverHealth;
}

const UNKNOWN: Check = { ok: false, detail: 'Not known yet: the first process is booting.' };
const LOGGED_IN: Check = { ok: true, detail: 'The last login did not fail.' };

function catalogueCheck(models: readonly CatalogueModel[]): Check {
  if (models.length === 0) return { ok: false, detail: 'qodercli could not reach the model catalogue.' };
  const enabled = models.filter(({ isEnabled }) => isEnabled !== false).length;
  if (enabled === 0) return { ok: false, detail: 'All models of the Qoder account are disabled.' };
  return { ok: true, detail: `${enabled} models are listed.` };
}

/** @param startsOnDemand no process is kept warm, so nothing is known, and nothing is wrong, before the first turn. */
export function createHealthRecord(startsOnDemand: boolean): HealthRecord {
  const initial = startsOnDemand ? { ok: true, detail: 'Processes start on demand.' } : UNKNOWN;
  let process = initial;
  let login = initial;
  let catalogue = initial;

  return {
    report: () => ({ process, login, catalogue }),
    booted() {
      process = { ok: true, detail: 'The last boot succeeded.' };
      // A login that a turn found dead is proven alive by a turn or the catalogue only.
      if (login === initial) login = LOGGED_IN;
    },
    bootFailed(failure) {
      process = { ok: false, detail: failure.message };
      if (catalogue === UNKNOWN) catalogue = { ok: false, detail: 'Not known yet: no process has booted.' };
      if (concernsLogin(failure)) login = { ok: false, detail: failure.message };
    },
    turnEnded() {
      login = LOGGED_IN;
    },
    turnFailed(failure) {
      if (concernsLogin(failure)) login = { ok: false, detail: failure.message };
    },
    catalogueAnswered(models) {
      if (models.length > 0) login = LOGGED_IN;
      catalogue = catalogueCheck(models);
    },
  };
}
