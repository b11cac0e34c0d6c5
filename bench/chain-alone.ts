import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '../src/domain/people/people.ts';
import type { Account } from '../src/domain/systems/account.ts';
import type { PlannedAction } from '../src/domain/systems/action.ts';
import { pauseBeforeReadBack } from '../src/engine/access/retry.ts';
import type { Connector, ConnectorContext, ReadBackContext } from '../src/engine/ports/connector.ts';

export interface Chain {
  system: string;
  took: number;
  calls: number;
}

/** What would be done to a person's accounts in one system. */
export async function planAlone(connector: Connector, person: Person, now: () => Date): Promise<PlannedAction[]> {
  const context = contextAt(now);
  const planned: PlannedAction[] = [];
  for (const account of await accountsOf(connector, person, context()))
    planned.push(...(await connector.look(account, context())).items.map(({ action }) => action));
  return planned;
}

/**
 * What the rules demand for these actions and no more, along the longest path through an account's graph: one look at
 * each account; then each action as soon as the stages that it needs are proven, its call, and its read-back. Licences
 * of an account go one after another. What an account has to lose before it is closed is ended once more afterwards.
 */
export async function chainAlone(
  connector: Connector,
  planned: readonly PlannedAction[],
  { person, now }: { person: Person; now: () => Date },
): Promise<Chain> {
  const context = contextAt(now);
  const start = performance.now();
  const accounts = await accountsOf(connector, person, context());
  for (const account of accounts) await connector.look(account, context());
  const proven = new Map<PlannedAction, Promise<void>>();
  const isOf = (action: PlannedAction, stage: PlannedAction['stage']) => (other: PlannedAction) =>
    other.stage === stage && other.accountId === action.accountId;
  const once = (action: PlannedAction): Promise<void> => {
    const begun = proven.get(action);
    if (begun !== undefined) return begun;
    const licences =
      action.stage === 'licence' ? planned.slice(0, planned.indexOf(action)).filter(isOf(action, 'licence')) : [];
    const needed = action.needs.flatMap((stage) => planned.filter(isOf(action, stage))).filter((one) => one !== action);
    const done = doneAfter(action, Promise.all([...needed, ...licences].map(once)));
    proven.set(action, done);
    return done;
  };
  const calls = planned.map(once);
  // What was ended while the door was open is ended again behind the closed one.
  for (const action of planned) {
    const closing = planned.filter(isOf(action, 'disable')).filter(({ needs }) => needs.includes(action.stage));
    if (closing.length > 0) calls.push(doneAfter(action, Promise.all([once(action), ...closing.map(once)])));
  }
  await Promise.all(calls);
  return { system: connector.label, took: performance.now() - start, calls: 1 + accounts.length + calls.length * 2 };

  async function doneAfter(action: PlannedAction, before: Promise<unknown>): Promise<void> {
    await before;
    const calledAt = now();
    const outcome = await connector.act(action, context());
    await wait(outcome.status === 'accepted' ? outcome.readBackAfterSeconds * 1000 : 0);
    await prove(connector, action, () => ({ ...context(), calledAt }));
  }
}

function contextAt(now: () => Date): () => ConnectorContext {
  return () => ({ now, signal: AbortSignal.timeout(120_000) });
}

/** Again after the same pauses that the engine makes, for systems that take their time. */
async function prove(connector: Connector, action: PlannedAction, context: () => ReadBackContext): Promise<void> {
  for (let done = 0; ; done += 1) {
    const pause = pauseBeforeReadBack(done);
    if (pause === null) throw new Error(`${action.id} could not be proven`);
    await wait(pause);
    if ((await connector.readBack(action, context())).state === 'desired') return;
  }
}

async function accountsOf(connector: Connector, person: Person, context: ConnectorContext): Promise<Account[]> {
  const found = await connector.find(person, context);
  return found.status === 'found' ? [...found.accounts] : [];
}
