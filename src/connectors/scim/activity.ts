import type { Account, Evidence } from '../../domain/revocation.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { ScimUser } from './scim-shapes.ts';
import { readUser, type ScimSystem, saw } from './scim-system.ts';

/** SCIM itself knows no last sign-in: told only when the settings name the attribute in which this product keeps it. */
export async function lastActivity(
  system: ScimSystem,
  account: Account,
  context: ConnectorContext,
): Promise<{ at: Date; evidence: Evidence } | null> {
  const attribute = system.settings.lastActivityAttribute;
  if (attribute === undefined) return null;
  const reply = await readUser(system, account.id, context);
  const value = reply.data && attributeOf(reply.data, attribute);
  const at = typeof value === 'string' ? new Date(value) : null;
  if (at === null || Number.isNaN(at.getTime())) return null;
  return { at, evidence: saw(reply, `${attribute.split(':').at(-1)} is ${at.toISOString()}`) };
}

/** `a.b` of the user, or `urn:…:b` of the extension `urn:…`. */
function attributeOf(user: ScimUser, attribute: string): unknown {
  const colon = attribute.lastIndexOf(':');
  const steps = colon === -1 ? attribute.split('.') : [attribute.slice(0, colon), attribute.slice(colon + 1)];
  return steps.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    user,
  );
}
