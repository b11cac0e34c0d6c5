import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import { type GithubUser, userShape } from './github-shapes.ts';
import { type GithubSystem, unproven } from './github-system.ts';
import { sightOf } from './sight.ts';
import { peopleNamed, peopleOf } from './whole-list.ts';

/**
 * The account by its number, whatever it is called by now; null when GitHub answers to the number no more. Organisation
 * calls take logins, which can be renamed and then taken by somebody else, so each call starts here.
 * https://docs.github.com/rest/users/users#get-a-user-using-their-id
 */
export async function accountById(
  { http }: GithubSystem,
  id: string,
  context: ConnectorContext,
): Promise<{ user: GithubUser | null; evidence: Evidence }> {
  const reply = await http.find(path`/user/${id}`, userShape, context);
  if (reply.data) requireSameUser('GitHub', { asked: id, answered: reply.data.id }, [reply.evidence]);
  return {
    user: reply.data,
    evidence: saw(reply, reply.data ? `account ${id} is ${reply.data.login}` : `no account ${id}`),
  };
}

/**
 * The login that the account has now; null when it is proven to be nowhere in the organisation, because GitHub has no
 * such account.
 */
export async function loginNow(
  system: GithubSystem,
  { id }: Pick<Account, 'id'>,
  context: ConnectorContext,
): Promise<{ login: string | null; evidence: readonly Evidence[] }> {
  const { user, evidence } = await accountById(system, id, context);
  if (user) return { login: user.login, evidence: [evidence] };
  return { login: null, evidence: [evidence, ...(await provenNowhere(system, id, context))] };
}

/** Neither member nor outside collaborator, by lists that are whole. Throws `unproven` when it is in one. */
export async function provenNowhere(
  system: GithubSystem,
  id: string,
  context: ConnectorContext,
): Promise<readonly Evidence[]> {
  const evidence = [...(await sightOf(system, context))];
  for (const which of ['members', 'outside collaborators'] as const) {
    const { items, evidence: read } = await peopleOf(system, which, context);
    evidence.push(...read);
    if (items.some((each) => each.id === id))
      throw unproven(
        {
          en: `account ${id} does not answer, and is among the ${peopleNamed[which].en}`,
          fr: `le compte ${id} ne répond pas, et figure dans la liste « ${peopleNamed[which].fr} »`,
        },
        evidence,
      );
  }
  return evidence;
}
