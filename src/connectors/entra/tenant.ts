import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import { type EntraSettings, graphUrl } from './entra-settings.ts';
import { organizationShape } from './entra-shapes.ts';
import { type EntraSystem, listAll } from './entra-system.ts';

const tenantId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The object id of the tenant that answers. Throws `mismatch` when it is not the configured one, `unproven` when Graph
 * does not tell.
 */
export async function tenantOf(
  system: EntraSystem,
  context: ConnectorContext,
): Promise<{ id: string; evidence: readonly Evidence[] }> {
  const { settings } = system;
  const query = { $select: 'id,verifiedDomains' };
  const listed = await listAll(system, { path: '/organization', shape: organizationShape, query }, context);
  const [tenant, ...others] = listed.items;
  const evidence = sawAll(listed.evidence, `tenant ${listed.items.map(({ id }) => id).join(', ') || 'untold'}`);
  if (!tenant || others.length > 0)
    throw new ConnectorError(
      'unproven',
      {
        en: `Graph names ${listed.items.length} tenants instead of one`,
        fr: `Graph nomme ${listed.items.length} locataires au lieu d’un`,
      },
      { evidence },
    );
  const configured = settings.tenant.toLowerCase();
  if (!tenantId.test(configured) && !tenant.verifiedDomains?.length)
    throw new ConnectorError(
      'unproven',
      {
        en: 'Graph does not tell the domains of the tenant; the app needs Organization.Read.All, or give the tenant by its id',
        fr: 'Graph ne donne pas les domaines du locataire ; il faut Organization.Read.All à l’application, ou donnez le locataire par son identifiant',
      },
      { evidence },
    );
  const names = [tenant.id, ...(tenant.verifiedDomains ?? []).flatMap(({ name }) => name ?? [])];
  if (!names.some((name) => name.toLowerCase() === configured))
    throw new ConnectorError(
      'mismatch',
      {
        en: `${tenant.id} answers, and ${settings.tenant} is configured`,
        fr: `${tenant.id} répond, et ${settings.tenant} est configuré`,
      },
      { evidence },
    );
  return { id: tenant.id.toLowerCase(), evidence };
}

/** The part of the fingerprint that the settings decide. */
export function originOf(settings: EntraSettings): string {
  return new URL(graphUrl(settings)).origin;
}

/** Asks anew whether this is still the tenant with this fingerprint. Throws `mismatch` when it is not. */
export async function requireSameTenant(
  system: EntraSystem,
  expected: string,
  context: ConnectorContext,
): Promise<readonly Evidence[]> {
  const { id, evidence } = await tenantOf(system, context);
  const answered = `${originOf(system.settings)} ${id}`;
  if (answered === expected) return evidence;
  throw new ConnectorError(
    'mismatch',
    {
      en: `${answered} answers there, and the account is in ${expected}`,
      fr: `${answered} y répond, et le compte est dans ${expected}`,
    },
    { evidence },
  );
}
