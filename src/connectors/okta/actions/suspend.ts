import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { isClosed, type OktaSystem, saw } from '../okta-system.ts';
import { readUser } from '../user-status.ts';

/** Closes sign-in and keeps groups and apps. Okta answers 400 unless the user is ACTIVE, so the status is read first. */
export const suspend: ActionKind<OktaSystem> = {
  verb: 'suspend',
  async plan({ id, status }) {
    if (status !== 'ACTIVE' && !isClosed(status)) return [];
    return [{ stage: 'disable', call: `POST ${path`/api/v1/users/${id}/lifecycle/suspend`}`, effect: 'reversible' }];
  },
  async act({ accountId }, system, context) {
    const before = await readUser(system, accountId, context);
    if (isClosed(before.user.status)) return { status: 'already', evidence: [before.evidence] };
    if (before.user.status !== 'ACTIVE')
      throw new ConnectorError(
        'conflict',
        `the status is now ${before.user.status}, from which Okta cannot suspend; the plan must be made again`,
        { evidence: [before.evidence] },
      );
    const call = path`/api/v1/users/${accountId}/lifecycle/suspend`;
    const reply = await system.http.send('POST', call, context);
    return {
      status: 'accepted',
      evidence: [before.evidence, saw(reply, 'suspension accepted')],
      readBackAfterSeconds: 0,
    };
  },
  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    return { state: isClosed(user.status) ? 'desired' : 'not-desired', evidence: [evidence] };
  },
};
