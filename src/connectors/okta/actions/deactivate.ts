import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { isClosed, type OktaSystem, saw } from '../okta-system.ts';
import { readUser } from '../user-status.ts';

/** For users who cannot be suspended. Takes the user out of every app, where mail and files may be destroyed. */
export const deactivate: ActionKind<OktaSystem> = {
  verb: 'deactivate',
  async plan({ id, status }, { settings }) {
    if (status === 'ACTIVE' || isClosed(status)) return [];
    const call = `POST ${path`/api/v1/users/${id}/lifecycle/deactivate`}?sendEmail=false`;
    if (settings.whenNotActive === 'deactivate') return [{ stage: 'disable', call, effect: 'destructive' }];
    const words = `In Okta, user ${id} is ${status} and cannot be suspended. Decide and deactivate by hand.`;
    return [{ stage: 'disable', call: words, effect: 'destructive', manual: true }];
  },
  async act(action, system, context) {
    if (action.manual) return { status: 'manual', message: action.call };
    const before = await readUser(system, action.accountId, context);
    if (isClosed(before.user.status)) return { status: 'already', evidence: [before.evidence] };
    const call = path`/api/v1/users/${action.accountId}/lifecycle/deactivate`;
    const reply = await system.http.send('POST', call, context, { query: { sendEmail: false } });
    return {
      status: 'accepted',
      evidence: [before.evidence, saw(reply, 'deactivation accepted')],
      readBackAfterSeconds: 5,
    };
  },
  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (isClosed(user.status)) return { state: 'desired', evidence: [evidence] };
    return { state: user.transitioningToStatus === 'DEPROVISIONED' ? 'pending' : 'not-desired', evidence: [evidence] };
  },
};
