import { setTimeout as wait } from 'node:timers/promises';
import type { Row, Size } from './part.ts';
import { milliseconds, quantile } from './statistics.ts';

export const perSecond = 50;

/** Both apps get their seconds in turns, so that what else the machine does meets both alike. */
const plans: Record<Size, { turns: number; secondsPerTurn: number; warmUp: number }> = {
  full: { turns: 4, secondsPerTurn: 5, warmUp: 5 },
  tiny: { turns: 1, secondsPerTurn: 0.2, warmUp: 0.1 },
};

/** Asks one app for so many seconds; how long each answer took, in milliseconds. */
type Asking = (seconds: number) => Promise<readonly number[]>;

interface Took {
  relais: number[];
  bare: number[];
  seconds: number;
}

/** The bare app is started once Relais has shown, in its warming up, what it answers: the bare one answers the same. */
export async function besideBare(
  size: Size,
  apps: { relais: Asking; startBare: () => Promise<Asking> },
): Promise<Took> {
  const { turns, secondsPerTurn, warmUp } = plans[size];
  await apps.relais(warmUp);
  const bare = await apps.startBare();
  await bare(warmUp);
  const took: Took = { relais: [], bare: [], seconds: turns * secondsPerTurn };
  for (let turn = 0; turn < turns; turn += 1) {
    took.relais.push(...(await apps.relais(secondsPerTurn)));
    took.bare.push(...(await bare(secondsPerTurn)));
  }
  return took;
}

export function besideBareRows(took: Took, words: { what: string; beside: string; reason: string }): Row[] {
  const row = (share: number): Pick<Row, 'measured' | 'baseline' | 'ratio'> => {
    const [ours, theirs] = [quantile(took.relais, share), quantile(took.bare, share)];
    return {
      measured: milliseconds(ours),
      baseline: `${milliseconds(theirs)}: ${words.beside}`,
      ratio: ours / theirs,
    };
  };
  const what = `${words.what}, ${perSecond} requests a second for ${took.seconds} s`;
  return [
    { what: `${what}, p50`, ...row(0.5), goal: { type: 'times', most: 1.25 }, reason: words.reason },
    { what: `${what}, p99`, ...row(0.99), goal: { type: 'times', most: 1.25 }, reason: words.reason },
  ];
}

/**
 * At a fixed beat, whether or not the answers keep up; a request counts from when it was due, not from when it could be
 * sent.
 */
export async function atBeat(
  seconds: number,
  took: readonly number[],
  send: (index: number, dueAt: number) => Promise<unknown>,
): Promise<void> {
  const count = Math.ceil(seconds * perSecond);
  const start = performance.now();
  const answers: Promise<unknown>[] = [];
  for (let index = 0; index < count; index += 1) {
    const dueAt = start + (index * 1000) / perSecond;
    await wait(Math.max(0, dueAt - performance.now()));
    answers.push(send(index, dueAt));
  }
  await Promise.all(answers);
  for (let patience = 0; took.length < count && patience < 500; patience += 1) await wait(20);
  if (took.length !== count) throw new Error(`${took.length} of ${count} requests were answered`);
}
