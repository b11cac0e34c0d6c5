import type { PlannedAction } from '../../../domain/revocation.ts';
import { type ActOutcome, type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { isClosed, type OktaSystem } from '../okta-system.ts';
import { readUser } from '../user-status.ts';

/**
 * Closes sign-in. Okta suspends active users only, which keeps groups and apps; others (locked out, password expired, staged) can only be
 * deactivated, which takes them out of every app, where mail and files may be destroyed. Which of the two is decided by the status at the call.
 */
export const disable: ActionKind<OktaSystem> = {
  verb: 'disable',
  provesItself: true,
  async plan({ id, status }, { settings }) {
    const standing = isClosed(status) ? 'closed' : 'open';
    const suspend = `POST ${path`/api/v1/users/${id}/lifecycle/suspend`}`;
    const deactivate = `POST ${path`/api/v1/users/${id}/lifecycle/deactivate`}?sendEmail=false`;
    const mayDeactivate = settings.whenNotActive === 'deactivate';
    if (status === 'ACTIVE' || isClosed(status)) {
      const fallback = { call: deactivate, effect: 'destructive' as const };
      return [
        { stage: 'disable', standing, call: suspend, effect: 'reversible', ...(mayDeactivate ? { fallback } : {}) },
      ];
    }
    if (mayDeactivate) {
      // Whoever is active again by then is suspended, which is less.
      const fallback = { call: suspend, effect: 'reversible' as const };
      return [{ stage: 'disable', standing, call: deactivate, effect: 'destructive', fallback }];
    }
    return [{ stage: 'disable', standing, call: byHand(id, status), effect: 'destructive', manual: true }];
  },
  async act(action, system, context): Promise<ActOutcome> {
    const { user, evidence } = await readUser(system, action.accountId, context);
    if (isClosed(user.status)) return { status: 'already', evidence: [evidence] };
    if (user.transitioningToStatus)
      throw new ConnectorError(
        'conflict',
        `the user is becoming ${user.transitioningToStatus}; asked again when it is`,
        {
          evidence: [evidence],
        },
      );
    if (user.status === 'ACTIVE') {
      const reply = await lifecycle(action, 'suspend', { system, context });
      return { status: 'accepted', evidence: [evidence, saw(reply, 'suspension accepted')], readBackAfterSeconds: 0 };
    }
    if (!mayDeactivate(action)) return { status: 'manual', message: byHand(action.accountId, user.status) };
    const reply = await lifecycle(action, 'deactivate', { system, context });
    return { status: 'accepted', evidence: [evidence, saw(reply, 'deactivation accepted')], readBackAfterSeconds: 5 };
  },
  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (isClosed(user.status)) return { state: 'desired', evidence: [evidence] };
    return { state: user.transitioningToStatus === 'DEPROVISIONED' ? 'pending' : 'not-desired', evidence: [evidence] };
  },
};

function byHand(id: string, status: string): string {
  return `In Okta, user ${id} is ${status} and cannot be suspended. Decide and deactivate by hand.`;
}

/** Only what was confirmed: as the call itself, or as what is sent where that is impossible. */
function mayDeactivate({ effect, fallback }: PlannedAction): boolean {
  return effect === 'destructive' || fallback?.effect === 'destructive';
}

function lifecycle(
  { accountId }: PlannedAction,
  to: 'suspend' | 'deactivate',
  { system: { http }, context }: { system: OktaSystem; context: ConnectorContext },
) {
  if (to === 'suspend') return http.send('POST', path`/api/v1/users/${accountId}/lifecycle/suspend`, context);
  const query = { sendEmail: false };
  return http.send('POST', path`/api/v1/users/${accountId}/lifecycle/deactivate`, context, { query });
}
