import { z } from 'zod';
import type { Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { idShape } from './entra-shapes.ts';
import { type EntraSystem, quoted } from './entra-system.ts';

const page = z.object({ value: z.array(idShape) });

/**
 * That nobody has this id: asked in one query for it and for somebody who exists, the tenant names the other one alone. Throws `unproven` when it
 * knows nobody, or names both.
 */
export async function isKnownToBeAbsent(
  { http }: EntraSystem,
  id: string,
  context: ConnectorContext,
): Promise<Evidence[]> {
  const some = await http.get('/users', page, context, { query: { $top: 5, $select: 'id' } });
  const other = some.data.value.find((each) => each.id !== id);
  if (!other)
    throw new ConnectorError('unproven', `Graph knows neither ${id} nor anybody else`, {
      evidence: [saw(some, 'nobody')],
    });
  const both = await http.get('/users', page, context, {
    query: { $filter: `id eq ${quoted(id)} or id eq ${quoted(other.id)}`, $select: 'id' },
  });
  const named = both.data.value.map((each) => each.id);
  const evidence = [saw(both, `of ${id} and ${other.id}, it knows: ${named.join(', ') || 'none'}`)];
  if (named.includes(id) || !named.includes(other.id))
    throw new ConnectorError('unproven', `Graph does not tell clearly whether ${id} exists`, { evidence });
  return evidence;
}
