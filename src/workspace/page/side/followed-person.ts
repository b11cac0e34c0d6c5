import type { SystemSnapshot } from '../../slack/browser-api.ts';

type Account = SystemSnapshot['accounts'][number];

/**
 * Whose accounts were touched last: the newest call that names an account or its address. Null when no call named
 * anyone; then somebody with a revoked account, who must have been acted on before this page was opened.
 */
export function followedEmail(systems: readonly SystemSnapshot[]): string | null {
  const calls = systems
    .flatMap((system) => system.calls.map((call) => ({ call, accounts: system.accounts })))
    // Reading a whole list names nobody; of two calls at the same time, the first in the list is the newer one.
    .sort((a, b) => b.call.at.localeCompare(a.call.at));
  for (const { call, accounts } of calls) {
    const named = accounts.filter((account) => names(call.path, account));
    const [only] = named;
    if (only && new Set(named.map((account) => account.email)).size === 1) return only.email;
  }
  const revoked = new Map<string, number>();
  for (const account of systems.flatMap((system) => system.accounts)) {
    if (!account.live) revoked.set(account.email, (revoked.get(account.email) ?? 0) + 1);
  }
  return [...revoked].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function names(path: string, account: Account): boolean {
  const plain = decoded(path);
  if (plain.includes(account.email)) return true;
  return plain.split(/[/?&=" ]/).includes(account.id);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
