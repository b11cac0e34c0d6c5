import type { Account } from './account.ts';
import type { PlannedAction } from './action.ts';
import type { Tier } from './tier.ts';

/**
 * What stands in the plan for an account that its system protects (last owner, break-glass): no call, only a person's
 * decision. It holds back neither the other systems nor their confirmation, and the departure completes once it was
 * proven by hand or waived.
 */
export function protectedAction(account: Account, { tier }: { tier: Tier }): PlannedAction {
  return {
    id: protectedId(account.system, account.id),
    system: account.system,
    systemLabel: account.systemLabel,
    tier,
    tenant: account.tenant,
    accountId: account.id,
    accountLogin: account.login,
    stage: 'task',
    target: null,
    call: account.protectedBecause ?? '',
    effect: 'reversible',
    fallback: null,
    needs: [],
    manual: true,
    residualMinutes: 0,
  };
}

/** Its `call` is then the system's reason. */
export function isForProtected({ id, system, accountId }: PlannedAction): boolean {
  return id === protectedId(system, accountId);
}

function protectedId(system: string, accountId: string): string {
  return `${system}/${accountId}/protected`;
}
