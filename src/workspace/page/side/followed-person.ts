import type { SystemSnapshot } from '../../slack/browser-api.ts';

type Account = SystemSnapshot['accounts'][number];

/** Calls this close to the newest one belong to the same work; in milliseconds. */
const sameWork = 30_000;

/**
 * Whose accounts were worked on last: whom most of the newest calls name, by account or address. A system is also asked
 * for somebody else now and then, to see that its search works. Null when no call named anyone; then somebody with a
 * revoked account, who must have been acted on before this page was opened.
 */
export function followedEmail(systems: readonly SystemSnapshot[]): string | null {
  // Reading a whole list names nobody.
  const named = systems.flatMap(({ calls, accounts }) =>
    calls.flatMap(({ at, path }) => {
      const [email, another] = new Set(accounts.filter((one) => names(path, one)).map((one) => one.email));
      return email === undefined || another !== undefined ? [] : [{ email, at: Date.parse(at) }];
    }),
  );
  const newest = Math.max(...named.map(({ at }) => at));
  const lately = countsOf(named.filter(({ at }) => at > newest - sameWork));
  const ever = countsOf(named);
  const [best] = [...lately].sort(
    ([a, one], [b, other]) =>
      other.calls - one.calls || (ever.get(b)?.calls ?? 0) - (ever.get(a)?.calls ?? 0) || other.last - one.last,
  );
  return best?.[0] ?? mostRevoked(systems);
}

function countsOf(named: readonly { email: string; at: number }[]): Map<string, { calls: number; last: number }> {
  const counts = new Map<string, { calls: number; last: number }>();
  for (const { email, at } of named) {
    const before = counts.get(email) ?? { calls: 0, last: at };
    counts.set(email, { calls: before.calls + 1, last: Math.max(before.last, at) });
  }
  return counts;
}

function mostRevoked(systems: readonly SystemSnapshot[]): string | null {
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
