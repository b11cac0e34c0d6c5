import { z } from 'zod';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { type GiteaRepository, namedShape, repositoryShape } from '../gitea-shapes.ts';
import { type GiteaSystem, wholeList } from '../gitea-system.ts';
import { listsAreTold } from '../own-user.ts';
import { removable } from '../removable.ts';
import { reachedRepositories, repositoryPath } from '../repositories.ts';
import { readUser } from '../user-now.ts';

/**
 * Repositories to which the person was added by name: leaving the organisation does not end that. No list tells them,
 * so that each repository within the person’s reach is asked for its collaborators.
 */
export const collaborations = removable<GiteaRepository>({
  verb: 'collaborations',
  named: { en: 'repositories that they were added to', fr: 'dépôts où la personne a été ajoutée' },
  stage: 'groups',
  effect: 'reversible',
  noun: 'collaboration',
  list: collaborationsOf,
  one: collaborationWith,
  target: ({ id, full_name }) => ({ id, label: full_name }),
  call: (repository, { login }) => ({ path: `${repositoryPath(repository)}${path`/collaborators/${login}`}` }),
});

async function collaborationsOf(system: GiteaSystem, accountId: string, context: ConnectorContext) {
  const reached = await reachedRepositories(system, accountId, context);
  const evidence: Evidence[] = [...reached.evidence];
  const items: GiteaRepository[] = [];
  for (const repository of reached.items) {
    if (repository.owner.id === accountId) continue;
    const asked = await isCollaborator(system, { repository, accountId }, context);
    if (asked.isOne) {
      items.push(repository);
      evidence.push(...asked.evidence);
    }
  }
  // Repositories without any collaborator are the rule: their empty lists are believed by the first list's control.
  return { user: reached.user, items, evidence };
}

/** One repository by its id. An administrator sees every repository, so that a 404 says that it was deleted. */
async function collaborationWith(
  system: GiteaSystem,
  { accountId, targetId }: { accountId: string; targetId: string },
  context: ConnectorContext,
) {
  const { user, evidence } = await readUser(system, accountId, context);
  if (user === null) return { user, items: [], evidence };
  const reply = await system.http.find(path`/repositories/${targetId}`, repositoryShape, context);
  const seen = [...evidence, saw(reply, reply.data === null ? 'no such repository' : reply.data.full_name)];
  const asked = reply.data && (await isCollaborator(system, { repository: reply.data, accountId }, context));
  if (reply.data !== null && asked?.isOne) return { user, items: [reply.data], evidence: [...seen, ...asked.evidence] };
  const told = await listsAreTold(system, context);
  return { user, items: [], evidence: [...seen, ...(asked?.evidence ?? []), ...told] };
}

async function isCollaborator(
  system: GiteaSystem,
  { repository, accountId }: { repository: GiteaRepository; accountId: string },
  context: ConnectorContext,
) {
  const list = { path: `${repositoryPath(repository)}/collaborators`, shape: z.array(namedShape) };
  const { items, evidence } = await wholeList(system.http, list, context);
  const isOne = items.some(({ id }) => id === accountId);
  return { isOne, evidence: sawAll(evidence, `${isOne ? 'a' : 'no'} collaborator, among ${items.length}`) };
}
