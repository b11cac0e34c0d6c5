import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { type KnownPerson, type LookUp, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import type { PostgresqlSystem } from './postgresql-system.ts';
import { addressesInComment, allRoles, rolesBy, type SearchedBy } from './role-search.ts';

export const rehearsal: Rehearsal<PostgresqlSystem> = {
  async people(system, context) {
    const { roles } = await allRoles(system, context);
    return roles
      .filter(({ isOwn }) => !isOwn)
      .toSorted((a, b) => likeness(b) - likeness(a))
      .map(
        ({ id, name, comment }): KnownPerson => ({
          id,
          addresses: name.includes('@') ? [name] : [],
          values: valuesOf({ name, comment: addressesInComment(comment)[0] }),
        }),
      );
  },
  lookUps: () => [
    asked('name', { en: 'the name of the role', fr: 'le nom du rôle' }, 'name'),
    asked('comment', { en: 'the address in its comment', fr: 'l’adresse de son commentaire' }, 'address'),
  ],
  grant: ({ settings: { user } }, verb) =>
    verb === 'sessions' || verb === 'last-use'
      ? {
          en: `As a superuser: GRANT pg_read_all_stats TO ${user};`,
          fr: `En tant que superutilisateur : GRANT pg_read_all_stats TO ${user} ;`,
        }
      : {
          en: `Let the role ${user} connect to every database under databases, and read its catalogues, as every role may unless that was taken away.`,
          fr: `Laissez le rôle ${user} se connecter à chaque base citée sous databases, et lire ses catalogues, comme tout rôle le peut sauf retrait.`,
        },
};

/** Who signs in and carries an address is most like a leaver. */
function likeness({ canSignIn, comment }: { canSignIn: boolean; comment: string | null }): number {
  return Number(canSignIn) + Number(addressesInComment(comment).length > 0);
}

function asked(
  by: SearchedBy,
  words: LookUp<PostgresqlSystem>['by'],
  holds: LookUp<PostgresqlSystem>['holds'],
): LookUp<PostgresqlSystem> {
  return {
    ...{ key: by, by: words, holds, anyCase: true },
    find: async (system: PostgresqlSystem, value: string, context: ConnectorContext) =>
      (await rolesBy(system, { by, value }, context)).roles.map(({ id }) => id),
  };
}
