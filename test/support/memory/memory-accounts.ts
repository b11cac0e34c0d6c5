import type { Effect, Stage } from '../../../src/domain/systems/action.ts';

/** One thing that an account holds: its sign-in, its sessions, a token, a group. */
export interface Thing {
  stage: Stage;
  /** Null for what an account has one of. */
  item: string | null;
  /** As people call it. Another thing may have the same name; `item` tells them apart. */
  name: string;
  effect: Effect;
  /** Milliseconds since the epoch. */
  openedAt: number;
  closedAt: number | null;
  /** When it will be closed, while the system is still working on it. */
  closesAt: number | null;
  /** From when on reads tell that it was closed. */
  shownAt: number;
}

export interface MemoryAccount {
  id: string;
  login: string;
  things: Map<string, Thing>;
  /** Not as it was when somebody last looked at it: what was planned for it is refused until it is looked at again. */
  drifted: boolean;
}

export function keyOfThing(stage: Stage, item: string | null): string {
  return `${stage}/${item ?? ''}`;
}

interface AccountsOptions {
  /** The name before each account's id. */
  id: string;
  stages: readonly Stage[];
  /** Whether there may be several things of a stage. */
  isListed(stage: Stage): boolean;
  items: number;
  accounts: number;
  now(): number;
}

/** What people truly have in one system, whatever its answers say. */
export interface MemoryAccounts {
  /**
   * The person's accounts, made when they are asked for first; `again` for those that were made anew under other ids.
   */
  of(login: string, again: boolean): readonly MemoryAccount[];
  byId(accountId: string): MemoryAccount | undefined;
  add(login: string): void;
  grow(login: string, thing: { stage: Stage; item: string; effect: Effect }): void;
  /** Each listed thing that is open is gone, and another of the same name stands in its place. `again` as for `of`. */
  recreateThings(login: string, again: boolean): void;
}

export function createMemoryAccounts({ id, stages, isListed, items, accounts, now }: AccountsOptions): MemoryAccounts {
  const known = new Map<string, MemoryAccount>();
  const counts = new Map<string, number>();

  function make(accountId: string, login: string, openedAt: number): MemoryAccount {
    const account: MemoryAccount = { id: accountId, login, things: new Map(), drifted: false };
    for (const stage of stages) {
      const several = items > 1 && isListed(stage);
      const names = several ? Array.from({ length: items }, (_, index) => `${stage}-${index + 1}`) : [null];
      for (const item of names) put(account, { stage, item, effect: 'reversible' }, openedAt);
    }
    known.set(accountId, account);
    return account;
  }

  function put(
    account: MemoryAccount,
    { stage, item, effect, name = item ?? stage }: Pick<Thing, 'stage' | 'item' | 'effect'> & { name?: string },
    at: number,
  ): void {
    const key = keyOfThing(stage, item);
    if (account.things.has(key)) return;
    account.things.set(key, { stage, item, name, effect, openedAt: at, closedAt: null, closesAt: null, shownAt: 0 });
  }

  function of(login: string, again: boolean): readonly MemoryAccount[] {
    const name = `${id}-${login.split('@')[0]}${again ? '-again' : ''}`;
    return Array.from({ length: counts.get(login) ?? accounts }, (_, index) => {
      const accountId = index === 0 ? name : `${name}-${index + 1}`;
      // Made before anybody looked, unless it was added.
      return settled(known.get(accountId) ?? make(accountId, login, index < accounts ? 0 : now()));
    });
  }

  /** With whatever the system has finished working on since somebody last looked. */
  function settled(account: MemoryAccount): MemoryAccount {
    for (const thing of account.things.values()) {
      if (thing.closesAt === null || thing.closesAt > now()) continue;
      thing.closedAt = thing.closesAt;
      thing.closesAt = null;
    }
    return account;
  }

  return {
    of,
    byId(accountId) {
      const account = known.get(accountId);
      return account && settled(account);
    },
    add(login) {
      counts.set(login, (counts.get(login) ?? accounts) + 1);
      of(login, false);
    },
    grow(login, thing) {
      const [account] = of(login, false);
      if (account) put(account, thing, now());
    },
    recreateThings(login, again) {
      for (const account of of(login, again))
        for (const thing of [...account.things.values()]) {
          if (!isListed(thing.stage) || thing.closedAt !== null) continue;
          Object.assign(thing, { closedAt: now(), closesAt: null, shownAt: 0 });
          put(account, { ...thing, item: `${thing.name}-${account.things.size}` }, now());
        }
    },
  };
}
