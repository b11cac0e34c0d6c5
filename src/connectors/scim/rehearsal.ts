import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { type KnownPerson, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import { listShape, userShape } from './scim-shapes.ts';
import type { ScimSystem } from './scim-system.ts';

/** Among so many users is somebody looked for who is like a leaver. */
const sample = 50;

/** Each look-up of the settings is tried by the check itself, which tells a server’s many ways apart. */
export const rehearsal: Rehearsal<ScimSystem> = {
  people: somebody,
  lookUps: () => [],
  grant: ({ settings }) => ({
    en: `Give the token behind ${settings.token} the right to read and write Users and Groups, or leave out with the settings what the product does not have.`,
    fr: `Donnez au jeton de ${settings.token} le droit de lire et d’écrire Users et Groups, ou écartez par les réglages ce que le produit n’a pas.`,
  }),
};

async function somebody({ http }: ScimSystem, context: ConnectorContext): Promise<KnownPerson[]> {
  const query = { startIndex: 1, count: sample };
  const { data } = await http.get('/Users', listShape(userShape), context, { query });
  return (data.Resources ?? [])
    .toSorted((a, b) => Number(b.active !== false) - Number(a.active !== false))
    .map(({ id, userName }) => ({ id, values: valuesOf({ userName }) }));
}
