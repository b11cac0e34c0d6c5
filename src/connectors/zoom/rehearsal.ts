import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressLookUp } from '../kit/by-address.ts';
import { type KnownPerson, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import { userBy } from './search.ts';
import { everyUser } from './user-state.ts';
import { neededScopes } from './zoom-settings.ts';
import { isLeft, type ZoomSystem } from './zoom-system.ts';

export const rehearsal: Rehearsal<ZoomSystem> = {
  async people(system, context) {
    const { users } = await everyUser(system, context);
    return users.flatMap(({ id, email }): KnownPerson[] =>
      id === undefined ? [] : [{ id, values: valuesOf({ email }) }],
    );
  },
  lookUps: () => [addressLookUp(userBy)],
  reads: (system) =>
    isLeft(system, 'groups')
      ? []
      : [
          {
            verb: 'groups',
            what: { en: 'the list of groups', fr: 'la liste des groupes' },
            read: (context: ConnectorContext) =>
              system.http.get('/groups', z.unknown(), context, { query: { page_size: 1 } }),
          },
        ],
  grant: ({ settings }) => {
    const scopes = neededScopes(settings)
      .map(({ scope }) => scope)
      .join(', ');
    return {
      en: `In the Zoom App Marketplace, Manage, your Server-to-Server OAuth app, Scopes: compare with ${scopes}; activate the app again.`,
      fr: `Dans la place de marché de Zoom, Manage, votre application Server-to-Server OAuth, Scopes : comparez avec ${scopes} ; réactivez l’application.`,
    };
  },
};
