import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountsOf, type Probe, probeOf } from './lying-vendor-probe.ts';
import { type LyingWorld, type Refusal, refusals, type Switches } from './lying-vendor-world.ts';

/** One test of a switch. */
export type When = <Name extends keyof Switches>(
  name: Name,
  says: string,
  run: (flip: NonNullable<Switches[Name]>) => Promise<void>,
) => void;

/**
 * `each`: every status at every request, a run for each: they grow with the square of the requests. `in-turn`: every
 * request is refused in one run, by one status after the other, for the fast lane.
 */
type Depth = 'each' | 'in-turn';

/** For the long lane: every status at every request of every connector. */
export function refusedOnceContract(name: string, makeWorld: () => Promise<LyingWorld>): void {
  describe(`refused once: ${name}`, () => {
    let world: LyingWorld;
    let probe: Probe;
    beforeEach(async () => {
      world = await makeWorld();
      probe = probeOf(world);
    });
    afterEach(() => world.close());
    const when: When = (switchName, says, run) =>
      it(says, async () => {
        const flip = world.switches[switchName];
        if (flip === null) throw new Error(`${name} cannot refuse one request`);
        await run(flip);
      });
    refusedOnce(when, () => ({ world, probe }), 'each');
  });
}

/** What one refused request may cost: an honest error, and never a truth. */
export function refusedOnce(when: When, current: () => { world: LyingWorld; probe: Probe }, depth: Depth): void {
  for (const [index, status] of refusals.entries()) {
    const where = depth === 'each' ? 'any call' : 'every fifth call';
    /** The statuses share the requests: each begins at another one. */
    const among = (turn: number) =>
      depth === 'each'
        ? { first: 1, step: 1 }
        : { first: 1 + ((index + turn) % refusals.length), step: refusals.length };

    when('failOnce', `one ${status} at ${where} of finding and looking costs no truth`, async (flip) => {
      const { world, probe } = current();
      const { account, plan, found } = await probe.start();
      const refuse = (nth: number | null) => flip(nth === null ? null : { nth, status });
      await probe.atRequests(among(0), refuse, async (nth) => {
        const { value, error } = await probe.find();
        if (status === 401) expect(error, `request ${nth}`).toBeNull();
        if (value) expect(accountsOf(value), `request ${nth}`).toEqual(accountsOf(found));
        world.pass(61);
      });
      await probe.atRequests(among(1), refuse, async (nth) => {
        const { value, error } = await probe.look(account);
        if (status === 401) expect(error, `request ${nth}`).toBeNull();
        if (value) expect(probe.leftOut(account, value), `request ${nth}: open, and in no look`).toEqual([]);
      });
      expect(await probe.untrue(account, plan)).toEqual([]);
    });

    when('failOnce', `one ${status} at ${where} of acting and reading back costs no truth`, async (flip) => {
      const { world, probe } = current();
      const { account, plan } = await probe.start();
      const refuse = (nth: number | null) => flip(nth === null ? null : { nth, status });
      for (const [turn, action] of plan.entries()) {
        await probe.atRequests(among(turn), refuse, async (nth) => {
          const { value, error } = await probe.act(action);
          const told = `${action.id}, request ${nth}: ${error?.message}`;
          expect([null, ...kindsOf(status)], told).toContain(error?.kind ?? null);
          if (value?.status === 'already') expect(world.truth.isOpen(action), told).toBe(false);
        });
        await probe.atRequests(among(turn + 1), refuse, async (nth) => {
          const { value, error } = await probe.readBack(action);
          const told = `${action.id}, request ${nth} of reading back: ${error?.message}`;
          expect([null, ...kindsOf(status)], told).toContain(error?.kind ?? null);
          if (value?.state === 'desired') expect(world.truth.isOpen(action), told).toBe(false);
        });
      }
      expect(await probe.untrue(account, plan)).toEqual([]);
      expect(probe.stillOpen(plan)).toEqual([]);
    });
  }
}

/** As what one refusal at one call may be told; anything else would be decided wrongly by the engine. */
function kindsOf(status: Refusal): readonly string[] {
  switch (status) {
    case 401:
      return [];
    case 403:
      return ['unauthorised', 'unproven'];
    case 429:
      return ['throttled'];
    case 500:
    case 503:
      return ['unavailable', 'unknown-outcome', 'throttled', 'unproven'];
  }
}
