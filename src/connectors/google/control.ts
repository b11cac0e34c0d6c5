import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import { swappedCase } from '../kit/swapped-case.ts';
import { pageShape, userShape } from './google-shapes.ts';
import { type GoogleSystem, myCustomer } from './google-system.ts';
import { usersBy } from './user-search.ts';

/** So many users who exist have to be found: one alone could be whom a search answers with whoever is asked for. */
const candidates = 2;
/** Among so many users is one looked for who has a number. */
const sample = 50;

/**
 * Finds people who exist by both queries that a departure uses, written in other letters: Google's addresses do not
 * mind capitals. Throws `unproven` when it does not.
 */
export async function control(system: GoogleSystem, context: ConnectorContext): Promise<Evidence[]> {
  const listed = await someUsers(system, candidates, context);
  const evidence = [saw(listed, `control: ${listed.data.items.length} users listed`)];
  for (const known of listed.data.items) {
    const address = swappedCase(known.primaryEmail);
    const byKey = await system.http.find(path`/admin/directory/v1/users/${address}`, userShape, context);
    const bySearch = await usersBy(system, { address }, context);
    const found = byKey.data?.id === known.id && bySearch.items.some(({ id }) => id === known.id);
    evidence.push(saw(byKey, `control: ${known.id} ${found ? 'found' : 'not found'} by its address`));
    evidence.push(...sawAll(bySearch.evidence, `control: ${bySearch.items.length} found by search`));
    if (!found) throw unproven(evidence, notFound);
  }
  if (listed.data.items.length === 0) throw unproven(evidence, nobody);
  return evidence;
}

const nobody = { en: 'no user is listed at all', fr: 'aucun utilisateur n’est listé' };
const notFound = {
  en: 'users who are listed are not found by their address',
  fr: 'des utilisateurs listés ne sont pas trouvés par leur adresse',
};

function unproven(evidence: readonly Evidence[], why: { en: string; fr: string }): ConnectorError {
  return new ConnectorError(
    'unproven',
    {
      en: `a search of Google that finds nobody proves nothing: ${why.en}`,
      fr: `une recherche de Google qui ne trouve personne ne prouve rien : ${why.fr}`,
    },
    { evidence },
  );
}

/** The same for employee numbers. Where nobody who is listed has one, there is nothing to try it on. */
export async function numberControl(system: GoogleSystem, context: ConnectorContext): Promise<Evidence[]> {
  const listed = await someUsers(system, sample, context);
  const numbered = listed.data.items.flatMap(({ id, externalIds = [] }) =>
    externalIds.flatMap(({ value, type }) =>
      type === 'organization' && value !== undefined ? [{ id, employeeNumber: value }] : [],
    ),
  );
  const [known] = numbered;
  const evidence = [saw(listed, `control: ${numbered.length} users with a number`)];
  if (known === undefined) return evidence;
  const found = await usersBy(system, { employeeNumber: known.employeeNumber }, context);
  const seen = found.items.some(({ id }) => id === known.id);
  evidence.push(...sawAll(found.evidence, `control: ${known.id} ${seen ? 'found' : 'not found'} by its number`));
  if (seen) return evidence;
  throw new ConnectorError(
    'unproven',
    {
      en: 'a search of Google by employee number does not find users who have one',
      fr: 'une recherche de Google par matricule ne trouve pas des utilisateurs qui en ont un',
    },
    { evidence },
  );
}

/** The first users of the organisation. */
export async function someUsers({ http }: GoogleSystem, count: number, context: ConnectorContext) {
  const query = { customer: myCustomer, projection: 'full', maxResults: count };
  return http.get('/admin/directory/v1/users', pageShape('users', userShape), context, { query });
}
