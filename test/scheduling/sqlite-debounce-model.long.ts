import type { DebounceOptions, JobParameters } from 'agenda';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aJob, connectedBackend } from './scratch.ts';

const second = 1_000;
const seconds = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * second);

/** Few and small numbers, so that saves meet windows and limits to the millisecond. */
const options: fc.Arbitrary<DebounceOptions> = fc.record(
  { delay: seconds(1, 5), maxWait: seconds(1, 8), strategy: fc.constantFrom('leading', 'trailing') },
  { requiredKeys: ['delay'] },
);
const key = fc.constantFrom('a', 'b');
type Step = { type: 'save'; key: string; after: number; askedIn: number } | { type: 'run'; key: string; after: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('save'), key, after: seconds(0, 4), askedIn: seconds(0, 9) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('run'), key, after: seconds(0, 4) }) },
);

/** One save as it was made. */
interface Save {
  at: number;
  asked: number;
}

/**
 * What is known of one key: the saves since it last ran, in order, and of the leading strategy the save that opened the
 * window. What follows from them is worked out anew each time, from the words of Agenda's documentation.
 */
interface Known {
  waiting: Save[];
  opened: Save | null;
}

function save(known: Known, made: Save, { delay, strategy }: DebounceOptions): void {
  if (strategy !== 'leading') known.waiting.push(made);
  // "Execute immediately on first call, ignore subsequent calls during window": the window of a job that ran goes on.
  else if (known.waiting.length > 0) known.waiting.push(made);
  else if (!known.opened || made.at >= known.opened.at + delay) {
    known.opened = made;
    known.waiting = [made];
  }
}

/** When the job must run next; null: not at all. */
function nextRun({ waiting }: Known, { delay, maxWait, strategy }: DebounceOptions): number | null {
  const [first] = waiting;
  const last = waiting.at(-1);
  if (!first || !last) return null;
  if (strategy === 'leading') return first.asked;
  const quiet = last.at + delay;
  if (!maxWait || waiting.length === 1) return quiet;
  // Saves that came when the limit was reached let the job through at once; the next one counts from itself.
  const began = waiting.reduce<number | null>(
    (start, { at }) => (start === null ? at : at - start >= maxWait ? null : start),
    null,
  );
  return began === null ? last.at : Math.min(quiet, began + maxWait);
}

describe('debounced saves, against a model in memory', () => {
  beforeEach(() => {
    // The database and fast-check go on by the real timers; only what a save takes for now is ours.
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('agree on when the job runs, for every key and at every step, and keep the last data in one job', async () => {
    const met = { put_off: 0, limited: 0, let_through: 0, ignored: 0 };
    await fc.assert(
      fc.asyncProperty(options, fc.array(step, { maxLength: 14 }), async (debounce, steps) => {
        const { repository } = await connectedBackend(':memory:');
        let now = Date.UTC(2027, 2, 1);
        const model = new Map<string, Known>();
        const stored = new Map<string, JobParameters>();
        for (const [number, one] of steps.entries()) {
          now += one.after;
          vi.setSystemTime(now);
          const known = model.get(one.key) ?? { waiting: [], opened: null };
          if (one.type === 'run') {
            const job = stored.get(one.key);
            if (!job) continue;
            await repository.saveJobState({ ...job, nextRunAt: null, lastFinishedAt: new Date() }, undefined);
            known.waiting = [];
            continue;
          }
          model.set(one.key, known);
          const made = { at: now, asked: now + one.askedIn };
          save(known, made, debounce);
          const saved = await repository.saveJob(
            aJob({
              nextRunAt: new Date(made.asked),
              data: { key: one.key, number },
              unique: { 'data.key': one.key },
              uniqueOpts: { debounce },
            }),
            undefined,
          );
          stored.set(one.key, saved);
          const expected = nextRun(known, debounce);
          expect(saved.nextRunAt?.getTime() ?? null).toBe(expected);
          expect(saved.data).toEqual({ key: one.key, number });
          if (expected === null) met.ignored += 1;
          else if (debounce.strategy !== 'leading' && known.waiting.length > 1)
            met[expected === now + debounce.delay ? 'put_off' : expected > now ? 'limited' : 'let_through'] += 1;
        }
        const { jobs } = await repository.queryJobs();
        expect(jobs).toHaveLength(model.size);
      }),
      { numRuns: 1000 },
    );
    // The canary: every kind of answer was asked for.
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(0);
  });
});
