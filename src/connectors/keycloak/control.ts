import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import { swappedCase } from '../kit/swapped-case.ts';
import { userShape } from './keycloak-shapes.ts';
import type { KeycloakSystem } from './keycloak-system.ts';
import { usersBy } from './user-search.ts';

/** Among so many users is somebody looked for who can be asked for. */
const sample = 50;
/** So many of them have to be found: one could be whom a broken search always answers with. */
const tried = 2;

/** Some users who exist, whoever they are. */
export async function someUsers({ http, realm }: KeycloakSystem, context: ConnectorContext) {
  const query = { first: 0, max: sample, briefRepresentation: false };
  const reply = await http.get(`${realm}/users`, z.array(userShape), context, { query });
  return { users: reply.data, evidence: [saw(reply, `control: ${reply.data.length} users listed`)] };
}

/**
 * Finds users who exist by each kind of query that a departure uses, addresses written in other letters: nobody is
 * proven absent where a search minds capitals. Also tries that the second page is not the first one again.
 */
export async function control(system: KeycloakSystem, context: ConnectorContext): Promise<Evidence[]> {
  const { users, evidence } = await someUsers(system, context);
  const [first, second] = users;
  if (first && second) {
    const query = { first: 1, max: 1 };
    const next = await system.http.get(`${system.realm}/users`, z.array(userShape), context, { query });
    evidence.push(saw(next, 'control: the second user by its place'));
    if (next.data[0]?.id === first.id) throw nothingProven('pages', evidence);
  }
  const byAddress = users.flatMap(({ id, email }) =>
    email === undefined ? [] : [{ id, address: swappedCase(email) }],
  );
  const byName = users.map(({ id, username }) => ({ id, address: swappedCase(username) }));
  await foundEach(system, [...byAddress.slice(0, tried), ...byName.slice(0, tried)], { evidence, context });
  const attribute = system.settings.employeeNumberAttribute;
  if (attribute === undefined) return evidence;
  const numbered = users.flatMap(({ id, attributes }) => {
    const employeeNumber = attributes?.[attribute]?.[0];
    return employeeNumber === undefined ? [] : [{ id, employeeNumber }];
  });
  // Where nobody who is listed has a number, there is nothing to try it on.
  if (numbered.length > 0) await foundEach(system, numbered.slice(0, tried), { evidence, context });
  return evidence;
}

async function foundEach(
  system: KeycloakSystem,
  known: readonly ({ id: string } & ({ address: string } | { employeeNumber: string }))[],
  { evidence, context }: { evidence: Evidence[]; context: ConnectorContext },
): Promise<void> {
  if (known.length === 0) throw nothingProven('nobody', evidence);
  for (const one of known) {
    const found = await usersBy(system, one, context);
    const seen = found.users.some(({ id }) => id === one.id);
    evidence.push(...sawAll(found.evidence, `control: ${one.id} ${seen ? 'found' : 'not found'}`));
    if (!seen) throw nothingProven('not-found', evidence);
  }
}

function nothingProven(why: 'nobody' | 'not-found' | 'pages', evidence: readonly Evidence[]): ConnectorError {
  const reasons = {
    nobody: { en: 'no user is listed at all', fr: 'aucun utilisateur n’est listé' },
    'not-found': {
      en: 'users who are listed are not found by what they are known by',
      fr: 'des utilisateurs listés ne sont pas trouvés par ce qui les désigne',
    },
    pages: { en: 'every page of a list is its first one', fr: 'chaque page d’une liste est la première' },
  };
  const { en, fr } = reasons[why];
  const words = {
    en: `a search of Keycloak that finds nobody proves nothing: ${en}`,
    fr: `une recherche de Keycloak qui ne trouve personne ne prouve rien : ${fr}`,
  };
  return new ConnectorError('unproven', words, { evidence });
}
