import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { type KnownPerson, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import {
  deployKeyShape,
  namedShape,
  organisationShape,
  repositoryShape,
  teamShape,
  userShape,
} from './gitea-shapes.ts';
import { type GiteaSystem, wholeList } from './gitea-system.ts';
import { ownAdministrator } from './own-user.ts';
import { repositoryPath } from './repositories.ts';
import { idsByAddress, idsByName } from './search.ts';
import { isClosed } from './user-now.ts';

/** Among so many users are some looked for. */
const sample = 20;

export const rehearsal: Rehearsal<GiteaSystem> = {
  async people(system, context) {
    const own = await ownAdministrator(system, context);
    const { data } = await system.http.get('/admin/users', z.array(userShape), context, { query: { limit: sample } });
    const rank = (user: (typeof data)[number]) => Number(isClosed(user)) * 2 + Number(user.id === own.user.id);
    return data
      .toSorted((a, b) => rank(a) - rank(b))
      .map(({ id, email, login }): KnownPerson => ({ id, values: valuesOf({ email, name: login }) }));
  },
  lookUps: () => [
    {
      ...{ key: 'email', by: { en: 'the e-mail address', fr: 'l’adresse électronique' } },
      ...{ holds: 'address', anyCase: true },
      find: async (system, value, context) => (await idsByAddress(system, value, context)).ids,
    },
    {
      ...{ key: 'name', by: { en: 'the user name', fr: 'le nom d’utilisateur' } },
      ...{ holds: 'name', anyCase: true },
      find: async (system, value, context) => (await idsByName(system, value, context)).ids,
    },
  ],
  reads: (system) => [
    {
      verb: 'organisations',
      what: {
        en: 'teams of an organisation, and their members',
        fr: 'les équipes d’une organisation et leurs membres',
      },
      read: (context) => someTeam(system, context),
    },
    {
      verb: 'collaborations',
      what: { en: 'collaborators of a repository', fr: 'les collaborateurs d’un dépôt' },
      read: (context) => ofSomeRepository(system, { list: 'collaborators', shape: z.array(namedShape) }, context),
    },
    {
      verb: 'deploy-keys',
      what: { en: 'deploy keys of a repository', fr: 'les clés de déploiement d’un dépôt' },
      read: (context) => ofSomeRepository(system, { list: 'keys', shape: z.array(deployKeyShape) }, context),
    },
  ],
  grant: (_, verb) =>
    verb === 'tokens' || verb === 'last-use'
      ? {
          en: 'Give the token the scope write:user. Forgejo lists access tokens only for a password: name the administrator’s under basic.',
          fr: 'Donnez au jeton la portée write:user. Forgejo ne liste les jetons d’accès que contre un mot de passe : indiquez celui de l’administrateur sous basic.',
        }
      : {
          en: 'Make the token’s user an administrator, and its token with the scopes write:admin, write:organization, write:repository and write:user, not limited to what is public. On Forgejo, name the administrator’s password under basic too.',
          fr: 'Faites de l’utilisateur du jeton un administrateur, et son jeton avec les portées write:admin, write:organization, write:repository et write:user, sans le limiter à ce qui est public. Sur Forgejo, indiquez aussi le mot de passe de l’administrateur sous basic.',
        },
};

async function someTeam({ http }: GiteaSystem, context: ConnectorContext): Promise<void> {
  const one = { query: { limit: 1 } };
  const { data: organisations } = await http.get('/orgs', z.array(organisationShape), context, one);
  for (const { name } of organisations.slice(0, 1)) {
    const { data: teams } = await http.get(path`/orgs/${name}/teams`, z.array(teamShape), context, one);
    for (const { id } of teams.slice(0, 1))
      await wholeList(http, { path: path`/teams/${id}/members`, shape: z.array(userShape) }, context);
  }
}

async function ofSomeRepository<Item extends { id: string }>(
  { http }: GiteaSystem,
  { list, shape }: { list: string; shape: z.ZodType<Item[]> },
  context: ConnectorContext,
): Promise<void> {
  const found = z.object({ data: z.array(repositoryShape) });
  const { data } = await http.get('/repos/search', found, context, { query: { limit: 1 } });
  for (const repository of data.data.slice(0, 1)) {
    await http.get(path`/repositories/${repository.id}`, repositoryShape, context);
    await wholeList(http, { path: `${repositoryPath(repository)}/${list}`, shape }, context);
  }
}
