import { actionsOf } from '../../src/domain/plan/plan-actions.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { testFlow } from '../support/memory/memory-world.ts';

/**
 * Whether somebody who only changes jobs loses it: an internal move ends memberships and roles, whoever has to end
 * them.
 */
export function endsOnMove(action: PlannedAction): boolean {
  const { system, systemLabel, tenant, accountId: id, accountLogin: login } = action;
  const account = { system, systemLabel, tenant, id, login, name: null, status: '', protectedBecause: null };
  const at = '2026-03-02T09:00:00.000Z';
  const items = [{ action, standing: 'open' as const }];
  const accounts = [{ account, snapshot: {}, items }];
  const look = { system, systemLabel, at, accessRev: 0, asked: [], tenant, accounts, problem: null };
  return actionsOf({ ...testFlow, access: 'old-role' }, [look], []).includes(action);
}
