import { z } from 'zod';
import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { fullUserShape, groupShape } from './gitlab-shapes.ts';
import type { GitlabSystem } from './gitlab-system.ts';

const mostWitnesses = 3;

/**
 * Which organisation answers: the number of the group; of an instance, which tells no id of its own, up to three of its
 * oldest users, each by number and by the instant at which it was made.
 */
export async function tenant(system: GitlabSystem, context: ConnectorContext, leaver?: Person) {
  const { scope } = system.settings;
  if (scope.of === 'group') return groupTenant(system, scope.group, context);
  const query = { order_by: 'id', sort: 'asc', per_page: 20 };
  const reply = await system.http.get('/users', z.array(fullUserShape), context, { query });
  const theirs = leaver ? addressesOf(leaver).map((address) => address.toLowerCase()) : [];
  const witnesses = reply.data
    .filter(({ email, created_at }) => created_at !== undefined && !theirs.includes(email.toLowerCase()))
    .slice(0, mostWitnesses)
    .map(({ id, created_at }) => `${id}@${created_at}`);
  const detail = `${witnesses.length} users who stay tell this instance from another`;
  return { id: witnesses.length === 0 ? null : witnesses.join(','), evidence: [saw(reply, detail)] };
}

async function groupTenant({ http }: GitlabSystem, group: string, context: ConnectorContext) {
  const reply = await http.get(path`/groups/${group}`, groupShape, context, { query: { with_projects: false } });
  return { id: `group ${reply.data.id}`, evidence: [saw(reply, `group ${reply.data.id}`)] };
}

/** One of the witnesses is still there, made at the same instant; of a group, it has the same number. */
export async function isTenant(system: GitlabSystem, id: string, context: ConnectorContext) {
  const { scope } = system.settings;
  if (scope.of === 'group') {
    const now = await groupTenant(system, scope.group, context);
    return { holds: now.id === id, evidence: now.evidence };
  }
  const evidence: Evidence[] = [];
  for (const witness of id.split(',')) {
    const at = witness.indexOf('@');
    const [userId, madeAt] = [witness.slice(0, at), witness.slice(at + 1)];
    const reply = await system.http.find(path`/users/${userId}`, fullUserShape, context);
    const holds = reply.data?.id === userId && reply.data.created_at === madeAt;
    evidence.push(saw(reply, `witness ${userId} ${holds ? 'is there' : 'is not there'}`));
    if (holds) return { holds, evidence };
  }
  return { holds: false, evidence };
}
