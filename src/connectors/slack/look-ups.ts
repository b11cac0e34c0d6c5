import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { swappedCase } from '../kit/swapped-case.ts';
import { idText } from '../kit/vendor-shapes.ts';
import { type Identity, identityOf } from './identity.ts';
import { oneUserShape, type SlackUser, userShape } from './slack-shapes.ts';
import { type SlackSystem, unproven } from './slack-system.ts';
import { accountOf, readUser } from './user-state.ts';
import { read, readAll, readAllByPost } from './web-api.ts';

/** As many as Slack gives in one page: https://docs.slack.dev/reference/methods/users.list */
const pageSize = 999;

/** The account of an address; null where Slack finds none that is live. */
export async function lookUp(
  { http }: SlackSystem,
  email: string,
  context: ConnectorContext,
): Promise<{ user: SlackUser | null; evidence: Evidence }> {
  const asked = { method: 'users.lookupByEmail', shape: oneUserShape, args: { email } };
  const answer = await read(http, { ...asked, expect: ['users_not_found', 'user_not_found'] }, context);
  return { user: answer.refused === null ? answer.data.user : null, evidence: answer.evidence };
}

/** Whether the look-up finds somebody who is known to be there by the address in other letters. */
export async function findsInAnyCase(system: SlackSystem, id: string, context: ConnectorContext): Promise<boolean> {
  const { user } = await readUser(system, id, context);
  const email = user.profile?.email;
  if (email === undefined || user.deleted) return false;
  return (await lookUp(system, swappedCase(email), context)).user?.id === id;
}

/**
 * Every user that Slack lists, deactivated ones, guests and people of other organisations too. Throws `unproven` where
 * the token's own user is not among them: such a list is filtered.
 */
export async function everyUser(
  system: SlackSystem,
  identity: Identity,
  context: ConnectorContext,
): Promise<{ users: readonly SlackUser[]; evidence: readonly Evidence[] }> {
  const users = new Map<string, SlackUser>();
  const evidence: Evidence[] = [];
  for (const workspace of await workspaces(system, context)) {
    const asked = { method: 'users.list', name: 'members', item: userShape, args: { ...workspace, limit: pageSize } };
    const listed = await readAll(system.http, asked, context);
    evidence.push(...listed.evidence);
    for (const user of listed.items) users.set(user.id, user);
  }
  if (!users.has(identity.userId))
    throw unproven(
      {
        en: 'Slack’s list of users lacks the token’s own, so it is not whole',
        fr: 'il manque à la liste des utilisateurs de Slack celui du jeton : elle n’est pas entière',
      },
      evidence,
    );
  return { users: [...users.values()], evidence };
}

/** Somebody who stays is found by address, among all users and by the look-up. */
export async function control(system: SlackSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const identity = await identityOf(system, context);
  const { user, evidence } = await readUser(system, identity.userId, context);
  const { login } = accountOf(system, { user, tenant: '', identity });
  const found = await lookUp(system, login, context);
  const all = [...evidence, saw(found, `control: ${found.user === null ? 'not found' : `found as ${found.user.id}`}`)];
  if (found.user?.id === identity.userId) return all;
  throw unproven(
    {
      en: 'Slack does not find the token’s own user by its address, so finding nobody proves nothing',
      fr: 'Slack ne trouve pas l’utilisateur du jeton par son adresse : ne trouver personne ne prouve rien',
    },
    all,
  );
}

/** A token of an organisation lists users by workspace: those that the app is approved for. */
async function workspaces({ settings, http }: SlackSystem, context: ConnectorContext) {
  if (settings.plan !== 'enterprise') return [{}];
  const asked = { method: 'auth.teams.list', name: 'teams', item: z.object({ id: idText }), args: { limit: 1000 } };
  const { items } = await readAllByPost(http, asked, context);
  return items.map(({ id }) => ({ team_id: id }));
}
