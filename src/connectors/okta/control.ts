import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import { swappedCase } from '../kit/swapped-case.ts';
import { userShape } from './okta-shapes.ts';
import type { OktaSystem } from './okta-system.ts';
import { usersBy } from './user-search.ts';

/** So many users are tried: the search index may not know yet who was made a moment ago. */
const candidates = 5;
/** Among so many users is one looked for who has a number. */
const sample = 50;

/**
 * Finds somebody who exists by the query that a departure uses, written in other letters: Okta documents that `search`
 * does not mind capitals, and nobody is proven absent where it does.
 * https://support.okta.com/help/s/article/case-sensitivity-in-okta-users-api-filter-vs-search
 */
export async function control(system: OktaSystem, context: ConnectorContext): Promise<Evidence[]> {
  const listed = await system.http.get('/api/v1/users', z.array(userShape), context, { query: { limit: candidates } });
  const evidence = [{ ...listed.evidence, detail: `control: ${listed.data.length} users listed` }];
  for (const known of listed.data) {
    const { email } = known.profile;
    if (email === undefined) continue;
    const found = await usersBy(system, { address: swappedCase(email) }, context);
    const seen = found.items.some(({ id }) => id === known.id);
    evidence.push(...sawAll(found.evidence, `control: ${known.id} ${seen ? 'found' : 'not found'} by its address`));
    if (seen) return evidence;
  }
  const nobody = listed.data.length === 0;
  const words = {
    en: `a search of Okta that finds nobody proves nothing: ${nobody ? 'no user is listed at all' : 'users who are listed are not found by their address'}`,
    fr: `une recherche d’Okta qui ne trouve personne ne prouve rien : ${nobody ? 'aucun utilisateur n’est listé' : 'des utilisateurs listés ne sont pas trouvés par leur adresse'}`,
  };
  throw new ConnectorError('unproven', words, { evidence });
}

/**
 * The same for employee numbers: whoever may not read that attribute is answered with nobody. Where nobody who is
 * listed has a number, there is nothing to try it on.
 */
export async function numberControl(system: OktaSystem, context: ConnectorContext): Promise<Evidence[]> {
  const listed = await system.http.get('/api/v1/users', z.array(userShape), context, { query: { limit: sample } });
  const numbered = listed.data.flatMap(({ id, profile: { employeeNumber } }) =>
    employeeNumber === undefined ? [] : [{ id, employeeNumber }],
  );
  const evidence = [{ ...listed.evidence, detail: `control: ${numbered.length} users with a number` }];
  for (const known of numbered.slice(0, candidates)) {
    const found = await usersBy(system, known, context);
    const seen = found.items.some(({ id }) => id === known.id);
    evidence.push(...sawAll(found.evidence, `control: ${known.id} ${seen ? 'found' : 'not found'} by its number`));
    if (seen) return evidence;
  }
  if (numbered.length === 0) return evidence;
  throw new ConnectorError(
    'unproven',
    {
      en: 'a search of Okta by employee number does not find users who have one',
      fr: 'une recherche d’Okta par matricule ne trouve pas des utilisateurs qui en ont un',
    },
    {
      evidence,
    },
  );
}
