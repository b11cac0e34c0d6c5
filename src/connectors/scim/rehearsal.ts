import type { Localized } from '../../domain/localized.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { type KnownPerson, type LookUp, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import { attributeOf } from './lookups.ts';
import type { ScimSettings } from './scim-settings.ts';
import { listShape, type ScimUser, userShape } from './scim-shapes.ts';
import { equals, filtered, type ScimSystem } from './scim-system.ts';

/** Among so many users is somebody looked for who is like a leaver. */
const sample = 50;

/** By `lookups` for each address, and by `externalId` for the employee number. */
export const rehearsal: Rehearsal<ScimSystem> = {
  people: somebody,
  lookUps: ({ settings }) => [...settings.lookups.map(byAddress), byNumber],
  grant: ({ settings }) => ({
    en: `Give the token behind ${settings.token} the right to read and write Users and Groups, or leave out with the settings what the product does not have.`,
    fr: `Donnez au jeton de ${settings.token} le droit de lire et d’écrire Users et Groups, ou écartez par les réglages ce que le produit n’a pas.`,
  }),
};

/** Where a look-up cannot be relied on, `search` reads every user and compares. */
const readsEverybody: Localized = {
  en: 'Relais reads every user each time it looks for one',
  fr: 'Relais lit tous les utilisateurs chaque fois qu’il en cherche un',
};

/** Its key: an employee number stands in the same attribute as an address may. */
const numberKey = 'number';

function byAddress(attribute: ScimSettings['lookups'][number]): LookUp<ScimSystem> {
  return {
    key: attribute,
    by: { en: attribute, fr: attribute },
    holds: 'address',
    anyCase: true,
    otherwise: {
      instead: readsEverybody,
      fix: {
        en: `Take ${attribute} out of lookups if the product has no such attribute; ask its vendor about filters and capitals otherwise.`,
        fr: `Retirez ${attribute} de lookups si le produit n’a pas cet attribut ; sinon, interrogez son éditeur sur les filtres et les majuscules.`,
      },
    },
    find: (system, value, context) => idsWhere(system, { attribute, value }, context),
  };
}

const byNumber: LookUp<ScimSystem> = {
  key: numberKey,
  by: { en: 'externalId, for the employee number', fr: 'externalId, pour le matricule' },
  holds: 'number',
  anyCase: false,
  otherwise: {
    instead: readsEverybody,
    fix: {
      en: 'Ask the vendor about filters by externalId.',
      fr: 'Interrogez l’éditeur sur les filtres par externalId.',
    },
  },
  find: (system, value, context) => idsWhere(system, { attribute: 'externalId', value }, context),
};

async function idsWhere(
  system: ScimSystem,
  { attribute, value }: { attribute: string; value: string },
  context: ConnectorContext,
): Promise<readonly string[]> {
  const filter = equals(attribute, value);
  const asked = await filtered<ScimUser>(system, { resources: 'Users', filter, shape: userShape }, context);
  if (asked.found !== null) return asked.found.map(({ id }) => id);
  throw new ConnectorError(
    'rejected',
    {
      en: `the server cannot look users up by it; ${readsEverybody.en}`,
      fr: `le serveur ne sait pas chercher des utilisateurs ainsi ; ${readsEverybody.fr}`,
    },
    { evidence: asked.evidence },
  );
}

async function somebody({ http, settings }: ScimSystem, context: ConnectorContext): Promise<KnownPerson[]> {
  const query = { startIndex: 1, count: sample };
  const { data } = await http.get('/Users', listShape(userShape), context, { query });
  return (data.Resources ?? [])
    .toSorted((a, b) => Number(b.active !== false) - Number(a.active !== false))
    .map((user) => ({
      id: user.id,
      values: valuesOf({
        ...Object.fromEntries(settings.lookups.map((attribute) => [attribute, attributeOf(user, attribute)])),
        [numberKey]: user.externalId,
      }),
    }));
}
