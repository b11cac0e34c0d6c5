import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressLookUp } from '../kit/by-address.ts';
import { type KnownPerson, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import { neededScopes } from './hubspot-settings.ts';
import { type HubspotSystem, isLeft, paths } from './hubspot-system.ts';
import { userBy } from './search.ts';
import { everyUser } from './user-state.ts';

export const rehearsal: Rehearsal<HubspotSystem> = {
  async people(system, context) {
    const { items } = await everyUser(system, context);
    return items.map(({ id, email }): KnownPerson => ({ id, values: valuesOf({ email }) }));
  },
  lookUps: () => [addressLookUp(userBy)],
  reads: (system) =>
    isLeft(system, 'teams')
      ? []
      : [
          {
            verb: 'teams',
            what: { en: 'the list of teams', fr: 'la liste des équipes' },
            read: (context: ConnectorContext) => system.http.get(paths.teams, z.unknown(), context),
          },
        ],
  grant: ({ settings }) => {
    const scopes = neededScopes(settings).join(', ');
    return {
      en: `In HubSpot, Settings, Integrations, Private Apps, the app, Edit, Scopes: compare with ${scopes}, and commit the change.`,
      fr: `Dans HubSpot, Paramètres, Intégrations, Applications privées, l’application, Modifier, Scopes : comparez avec ${scopes}, et validez le changement.`,
    };
  },
};
