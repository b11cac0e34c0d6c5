import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { type KnownPerson, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import { ownedShape } from './atlassian-shapes.ts';
import { type AtlassianSystem, isLeft } from './atlassian-system.ts';
import { directoriesOf, isClosed, isManaged, searchUsers } from './directory.ts';
import { groupsOf, jiraList, ownAccount, tokensOf } from './jira.ts';

/** Among so many accounts is somebody looked for who is like a leaver. */
const sample = 25;

export const rehearsal: Rehearsal<AtlassianSystem> = {
  async people(system, context) {
    const { items } = await searchUsers(system, { most: sample }, context);
    const rank = (user: (typeof items)[number]) =>
      Number(user.accountType === 'app') * 4 + Number(!isManaged(user)) * 2 + Number(isClosed(user));
    return items
      .toSorted((a, b) => rank(a) - rank(b))
      .map(({ accountId, email }): KnownPerson => ({ id: accountId, values: valuesOf({ email }) }));
  },
  lookUps: () => [
    {
      key: 'email',
      by: { en: 'the e-mail address', fr: 'l’adresse électronique' },
      holds: 'address',
      anyCase: true,
      async find(system, value, context) {
        const { items } = await searchUsers(system, { emails: [value] }, context);
        return items.map(({ accountId }) => accountId);
      },
    },
  ],
  reads: (system) => [
    {
      verb: 'disable',
      what: { en: 'directories', fr: 'les annuaires' },
      read: (context: ConnectorContext) => directoriesOf(system, context),
    },
    {
      verb: 'groups',
      what: { en: 'groups of the account of site.token', fr: 'les groupes du compte de site.token' },
      read: async (context: ConnectorContext) => groupsOf(system, (await ownAccount(system, context)).id, context),
    },
    ...(isLeft(system, 'api-tokens')
      ? []
      : [
          {
            verb: 'api-tokens',
            what: { en: 'API tokens of the account of site.token', fr: 'les jetons d’API du compte de site.token' },
            read: async (context: ConnectorContext) =>
              tokensOf(system, (await ownAccount(system, context)).id, context),
          },
        ]),
    ...(
      [
        ['projects', '/project/search', { en: 'projects of Jira', fr: 'les projets de Jira' }],
        ['filters', '/filter/search', { en: 'filters of Jira', fr: 'les filtres de Jira' }],
        ['dashboards', '/dashboard/search', { en: 'dashboards of Jira', fr: 'les tableaux de bord de Jira' }],
      ] as const
    ).map(([verb, below, what]) => ({
      verb,
      what,
      read: (context: ConnectorContext) => jiraList(system, { below, item: ownedShape, query: {} }, context),
    })),
  ],
  grant: (_, verb) => {
    switch (verb) {
      case 'filters':
      case 'dashboards':
      case 'projects':
        return {
          en: 'Give the account behind site.token the right to administer Jira, or put this under leave.',
          fr: 'Donnez au compte de site.token le droit d’administrer Jira, ou mettez ceci dans leave.',
        };
      case 'api-tokens':
        return {
          en: 'The account behind site.token must be managed by this organisation, in a group, and hold that token; else put api-tokens under leave.',
          fr: 'Le compte de site.token doit être géré par cette organisation, être dans un groupe et détenir ce jeton ; sinon mettez api-tokens dans leave.',
        };
      default:
        return {
          en: 'In admin.atlassian.com, Settings, API keys, make a key without scopes for this organisation. The account behind site.token must be managed by the organisation, and in a group.',
          fr: 'Dans admin.atlassian.com, Paramètres, Clés API, créez une clé sans portées pour cette organisation. Le compte de site.token doit être géré par l’organisation, et dans un groupe.',
        };
    }
  },
};
