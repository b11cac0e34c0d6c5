import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { type KnownPerson, type LookUp, type Rehearsal, type RehearsedRead, valuesOf } from '../kit/rehearsal.ts';
import { schedulesIn } from './actions/schedules.ts';
import { emailShape, fullUserShape, projectShape, userShape } from './gitlab-shapes.ts';
import { type GitlabSystem, isInstance, isLeft } from './gitlab-system.ts';
import { everyMember } from './group-tree.ts';
import { ownToken } from './own-user.ts';
import { usersBy } from './search.ts';
import { wholeList } from './whole-list.ts';

/** Among so many users are some looked for; of so many of them, further addresses are read, a call each. */
const sample = 20;
const mostRead = 3;
/** Of so many projects are the schedules tried: some have no pipelines, which not every answer tells. */
const mostProjects = 3;

export const rehearsal: Rehearsal<GitlabSystem> = {
  people: (system, context) => (isInstance(system) ? someUsers(system, context) : someMembers(system, context)),
  lookUps: (system) => (isInstance(system) ? ofInstance : ofGroup),
  reads: (system) => (isLeft(system, 'schedules') ? [] : [someSchedules(system)]),
  grant: ({ settings: { scope } }) => {
    const place = scope.of === 'group' ? `the group ${scope.group}` : 'the instance';
    const lieu = scope.of === 'group' ? `du groupe ${scope.group}` : 'de l’instance';
    return scope.of === 'group'
      ? {
          en: `Make the token’s user an Owner of ${place}, and its token with the scope api.`,
          fr: `Faites de l’utilisateur du jeton un propriétaire (Owner) ${lieu}, et son jeton avec la portée api.`,
        }
      : {
          en: `Make the token’s user an administrator of ${place}, and its token with the scope api; with Admin Mode, admin_mode too.`,
          fr: `Faites de l’utilisateur du jeton un administrateur ${lieu}, et son jeton avec la portée api ; en mode administrateur, admin_mode aussi.`,
        };
  },
};

function someSchedules(system: GitlabSystem): RehearsedRead {
  const { scope } = system.settings;
  const list = scope.of === 'group' ? path`/groups/${scope.group}/projects` : '/projects';
  return {
    verb: 'schedules',
    what: { en: 'pipeline schedules', fr: 'les planifications de pipelines' },
    async read(context) {
      const query = { per_page: sample, ...(scope.of === 'group' && { include_subgroups: true }) };
      const { data } = await system.http.get(list, z.array(projectShape), context, { query });
      const tried = data.filter((each) => each.builds_access_level !== 'disabled').slice(0, mostProjects);
      const refused: ConnectorError[] = [];
      for (const { id } of tried) {
        try {
          return await schedulesIn(system, id, context);
        } catch (error) {
          if (!(error instanceof ConnectorError) || !['unauthorised', 'not-found'].includes(error.kind)) throw error;
          refused.push(error);
        }
      }
      if (refused[0]) throw refused[0];
      return null;
    },
  };
}

async function someUsers(system: GitlabSystem, context: ConnectorContext): Promise<KnownPerson[]> {
  const { userId } = await ownToken(system, context);
  const { data } = await system.http.get('/users', z.array(fullUserShape), context, { query: { per_page: sample } });
  const rank = ({ id, state }: (typeof data)[number]) => Number(state !== 'active') * 2 + Number(id === userId);
  const users = data.filter(({ bot }) => bot !== true).toSorted((a, b) => rank(a) - rank(b));
  const known: KnownPerson[] = [];
  for (const [index, { id, email }] of users.entries()) {
    const list = { path: path`/users/${id}/emails`, shape: z.array(emailShape) };
    const more = index < mostRead ? (await wholeList(system, list, context)).items.map((one) => one.email) : [];
    const further = more.filter((each) => each.toLowerCase() !== email.toLowerCase());
    known.push({ id, values: valuesOf({ email, further }) });
  }
  return known;
}

async function someMembers(system: GitlabSystem, context: ConnectorContext): Promise<KnownPerson[]> {
  const { scope } = system.settings;
  const { members, ownId } = await everyMember(system, context);
  const logins = scope.of === 'group' ? Object.entries(scope.logins) : [];
  return members
    .toSorted((a, b) => Number(a.id === ownId) - Number(b.id === ownId))
    .map(({ id, username, email }): KnownPerson => {
      const configured = logins.filter(([, name]) => name?.toLowerCase() === username?.toLowerCase());
      const addresses = [...configured.map(([address]) => address), ...(email === undefined ? [] : [email])];
      return { id, addresses, values: valuesOf({ username }) };
    })
    .toSorted((a, b) => Number(b.addresses?.length !== 0) - Number(a.addresses?.length !== 0));
}

const ofInstance: readonly LookUp<GitlabSystem>[] = (
  [
    ['email', { en: 'the e-mail address', fr: 'l’adresse électronique' }],
    ['further', { en: 'a further e-mail address', fr: 'une autre adresse électronique' }],
  ] as const
).map(([key, by]) => ({
  ...{ key, by, holds: 'address', anyCase: true },
  async find(system, value, context) {
    return (await usersBy(system, value, context)).items.map(({ id }) => id);
  },
}));

const ofGroup: readonly LookUp<GitlabSystem>[] = [
  {
    key: 'username',
    by: { en: 'the user name', fr: 'le nom d’utilisateur' },
    holds: 'name',
    anyCase: false,
    async find({ http }, username, context) {
      const { data } = await http.get('/users', z.array(userShape), context, { query: { username } });
      return data.map(({ id }) => id);
    },
  },
];
