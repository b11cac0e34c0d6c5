import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Person } from '../../src/domain/people/people.ts';
import { type Account, accountSchema } from '../../src/domain/systems/account.ts';
import { type PlannedAction, plannedActionSchema, stageOrder } from '../../src/domain/systems/action.ts';
import { evidenceSchema } from '../../src/domain/systems/evidence.ts';
import {
  type Connector,
  type ConnectorContext,
  ConnectorError,
  type Look,
  type ReadBack,
  type ReadBackContext,
} from '../../src/engine/ports/connector.ts';
import { inEnglishToo } from '../support/english.ts';

/** How a system can be in trouble. `none` ends it. */
export type Trouble =
  | 'none'
  /** Answers 503 without saying when to come back, or not at all. */
  | 'down'
  /** Lets writes wait for longer than the connector's timeout. */
  | 'slow'
  /** Answers 429 and says to come back in more than ten seconds. */
  | 'throttled'
  /** Answers success to each write and does nothing. */
  | 'lies'
  /** Does what it was asked for, then the connection breaks before the answer. */
  | 'loses-answers'
  /** Refuses the credentials. */
  | 'refuses-credentials'
  /** Redirects every call to a page for people to sign in, as a gateway does whose session ended. */
  | 'redirects-to-login'
  /** Answers 200 with such a page to every call. */
  | 'login-page'
  /** Answers 200 with such a page to writes alone, and does nothing. */
  | 'login-page-to-writes';

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
  /**
   * The ids of the actions that a complete look at the account has to list, by the fake's own state: one for each thing
   * of each kind that is there and that the settings do not leave alone. A kind that a connector forgets is missed
   * here.
   */
  expectedItems(account: Account): readonly string[];
  /**
   * Another connector before the same system, with this account on its list of protected accounts; null where settings
   * have no such list.
   */
  protecting(account: Account): Connector | null;
  /** The credentials it was configured with: never seen anywhere. */
  secrets: readonly string[];
  /** How many requests that ask for a change have reached the system. */
  writes(): number;
  /**
   * How many of these a check makes about somebody who does not exist, so that nothing can come of them; none when left
   * out.
   */
  triesOfNobody?: number;
  trouble(trouble: Trouble): void;
  /** The account is used now, as the vendor would notice. */
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
  login: 'takes no page to sign in for an answer, and no redirect to one',
  activity: 'tells when the account was last used',
  protected: 'never touches a protected account, also when it was planned before',
  scopes: 'reports a missing permission, and how to mend it',
  broken: 'reports in check() that the system is down, without throwing',
} as const;

