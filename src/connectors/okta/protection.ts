import { z } from 'zod';
import type { Evidence } from '../../domain/revocation.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { isListed } from '../planned-action.ts';
import { type OktaUser, roleShape, userShape } from './okta-shapes.ts';
import type { OktaSystem } from './okta-system.ts';

interface Reading {
  context: ConnectorContext;
  evidence: Evidence[];
}

/** Why this user must not be touched, besides the configured list; null when nothing speaks against it. */
export async function protection(system: OktaSystem, user: OktaUser, reading: Reading): Promise<string | null> {
  const { settings, http } = system;
  if (user.status === 'DEPROVISIONED') return null;
  if (settings.auth.method === 'token') {
    const me = await http.find('/api/v1/users/me', userShape, reading.context);
    reading.evidence.push(saw(me, me.data ? `Relais’ token belongs to ${me.data.id}` : 'the token has no user'));
    if (me.data?.id === user.id) return 'Relais’ own API token belongs to it';
  }
  if (!(await isSuperAdmin(system, user.id, reading))) return null;
  for (const other of settings.superAdmins) {
    if (isListed([other], { id: user.id, login: user.profile.login })) continue;
    const reply = await http.find(path`/api/v1/users/${other}`, userShape, reading.context);
    reading.evidence.push(saw(reply, reply.data ? `status ${reply.data.status}` : 'no such user'));
    const stays = reply.data?.status === 'ACTIVE' && reply.data.id !== user.id;
    if (stays && (await isSuperAdmin(system, reply.data?.id ?? '', reading))) return null;
  }
  return 'it is a super administrator, and no other one named in `superAdmins` is active';
}

async function isSuperAdmin({ http }: OktaSystem, id: string, { context, evidence }: Reading): Promise<boolean> {
  const roles = await http.list(path`/api/v1/users/${id}/roles`, z.array(roleShape), context);
  const types = roles.items.map(({ type }) => type).join(', ') || 'none';
  evidence.push(...roles.evidence.map((each) => ({ ...each, detail: `admin roles: ${types}` })));
  return roles.items.some(({ type }) => type === 'SUPER_ADMIN');
}
