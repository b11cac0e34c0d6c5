import { isDeepStrictEqual } from 'node:util';
import {
  type AlumniScores,
  alumniScoresSchema,
  npsByQuarter,
  type QuarterNps,
  settledScores,
  toldComments,
  withAnswer,
  withoutAuthor,
} from '../../domain/alumni/nps.ts';
import { quarterOf } from '../../domain/calendar/quarter.ts';
import { type Instant, toInstant } from '../../domain/calendar/time.ts';
import type { EngineDeps } from '../deps.ts';

type ScoreDeps = Pick<EngineDeps, 'store' | 'clock'>;

const key = 'alumni/scores';

function readScores(note: unknown): AlumniScores {
  return alumniScoresSchema.parse(note ?? {});
}

function changeScores({ store, clock }: ScoreDeps, decide: (kept: AlumniScores, now: Instant) => AlumniScores) {
  // The clock is read where it is decided: nothing is added to a quarter that is over by then.
  return store.notes.change(key, (note) => ({
    value: decide(readScores(note), toInstant(clock.now())),
    answer: undefined,
  }));
}

/** Keeps an answer without a name; of one person once in a quarter, however often it is told. */
export async function keepAnswer(
  deps: ScoreDeps,
  { alumnus, ...answer }: { alumnus: string; quarter: string; score: number; comment: string | null },
): Promise<void> {
  const mark = await deps.store.alumni.mark(alumnus, answer.quarter);
  if (mark === null) return;
  await changeScores(deps, (kept, now) => withAnswer(kept, { ...answer, mark }, now));
  // Whoever was erased in this very moment wrote nothing.
  if ((await deps.store.alumni.mark(alumnus, answer.quarter)) === null)
    await changeScores(deps, (kept, now) => withoutAuthor(kept, mark, now));
}

/**
 * Takes back what somebody wrote in the quarter that is open, before `erase` and after it, so that nothing of theirs
 * stays wherever it is cut short, and nothing that came in between.
 */
export async function erasingAnswer(deps: ScoreDeps, alumnus: string, erase: () => Promise<void>): Promise<void> {
  const mark = await deps.store.alumni.mark(alumnus, quarterOf(toInstant(deps.clock.now()), 'UTC'));
  const forget = async () => {
    if (mark === null || !JSON.stringify((await deps.store.notes.read(key)) ?? null).includes(mark)) return;
    await changeScores(deps, (kept, now) => withoutAuthor(kept, mark, now));
  };
  await forget();
  await erase();
  await forget();
}

/** Forgets who answered in quarters that are over, and what is kept of them no longer. */
export async function settleScores(deps: ScoreDeps): Promise<void> {
  const kept = readScores(await deps.store.notes.read(key));
  if (!isDeepStrictEqual(settledScores(kept, toInstant(deps.clock.now())), kept))
    await changeScores(deps, settledScores);
}

/** Of quarters that are over, the latest first. */
export async function alumniNps({ store, clock }: ScoreDeps): Promise<readonly QuarterNps[]> {
  return npsByQuarter(readScores(await store.notes.read(key)), toInstant(clock.now()));
}

/** What was written in quarters that are over, without names. */
export async function alumniComments({ store, clock }: ScoreDeps): Promise<readonly string[]> {
  return toldComments(readScores(await store.notes.read(key)), toInstant(clock.now()));
}
