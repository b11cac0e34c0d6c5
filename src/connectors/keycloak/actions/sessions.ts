import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { saw } from '../../kit/connector-of.ts';
import { sessionShape } from '../keycloak-shapes.ts';
import { type KeycloakSystem, userPath } from '../keycloak-system.ts';
import { isGone, readUser } from '../user-now.ts';

/**
 * Ends browser sessions and the refresh tokens that belong to them. Access tokens live on for whoever checks only their
 * signature.
 */
export const sessions: ActionKind<KeycloakSystem> = {
  verb: 'sessions',
  named: { en: 'sessions', fr: 'les sessions' },
  provesItself: true,

  async plan(account, system, context) {
    if (isGone(account)) return [];
    const { open } = await sessionsOf(account, system, context);
    return [
      {
        stage: 'sessions',
        call: `POST ${userPath(system, account.id)}/logout`,
        effect: 'reversible',
        residualMinutes: system.settings.tokenMinutes,
        standing: open > 0 ? 'open' : 'closed',
      },
    ];
  },

  /** Also where none is listed: the call moves the instant before which tokens count for nothing. */
  async act({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (user === null) return { status: 'already', evidence };
    const reply = await system.http.send('POST', `${userPath(system, accountId)}/logout`, context);
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'sessions ended')], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (user === null) return { state: 'desired', evidence };
    const { open, evidence: listed } = await sessionsOf({ id: accountId }, system, context);
    return { state: open === 0 ? 'desired' : 'not-desired', evidence: [...evidence, listed] };
  },
};

async function sessionsOf({ id }: { id: string }, system: KeycloakSystem, context: ConnectorContext) {
  const reply = await system.http.get(`${userPath(system, id)}/sessions`, z.array(sessionShape), context);
  return { open: reply.data.length, evidence: saw(reply, `${reply.data.length} sessions`) };
}
