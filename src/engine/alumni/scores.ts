import {
  type AlumniScores,
  alumniScoresSchema,
  npsByQuarter,
  type QuarterNps,
  withScore,
} from '../../domain/alumni/nps.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import type { EngineDeps } from '../deps.ts';
import { digest } from '../sha256.ts';

type ScoreDeps = Pick<EngineDeps, 'store' | 'clock'>;

const key = 'alumni/scores';

function readScores(note: unknown): AlumniScores {
  return alumniScoresSchema.parse(note ?? {});
}

/** Counts a score without a name; of one person once in a quarter, however often it is told. */
export async function countScore(
  { store }: Pick<ScoreDeps, 'store'>,
  { alumnus, quarter, score }: { alumnus: string; quarter: string; score: number },
): Promise<void> {
  const mark = digest(`${alumnus} ${quarter}`);
  await store.notes.change(key, (note) => ({
    value: withScore(readScores(note), { quarter, mark, score }),
    answer: undefined,
  }));
}

/** Of quarters that are over, the latest first. */
export async function alumniNps({ store, clock }: ScoreDeps): Promise<readonly QuarterNps[]> {
  return npsByQuarter(readScores(await store.notes.read(key)), toInstant(clock.now()));
}
