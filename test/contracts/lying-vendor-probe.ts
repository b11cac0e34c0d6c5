import type { Person } from '../../src/domain/people/people.ts';
import type { Account } from '../../src/domain/systems/account.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import {
  type ActOutcome,
  ConnectorError,
  type Found,
  type Look,
  type ReadBack,
} from '../../src/engine/ports/connector.ts';
import type { LyingWorld } from './lying-vendor-world.ts';

/** What became of a call. A ConnectorError is an honest answer; anything else is a defect, and thrown. */
export interface Attempted<Value> {
  value: Value | null;
  error: ConnectorError | null;
}

export interface Start {
  found: Found;
  account: Account;
  /** What is to be done automatically, in order. */
  plan: readonly PlannedAction[];
  /** What people do; nothing of it may ever be said to be gone. */
  byHand: readonly PlannedAction[];
}

/** Longer than the fakes ask for. */
const patienceSeconds = 31;

export type Probe = ReturnType<typeof probeOf>;

/** Uses the connector of a world as the engine does, and compares what it says with the truth. */
export function probeOf(world: LyingWorld) {
  const calledAt = new Map<string, Date>();
  let byHandOf: readonly PlannedAction[] = [];
  const context = () => ({ now: world.now, signal: new AbortController().signal });

  const probe = {
    find: (person: Person = world.people.present) => attemptTo(() => world.connector.find(person, context())),

    look: (account: Account) => attemptTo(() => world.connector.look(account, context())),

    act(action: PlannedAction): Promise<Attempted<ActOutcome>> {
      calledAt.set(action.id, world.now());
      return attemptTo(() => world.connector.act(action, context()));
    },

    readBack(action: PlannedAction): Promise<Attempted<ReadBack>> {
      const read = { ...context(), calledAt: calledAt.get(action.id) ?? null };
      return attemptTo(() => world.connector.readBack(action, read));
    },

    /** How the action stands by another call; for where an error would be wrong. */
    async stateOf(action: PlannedAction): Promise<ReadBack['state']> {
      const { value, error } = await probe.readBack(action);
      if (value === null) throw error;
      return value.state;
    },

    /** The account of the person and what is to be done there, while nothing is wrong. */
    async start(): Promise<Start> {
      const found = await world.connector.find(world.people.present, context());
      const [account] = found.status === 'found' ? found.accounts : [];
      if (!account) throw new Error(`${world.people.present.name} should be found, not ${found.status}`);
      const { items } = await world.connector.look(account, context());
      const plan = items.flatMap(({ action, standing }) => (action.manual || standing === 'closed' ? [] : [action]));
      const byHand = items.flatMap(({ action }) => (action.manual ? [action] : []));
      byHandOf = byHand;
      return { found, account, plan, byHand };
    },

    stillOpen: (plan: readonly PlannedAction[]) => plan.filter(world.truth.isOpen).map(({ id }) => id),

    /** What is there and neither listed as open nor in a list that is said to be untold. */
    leftOut(account: Account, look: Look): string[] {
      const listed = new Set(look.items.filter(({ standing }) => standing !== 'closed').map(({ action }) => action.id));
      const untold = look.untold.map(({ what }) => `${account.system}/${account.id}/${what}`);
      return world.truth
        .open(account.id)
        .filter((id) => !listed.has(id) && !untold.some((list) => id === list || id.startsWith(`${list}/`)));
    },

    /**
     * Every false thing that is said about the account: by the look, and by reading back each action, also those of
     * people.
     */
    async untrue(account: Account, plan: readonly PlannedAction[]): Promise<string[]> {
      const untrue: string[] = [];
      for (const action of new Set([...plan, ...byHandOf])) {
        const { value } = await probe.readBack(action);
        if (value?.state === 'desired' && world.truth.isOpen(action)) untrue.push(`${action.id} is said to be gone`);
      }
      const { value: look } = await probe.look(account);
      const missing = look === null ? [] : probe.leftOut(account, look);
      return [...untrue, ...missing.map((id) => `${id} is left out`)];
    },

    /**
     * Runs with the `first` request refused, then with one `step` requests later, and so on until a run makes fewer
     * requests.
     */
    async atRequests(
      { first, step }: { first: number; step: number },
      refuse: (nth: number | null) => void,
      run: (nth: number) => Promise<void>,
    ): Promise<void> {
      for (let nth = first; ; nth += step) {
        const before = world.requests();
        refuse(nth);
        await run(nth);
        const reached = world.requests() - before >= nth;
        refuse(null);
        // The patience that a throttle asked for is over, as the engine waits for it.
        world.pass(patienceSeconds);
        if (!reached) return;
      }
    },
  };
  return probe;
}

async function attemptTo<Value>(run: () => Promise<Value>): Promise<Attempted<Value>> {
  try {
    return { value: await run(), error: null };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { value: null, error };
  }
}

export function accountsOf(found: Found): string[] {
  switch (found.status) {
    case 'found':
      return found.accounts.map(({ id }) => id);
    case 'ambiguous':
      return found.candidates.map(({ id }) => id);
    case 'none':
      return [];
  }
}
