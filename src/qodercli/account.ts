import { type CliMessage, numberField, objectField, stringField } from './messages.ts';
import type { QoderProcess } from './process.ts';

/** What a plan or a pack of credits grants. What the CLI does not say is absent. */
export interface Quota {
  readonly total?: number;
  readonly used?: number;
  readonly remaining?: number;
  readonly unit?: string;
}

/** The Qoder account behind the login. What the CLI does not say is absent. */
export interface Account {
  readonly name?: string;
  readonly organization?: string;
  readonly plan?: string;
  readonly quota?: Quota;
  readonly addOnQuota?: Quota;
  readonly isQuotaExceeded?: boolean;
  readonly expiresAt?: string;
  /** Credits that the process asked has spent. */
  readonly sessionCredits?: number;
}

/** Leaves out what is undefined, so that absent stays absent. */
function defined<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** An empty text says as little as none. */
function textField(message: CliMessage, field: string): string | undefined {
  return stringField(message, field)?.trim() || undefined;
}

function quotaOf(info: CliMessage | undefined): Quota | undefined {
  if (info === undefined) return undefined;
  const quota = defined<Quota>({
    total: numberField(info, 'total'),
    used: numberField(info, 'used'),
    remaining: numberField(info, 'remaining'),
    unit: textField(info, 'unit'),
  });
  return Object.keys(quota).length === 0 ? undefined : quota;
}

function expiryOf(usage: CliMessage): string | undefined {
  const number = numberField(usage, 'expiresAt');
  if (number === undefined) return textField(usage, 'expiresAt');
  if (number <= 0) return undefined;
  // Declared without a type: a large number can only be a time.
  const date = new Date(number < 1e12 ? number * 1_000 : number);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/**
 * Asks a process, bound or not, for the account. Costs no credits. Rejects as `process.request` does.
 * @returns undefined when the CLI knows nothing of it, as without a network.
 */
export async function requestAccount(process: QoderProcess): Promise<Account | undefined> {
  const [accountAnswer, usageAnswer] = await Promise.all([
    process.request('account_info'),
    process.request('get_usage_info'),
  ]);
  const info = objectField(accountAnswer, 'account') ?? {};
  const usage = objectField(usageAnswer, 'usage') ?? {};
  if (Object.keys(info).length === 0 && Object.keys(usage).length === 0) return undefined;
  const exceeded = usage.isQuotaExceeded;
  return defined<Account>({
    name: textField(info, 'name') ?? textField(info, 'email'),
    organization: textField(info, 'organizationName') ?? textField(info, 'organization'),
    plan: textField(info, 'subscriptionType') ?? textField(usage, 'userType'),
    quota: quotaOf(objectField(usage, 'userQuota')),
    addOnQuota: quotaOf(objectField(usage, 'addOnQuota')),
    isQuotaExceeded: typeof exceeded === 'boolean' ? exceeded : undefined,
    expiresAt: expiryOf(usage),
    sessionCredits: numberField(objectField(usageAnswer, 'session') ?? {}, 'total_credits'),
  });
}
