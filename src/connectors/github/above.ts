import type { Account } from '../../domain/systems/account.ts';
import type { PlannedAction } from '../../domain/systems/action.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ActOutcome, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { type GithubSystem, organisationIdOf, organisationOf } from './github-system.ts';
import { sightOf } from './sight.ts';

/** Whoever took the organisation's name since knows nothing of the account. Throws `mismatch` then. */
export async function sameOrganisation(
  system: GithubSystem,
  { tenant }: Pick<Account, 'tenant'>,
  context: ConnectorContext,
): Promise<readonly Evidence[]> {
  const { id, evidence } = await organisationOf(system, context);
  if (id === organisationIdOf(system, tenant)) return evidence;
  throw new ConnectorError(
    'mismatch',
    {
      en: `organisation ${id} answers to ${system.settings.org} by now`,
      fr: `l’organisation ${id} répond désormais au nom de ${system.settings.org}`,
    },
    { evidence },
  );
}

/**
 * What must hold for something that is not there to be gone, asked after it: the organisation is the same, and hides
 * nothing from us.
 */
export async function provenAbove(
  system: GithubSystem,
  of: Pick<Account, 'tenant'>,
  context: ConnectorContext,
): Promise<readonly Evidence[]> {
  return [...(await sightOf(system, context)), ...(await sameOrganisation(system, of, context))];
}

/** The answer to an action whose thing is not there, once what is above it holds. */
export async function alreadyGone(
  system: GithubSystem,
  { action, evidence }: { action: Pick<PlannedAction, 'tenant'>; evidence: readonly Evidence[] },
  context: ConnectorContext,
): Promise<ActOutcome> {
  return { status: 'already', evidence: [...evidence, ...(await provenAbove(system, action, context))] };
}
