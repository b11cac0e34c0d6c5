import type { ActionKind } from '../../action-kind.ts';
import { saw } from '../../kit/connector-of.ts';
import { quoted } from '../identifiers.ts';
import { namedGuard, type PostgresqlSystem, type Role, serverIn } from '../postgresql-system.ts';
import { isClosed, readRole, requireUnprotected } from '../role-now.ts';

/**
 * Closes every way in, certificates too, and takes away what would open it again: who creates roles, or is a
 * superuser, can let themselves in from a session that is still open.
 */
export const disable: ActionKind<PostgresqlSystem> = {
  verb: 'disable',
  named: { en: 'the role itself', fr: 'le rôle lui-même' },
  provesItself: true,

  async plan(account, system, context) {
    const { role } = await readRole(system, account, context);
    if (role === null)
      return [
        {
          stage: 'disable',
          call: `ALTER ROLE ${quoted(account.login)} NOLOGIN`,
          effect: 'reversible',
          standing: 'closed',
        },
      ];
    return [
      { stage: 'disable', call: statement(role), effect: 'reversible', standing: isClosed(role) ? 'closed' : 'open' },
    ];
  },

  async act({ accountId: id, tenant }, system, context) {
    const { role, evidence } = await readRole(system, { id, tenant }, context);
    if (role === null || isClosed(role)) return { status: 'already', evidence };
    // Somebody may be the last superuser only since the plan.
    await requireUnprotected(system, { id, tenant }, context);
    const change = { database: system.home, name: 'disable', server: serverIn(tenant) };
    const sent = await system.client.change({ ...change, statements: [namedGuard(role), statement(role)] }, context);
    return { status: 'accepted', evidence: [...evidence, saw({ evidence: sent }, 'NOLOGIN')], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId: id, tenant }, system, context) {
    const { role, evidence } = await readRole(system, { id, tenant }, context);
    return { state: role === null || isClosed(role) ? 'desired' : 'not-desired', evidence };
  },
};

/**
 * Only what it has: a word that the role of Relais may not use fails the whole statement. A superuser only another one
 * may change at all.
 */
function statement({ name, isSuperuser, createsRoles, createsDatabases }: Role): string {
  const also = [
    isSuperuser ? ' NOSUPERUSER' : '',
    createsRoles ? ' NOCREATEROLE' : '',
    createsDatabases ? ' NOCREATEDB' : '',
  ].join('');
  return `ALTER ROLE ${quoted(name)} NOLOGIN${also}`;
}
