import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import { idShape } from './entra-shapes.ts';
import { type EntraSystem, firstItems, listAll, quoted, type UserRef } from './entra-system.ts';
import { requireSameTenant } from './tenant.ts';

/**
 * That nobody has this id: in the tenant that it is of, asked just now, and asked in one query for it and for somebody
 * who exists, the tenant names the other one alone. Throws `unproven` when it knows nobody, or names both.
 */
export async function isKnownToBeAbsent(
  system: EntraSystem,
  { id, tenant }: UserRef,
  context: ConnectorContext,
): Promise<Evidence[]> {
  const same = await requireSameTenant(system, tenant, context);
  const some = await firstItems(system, { path: '/users', shape: idShape, query: { $top: 5, $select: 'id' } }, context);
  const other = some.items.find((each) => each.id !== id);
  if (!other)
    throw new ConnectorError(
      'unproven',
      { en: `Graph knows neither ${id} nor anybody else`, fr: `Graph ne connaît ni ${id} ni personne d’autre` },
      {
        evidence: sawAll(some.evidence, 'nobody'),
      },
    );
  const query = { $filter: `id eq ${quoted(id)} or id eq ${quoted(other.id)}`, $select: 'id' };
  const both = await listAll(system, { path: '/users', shape: idShape, query }, context);
  const named = both.items.map((each) => each.id);
  const told = `of ${id} and ${other.id}, it knows: ${named.join(', ') || 'none'}`;
  const evidence = [...same, ...sawAll(both.evidence, told)];
  if (named.includes(id) || !named.includes(other.id))
    throw new ConnectorError(
      'unproven',
      { en: `Graph does not tell clearly whether ${id} exists`, fr: `Graph ne dit pas clairement si ${id} existe` },
      { evidence },
    );
  return evidence;
}
