import type { Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { becauseOwnToken } from '../kit/own-account.ts';
import { isListed } from '../planned-action.ts';
import { hasEveryRight, rolesOf } from './actions/roles.ts';
import { userShape } from './okta-shapes.ts';
import { isEmptied, type OktaSystem } from './okta-system.ts';

const lastSuperAdmin: Localized = {
  en: 'it is a super administrator, and no other one named in `superAdmins` is active',
  fr: 'c’est un super-administrateur, et aucun autre de ceux que nomme `superAdmins` n’est actif',
};

/**
 * Why Okta's own word says that an account must stay: Relais' own, or the last super administrator. Throws when that
 * cannot be told.
 */
export async function protection(
  system: OktaSystem,
  account: Account,
  context: ConnectorContext,
): Promise<Localized | null> {
  const { settings, http } = system;
  if (isEmptied(account.status)) return null;
  if (settings.auth.method === 'token') {
    const me = await http.find('/api/v1/users/me', userShape, context);
    if (me.data?.id === account.id) return becauseOwnToken;
  }
  if (!(await isSuperAdmin(system, account.id, context))) return null;
  for (const other of settings.superAdmins) {
    if (isListed([other], account)) continue;
    const { data } = await http.find(path`/api/v1/users/${other}`, userShape, context);
    if (data === null || data.status !== 'ACTIVE' || data.id === account.id) continue;
    if (await isSuperAdmin(system, data.id, context)) return null;
  }
  return lastSuperAdmin;
}

async function isSuperAdmin(system: OktaSystem, id: string, context: ConnectorContext): Promise<boolean> {
  const { items } = await rolesOf({ id }, system, context);
  return items.some(hasEveryRight);
}