/** No connector of a test waits longer for an answer. */
const longestPatienceMs = 60_000;

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
    const afterCall = (calledAt: Date | null): ReadBackContext => ({ ...context(), calledAt });

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
      const found = await watch(world.connector.find(world.people.present, context()));
      if (found.status !== 'found')
        throw new Error(`${world.people.present.name} should be found, not ${found.status}`);
      const [first] = found.accounts;
      if (!first) throw new Error('found, but no account');
      return first;
    }

    async function look(): Promise<Look> {
      return watch(world.connector.look(await account(), context()));
    }

    async function actions(): Promise<readonly PlannedAction[]> {
      return (await look()).items.map(({ action }) => action);
    }

    /** What is there to do: not what a look lists as closed already. */
    async function automatic(): Promise<readonly PlannedAction[]> {
      const { items } = await look();
      return items
        .filter(({ standing, action }) => standing !== 'closed' && !action.manual)
        .map(({ action }) => action);
    }

    async function readBack(action: PlannedAction, calledAt: Date | null): Promise<ReadBack> {
      const answer = await watch(world.connector.readBack(action, afterCall(calledAt)));
      z.array(evidenceSchema).parse(answer.evidence);
      return answer;
    }

    async function firstAutomatic(): Promise<PlannedAction> {
      const [first] = await automatic();
      if (!first) throw new Error('the contract needs an action that is not manual');
      return first;
    }

    /** Reads back as the engine does: again after a while, where the vendor takes its time. */
    async function settled(action: PlannedAction, calledAt: Date): Promise<string> {
      for (let tries = 1; ; tries += 1) {
        const { state } = await readBack(action, calledAt);
        if (state === 'desired' || state === 'unreadable' || tries === 10) return state;
        await wait(100);
      }
    }

    /** Acts, and lets the connector's patience be over once the write has arrived. */
    async function actUntimely(action: PlannedAction, hasArrived: () => boolean): Promise<unknown> {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        let isOver = false;
        const outcome = world.connector.act(action, context()).finally(() => {
          isOver = true;
        });
        outcome.catch(() => {});
        while (!isOver && !hasArrived()) await new Promise((resolve) => setImmediate(resolve));
        vi.advanceTimersByTime(longestPatienceMs);
        return await outcome;
      } finally {
        vi.useRealTimers();
      }
    }

    function point(id: keyof typeof points, run: () => Promise<void>): void {
      const reason = skips[id];
      if (reason === undefined) it(points[id], run);
      else it.skip(`${points[id]} (skipped: ${reason})`, run);
    }

    it('finds the account of a person by the system’s own stable id', async () => {
      const found = await watch(world.connector.find(world.people.present, context()));
      expect(found.status).toBe('found');
      if (found.status !== 'found') return;
      expect(found.accounts).toHaveLength(1);
      for (const one of found.accounts) {
        accountSchema.parse(one);
        expect(one.system).toBe(world.connector.id);
        expect(one.tenant).toBe(found.tenant);
        expect(one.systemLabel).toBe(world.connector.label);
        expect(one.id, 'an address is not a stable id').not.toContain('@');
      }
      z.array(evidenceSchema).parse(found.evidence);
      expect(await watch(world.connector.find(world.people.present, context()))).toMatchObject({
        accounts: found.accounts.map(({ id }) => ({ id })),
      });
      expect(world.writes()).toBe(0);
    });

    it('proves that a person has no account', async () => {
      const none = await watch(world.connector.find(world.people.absent, context()));
      expect(none.status).toBe('none');
      expect(none.asked.length, 'says by which values it asked').toBeGreaterThan(0);
      z.array(evidenceSchema).parse(none.evidence);
    });

    point('ambiguous', async () => {
      if (!world.people.ambiguous) throw new Error('the world has nobody ambiguous; skip this point with a reason');
      const outcome = await watch(world.connector.find(world.people.ambiguous, context()));
      expect(outcome.status).toBe('ambiguous');
      if (outcome.status === 'ambiguous') expect(outcome.candidates.length).toBeGreaterThan(1);
    });

    it('looks without changing anything, and the same twice', async () => {
      const one = await account();
      const first = await watch(world.connector.look(one, context()));
      const second = await watch(world.connector.look(one, context()));
      expect(second.items).toEqual(first.items);
      expect(second.snapshot).toEqual(first.snapshot);
      expect(world.writes()).toBe(0);
      z.json().parse(first.snapshot);
      accountSchema.parse(first.account);
      expect(first.account).toMatchObject({ id: one.id, tenant: one.tenant });
      expect(first.untold).toEqual([]);
      const all = first.items.map(({ action }) => action);
      const ids = all.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThan(0);
      for (const action of all) {
        plannedActionSchema.parse(action);
        expect(action).toMatchObject({ system: world.connector.id, accountId: one.id, tier: world.connector.tier });
        expect(action.tenant).toBe(one.tenant);
        expect(action.id.startsWith(`${world.connector.id}/${one.id}/`), action.id).toBe(true);
        expect(action.effect, 'an action changes something').not.toBe('read');
      }
      const places = all.map(({ stage }) => stageOrder.indexOf(stage));
      expect(places, 'in the order of the stages').toEqual(places.toSorted((a, b) => a - b));
    });

    it('lists everything that the account holds', async () => {
      const one = await account();
      const { items } = await watch(world.connector.look(one, context()));
      const expected = world.expectedItems(one);
      expect(expected.length).toBeGreaterThan(0);
      expect(items.map(({ action }) => action.id).toSorted()).toEqual([...expected].toSorted());
    });

    point('acts', async () => {
      // Asked for by its id at the end: where an account is gone once everything was done, nobody is found any more.
      const one = await account();
      const all = await actions();
      const todo = await automatic();
      const before = new Map<string, string>();
      for (const action of todo) {
        const { state } = await readBack(action, null);
        expect(state, `${action.id} before anything was done`).not.toBe('desired');
        before.set(action.id, state);
      }
      expect(world.writes()).toBe(0);
      for (const action of all) {
        const writes = world.writes();
        const calledAt = world.now();
        const outcome = await watch(world.connector.act(action, context()));
        if (action.manual) {
          expect(outcome.status).toBe('manual');
          expect(world.writes()).toBe(writes);
          continue;
        }
        // An earlier action may have done this one along the way: a team goes with the membership.
        expect(['accepted', 'already'], action.id).toContain(outcome.status);
        if (outcome.status !== 'manual') expect(outcome.evidence.length).toBeGreaterThan(0);
        const allowed = before.get(action.id) === 'unreadable' ? ['desired', 'unreadable'] : ['desired'];
        expect(allowed, `${action.id} after it was done`).toContain(await settled(action, calledAt));
      }
      const { items } = await watch(world.connector.look(one, context()));
      const left = items.filter(({ standing, action }) => standing === 'open' && !action.manual);
      expect(
        left.map(({ action }) => action.id),
        'still open after everything was done',
      ).toEqual([]);
    });

    point('again', async () => {
      const all = await automatic();
      const calledAt = world.now();
      for (const action of all) await watch(world.connector.act(action, context()));
      for (const action of all) {
        const outcome = await watch(world.connector.act(action, context()));
        expect(['already', 'accepted'], action.id).toContain(outcome.status);
        expect(['desired', 'unreadable'], action.id).toContain(await settled(action, calledAt));
      }
    });

    point('lies', async () => {
      const all = await automatic();
      world.trouble('lies');
      for (const action of all) {
        const calledAt = world.now();
        // Refusing, because what had to come before does not hold, is as good as not believing.
        await watch(world.connector.act(action, context())).catch((error: unknown) => {
          if (!(error instanceof ConnectorError) || !['conflict', 'still-open'].includes(error.kind)) throw error;
        });
        const { state } = await readBack(action, calledAt);
        expect(['not-desired', 'unreadable'], action.id).toContain(state);
      }
    });

    point('down', async () => {
      const action = await firstAutomatic();
      world.trouble('down');
      const resolving = await failure(world.connector.find(world.people.present, context()));
      expect(resolving.kind).toBe('unavailable');
      expect(resolving.evidence.length).toBeGreaterThan(0);
      expect((await failure(world.connector.readBack(action, afterCall(world.now())))).kind).toBe('unavailable');
      // A connector that reads before it writes learns it from the read.
      expect(['unavailable', 'unknown-outcome']).toContain(
        (await failure(world.connector.act(action, context()))).kind,
      );
    });

    point('throttled', async () => {
      const action = await firstAutomatic();
      world.trouble('throttled');
      for (const call of [
        () => world.connector.find(world.people.present, context()),
        () => world.connector.act(action, context()),
        () => world.connector.readBack(action, afterCall(world.now())),
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
      const outcome = failure(actUntimely(action, () => world.writes() > before));
      expect({ kind: (await outcome).kind, sent: world.writes() - before }).toEqual({
        kind: 'unknown-outcome',
        sent: 1,
      });
    });

    point('loses', async () => {
      let lost = 0;
      for (const action of await automatic()) {
        world.trouble('loses-answers');
        const before = world.writes();
        const calledAt = world.now();
        const outcome = await watch(world.connector.act(action, context())).catch((error: unknown) => error);
        const sent = world.writes() - before;
        if (outcome instanceof ConnectorError)
          expect({ kind: outcome.kind, sent }, action.id).toEqual({ kind: 'unknown-outcome', sent: 1 });
        else expect({ outcome, sent }, action.id).toMatchObject({ outcome: { status: 'already' }, sent: 0 });
        lost += sent;
        world.trouble('none');
        expect(['desired', 'unreadable'], action.id).toContain(await settled(action, calledAt));
      }
      expect(lost).toBeGreaterThan(0);
    });

    point('unauthorised', async () => {
      const action = await firstAutomatic();
      world.trouble('refuses-credentials');
      for (const call of [
        () => world.connector.find(world.people.present, context()),
        () => world.connector.act(action, context()),
        () => world.connector.readBack(action, afterCall(world.now())),
      ]) {
        const error = await failure(call());
        expect(error.kind).toBe('unauthorised');
      }
      const report = await watch(world.connector.check(context()));
      expect(report.ok).toBe(false);
      expect(report.problems.length).toBeGreaterThan(0);
    });

    point('login', async () => {
      const one = await account();
      const all = await automatic();
      for (const trouble of ['redirects-to-login', 'login-page'] as const) {
        world.trouble(trouble);
        await failure(world.connector.find(world.people.present, context()));
        await failure(world.connector.find(world.people.absent, context()));
        await failure(world.connector.look(one, context()));
        for (const action of all) {
          await failure(world.connector.act(action, context()));
          await failure(world.connector.readBack(action, afterCall(world.now())));
        }
        expect((await watch(world.connector.check(context()))).ok).toBe(false);
      }
      world.trouble('login-page-to-writes');
      for (const action of all) {
        const calledAt = world.now();
        expect(['unknown-outcome', 'conflict', 'still-open'], action.id).toContain(
          (await failure(world.connector.act(action, context()))).kind,
        );
        expect((await readBack(action, calledAt)).state, action.id).not.toBe('desired');
      }
    });

    it('stops when it is told to, before anything is sent', async () => {
      const one = await account();
      const [action] = await automatic();
      const before = world.writes();
      const stopped = contextWith(AbortSignal.abort());
      if (action) {
        expect((await failure(world.connector.find(world.people.present, stopped))).kind).toBe('unavailable');
        expect((await failure(world.connector.look(one, stopped))).kind).toBe('unavailable');
        expect((await failure(world.connector.act(action, stopped))).kind).toBe('unavailable');
      }
      expect(world.writes()).toBe(before);
    });

    point('activity', async () => {
      const one = await account();
      const since = new Date(world.now().getTime() - 60_000);
      world.use(one);
      const use = await watch(world.connector.lastUse(one, since, context()));
      if (use === null)
        throw new Error('the contract expects a system that tells about use; skip this point with a reason');
      z.array(evidenceSchema).min(1).parse(use.evidence);
      expect(Math.abs((use.at?.getTime() ?? 0) - world.now().getTime())).toBeLessThan(60_000);
    });

    point('protected', async () => {
      const one = await account();
      const planned = await automatic();
      const guarded = world.protecting(one);
      if (guarded === null)
        throw new Error('the settings have no list of protected accounts; skip this point with a reason');
      const found = await watch(guarded.find(world.people.present, context()));
      if (found.status !== 'found') throw new Error(`should be found, not ${found.status}`);
      for (const each of found.accounts) expect(each.protectedBecause).not.toBeNull();
      expect((await watch(guarded.look(one, context()))).account.protectedBecause).not.toBeNull();
      expect(planned.length).toBeGreaterThan(0);
      for (const action of planned) expect((await failure(guarded.act(action, context()))).kind).toBe('protected');
      expect(world.writes()).toBe(0);
    });

    it('checks well when all is well', async () => {
      const report = await watch(world.connector.check(context()));
      expect(report.problems).toEqual([]);
      expect(report.ok).toBe(true);
      expect(world.writes()).toBe(world.triesOfNobody ?? 0);
    });

    point('scopes', async () => {
      world.loseScope();
      const report = await watch(world.connector.check(context()));
      expect(report.ok).toBe(false);
      for (const { message, fix } of inEnglishToo(report.problems)) {
        expect(message).not.toBe('');
        expect(fix).not.toBe('');
      }
      expect(report.problems.length).toBeGreaterThan(0);
    });

    point('broken', async () => {
      world.trouble('down');
      const report = await watch(world.connector.check(context()));
      expect(report.ok).toBe(false);
      expect(inEnglishToo(report.problems).length).toBeGreaterThan(0);
    });
  });
}
