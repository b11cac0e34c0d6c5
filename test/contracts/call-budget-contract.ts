import { describe, expect, it, onTestFinished } from 'vitest';
import type { CallBudget, CallRequest } from '../../src/engine/ports/call-budget.ts';

/** What every budget of calls must do; `open` gives as many processes as are asked for, on one budget. */
export function callBudgetContract(
  name: string,
  open: (processes: number) => Promise<{ budgets: readonly CallBudget[]; dispose(): Promise<void> }>,
): void {
  const start = 1_900_000_000_000;
  const limits = { window: { calls: 6, milliseconds: 1000 }, concurrency: 4 };
  const request = (holder: string, more: Partial<CallRequest> = {}): CallRequest => {
    const now = more.now ?? start;
    return { key: 'okta', holder, now, until: now + 15_000, underWay: 0, waiting: 1, limits, ...more };
  };

  async function two(): Promise<[CallBudget, CallBudget]> {
    const { budgets, dispose } = await open(2);
    onTestFinished(dispose);
    const [one, other] = budgets;
    if (!one || !other) throw new Error('two were asked for');
    return [one, other];
  }

  describe(`the budget of calls ${name}`, () => {
    it('gives a window and every slot to whoever is alone, and no window twice', async () => {
      const [one] = await two();
      expect(await one.reserve(request('a'))).toEqual({
        calls: 6,
        windowEnds: start + 1000,
        slots: 4,
        pausedUntil: null,
      });
      expect(await one.reserve(request('a', { now: start + 999 }))).toMatchObject({ calls: 0, slots: 4 });
      expect(await one.reserve(request('a', { now: start + 1000 }))).toMatchObject({ calls: 6 });
    });

    it('never gives more to all than there is, whoever asks at once', async () => {
      const [one, other] = await two();
      const grants = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          (n % 2 === 0 ? one : other).reserve(request(`h-${n}`, { waiting: 5, now: start + n })),
        ),
      );
      expect(grants.reduce((sum, { calls }) => sum + calls, 0)).toBe(6);
      expect(grants.reduce((sum, { slots }) => sum + slots, 0)).toBe(4);
    });

    it('leaves to another process what is given back, and what is more than a share once that one waits', async () => {
      const [one, other] = await two();
      await one.reserve(request('a', { waiting: 9 }));
      expect(await other.reserve(request('b', { waiting: 3 }))).toMatchObject({ calls: 0, slots: 0 });
      const later = start + 1000;
      // Three calls are under way still; of the four slots, two are each one's share.
      expect(await one.reserve(request('a', { now: later, underWay: 3, waiting: 6 }))).toMatchObject({ slots: 3 });
      expect(await other.reserve(request('b', { now: later, waiting: 3 }))).toMatchObject({ calls: 3, slots: 1 });
      expect(await one.reserve(request('a', { now: later + 1, underWay: 2, waiting: 6 }))).toMatchObject({ slots: 2 });
      await one.release('okta', 'a');
      expect(await other.reserve(request('b', { now: later + 2, underWay: 1, waiting: 3 }))).toMatchObject({
        slots: 4,
      });
    });

    it('gives the only slot to whoever has waited longer', async () => {
      const [one, other] = await two();
      const narrow = { limits: { window: null, concurrency: 1 } };
      expect(await one.reserve(request('a', { ...narrow, waiting: 2 }))).toMatchObject({ slots: 1 });
      expect(await other.reserve(request('b', { ...narrow, now: start + 10 }))).toMatchObject({ slots: 0, calls: 0 });
      // A holder whose call has ended and that got one since `b` waits stands behind it.
      expect((await one.reserve(request('a', { ...narrow, now: start + 20 }))).slots).toBe(1);
      expect((await one.reserve(request('a', { ...narrow, now: start + 30 }))).slots).toBe(0);
      expect((await other.reserve(request('b', { ...narrow, now: start + 40 }))).slots).toBe(1);
    });

    it('takes back what a process held that has died, once its lease has ended', async () => {
      const [one, other] = await two();
      await one.reserve(request('a', { underWay: 4 }));
      const asks = (now: number) => other.reserve(request('b', { now }));
      expect(await asks(start + 14_999)).toMatchObject({ slots: 0 });
      expect(await asks(start + 15_000)).toMatchObject({ slots: 4 });
    });

    it('holds all processes back while a system wants patience, and never shortens that', async () => {
      const [one, other] = await two();
      await one.pause('okta', start + 60_000);
      await other.pause('okta', start + 10_000);
      expect(await other.reserve(request('b', { now: start + 59_999 }))).toMatchObject({
        calls: 0,
        pausedUntil: start + 60_000,
      });
      expect(await other.reserve(request('b', { now: start + 60_000 }))).toMatchObject({ calls: 6, pausedUntil: null });
    });

    it('keeps each system by itself', async () => {
      const [one, other] = await two();
      await one.pause('okta', start + 60_000);
      await one.reserve(request('a', { key: 'crm', underWay: 4 }));
      expect(await other.reserve(request('b', { key: 'github' }))).toMatchObject({ calls: 6, slots: 4 });
    });

    it('holds to the limit where the clocks of two processes differ by seconds, and lets neither wait for the other', async () => {
      const [fast, slow] = await two();
      const behind = 3_000;
      const given = { fast: 0, slow: 0 };
      for (let n = 0; n < 30; n += 1) {
        const now = start + n * 100;
        given.fast += (await fast.reserve(request('f', { now, waiting: 9 }))).calls;
        const grant = await slow.reserve(request('s', { now: now - behind, waiting: 9 }));
        given.slow += grant.calls;
        // It asks again when its window ends, by its own clock.
        expect(grant.windowEnds).toBeLessThanOrEqual(now - behind + 1000);
      }
      // Three windows of six calls each passed. The first was taken before the other came; of the next two, the one
      // that asks second has a third.
      expect(given).toEqual({ fast: 14, slow: 4 });
    });

    it('goes on when the clock is set back', async () => {
      const [one] = await two();
      await one.reserve(request('a', { now: start + 3_600_000 }));
      expect(await one.reserve(request('a', { now: start }))).toMatchObject({ calls: 6, windowEnds: start + 1000 });
    });
  });
}
