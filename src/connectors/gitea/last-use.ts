import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Use } from '../../engine/ports/connector.ts';
import { sshKeysOf } from './actions/keys.ts';
import { tokensOf } from './actions/tokens.ts';
import type { GiteaSystem } from './gitea-system.ts';
import { readUser } from './user-now.ts';

/** The latest sign-in, or use of a token or an SSH key that is still there. */
export async function lastUse(
  system: GiteaSystem,
  { account, since }: { account: Account; since: Date },
  context: ConnectorContext,
): Promise<Use | null> {
  const { user, evidence } = await readUser(system, account.id, context);
  const tokens = await tokensOf(system, account.id, context);
  const keys = await sshKeysOf(system, account.id, context);
  const told = [user?.last_login, ...[...tokens.items, ...keys.items].map(({ last_used_at }) => last_used_at)];
  const [latest] = told
    .flatMap((at) => usedAt(at) ?? [])
    .filter((at) => at >= since)
    .toSorted((a, b) => b.getTime() - a.getTime());
  return { at: latest ?? null, evidence: [...evidence, ...tokens.evidence, ...keys.evidence] };
}

/** Null for what is no instant, and for the beginning of time, by which Gitea says that there was none. */
function usedAt(told: string | undefined): Date | null {
  const at = new Date(told ?? '');
  return Number.isNaN(at.getTime()) || at.getTime() <= 0 ? null : at;
}
