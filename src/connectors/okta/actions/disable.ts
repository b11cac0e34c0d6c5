import type { Account } from '../../../domain/systems/account.ts';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import { type ActOutcome, type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind, ItemPlan } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { isClosed, type OktaSystem } from '../okta-system.ts';
import { readUser, type UserNow } from '../user-status.ts';

/**
 * Closes sign-in. Okta suspends only who is ACTIVE, which keeps groups and apps; everybody else it can only deactivate,
 * which takes the user out of every app, where mail and files may be destroyed. Which of the confirmed calls is made is
 * decided by the status at that moment.
 */
export const disable: ActionKind<OktaSystem> = {
  verb: 'disable',
  named: { en: 'the account itself', fr: 'le compte lui-même' },
  provesItself: true,

  async plan(account, { settings }) {
    const suspend = { call: suspendCall(account), effect: 'reversible' } as const;
    const deactivate = { call: deactivateCall(account), effect: 'destructive' } as const;
    const stage = 'disable';
    const may = settings.whenNotActive === 'deactivate';
    const standing = isClosed(account.status) ? 'closed' : 'open';
    if (account.status === 'ACTIVE' || standing === 'closed')
      return [{ stage, ...suspend, standing, ...(may ? { fallback: deactivate } : {}) }];
    // Whoever is unlocked by then is suspended after all: the milder of the two.
    if (may) return [{ stage, ...deactivate, fallback: suspend }];
    return [byHand(account)];
  },

  async act(action, system, context) {
    const before = await readUser(system, action.accountId, context);
    if (isClosed(before.status)) return { status: 'already', evidence: before.evidence };
    if (before.user?.transitioningToStatus === 'DEPROVISIONED')
      return { status: 'accepted', evidence: before.evidence, readBackAfterSeconds: 5 };
    if (before.user?.transitioningToStatus !== undefined)
      throw new ConnectorError(
        'conflict',
        {
          en: `the account is becoming ${before.user.transitioningToStatus}`,
          fr: `le compte est en train de passer à ${before.user.transitioningToStatus}`,
        },
        {
          evidence: before.evidence,
        },
      );
    const account = { id: action.accountId, login: action.accountLogin, status: before.status };
    const confirmed = [action.call, action.fallback?.call];
    if (before.status === 'ACTIVE' && confirmed.includes(suspendCall(account))) return suspend(system, before, context);
    if (before.status !== 'ACTIVE' && confirmed.includes(deactivateCall(account)))
      return deactivate(system, { action, before }, context);
    return { status: 'manual', message: byHand(account).call };
  },

  async readBack({ accountId }, system, context) {
    const { user, status, evidence } = await readUser(system, accountId, context);
    if (isClosed(status)) return { state: 'desired', evidence };
    return { state: user?.transitioningToStatus === 'DEPROVISIONED' ? 'pending' : 'not-desired', evidence };
  },
};

async function suspend(system: OktaSystem, before: UserNow, context: ConnectorContext): Promise<ActOutcome> {
  const id = before.user?.id ?? '';
  const reply = await system.http.send('POST', path`/api/v1/users/${id}/lifecycle/suspend`, context, { expect: [400] });
  if (reply.status !== 400) {
    const evidence = [...before.evidence, saw(reply, 'suspension accepted')];
    return { status: 'accepted', evidence, readBackAfterSeconds: 0 };
  }
  // Okta answers 400 unless the user is ACTIVE: the status changed between the two calls, and is looked at again.
  const evidence = [...before.evidence, saw(reply, 'refused: not active any more')];
  throw new ConnectorError(
    'conflict',
    {
      en: 'Okta cannot suspend the account any more; what it is by now decides',
      fr: 'Okta ne peut plus suspendre le compte ; son état actuel décide de la suite',
    },
    {
      evidence,
    },
  );
}

async function deactivate(
  system: OktaSystem,
  { action, before }: { action: PlannedAction; before: UserNow },
  context: ConnectorContext,
): Promise<ActOutcome> {
  const call = path`/api/v1/users/${action.accountId}/lifecycle/deactivate`;
  const reply = await system.http.send('POST', call, context, { query: { sendEmail: false } });
  const evidence = [...before.evidence, saw(reply, `deactivation accepted, because the status was ${before.status}`)];
  return { status: 'accepted', evidence, readBackAfterSeconds: 5 };
}

function suspendCall({ id }: Pick<Account, 'id'>): string {
  return `POST ${path`/api/v1/users/${id}/lifecycle/suspend`}`;
}

function deactivateCall({ id }: Pick<Account, 'id'>): string {
  return `POST ${path`/api/v1/users/${id}/lifecycle/deactivate`}?sendEmail=false`;
}

function byHand({ login, status }: Pick<Account, 'login' | 'status'>) {
  const call = {
    en: `In Okta, user ${login} is ${status} and cannot be suspended. Decide and deactivate by hand.`,
    fr: `Dans Okta, l’utilisateur ${login} est ${status} et ne peut pas être suspendu. Décidez, et désactivez-le à la main.`,
  };
  return { stage: 'disable', call, effect: 'destructive', manual: true, verifiable: true } as const satisfies ItemPlan;
}
