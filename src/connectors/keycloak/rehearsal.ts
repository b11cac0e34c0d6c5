import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { type KnownPerson, type LookUp, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import { someClient } from './actions/roles.ts';
import { someUsers } from './control.ts';
import { eventsConfigShape, namedClientShape } from './keycloak-shapes.ts';
import type { KeycloakSystem } from './keycloak-system.ts';
import { queryFor, usersWhere } from './user-search.ts';

export const rehearsal: Rehearsal<KeycloakSystem> = {
  async people(system, context) {
    const { users } = await someUsers(system, context);
    const attribute = system.settings.employeeNumberAttribute;
    return users
      .toSorted((a, b) => Number(b.enabled) - Number(a.enabled))
      .map(
        ({ id, email, username, attributes }): KnownPerson => ({
          id,
          addresses: username.includes('@') ? [username] : [],
          values: valuesOf({
            email,
            name: username,
            number: attribute === undefined ? null : attributes?.[attribute]?.[0],
          }),
        }),
      );
  },
  lookUps: ({ settings }) => [
    asked('email', { en: 'the e-mail address', fr: 'l’adresse électronique' }, 'address'),
    asked('name', { en: 'the user name', fr: 'le nom d’utilisateur' }, 'name'),
    ...(settings.employeeNumberAttribute === undefined
      ? []
      : [asked('number', { en: 'the employee number', fr: 'le matricule' }, 'number')]),
  ],
  reads: (system) => [
    {
      verb: 'roles',
      what: { en: 'clients', fr: 'les clients' },
      read: (context: ConnectorContext) => someClient(system, context),
    },
    {
      verb: 'consents',
      what: { en: 'consents (a client by its name)', fr: 'les consentements (un client par son nom)' },
      read: (context: ConnectorContext) =>
        system.http.get(`${system.realm}/clients`, z.array(namedClientShape), context, {
          query: { clientId: system.settings.clientId, search: 'false' },
        }),
    },
    {
      verb: 'events',
      what: { en: 'events', fr: 'les événements' },
      read: (context: ConnectorContext) => system.http.get(`${system.realm}/events/config`, eventsConfigShape, context),
    },
  ],
  grant: (_, verb) => {
    const role = roleFor(verb);
    return {
      en: `Give the service account the role ${role} of the client realm-management.`,
      fr: `Donnez au compte de service le rôle ${role} du client realm-management.`,
    };
  },
};

function roleFor(verb: string | null): string {
  switch (verb) {
    case 'roles':
    case 'consents':
      return 'view-clients';
    case 'events':
    case 'last-use':
      return 'view-events';
    default:
      return 'manage-users';
  }
}

function asked(
  key: 'email' | 'name' | 'number',
  by: LookUp<KeycloakSystem>['by'],
  holds: LookUp<KeycloakSystem>['holds'],
): LookUp<KeycloakSystem> {
  return {
    ...{ key, by, holds, anyCase: holds !== 'number' },
    async find(system, value, context) {
      return (await usersWhere(system, queryFor(system, key, value), context)).items.map(({ id }) => id);
    },
  };
}
