import type { ActionKind } from '../../action-kind.ts';
import { saw } from '../../kit/connector-of.ts';
import { oidLiteral } from '../identifiers.ts';
import { type PostgresqlSystem, serverIn } from '../postgresql-system.ts';
import { isClosed, isGone, readRole } from '../role-now.ts';
import { sessionsOf } from '../sessions-now.ts';

/** So long the server waits for the end of each session, in milliseconds. */
const patience = 5_000;

/**
 * Ends every session of the role, in all databases: a closed role keeps those that are open. Until its end a session
 * may undo the closing, so they count as over only while the role is closed.
 */
export const sessions: ActionKind<PostgresqlSystem> = {
  verb: 'sessions',
  named: { en: 'sessions', fr: 'les sessions' },
  provesItself: true,

  async plan(account, system, context) {
    if (isGone(account)) return [];
    const { open } = await sessionsOf(system, account, context);
    return [
      { stage: 'sessions', call: statement(account.id), effect: 'reversible', standing: open > 0 ? 'open' : 'closed' },
    ];
  },

  async act({ accountId: id, tenant }, system, context) {
    const { open, evidence } = await sessionsOf(system, { id, tenant }, context);
    if (open === 0) return { status: 'already', evidence: [evidence] };
    const change = { database: system.home, name: 'sessions', server: serverIn(tenant) };
    const sent = await system.client.change({ ...change, statements: [statement(id)] }, context);
    return {
      status: 'accepted',
      evidence: [evidence, saw({ evidence: sent }, 'told to end')],
      readBackAfterSeconds: 0,
    };
  },

  async readBack({ accountId: id, tenant }, system, context) {
    const { open, evidence } = await sessionsOf(system, { id, tenant }, context);
    // After the sessions: nobody is left by then who could open it again.
    const now = await readRole(system, { id, tenant }, context);
    const isShut = now.role === null || isClosed(now.role);
    return { state: open === 0 && isShut ? 'desired' : 'not-desired', evidence: [evidence, ...now.evidence] };
  },
};

function statement(id: string): string {
  return `SELECT pg_terminate_backend(pid, ${patience}) FROM pg_stat_activity WHERE usesysid = ${oidLiteral(id)}`;
}
