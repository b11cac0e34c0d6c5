import { randomBytes } from 'node:crypto';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { type GoogleSystem, isClosed, isDeleted } from '../google-system.ts';
import { readUser } from '../user-state.ts';

/**
 * Sets a password that nobody knows, so that the minute without second factors opens nothing, nor a later reopening.
 * The password itself cannot be read; that it has to be changed at the next sign-in is set by the same call, and can.
 * Of an account where that was so before, only the closing shows that no password opens it: there it waits for the
 * closing.
 */
export const password: ActionKind<GoogleSystem> = {
  verb: 'password',
  named: { en: 'the password', fr: 'le mot de passe' },
  provesItself: true,

  async plan({ id, status }, system, context) {
    if (isDeleted(status) || system.settings.leave.includes('password')) return [];
    const { user } = await readUser(system, id, context);
    if (user === null) return [];
    const isFlagged = user.changePasswordAtNextLogin;
    if (isFlagged && isClosed(status)) return [];
    return [
      {
        stage: 'credentials',
        call: `PATCH ${path`/admin/directory/v1/users/${id}`} {"password":"(random)","changePasswordAtNextLogin":true}`,
        effect: 'reversible',
        needs: isFlagged ? ['disable'] : [],
      },
    ];
  },

  async act({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    if (isDeleted(status)) return { status: 'already', evidence };
    const random = randomBytes(32).toString('base64url');
    system.http.redact.hide(random);
    const reply = await system.http.send('PATCH', path`/admin/directory/v1/users/${accountId}`, context, {
      json: { password: random, changePasswordAtNextLogin: true },
    });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'password replaced')], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId, needs }, system, context) {
    const { user, status, evidence } = await readUser(system, accountId, context);
    if (user === null) return { state: 'desired', evidence };
    const seen = evidence.map((each) => ({
      ...each,
      detail: `${each.detail}; its password ${user.changePasswordAtNextLogin ? 'has' : 'does not have'} to be changed`,
    }));
    if (context.calledAt === null || !user.changePasswordAtNextLogin) return { state: 'not-desired', evidence: seen };
    const wasFlagged = needs.includes('disable');
    return { state: wasFlagged && !isClosed(status) ? 'unreadable' : 'desired', evidence: seen };
  },
};
