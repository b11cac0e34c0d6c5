import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { type KnownPerson, type LookUp, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import { emailShape, fullUserShape, userShape } from './gitlab-shapes.ts';
import { type GitlabSystem, isInstance } from './gitlab-system.ts';
import { everyMember } from './group-tree.ts';
import { ownToken } from './own-user.ts';
import { usersBy } from './search.ts';
import { wholeList } from './whole-list.ts';

/** Among so many users are some looked for; of so many of them, further addresses are read, a call each. */
const sample = 20;
const mostRead = 3;

export const rehearsal: Rehearsal<GitlabSystem> = {
  people: (system, context) => (isInstance(system) ? someUsers(system, context) : someMembers(system, context)),
  lookUps: (system) => (isInstance(system) ? ofInstance : ofGroup),
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
