import { z } from 'zod';
import type { Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import { userShape } from './okta-shapes.ts';
import type { OktaSystem } from './okta-system.ts';
import { usersBy } from './user-search.ts';

/** So many users are tried: the search index may not know yet who was made a moment ago. */
const candidates = 5;

/**
 * Finds somebody who exists by the query that a departure uses, written in other letters: Okta documents that `search` does not mind
 * capitals, and nobody is proven absent where it does. https://support.okta.com/help/s/article/case-sensitivity-in-okta-users-api-filter-vs-search
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
  const why =
    listed.data.length === 0 ? 'no user is listed at all' : 'users who are listed are not found by their address';
  throw new ConnectorError('unproven', `a search of Okta that finds nobody proves nothing: ${why}`, { evidence });
}

function swappedCase(text: string): string {
  return [...text].map((each) => (each === each.toLowerCase() ? each.toUpperCase() : each.toLowerCase())).join('');
}
