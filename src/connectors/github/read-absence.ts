import type { Evidence, PlannedAction } from '../../domain/revocation.ts';
import type { ConnectorContext, ReadBack } from '../../engine/ports/connector.ts';
import { provenAbove, sameOrganisation } from './above.ts';
import { loginNow } from './account-by-id.ts';
import { type GithubSystem, unproven } from './github-system.ts';

/**
 * Reads whether something of an account is gone. What is not there counts only when the account is called the same before and after: else
 * it was somebody else, or nobody, who was asked about. What is above must hold, too: `read` owes the team or role, the rest is here.
 */
export async function readAbsence(
  system: GithubSystem,
  { accountId: id, tenant }: Pick<PlannedAction, 'accountId' | 'tenant'>,
  context: ConnectorContext,
  read: (login: string) => Promise<{ there: boolean; evidence: readonly Evidence[] }>,
): Promise<ReadBack> {
  const before = await loginNow(system, { id }, context);
  if (before.login === null)
    return {
      state: 'desired',
      evidence: [...before.evidence, ...(await sameOrganisation(system, { tenant }, context))],
    };
  const { there, evidence } = await read(before.login);
  const all = [...before.evidence, ...evidence];
  if (there) return { state: 'not-desired', evidence: all };
  const after = await loginNow(system, { id }, context);
  if (after.login !== before.login)
    throw unproven(`account ${id} was renamed while it was asked about; it is asked again`, [
      ...all,
      ...after.evidence,
    ]);
  const above = await provenAbove(system, { tenant }, context);
  return { state: 'desired', evidence: [...all, ...after.evidence, ...above] };
}
