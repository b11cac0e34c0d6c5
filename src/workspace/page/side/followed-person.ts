import type { SystemSnapshot } from '../../slack/browser-api.ts';

type Account = SystemSnapshot['accounts'][number];

/** A call weighs half as much as one that is this much newer, in milliseconds. */
const halved = 2_000;

/**
 * Whose accounts were worked on last: whom the newest calls name, by account or address, each weighed by how new it
 * is. A system is also asked for somebody else now and then, to see that its search works; and what was done about
 * somebody a few seconds before, however much, is over. Null when no call named anyone; then somebody with a revoked
 * account, who must have been acted on before this page was opened.
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
  const weights = new Map<string, number>();
  for (const { email, at } of named) weights.set(email, (weights.get(email) ?? 0) + 2 ** ((at - newest) / halved));
  const [heaviest] = [...weights].sort(([, one], [, other]) => other - one);
  return heaviest?.[0] ?? mostRevoked(systems);
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
