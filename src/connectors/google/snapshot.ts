import { inEnglish } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { LookItem } from '../../domain/systems/look.ts';
import type { ConnectorContext, Snapshot } from '../../engine/ports/connector.ts';
import { verbOf } from '../planned-action.ts';
import type { GoogleSystem } from './google-system.ts';
import { readUser } from './user-state.ts';

/**
 * What a person needs to give everything back. Recovery addresses and phones stay out: they are private, and their
 * owner enters them again.
 */
export async function snapshot(
  system: GoogleSystem,
  { account, items }: { account: Account; items: readonly LookItem[] },
  context: ConnectorContext,
): Promise<Snapshot> {
  const { user } = await readUser(system, account.id, context);
  const labels = (verb: string) =>
    items.flatMap(({ action }) =>
      verbOf(action) === verb && action.target ? [{ id: action.target.id, name: inEnglish(action.target.label) }] : [],
    );
  return {
    status: account.status,
    login: account.login,
    aliases: user?.aliases ?? [],
    orgUnit: user?.orgUnitPath ?? null,
    superAdministrator: user?.isAdmin ?? false,
    groups: labels('groups'),
    roles: labels('roles'),
    delegates: labels('delegates'),
    licences: labels('licences'),
  };
}
