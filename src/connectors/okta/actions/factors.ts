import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { factorShape } from '../okta-shapes.ts';
import type { OktaSystem } from '../okta-system.ts';
import { readUser } from '../user-status.ts';

/** Forgets the person's authenticators. Impossible once deactivated, and dangerous while the account is open. */
export const factors: ActionKind<OktaSystem> = {
  verb: 'factors',
  async plan({ id, status }, system, context) {
    // Only a suspended account, or one about to be suspended, is at the right moment.
    if (system.settings.leave.includes('factors') || !['ACTIVE', 'SUSPENDED'].includes(status)) return [];
    if ((await enrolled(system, id, context)).left.length === 0) return [];
    const call = `POST ${path`/api/v1/users/${id}/lifecycle/reset_factors`}`;
    return [{ stage: 'credentials', call, effect: 'reversible' }];
  },
  async act({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (user.status === 'DEPROVISIONED') return { status: 'already', evidence: [evidence] };
    // Whoever signs in first to an open account without factors enrols their own.
    if (user.status !== 'SUSPENDED')
      throw new ConnectorError(
        'conflict',
        `the account is ${user.status}; factors are reset only once it is suspended`,
        {
          evidence: [evidence],
        },
      );
    const reply = await system.http.send('POST', path`/api/v1/users/${accountId}/lifecycle/reset_factors`, context);
    return { status: 'accepted', evidence: [evidence, saw(reply, 'reset accepted')], readBackAfterSeconds: 0 };
  },
  async readBack({ accountId }, system, context) {
    const { user, evidence: status } = await readUser(system, accountId, context);
    if (user.status === 'DEPROVISIONED') return { state: 'desired', evidence: [status] };
    const { left, evidence } = await enrolled(system, accountId, context);
    return { state: left.length === 0 ? 'desired' : 'not-desired', evidence };
  },
};

async function enrolled({ http }: OktaSystem, userId: string, context: ConnectorContext) {
  const { items, evidence } = await http.list(path`/api/v1/users/${userId}/factors`, z.array(factorShape), context);
  // Identity Engine enrols the address of the profile by itself, again after each reset: nothing the person carries.
  const left = items.filter(({ factorType, provider }) => !(factorType === 'email' && provider === 'OKTA'));
  const names = items.map(({ factorType }) => factorType).join(', ') || 'none';
  return { left, evidence: evidence.map((each) => ({ ...each, detail: `factors: ${names}` })) };
}
