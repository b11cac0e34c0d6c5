import { z } from 'zod';
import { path } from '../http/path.ts';
import type { KnownPerson, LookUp, Rehearsal } from '../kit/rehearsal.ts';
import { someUsers } from './control.ts';
import { idShape } from './entra-shapes.ts';
import { type EntraSystem, listAll } from './entra-system.ts';
import { addressLookUps, advancedQuery, employeeLookUp } from './look-ups.ts';

const idList = z.object({ value: z.array(idShape) });
const all = [...addressLookUps, employeeLookUp];

export const rehearsal: Rehearsal<EntraSystem> = {
  async people(system, context) {
    const { users } = await someUsers(system, context);
    const rank = ({ userType, accountEnabled }: (typeof users)[number]) =>
      Number(userType === 'Guest') + 2 * Number(!accountEnabled);
    return users
      .toSorted((a, b) => rank(a) - rank(b))
      .map((user): KnownPerson => {
        const told = all.map(({ attribute, values }) => [attribute, values(user)] as const);
        return { id: user.id, values: Object.fromEntries(told.filter(([, values]) => values.length > 0)) };
      });
  },
  lookUps: () => [
    {
      key: 'userPrincipalName',
      by: { en: 'the user principal name, directly', fr: 'le nom d’utilisateur principal, directement' },
      holds: 'address',
      anyCase: true,
      async find({ http }, value, context) {
        const { data } = await http.find(path`/users/${value}`, idShape, context, { query: { $select: 'id' } });
        return data ? [data.id] : [];
      },
    },
    ...all.map(
      ({ attribute, clause }): LookUp<EntraSystem> => ({
        key: attribute,
        by: { en: attribute, fr: attribute },
        holds: attribute === employeeLookUp.attribute ? 'number' : 'address',
        anyCase: attribute !== employeeLookUp.attribute,
        async find(system, value, context) {
          const { items } = await listAll(system, { ...advancedQuery([clause(value)]), shape: idShape }, context);
          return items.map(({ id }) => id);
        },
      }),
    ),
  ],
  reads: ({ http }) => [
    {
      verb: 'groups',
      what: { en: 'groups', fr: 'les groupes' },
      read: (context) => http.get('/groups', idList, context, { query: { $top: 1, $select: 'id' } }),
    },
  ],
  grant: (_, verb) =>
    verb === null
      ? {
          en: `${consent.en} Where a look-up does not work: check what stands between Relais and Graph; advanced queries need ConsistencyLevel: eventual to pass.`,
          fr: `${consent.fr} Si une recherche ne fonctionne pas : vérifiez ce qui se trouve entre Relais et Graph ; les requêtes avancées ont besoin que ConsistencyLevel: eventual passe.`,
        }
      : {
          en: `Without it a departure cannot list ${verb}. ${consent.en}`,
          fr: `Sans cela, un départ ne peut pas lister ${verb}. ${consent.fr}`,
        },
};

const consent = {
  en: 'In the Entra admin centre, App registrations, the app, API permissions: compare with the list of what is needed, and grant admin consent.',
  fr: 'Dans le centre d’administration Entra, Inscriptions d’applications, l’application, Autorisations d’API : comparez avec la liste de ce qui est nécessaire, et accordez le consentement administrateur.',
};
