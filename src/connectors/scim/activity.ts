import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Use } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import type { ScimUser } from './scim-shapes.ts';
import { readUser, type ScimSystem } from './scim-system.ts';

/** SCIM itself knows no last sign-in: told only when the settings name the attribute in which this product keeps it. */
export async function lastUse(system: ScimSystem, account: Account, context: ConnectorContext): Promise<Use | null> {
  const attribute = system.settings.lastActivityAttribute;
  if (attribute === undefined) return null;
  const reply = await readUser(system, account.id, context);
  const value = reply.data && attributeOf(reply.data, attribute);
  const read = typeof value === 'string' ? new Date(value) : null;
  const at = read !== null && !Number.isNaN(read.getTime()) ? read : null;
  const name = attribute.split(':').at(-1);
  return { at, evidence: [saw(reply, at ? `${name} is ${at.toISOString()}` : `${name} is not told`)] };
}

/** `a.b` of the user, or `urn:…:b` of the extension `urn:…`. */
export function attributeOf(user: ScimUser, attribute: string): unknown {
  const colon = attribute.lastIndexOf(':');
  const steps = colon === -1 ? attribute.split('.') : [attribute.slice(0, colon), attribute.slice(colon + 1)];
  return steps.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    user,
  );
}
