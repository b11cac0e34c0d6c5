import { inEnglish } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { LookItem } from '../../domain/systems/look.ts';
import type { ConnectorContext, Snapshot, Use } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import { loginShape } from './salesforce-shapes.ts';
import type { SalesforceSystem } from './salesforce-system.ts';
import { rows, soql } from './soql.ts';
import { readUser } from './user-state.ts';

/** What a person needs to give everything back: the profile stays with the user, permission sets and groups do not. */
export async function snapshot(
  system: SalesforceSystem,
  { account, items }: { account: Account; items: readonly LookItem[] },
  context: ConnectorContext,
): Promise<Snapshot> {
  const { user, status } = await readUser(system, account.id, context);
  const held = items.flatMap(({ action: { stage, target } }) =>
    target !== null && ['groups', 'licence'].includes(stage) ? [{ id: target.id, name: inEnglish(target.label) }] : [],
  );
  return { status, login: account.login, profile: user.Profile?.Name ?? null, held };
}

/** So many of the latest sign-ins are looked through for one that succeeded: their result cannot be asked for. */
const latest = 200;

/**
 * The latest sign-in that succeeded, by the user's record and by the history of sign-ins, which Salesforce keeps for
 * six months.
 */
export async function lastUse(
  system: SalesforceSystem,
  { account, since }: { account: Account; since: Date },
  context: ConnectorContext,
): Promise<Use> {
  const { user, evidence } = await readUser(system, account.id, context);
  const where = `${soql`WHERE UserId = ${account.id}`} ORDER BY LoginTime DESC LIMIT ${latest}`;
  const query = `SELECT LoginTime, Status FROM LoginHistory ${where}`;
  const history = await rows(system, { query, row: loginShape }, context);
  const times = history.items.filter(({ Status }) => Status === 'Success').map(({ LoginTime }) => LoginTime);
  const [at] = [...(user.LastLoginDate === undefined ? [] : [user.LastLoginDate]), ...times]
    .map((time) => new Date(time))
    .filter((time) => time >= since)
    .toSorted((a, b) => b.getTime() - a.getTime());
  return { at: at ?? null, evidence: [...evidence, ...sawAll(history.evidence, `${history.items.length} sign-ins`)] };
}
