import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Person } from '../../src/domain/people.ts';
import {
  type Account,
  accountSchema,
  evidenceSchema,
  type PlannedAction,
  plannedActionSchema,
  stageOrder,
} from '../../src/domain/revocation.ts';
import { type Connector, type ConnectorContext, ConnectorError } from '../../src/engine/ports/connector.ts';

/** How a system can be in trouble. `none` ends it. */
export type Trouble =
  | 'none'
  /** Answers 503 without saying when to come back, or not at all. */
  | 'down'
  /** Answers writes later than the connector's timeout. */
  | 'slow'
  /** Answers 429 and says to come back in more than ten seconds. */
  | 'throttled'
  /** Answers success to each write and does nothing. */
  | 'lies'
  /** Does what it was asked for, then the connection breaks before the answer. */
  | 'loses-answers'
  /** Refuses the credentials. */
  | 'refuses-credentials';

/** One connector before a stateful fake of its system. */
export interface ConnectorWorld {
  connector: Connector;
  now(): Date;
  people: {
    /** Has exactly one account with as much as possible to revoke: sessions, keys, groups, … */
    present: Person;
    absent: Person;
    /** More than one account could be meant. Null when the system cannot be in that state. */
    ambiguous: Person | null;
  };
  /** The credentials it was configured with: never seen anywhere. */
  secrets: readonly string[];
  /** How many requests that ask for a change have reached the system. */
  writes(): number;
  trouble(trouble: Trouble): void;
  /** The account is used now, as its vendor would notice. */
  use(account: Account): void;
  /** The credentials lose a permission that the connector needs. */
  loseScope(): void;
  close(): Promise<void>;
}

const points = {
  ambiguous: 'says when more than one account could be meant',
  acts: 'does each action, and reads back that it holds',
  again: 'does no harm when an action is repeated',
  lies: 'does not believe a system that only says yes',
  down: 'says unavailable when the system is down',
  throttled: 'says throttled, and for how long',
  slow: 'says unknown outcome when a write is not answered in time, and does not repeat it',
  loses: 'says unknown outcome when the answer is lost; the read-back then tells',
  unauthorised: 'says unauthorised when the credentials are refused',
  activity: 'tells when the account was last used',
  scopes: 'reports a missing permission, and how to mend it',
  broken: 'reports in check() that the system is down, without throwing',
} as const;

/** What does not apply to a connector, each with the reason, which is printed. */
export type ContractSkips = Partial<Record<keyof typeof points, string>>;

