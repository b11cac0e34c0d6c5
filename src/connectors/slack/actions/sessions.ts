import { z } from 'zod';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { sessionShape } from '../slack-shapes.ts';
import { type SlackSystem, unproven } from '../slack-system.ts';
import { readUser } from '../user-state.ts';
import { change, readAllByPost, readByPost } from '../web-api.ts';

/**
 * Ends every session of the person in every workspace of an Enterprise organisation. Deactivation ends them too, on
 * every plan (https://slack.com/help/articles/204475027); elsewhere nothing lists them.
 */
export const sessions: ActionKind<SlackSystem> = {
  verb: 'sessions',
  named: { en: 'sessions', fr: 'sessions' },
  provesItself: true,

  async plan({ id, status }, system, context) {
    if (system.settings.plan !== 'enterprise' || status === 'of another organisation') return [];
    const { count } = await sessionsOf(system, id, context);
    if (count === 0 && status === 'deactivated') return [];
    return [
      {
        stage: 'sessions',
        call: `POST /admin.users.session.reset user_id=${id}`,
        effect: 'reversible',
        standing: count > 0 ? 'open' : 'closed',
      },
    ];
  },

  async act({ accountId }, system, context) {
    const { evidence } = await sessionsOf(system, accountId, context);
    // Also where none is listed: to end none does no harm.
    const args = { user_id: accountId };
    const reset = await change(system.http, { method: 'admin.users.session.reset', args }, context);
    return { status: 'accepted', evidence: [...evidence, reset], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId }, system, context) {
    const { count, evidence } = await sessionsOf(system, accountId, context);
    return { state: count === 0 ? 'desired' : 'not-desired', evidence };
  },
};

/** In every workspace that the person is in: Slack lists sessions by user and workspace together. */
async function sessionsOf(system: SlackSystem, id: string, context: ConnectorContext) {
  const { user, evidence: read } = await readUser(system, id, context);
  const evidence: Evidence[] = [...read];
  let count = 0;
  const teams = user.enterprise_user?.teams ?? (user.team_id === undefined ? [] : [user.team_id]);
  // Whoever is in no workspace any more may be signed in still: then everybody's sessions are read.
  const places = teams.length > 0 ? teams.map((team_id) => ({ user_id: id, team_id })) : [{}];
  for (const args of places) {
    const asked = { method: 'admin.users.session.list', name: 'active_sessions', item: sessionShape };
    const listed = await readAllByPost(system.http, { ...asked, args }, context);
    const isAsked = teams.length > 0;
    const theirs = listed.items.filter(({ user_id }) => user_id === id || (isAsked && user_id === undefined)).length;
    count += theirs;
    evidence.push(...sawAll(listed.evidence, `${theirs} sessions among ${listed.items.length}`));
  }
  if (count === 0) evidence.push(await someSession(system, context));
  return { count, evidence };
}

/** Somebody is always signed in: an organisation without any session hides them from this token. */
async function someSession({ http }: SlackSystem, context: ConnectorContext): Promise<Evidence> {
  const shape = z.object({ active_sessions: z.array(z.unknown()) });
  const asked = { method: 'admin.users.session.list', shape, args: { limit: 1 } };
  const { data, evidence } = await readByPost(http, asked, context);
  if (data.active_sessions.length > 0) return evidence;
  throw unproven(
    {
      en: 'Slack lists no session of anybody, so an empty list of sessions proves nothing',
      fr: 'Slack ne liste aucune session de personne : une liste vide de sessions ne prouve rien',
    },
    [evidence],
  );
}
