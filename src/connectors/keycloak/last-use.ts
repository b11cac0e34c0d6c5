import { z } from 'zod';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Use } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { eventShape, eventsConfigShape } from './keycloak-shapes.ts';
import type { KeycloakSystem } from './keycloak-system.ts';

/** What an account that is used leaves in the realm's events, where the realm keeps them. */
const uses = ['LOGIN', 'REFRESH_TOKEN'];

/**
 * The latest sign-in or renewed token among the realm's events. Null where the realm keeps no events of signing in
 * (Keycloak's default).
 */
export async function lastUse(
  { http, realm }: KeycloakSystem,
  { account, since }: { account: Account; since: Date },
  context: ConnectorContext,
): Promise<Use | null> {
  const config = await http.get(`${realm}/events/config`, eventsConfigShape, context);
  const { eventsEnabled, enabledEventTypes } = config.data;
  // An empty list of types means all of them.
  const keepsSignIns = enabledEventTypes.length === 0 || enabledEventTypes.includes('LOGIN');
  if (!eventsEnabled || !keepsSignIns) return null;
  const query = { user: account.id, type: uses, first: 0, max: 1 };
  const reply = await http.get(`${realm}/events`, z.array(eventShape), context, { query });
  const [latest] = reply.data;
  const at = latest === undefined ? null : new Date(latest.time);
  const detail = latest && at ? `${latest.type} at ${at.toISOString()}` : 'no sign-in among the events';
  return { at: at !== null && at >= since ? at : null, evidence: [saw(reply, detail)] };
}
