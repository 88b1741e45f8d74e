import { describe, expect, it } from 'vitest';
import { requestAccount } from './account.ts';
import type { CliMessage } from './messages.ts';
import type { QoderProcess } from './process.ts';

function accountFrom(answers: { readonly account?: unknown; readonly usage?: unknown; session?: unknown }) {
  const { account, ...usage } = answers;
  const request = async (subtype: string): Promise<CliMessage> =>
    subtype === 'account_info' ? { account } : usage;
  return requestAccount({ request } as unknown as QoderProcess);
}

const account = {
  userId: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  organization: 'org-1',
  organizationName: 'Analytical Engines',
  subscriptionType: 'Pro',
};
const usage = {
  userId: 'u1',
  userType: 'personal',
  totalUsagePercentage: 0.25,
  isHighestTier: false,
  expiresAt: '2027-01-01T00:00:00.000Z',
  userQuota: { total: 1_000, used: 250, remaining: 750, percentage: 0.25, unit: 'credits' },
  addOnQuota: { total: 100, used: 0, remaining: 100, percentage: 0, unit: 'credits' },
  isQuotaExceeded: false,
};

describe('the account', () => {
  it('is what the two answers say', async () => {
    expect(await accountFrom({ account, usage, session: { total_credits: 2.5 } })).toEqual({
      name: 'Ada',
      organization: 'Analytical Engines',
      plan: 'Pro',
      quota: { total: 1_000, used: 250, remaining: 750, unit: 'credits' },
      addOnQuota: { total: 100, used: 0, remaining: 100, unit: 'credits' },
      isQuotaExceeded: false,
      expiresAt: '2027-01-01T00:00:00.000Z',
      sessionCredits: 2.5,
    });
  });

  it.each([
    ['nothing', {}],
    ['empty objects', { account: {}, usage: {} }],
    ['null', { account: null, usage: null, session: { total_credits: 0 } }],
    ['other types', { account: 'Ada', usage: [1], session: 'x' }],
  ])('is unknown when the CLI answers with %s', async (_, answers) => {
    expect(await accountFrom(answers)).toBeUndefined();
  });

  it.each([
    [{ email: 'a@b.example' }, { name: 'a@b.example' }],
    [{ name: '', email: 'a@b.example' }, { name: 'a@b.example' }],
    [{ name: '  ', email: 7 }, {}],
    [{ organization: 'org-1' }, { organization: 'org-1' }],
    [{ organizationName: '', organization: 'org-1' }, { organization: 'org-1' }],
    [{ organizationName: 7, organization: ['x'] }, {}],
    [{ subscriptionType: 'Pro' }, { plan: 'Pro' }],
    [{ subscriptionType: null }, {}],
  ])('of %j is %j', async (given, expected) => {
    expect(await accountFrom({ account: { userId: 'u1', ...given } })).toEqual(expected);
  });

  it.each([
    [{ userType: 'team' }, { plan: 'team' }],
    [{ userQuota: null, addOnQuota: 'x' }, {}],
    [{ userQuota: {} }, {}],
    [{ userQuota: { percentage: 0.5 } }, {}],
    [{ userQuota: { total: 0, used: '3', remaining: Number.NaN } }, { quota: { total: 0 } }],
    [{ addOnQuota: { unit: 'credits' } }, { addOnQuota: { unit: 'credits' } }],
    [{ isQuotaExceeded: true }, { isQuotaExceeded: true }],
    [{ isQuotaExceeded: 'true' }, {}],
    [{ expiresAt: 'next year' }, { expiresAt: 'next year' }],
    [{ expiresAt: 1_800_000_000 }, { expiresAt: '2027-01-15T08:00:00.000Z' }],
    [{ expiresAt: 1_800_000_000_000 }, { expiresAt: '2027-01-15T08:00:00.000Z' }],
    [{ expiresAt: 1e300 }, {}],
    [{ expiresAt: 0 }, {}],
    [{ expiresAt: -1 }, {}],
    [{ expiresAt: null }, {}],
    [{ expiresAt: '' }, {}],
  ])('whose usage is %j is %j', async (given, expected) => {
    expect(await accountFrom({ usage: { userId: 'u1', ...given } })).toEqual(expected);
  });

  it.each([undefined, null, {}, { total_credits: '3' }, { total_credits: Number.POSITIVE_INFINITY }])(
    'has no credits of the session %j',
    async (session) => {
      expect(await accountFrom({ usage, session })).not.toHaveProperty('sessionCredits');
    },
  );

  it('is not made up when the process fails', async () => {
    const request = (): Promise<CliMessage> => Promise.reject(new Error('gone'));
    await expect(requestAccount({ request } as unknown as QoderProcess)).rejects.toThrow('gone');
  });
});
