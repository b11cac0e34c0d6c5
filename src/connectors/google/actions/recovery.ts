import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import type { GoogleUser } from '../google-shapes.ts';
import type { GoogleSystem } from '../google-system.ts';
import { readUser } from '../user-state.ts';

/** Forgets the address and the phone by which the person could take the account back. */
export const recovery: ActionKind<GoogleSystem> = {
  verb: 'recovery',
  named: { en: 'recovery address and phone', fr: 'adresse et téléphone de récupération' },
  provesItself: true,
  async plan({ id }, system, context) {
    if (system.settings.leave.includes('recovery')) return [];
    const { user } = await readUser(system, id, context);
    if (user === null || !hasRecovery(user)) return [];
    const call = `PATCH ${path`/admin/directory/v1/users/${id}`} {"recoveryEmail":"","recoveryPhone":""}`;
    return [{ stage: 'credentials', call, effect: 'reversible', needs: [] }];
  },
  async act({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (user === null || !hasRecovery(user)) return { status: 'already', evidence };
    const reply = await system.http.send('PATCH', path`/admin/directory/v1/users/${accountId}`, context, {
      json: { recoveryEmail: '', recoveryPhone: '' },
    });
    return {
      status: 'accepted',
      evidence: [...evidence, saw(reply, 'recovery data cleared')],
      readBackAfterSeconds: 0,
    };
  },
  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    return { state: user !== null && hasRecovery(user) ? 'not-desired' : 'desired', evidence };
  },
};

function hasRecovery({ recoveryEmail, recoveryPhone }: GoogleUser): boolean {
  return Boolean(recoveryEmail) || Boolean(recoveryPhone);
}
