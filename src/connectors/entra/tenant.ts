import { z } from 'zod';
import type { Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { organizationShape } from './entra-shapes.ts';
import type { EntraSystem } from './entra-system.ts';

const tenantId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const page = z.object({ value: z.array(organizationShape) });

/**
 * The object id of the tenant that answers. Throws `mismatch` when it is not the configured one, `unproven` when Graph does not tell.
 */
export async function tenantOf(
  { http, settings }: EntraSystem,
  context: ConnectorContext,
): Promise<{ id: string; evidence: readonly Evidence[] }> {
  const reply = await http.get('/organization', page, context, { query: { $select: 'id,verifiedDomains' } });
  const [tenant, ...others] = reply.data.value;
  const evidence = [saw(reply, `tenant ${reply.data.value.map(({ id }) => id).join(', ') || 'untold'}`)];
  if (!tenant || others.length > 0)
    throw new ConnectorError('unproven', `Graph names ${reply.data.value.length} tenants instead of one`, { evidence });
  const configured = settings.tenant.toLowerCase();
  if (!tenantId.test(configured) && !tenant.verifiedDomains?.length)
    throw new ConnectorError(
      'unproven',
      'Graph does not tell the domains of the tenant; the app needs Organization.Read.All, or give the tenant by its id',
      { evidence },
    );
  const names = [tenant.id, ...(tenant.verifiedDomains ?? []).flatMap(({ name }) => name ?? [])];
  if (!names.some((name) => name.toLowerCase() === configured))
    throw new ConnectorError('mismatch', `${tenant.id} answers, and ${settings.tenant} is configured`, { evidence });
  return { id: tenant.id.toLowerCase(), evidence };
}
