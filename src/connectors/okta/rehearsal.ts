import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { type KnownPerson, type LookUp, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import { userShape } from './okta-shapes.ts';
import { isClosed, type OktaSystem, quoted } from './okta-system.ts';
import { usersWhere } from './user-search.ts';

/** Among so many users is one looked for for each look-up. */
const sample = 50;

export const rehearsal: Rehearsal<OktaSystem> = {
  async people({ http }, context) {
    const { data } = await http.get('/api/v1/users', z.array(userShape), context, { query: { limit: sample } });
    return data
      .toSorted((a, b) => Number(isClosed(a.status)) - Number(isClosed(b.status)))
      .map(
        ({ id, profile: { login, email, secondEmail, employeeNumber } }): KnownPerson => ({
          id,
          values: valuesOf({ login, email, secondEmail, employeeNumber }),
        }),
      );
  },
  lookUps: () => [
    {
      key: 'login',
      by: { en: 'the login, directly', fr: 'l’identifiant de connexion, directement' },
      holds: 'address',
      anyCase: false,
      async find({ http }, value, context) {
        const { data } = await http.find(path`/api/v1/users/${value}`, userShape, context);
        return data ? [data.id] : [];
      },
    },
    searchedBy('login', { en: 'the login', fr: 'l’identifiant de connexion' }),
    searchedBy('email', { en: 'the e-mail address', fr: 'l’adresse électronique' }),
    // Only of e-mail and login it is documented that capitals do not count.
    searchedBy('secondEmail', { en: 'the second e-mail address', fr: 'la seconde adresse électronique' }),
    searchedBy('employeeNumber', { en: 'the employee number', fr: 'le matricule' }),
  ],
  reads: ({ http, settings }) => [
    {
      verb: 'groups',
      what: { en: 'the list of groups', fr: 'la liste des groupes' },
      read: (context) => http.get('/api/v1/groups?limit=1', z.unknown(), context),
    },
    ...(settings.leave.includes('api-tokens')
      ? []
      : [
          {
            verb: 'api-tokens',
            what: { en: 'the list of API tokens', fr: 'la liste des jetons d’API' },
            read: (context: ConnectorContext) => http.get('/api/v1/api-tokens', z.unknown(), context),
          },
        ]),
  ],
  grant: ({ settings }) =>
    settings.auth.method === 'token'
      ? {
          en: 'Make a new API token as a super administrator, or use a service app with the scopes listed as needed. Ask Okta where a search is delayed.',
          fr: 'Créez un nouveau jeton d’API en tant que super administrateur, ou utilisez une application de service avec les portées listées comme nécessaires. Demandez à Okta si une recherche est en retard.',
        }
      : {
          en: 'Give the service app the role of a super administrator, without a resource set that narrows it. Ask Okta where a search is delayed.',
          fr: 'Donnez à l’application de service le rôle de super administrateur, sans ensemble de ressources qui le restreigne. Demandez à Okta si une recherche est en retard.',
        },
};

function searchedBy(
  key: 'login' | 'email' | 'secondEmail' | 'employeeNumber',
  by: LookUp<OktaSystem>['by'],
): LookUp<OktaSystem> {
  return {
    key,
    by,
    holds: key === 'employeeNumber' ? 'number' : 'address',
    anyCase: key === 'login' || key === 'email',
    async find(system, value, context) {
      const { items } = await usersWhere(system, `profile.${key} eq ${quoted(value)}`, context);
      return items.map(({ id }) => id);
    },
  };
}
