import type { PlannedAction } from '../../domain/systems/action.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext, ReadBack } from '../../engine/ports/connector.ts';
import { provenAbove, sameOrganisation } from './above.ts';
import { loginNow } from './account-by-id.ts';
import { type GithubSystem, unproven } from './github-system.ts';

/** What a kind read about its thing. `proven`: what is above it answered by its number in the same reading. */
export interface Reading {
  there: boolean;
  proven?: boolean;
  evidence: readonly Evidence[];
}

/** A login may change while it is asked about; whose does so more often is asked about later. */
const mostLogins = 3;

/**
 * Reads whether something of an account is gone. What was read counts only when the login turns out, afterwards, to be
 * that of the account: else it was somebody else, or nobody, who was asked about. What is not there counts only when
 * what is above it holds: see `provenAbove`.
 */
export async function readAbsence(
  system: GithubSystem,
  { accountId: id, accountLogin, tenant }: Pick<PlannedAction, 'accountId' | 'accountLogin' | 'tenant'>,
  context: ConnectorContext,
  read: (login: string) => Promise<Reading>,
): Promise<ReadBack> {
  const evidence: Evidence[] = [];
  let login = accountLogin;
  for (let asked = 0; asked < mostLogins; asked += 1) {
    const { there, proven = false, evidence: told } = await read(login);
    const now = await loginNow(system, { id }, context);
    evidence.push(...told, ...now.evidence);
    if (now.login === null)
      return { state: 'desired', evidence: [...evidence, ...(await sameOrganisation(system, { tenant }, context))] };
    if (now.login.toLowerCase() !== login.toLowerCase()) {
      login = now.login;
      continue;
    }
    if (there) return { state: 'not-desired', evidence };
    const above = proven ? [] : await provenAbove(system, { tenant }, context);
    return { state: 'desired', evidence: [...evidence, ...above] };
  }
  throw unproven(
    {
      en: `account ${id} was renamed while it was asked about; it is asked again`,
      fr: `le compte ${id} a été renommé pendant qu’on le demandait ; il est redemandé`,
    },
    evidence,
  );
}
