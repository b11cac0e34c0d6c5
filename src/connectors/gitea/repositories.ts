import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { type GiteaRepository, type GiteaUser, repositoryShape } from './gitea-shapes.ts';
import type { GiteaSystem } from './gitea-system.ts';
import { listOf } from './user-now.ts';

/** Repositories in the user’s own name. */
export function ownRepositories(system: GiteaSystem, accountId: string, context: ConnectorContext) {
  const at = ({ login }: GiteaUser) => ({ path: path`/users/${login}/repos`, shape: z.array(repositoryShape) });
  return listOf(system, accountId, { as: 'administrator', at }, context);
}

/** Every repository that the user owns or gets into by a team or as a collaborator, with what they may do there. */
export function reachedRepositories(system: GiteaSystem, accountId: string, context: ConnectorContext) {
  const at = () => ({ path: '/user/repos', shape: z.array(repositoryShape) });
  return listOf(system, accountId, { as: 'user', at }, context);
}

export function repositoryPath({ owner, name }: GiteaRepository): string {
  return path`/repos/${owner.login}/${name}`;
}
