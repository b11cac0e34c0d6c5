import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { factorShape } from '../okta-shapes.ts';
import { isEmptied, type OktaSystem } from '../okta-system.ts';
import { readUser } from '../user-status.ts';
import { wholeList } from '../whole-list.ts';
import { listsAreTold } from './groups.ts';

/**
 * Forgets the person's authenticators. Impossible once deactivated, which takes them along, and dangerous while the
 * account is open.
 */
export const factors: ActionKind<OktaSystem> = {
  verb: 'factors',
  named: { en: 'sign-in factors', fr: 'facteurs de connexion' },
  provesItself: true,

  async plan({ id, status }, system, context) {
    if (system.settings.leave.includes('factors') || isEmptied(status)) return [];
    if ((await enrolled(system, id, context)).left.length === 0) return [];
    const call = `POST ${path`/api/v1/users/${id}/lifecycle/reset_factors`}`;
    return [{ stage: 'credentials', call, effect: 'reversible' }];
  },

  async act({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    if (isEmptied(status)) return { status: 'already', evidence };
    // Whoever signs in first to an open account without factors enrols their own.
    if (status !== 'SUSPENDED')
      throw new ConnectorError(
        'still-open',
        {
          en: `the account is ${status}; factors are reset only once it is suspended`,
          fr: `le compte est ${status} ; les facteurs ne sont réinitialisés qu’une fois qu’il est suspendu`,
        },
        {
          evidence,
        },
      );
    const reply = await system.http.send('POST', path`/api/v1/users/${accountId}/lifecycle/reset_factors`, context);
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'reset accepted')], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    if (isEmptied(status)) return { state: 'desired', evidence };
    const { left, evidence: listed } = await enrolled(system, accountId, context);
    return { state: left.length === 0 ? 'desired' : 'not-desired', evidence: [...evidence, ...listed] };
  },
};

async function enrolled(system: OktaSystem, id: string, context: ConnectorContext) {
  const { items, evidence } = await wholeList(
    system,
    { path: path`/api/v1/users/${id}/factors`, shape: z.array(factorShape) },
    context,
  );
  // Identity Engine enrols the address of the profile by itself, again after each reset: nothing the person carries.
  const left = items.filter(({ factorType, provider }) => !(factorType === 'email' && provider === 'OKTA'));
  const names = items.map(({ factorType }) => factorType).join(', ') || 'none';
  const told = items.length === 0 ? await listsAreTold({ id }, system, context) : [];
  return { left, evidence: [...sawAll(evidence, `factors: ${names}`), ...told] };
}
