import type { JsonObject } from './json.ts';
import type { Session } from './session.ts';

const QUOTA = 1_000;

function isKnown({ scenario, login, authenticated }: Session): boolean {
  return scenario.online && authenticated && login.kind !== 'not-logged-in' && login.kind !== 'refused';
}

/** AccountInfo of `account_info`; empty where the service cannot be asked. */
export function accountInfo(session: Session): JsonObject {
  if (!isKnown(session)) return {};
  return {
    userId: 'simulated-user',
    name: 'Simulated account',
    email: 'simulated@qoder.example',
    organization: 'simulated-organization',
    organizationName: 'Simulated organization',
    subscriptionType: 'Simulator',
  };
}

/** UsageInfo of `get_usage_info`; null where the service cannot be asked. */
export function usageInfo(session: Session): JsonObject | null {
  if (!isKnown(session)) return null;
  const used = session.credits;
  return {
    userId: 'simulated-user',
    userType: 'simulator',
    totalUsagePercentage: used / QUOTA,
    isHighestTier: false,
    upgradeUrl: 'https://qoder.example/upgrade',
    userQuota: {
      total: QUOTA,
      used,
      remaining: Math.max(0, QUOTA - used),
      percentage: used / QUOTA,
      unit: 'credits',
    },
    isQuotaExceeded: used >= QUOTA,
  };
}