/** What every connector owes the engine; see `src/engine/ports/connector.ts`. */
export function connectorContract(
  name: string,
  makeWorld: () => Promise<ConnectorWorld>,
  skips: ContractSkips = {},
): void {
  describe(`connector contract: ${name}`, () => {
    let world: ConnectorWorld;
    /** Everything that came out of the connector, to be searched for secrets at the end of each test. */
    let seen: unknown[];

    beforeEach(async () => {
      world = await makeWorld();
      seen = [];
    });

    afterEach(async () => {
      const everything = inspect(seen, { depth: null, maxStringLength: null, maxArrayLength: null, showHidden: true });
      for (const secret of world.secrets) expect(everything, 'a credential leaked').not.toContain(secret);
      await world.close();
    });

    const contextWith = (signal: AbortSignal): ConnectorContext => ({ now: world.now, signal });
    const context = () => contextWith(new AbortController().signal);

    async function watch<Result>(promise: Promise<Result>): Promise<Result> {
      try {
        const result = await promise;
        seen.push(result);
        return result;
      } catch (error) {
        seen.push(error);
        throw error;
      }
    }

    async function failure(promise: Promise<unknown>): Promise<ConnectorError> {
      const outcome = await watch(promise).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      if (!('error' in outcome)) throw new Error(`expected a ConnectorError, got ${inspect(outcome.value)}`);
      expect(outcome.error).toBeInstanceOf(ConnectorError);
      if (!(outcome.error instanceof ConnectorError)) throw outcome.error;
      z.array(evidenceSchema).parse(outcome.error.evidence);
      return outcome.error;
    }

    async function account(): Promise<Account> {
      const found = await watch(world.connector.resolve(world.people.present, context()));
      if (found.status !== 'found')
        throw new Error(`${world.people.present.name} should be found, not ${found.status}`);
      const [first] = found.accounts;
      if (!first) throw new Error('found, but no account');
      return first;
    }

    async function actions(): Promise<readonly PlannedAction[]> {
      return (await watch(world.connector.preview(await account(), context()))).actions;
    }

    async function firstAutomatic(): Promise<PlannedAction> {
      const first = (await actions()).find((action) => !action.manual);
      if (!first) throw new Error('the contract needs an action that is not manual');
      return first;
    }

    /** Reads back as the engine does: again after a while, where the vendor takes its time. */
    async function settled(action: PlannedAction): Promise<string> {
      for (let tries = 1; ; tries += 1) {
        const { state, evidence } = await watch(world.connector.readBack(action, context()));
        z.array(evidenceSchema).parse(evidence);
        if (state === 'desired' || state === 'unreadable' || tries === 10) return state;
        await wait(100);
      }
    }

    function point(id: keyof typeof points, run: () => Promise<void>): void {
      const reason = skips[id];
      if (reason === undefined) it(points[id], run);
      else it.skip(`${points[id]} (skipped: ${reason})`, run);
    }

    it('finds the account of a person by the system’s own stable id', async () => {
      const found = await watch(world.connector.resolve(world.people.present, context()));
      expect(found.status).toBe('found');
      if (found.status !== 'found') return;
      expect(found.accounts).toHaveLength(1);
      for (const one of found.accounts) {
        accountSchema.parse(one);
        expect(one.system).toBe(world.connector.id);
        expect(one.systemLabel).toBe(world.connector.label);
        expect(one.id, 'an address is not a stable id').not.toContain('@');
      }
      z.array(evidenceSchema).parse(found.evidence);
      expect(await watch(world.connector.resolve(world.people.present, context()))).toMatchObject({
        accounts: found.accounts.map(({ id }) => ({ id })),
      });
      expect(world.writes()).toBe(0);
    });

    it('proves that a person has no account', async () => {
      const none = await watch(world.connector.resolve(world.people.absent, context()));
      expect(none.status).toBe('none');
      z.array(evidenceSchema).parse(none.evidence);
    });

    point('ambiguous', async () => {
      if (!world.people.ambiguous) throw new Error('the world has nobody ambiguous; skip this point with a reason');
      const outcome = await watch(world.connector.resolve(world.people.ambiguous, context()));
      expect(outcome.status).toBe('ambiguous');
      if (outcome.status === 'ambiguous') expect(outcome.candidates.length).toBeGreaterThan(1);
    });

    it('previews without changing anything, and the same twice', async () => {
      const one = await account();
      const first = await watch(world.connector.preview(one, context()));
      const second = await watch(world.connector.preview(one, context()));
      expect(second).toEqual(first);
      expect(world.writes()).toBe(0);
      z.json().parse(first.snapshot);
      const ids = first.actions.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThan(0);
      for (const action of first.actions) {
        plannedActionSchema.parse(action);
        expect(action).toMatchObject({ system: world.connector.id, accountId: one.id, tier: world.connector.tier });
        expect(action.id.startsWith(`${world.connector.id}/${one.id}/`), action.id).toBe(true);
        expect(action.effect, 'an action changes something').not.toBe('read');
      }
      const places = first.actions.map(({ stage }) => stageOrder.indexOf(stage));
      expect(places, 'in the order of the stages').toEqual(places.toSorted((a, b) => a - b));
    });

    point('acts', async () => {
      const all = await actions();
      const before = new Map<string, string>();
      for (const action of all.filter(({ manual }) => !manual)) {
        const { state, evidence } = await watch(world.connector.readBack(action, context()));
        z.array(evidenceSchema).parse(evidence);
        expect(state, `${action.id} before anything was done`).not.toBe('desired');
        before.set(action.id, state);
      }
      expect(world.writes()).toBe(0);
      for (const action of all) {
        const writes = world.writes();
        const outcome = await watch(world.connector.act(action, context()));
        if (action.manual) {
          expect(outcome.status).toBe('manual');
          expect(world.writes()).toBe(writes);
          continue;
        }
        // An earlier action may have done this one along the way: a team goes with the membership.
        expect(['accepted', 'already'], action.id).toContain(outcome.status);
        if (outcome.status !== 'manual') expect(outcome.evidence.length).toBeGreaterThan(0);
        expect(await settled(action), `${action.id} after it was done`).toBe(
          before.get(action.id) === 'unreadable' ? 'unreadable' : 'desired',
        );
      }
    });

    point('again', async () => {
      const all = (await actions()).filter(({ manual }) => !manual);
      for (const action of all) await watch(world.connector.act(action, context()));
      for (const action of all) {
        const outcome = await watch(world.connector.act(action, context()));
        expect(['already', 'accepted'], action.id).toContain(outcome.status);
        expect(['desired', 'unreadable'], action.id).toContain(await settled(action));
      }
    });

    point('lies', async () => {
      const all = (await actions()).filter(({ manual }) => !manual);
      world.trouble('lies');
      for (const action of all) {
        // Refusing, because what had to come before does not hold, is as good as not believing.
        await watch(world.connector.act(action, context())).catch((error: unknown) => {
          if (!(error instanceof ConnectorError) || error.kind !== 'conflict') throw error;
        });
        const { state } = await watch(world.connector.readBack(action, context()));
        expect(['not-desired', 'unreadable'], action.id).toContain(state);
      }
    });

    point('down', async () => {
      const action = await firstAutomatic();
      world.trouble('down');
      const resolving = await failure(world.connector.resolve(world.people.present, context()));
      expect(resolving.kind).toBe('unavailable');
      expect(resolving.evidence.length).toBeGreaterThan(0);
      expect((await failure(world.connector.readBack(action, context()))).kind).toBe('unavailable');
      // A connector that reads before it writes learns it from the read.
      expect(['unavailable', 'unknown-outcome']).toContain(
        (await failure(world.connector.act(action, context()))).kind,
      );
    });

    point('throttled', async () => {
      const action = await firstAutomatic();
      world.trouble('throttled');
      for (const call of [
        () => world.connector.resolve(world.people.present, context()),
        () => world.connector.act(action, context()),
        () => world.connector.readBack(action, context()),
      ]) {
        const error = await failure(call());
        expect(error.kind).toBe('throttled');
        expect(error.retryAfterSeconds).toBeGreaterThan(5);
      }
    });

    point('slow', async () => {
      const action = await firstAutomatic();
      world.trouble('slow');
      const before = world.writes();
      const error = await failure(world.connector.act(action, context()));
      expect({ kind: error.kind, sent: world.writes() - before }).toEqual({ kind: 'unknown-outcome', sent: 1 });
    });

    point('loses', async () => {
      let lost = 0;
      for (const action of (await actions()).filter(({ manual }) => !manual)) {
        world.trouble('loses-answers');
        const before = world.writes();
        const outcome = await watch(world.connector.act(action, context())).catch((error: unknown) => error);
        const sent = world.writes() - before;
        if (outcome instanceof ConnectorError)
          expect({ kind: outcome.kind, sent }, action.id).toEqual({ kind: 'unknown-outcome', sent: 1 });
        else expect({ outcome, sent }, action.id).toMatchObject({ outcome: { status: 'already' }, sent: 0 });
        lost += sent;
        world.trouble('none');
        expect(['desired', 'unreadable'], action.id).toContain(await settled(action));
      }
      expect(lost).toBeGreaterThan(0);
    });

    point('unauthorised', async () => {
      const action = await firstAutomatic();
      world.trouble('refuses-credentials');
      for (const call of [
        () => world.connector.resolve(world.people.present, context()),
        () => world.connector.act(action, context()),
        () => world.connector.readBack(action, context()),
      ]) {
        const error = await failure(call());
        expect(error.kind).toBe('unauthorised');
      }
      const report = await watch(world.connector.check(context()));
      expect(report.ok).toBe(false);
      expect(report.problems.length).toBeGreaterThan(0);
    });

    it('stops when it is told to, before anything is sent', async () => {
      const one = await account();
      const action = (await actions()).find(({ manual }) => !manual);
      const before = world.writes();
      const stopped = contextWith(AbortSignal.abort());
      if (action) {
        expect((await failure(world.connector.resolve(world.people.present, stopped))).kind).toBe('unavailable');
        expect((await failure(world.connector.preview(one, stopped))).kind).toBe('unavailable');
        expect((await failure(world.connector.act(action, stopped))).kind).toBe('unavailable');
      }
      expect(world.writes()).toBe(before);
    });

    point('activity', async () => {
      const one = await account();
      world.use(one);
      const activity = await watch(world.connector.lastActivity(one, context()));
      expect(activity).not.toBeNull();
      evidenceSchema.parse(activity?.evidence);
      expect(Math.abs((activity?.at.getTime() ?? 0) - world.now().getTime())).toBeLessThan(60_000);
    });

    it('checks well when all is well', async () => {
      const report = await watch(world.connector.check(context()));
      expect(report.problems).toEqual([]);
      expect(report.ok).toBe(true);
      expect(world.writes()).toBe(0);
    });

    point('scopes', async () => {
      world.loseScope();
      const report = await watch(world.connector.check(context()));
      expect(report.ok).toBe(false);
      for (const { message, fix } of report.problems) {
        expect(message).not.toBe('');
        expect(fix).not.toBe('');
      }
      expect(report.problems.length).toBeGreaterThan(0);
    });

    point('broken', async () => {
      world.trouble('down');
      const report = await watch(world.connector.check(context()));
      expect(report.ok).toBe(false);
      expect(report.problems.length).toBeGreaterThan(0);
    });
  });
}
