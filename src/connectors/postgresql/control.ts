import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { named } from '../kit/named.ts';
import { swappedCase } from '../kit/swapped-case.ts';
import type { PostgresqlSystem, Role } from './postgresql-system.ts';
import { addressesInComment, addressesOfRole, allRoles, rolesBy, type SearchedBy } from './role-search.ts';

/** So many are looked for: one could be whom a broken search always answers with. */
const tried = 2;

/**
 * Finds roles that exist by each kind of query that a departure uses, written in other letters, and counts those that
 * sign in and are nobody's: any of these could be the person's, so nobody has none while there is one.
 */
export async function control(system: PostgresqlSystem, context: ConnectorContext): Promise<Evidence[]> {
  const listed = await allRoles(system, context);
  const { roles } = listed;
  const evidence = [saw(listed, `control: ${roles.length} roles listed`)];
  if (!roles.some(({ isOwn }) => isOwn)) throw nothingProven(reasons.nobody, evidence);
  const byName = roles.map(({ id, name }) => ({ id, value: name }));
  const byComment = roles.flatMap(({ id, comment }) => addressesInComment(comment).map((value) => ({ id, value })));
  for (const [by, known] of [
    ['name', byName],
    ['comment', byComment],
  ] as const)
    for (const one of lettered(known).slice(0, tried)) {
      const found = await rolesBy(system, { by, value: swappedCase(one.value) }, context);
      const seen = found.roles.some(({ id }) => id === one.id);
      evidence.push(saw(found, `control: role ${one.id} ${seen ? 'found' : 'not found'} by ${by}`));
      if (!seen) throw nothingProven(reasons[by], evidence);
    }
  const unknown = nobodys(system, roles);
  const names = named(unknown.map(({ name }) => name));
  if (names !== null) throw nothingProven(unattributed(unknown.length, names), evidence);
  return evidence;
}

/** Roles that sign in, and of which nothing tells whose they are. */
function nobodys(system: PostgresqlSystem, roles: readonly Role[]): readonly Role[] {
  const { others, protected: untouched } = system.settings;
  const told = [...others, ...untouched];
  return roles.filter(
    (role) =>
      role.canSignIn &&
      !role.isOwn &&
      !told.includes(role.name) &&
      !told.includes(role.id) &&
      addressesOfRole(system, role).length === 0,
  );
}

/** Those whose case can be swapped. */
function lettered(known: readonly { id: string; value: string }[]) {
  return known.filter(({ value }) => swappedCase(value) !== value);
}

const reasons: Readonly<Record<SearchedBy | 'nobody', Localized>> = {
  nobody: {
    en: 'not even the role of Relais is listed',
    fr: 'même le rôle de Relais n’est pas listé',
  },
  name: {
    en: 'roles that are listed are not found by their names',
    fr: 'des rôles listés ne sont pas trouvés par leur nom',
  },
  comment: {
    en: 'roles that are listed are not found by the addresses in their comments',
    fr: 'des rôles listés ne sont pas trouvés par les adresses de leurs commentaires',
  },
};

function unattributed(count: number, names: string): Localized {
  return {
    en: `${count} roles sign in and carry nobody’s address (${names}); write COMMENT ON ROLE … IS 'address', or name them under roles or others`,
    fr: `${count} rôles se connectent et ne portent l’adresse de personne (${names}) ; écrivez COMMENT ON ROLE … IS 'adresse', ou nommez-les sous roles ou others`,
  };
}

function nothingProven(reason: Localized, evidence: readonly Evidence[]): ConnectorError {
  const words = {
    en: `a search of PostgreSQL that finds nobody proves nothing: ${reason.en}`,
    fr: `une recherche de PostgreSQL qui ne trouve personne ne prouve rien : ${reason.fr}`,
  };
  return new ConnectorError('unproven', words, { evidence });
}
