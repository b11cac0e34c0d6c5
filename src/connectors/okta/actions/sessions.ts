import { z } from 'zod';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { clientShape, refreshTokenShape } from '../okta-shapes.ts';
import { isClosed, isEmptied, type OktaSystem } from '../okta-system.ts';
import { readUser } from '../user-status.ts';
import { wholeList } from '../whole-list.ts';
import { listsAreTold } from './groups.ts';

/** Ends Okta's sessions and takes back its refresh tokens. Sessions that apps made for themselves live on. */
export const sessions: ActionKind<OktaSystem> = {
  verb: 'sessions',
  named: { en: 'sessions', fr: 'sessions' },
  provesItself: true,

  async plan({ id, status }, { settings }) {
    if (isEmptied(status)) return [];
    return [
      {
        stage: 'sessions',
        call: `DELETE ${path`/api/v1/users/${id}/sessions`}?oauthTokens=true&forgetDevices=true`,
        effect: 'reversible',
        residualMinutes: settings.tokenMinutes,
        // Okta has no list of a user's sessions.
        standing: 'untold',
      },
    ];
  },

  async act({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    if (isEmptied(status)) return { status: 'already', evidence };
    const reply = await system.http.send('DELETE', path`/api/v1/users/${accountId}/sessions`, context, {
      query: { oauthTokens: true, forgetDevices: true },
    });
    return {
      status: 'accepted',
      evidence: [...evidence, saw(reply, 'sessions and tokens ended')],
      readBackAfterSeconds: 0,
    };
  },

  /**
   * What can be read: that no refresh token is left, that nobody signed in since the call, and that the account's state
   * lets no session begin. While the account stays open, the sessions themselves remain unread.
   */
  async readBack({ accountId }, system, context) {
    const { user, status, evidence } = await readUser(system, accountId, context);
    if (isEmptied(status)) return { state: 'desired', evidence };
    const tokens = await refreshTokens(system, accountId, context);
    const all = [...evidence, ...tokens.evidence];
    if (tokens.left > 0) return { state: 'not-desired', evidence: all };
    // Nothing says that they were ended, and ending them once more does no harm.
    if (context.calledAt === null) return { state: 'not-desired', evidence: all };
    if (user?.lastLogin !== undefined && Date.parse(user.lastLogin) > context.calledAt.getTime()) {
      const since = all.map((each) => ({
        ...each,
        detail: `${each.detail}; signed in at ${user.lastLogin}, after the call`,
      }));
      return { state: 'not-desired', evidence: since };
    }
    return { state: isClosed(status) ? 'desired' : 'unreadable', evidence: all };
  },
};

async function refreshTokens(
  system: OktaSystem,
  id: string,
  context: ConnectorContext,
): Promise<{ left: number; evidence: Evidence[] }> {
  const all = { path: path`/api/v1/users/${id}/clients`, shape: z.array(clientShape) };
  const clients = await wholeList(system, all, context);
  const evidence = sawAll(clients.evidence, `${clients.items.length} clients with grants or tokens`);
  if (clients.items.length === 0) evidence.push(...(await listsAreTold({ id }, system, context)));
  let left = 0;
  // A client is also listed for its grants alone, so its tokens are what counts.
  for (const { client_id } of clients.items) {
    const call = path`/api/v1/users/${id}/clients/${client_id}/tokens`;
    const list = { path: call, shape: z.array(refreshTokenShape), limited: true };
    const tokens = await wholeList(system, list, context);
    const active = tokens.items.filter(({ status }) => status !== 'REVOKED').length;
    left += active;
    evidence.push(...sawAll(tokens.evidence, `${active} refresh tokens`));
  }
  return { left, evidence };
}
