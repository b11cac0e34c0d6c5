import type { ActionKind } from '../../action-kind.ts';
import { saw } from '../../kit/connector-of.ts';
import { quoted } from '../identifiers.ts';
import { goneSince, namedGuard, type PostgresqlSystem, serverIn } from '../postgresql-system.ts';
import { readRole } from '../role-now.ts';

/**
 * Takes the password away and lets it have expired. Only a superuser can read whether there is one; that it expired at
 * the instant that the same statement sets, everybody can. Another end may have been there before.
 */
export const password: ActionKind<PostgresqlSystem> = {
  verb: 'password',
  named: { en: 'the password', fr: 'le mot de passe' },
  provesItself: true,

  async plan(account, system, context) {
    if (system.settings.leave.includes('password')) return [];
    const { role } = await readRole(system, account, context);
    if (role === null) return [];
    const standing = role.expiredByUs ? 'closed' : 'open';
    return [{ stage: 'credentials', call: statement(role.name), effect: 'destructive', standing }];
  },

  async act({ accountId: id, tenant }, system, context) {
    const { role, evidence } = await readRole(system, { id, tenant }, context);
    if (role === null) return { status: 'already', evidence };
    // Also where it has expired: a password may still be there, for whoever moves the date.
    const change = { database: system.home, name: 'password', server: serverIn(tenant) };
    const statements = [namedGuard(role), statement(role.name)];
    const sent = await system.client.change({ ...change, statements }, context);
    const seen = saw({ evidence: sent }, 'password taken away, and expired');
    return { status: 'accepted', evidence: [...evidence, seen], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId: id, tenant }, system, context) {
    const { role, evidence } = await readRole(system, { id, tenant }, context);
    return { state: role === null || role.expiredByUs ? 'desired' : 'not-desired', evidence };
  },
};

function statement(name: string): string {
  return `ALTER ROLE ${quoted(name)} PASSWORD NULL VALID UNTIL '${goneSince}'`;
}
