import type { Words } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import type { DeletedUser } from './entra-shapes.ts';
import type { EntraSystem } from './entra-system.ts';
import { protectionOf } from './protection.ts';
import { deleted, readUser, statusOf } from './user-state.ts';

export function accountOf(
  { settings }: EntraSystem,
  user: Pick<DeletedUser, 'id' | 'userPrincipalName' | 'displayName'>,
  { tenant, status, because }: { tenant: string; status: string; because: Words | null },
): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: user.id,
    login: user.userPrincipalName ?? user.id,
    name: user.displayName ?? null,
    status,
    protectedBecause: because,
  };
}

/** The account as the directory has it now, with what protects it now. */
export async function accountNow(
  system: EntraSystem,
  account: Account,
  context: ConnectorContext,
): Promise<AccountNow> {
  const read = await readUser(system, account, context);
  const { tenant } = account;
  if (read.state === 'deleted') {
    const user = read.user ?? { id: account.id, userPrincipalName: account.login, displayName: account.name };
    const now = accountOf(system, user, { tenant, status: deleted, because: null });
    return { account: now, presence: 'absent', evidence: read.evidence };
  }
  const { user } = read;
  const login = user.userPrincipalName ?? account.login;
  const protection = await protectionOf(system, { id: user.id, login }, context);
  const now = accountOf(system, user, { tenant, status: statusOf(user), because: protection.because });
  return { account: now, presence: 'there', evidence: [...read.evidence, ...protection.evidence] };
}
