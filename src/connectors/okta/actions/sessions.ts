import { z } from 'zod';
import type { Evidence } from '../../../domain/revocation.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { clientShape, refreshTokenShape } from '../okta-shapes.ts';
import { isClosed, type OktaSystem } from '../okta-system.ts';
import { readUser } from '../user-status.ts';

/** Ends Okta's sessions and takes back its refresh tokens. Sessions that apps made for themselves live on. */
export const sessions: ActionKind<OktaSystem> = {
  verb: 'sessions',
  async plan({ id, status }, { settings }) {
    if (status === 'DEPROVISIONED') return [];
    return [
      {
        stage: 'sessions',
        call: `DELETE ${path`/api/v1/users/${id}/sessions`}?oauthTokens=true&forgetDevices=true`,
        effect: 'reversible',
        residualMinutes: settings.tokenMinutes,
      },
    ];
  },
  async act({ accountId }, { http }, context) {
    const reply = await http.send('DELETE', path`/api/v1/users/${accountId}/sessions`, context, {
      query: { oauthTokens: true, forgetDevices: true },
    });
    return { status: 'accepted', evidence: [saw(reply, 'sessions and tokens ended')], readBackAfterSeconds: 0 };
  },
  /**
   * Okta has no list of a user's sessions. What can be read: that no refresh token is left, and that the account's
   * state lets no session be used. Where the account stays open, the sessions themselves remain unread.
   */
  async readBack({ accountId }, system, context) {
    const { user, evidence: status } = await readUser(system, accountId, context);
    const tokens = await refreshTokens(system, accountId, context);
    if (tokens.left > 0) return { state: 'not-desired', evidence: [status, ...tokens.evidence] };
    if (isClosed(user.status)) return { state: 'desired', evidence: [status, ...tokens.evidence] };
    return { state: 'unreadable', evidence: [status, ...tokens.evidence] };
  },
};

async function refreshTokens(
  { http }: OktaSystem,
  userId: string,
  context: ConnectorContext,
): Promise<{ left: number; evidence: Evidence[] }> {
  const clients = await http.list(path`/api/v1/users/${userId}/clients`, z.array(clientShape), context);
  const count = `${clients.items.length} clients with grants or tokens`;
  const evidence = clients.evidence.map((each) => ({ ...each, detail: count }));
  let left = 0;
  // A client is also listed for its grants alone, so its tokens are what counts.
  for (const { client_id } of clients.items) {
    const call = path`/api/v1/users/${userId}/clients/${client_id}/tokens`;
    const tokens = await http.list(call, z.array(refreshTokenShape), context);
    const active = tokens.items.filter(({ status }) => status !== 'REVOKED').length;
    left += active;
    evidence.push(...tokens.evidence.map((each) => ({ ...each, detail: `${active} refresh tokens` })));
  }
  return { left, evidence };
}
