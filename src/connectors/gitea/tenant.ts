import { z } from 'zod';
import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { type GiteaUser, userShape } from './gitea-shapes.ts';
import type { GiteaSystem } from './gitea-system.ts';
import { byId } from './user-now.ts';

const mostWitnesses = 3;

/**
 * Gitea tells no id of itself: up to three of its users stand for it, each by number and by the instant at which it was
 * made.
 */
export async function tenant(system: GiteaSystem, context: ConnectorContext, leaver?: Person) {
  // In no order: versions of Gitea and Forgejo have different words for one, and may refuse another’s.
  const reply = await system.http.get('/admin/users', z.array(userShape), context, { query: { limit: 50 } });
  const theirs = leaver ? addressesOf(leaver).map((address) => address.toLowerCase()) : [];
  const witnesses = reply.data
    .filter((user) => madeAt(user) !== null && !theirs.includes(user.email?.toLowerCase() ?? ''))
    .toSorted((a, b) => Number(a.id) - Number(b.id))
    .slice(0, mostWitnesses)
    .map((user) => `${user.id}@${madeAt(user)}`);
  const detail = `${witnesses.length} users who stay tell this instance from another`;
  return { id: witnesses.length === 0 ? null : witnesses.join(','), evidence: [saw(reply, detail)] };
}

/** One of the witnesses is still there, made at the same instant. */
export async function isTenant(system: GiteaSystem, id: string, context: ConnectorContext) {
  const evidence: Evidence[] = [];
  for (const witness of id.split(',')) {
    const at = witness.indexOf('@');
    const [userId, made] = [witness.slice(0, at), witness.slice(at + 1)];
    const reply = await byId(system, userId, context);
    const holds = reply.user !== null && madeAt(reply.user) === made;
    evidence.push(saw(reply, `witness ${userId} ${holds ? 'is there' : 'is not there'}`));
    if (holds) return { holds, evidence };
  }
  return { holds: false, evidence };
}

/** In seconds since 1970: Gitea writes instants in the time zone of its settings. */
function madeAt({ created }: GiteaUser): string | null {
  const at = Date.parse(created ?? '');
  return Number.isNaN(at) ? null : String(Math.trunc(at / 1000));
}
