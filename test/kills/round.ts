import { setTimeout as wait } from 'node:timers/promises';
import { type Life, livesFrom, type Moment, momentWords } from './moments.ts';
import type { Outside } from './outside.ts';
import { busyPeople } from './people.ts';
import { logOf, type Prepared } from './prepare.ts';
import { patience, type RelaisProcess } from './relais-process.ts';
import { dataDirOf } from './settings.ts';
import { verdict } from './verdict.ts';

/** What became of ten departures whose process was killed again and again. */
export interface RoundResult {
  seed: number;
  kills: number;
  /** Of these, how many while a request was under way to the outside. */
  amidCalls: number;
  seconds: number;
  /** What does not hold; empty when all is well. */
  problems: string[];
  /** Where the log is kept when something does not hold. */
  log: string | null;
}

/** A life in which so long nothing was called ends all the same: there is nothing left to do. */
const longestSilence = 3_000;
/** Later than any lease and most pauses. */
const pauseWhenStuck = 130_000;
const mostPauses = 60;
/** Longer than people wait before they ask systems anew. */
const untilStuck = 45_000;

/** One round: ten departures from their confirmation to their end, with so many kills on the way. */
export async function playRound(prepared: Prepared, seed: number, kills: number): Promise<RoundResult> {
  const began = Date.now();
  const { folder, remove } = prepared.fresh();
  const outside = await prepared.open(folder);
  const result = { seed, kills: 0, amidCalls: 0 };
  const problems: string[] = [];
  const people = busyPeople(outside);
  let next = prepared.launch(folder);
  try {
    const lives = livesFrom(seed, kills);
    for (const life of lives) {
      const relais = next;
      next = prepared.launch(folder);
      outside.ahead = later(prepared, outside, life);
      const struck = await live(prepared, { folder, outside, relais, moment: life.moment });
      result.kills += 1;
      if (struck === 'amid a call') result.amidCalls += 1;
    }
    outside.ahead = later(prepared, outside, { laterBy: 0, cutOff: true });
    await settle(prepared, { folder, outside, relais: next });
    await people.stop();
    problems.push(...(await verdict(outside, dataDirOf(folder))));
  } catch (error) {
    problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await people.stop();
    await next.kill();
    await outside.close();
  }
  if (problems.length === 0) remove();
  const seconds = (Date.now() - began) / 1000;
  return { ...result, seconds, problems, log: problems.length === 0 ? null : logOf(folder) };
}

function later(
  { cutOffAt }: Prepared,
  { ahead }: Outside,
  { laterBy, cutOff }: Pick<Life, 'laterBy' | 'cutOff'>,
): number {
  return Math.max(ahead + laterBy, cutOff ? cutOffAt + 1000 - Date.now() : 0);
}

interface Stage {
  folder: string;
  outside: Outside;
  relais: RelaisProcess;
}

/** From the start to the kill. */
async function live(
  prepared: Prepared,
  { folder, outside, relais, moment }: Stage & { moment: Moment },
): Promise<'amid a call' | 'by the clock'> {
  let struck: 'amid a call' | 'by the clock' = 'by the clock';
  let calls = 0;
  let lastCall = Date.now();
  outside.interrupt = (side, kind) => {
    lastCall = Date.now();
    if (moment.at !== 'call' || (moment.of !== 'calls' && moment.of !== kind)) return null;
    if (side === 'before') calls += 1;
    if (calls !== moment.number || side !== moment.side || struck === 'amid a call') return null;
    struck = 'amid a call';
    return relais.kill();
  };
  const ready = relais.start(prepared.order(folder, outside));
  // A process that is killed while it starts never answers.
  ready.catch(() => undefined);
  if (moment.at === 'starting') await wait(moment.milliseconds);
  else {
    outside.relais = await ready;
    lastCall = Date.now();
    if (moment.at === 'ready') await wait(moment.milliseconds);
    else while (!relais.isDead && Date.now() - lastCall < longestSilence) await wait(10);
  }
  await relais.kill();
  outside.relais = null;
  outside.interrupt = () => null;
  if (moment.at === 'starting') await ready.catch(rethrowUnlessKilled);
  return struck;
}

function rethrowUnlessKilled(error: unknown): void {
  throw new Error('Relais could not start after a kill', { cause: error });
}

/**
 * People act in real time, however fast Relais settles. Where nothing goes on for a while, time does: GitHub answers
 * 5,000 calls an hour, which sixty plans made twice need, and a plan without GitHub is not confirmed.
 */
export async function untilConfirmed(relais: RelaisProcess, outside: Outside): Promise<void> {
  let fewest = Number.POSITIVE_INFINITY;
  let stuckAt = Date.now() + untilStuck;
  let giveUpAt = Date.now() + patience;
  while (Date.now() < giveUpAt) {
    const { unconfirmed } = await relais.settle(outside.ahead);
    if (unconfirmed === 0) return;
    if (unconfirmed < fewest) {
      fewest = unconfirmed;
      stuckAt = Date.now() + untilStuck;
      giveUpAt = Date.now() + patience;
    } else if (Date.now() > stuckAt) {
      outside.ahead += pauseWhenStuck;
      stuckAt = Date.now() + untilStuck;
    }
    await wait(100);
  }
  throw new Error(`${fewest} departures were not confirmed`);
}

/** Nobody kills any more: it is started once more, and ends what is left. */
export async function settle(prepared: Prepared, { folder, outside, relais }: Stage): Promise<void> {
  outside.relais = await relais.start(prepared.order(folder, outside));
  await untilConfirmed(relais, outside);
  await finish({ outside, relais });
}

/** Time goes on until every departure has ended and nothing is left to do; then it is stopped. */
export async function finish({ outside, relais }: Pick<Stage, 'outside' | 'relais'>): Promise<void> {
  let calm = 0;
  for (let pauses = 0; pauses < mostPauses && calm < 2; pauses += 1) {
    const { statuses } = await relais.settle(outside.ahead);
    calm = Object.values(statuses).every((status) => status === 'completed') ? calm + 1 : 0;
    outside.ahead += pauseWhenStuck;
    // People need a moment of real time for their part.
    if (calm === 0) await wait(300);
  }
  outside.relais = null;
  await relais.stop();
}

/** How to have exactly these kills again, on one line. */
export function replayLine({ seed, kills }: Pick<RoundResult, 'seed' | 'kills'>, moments: readonly Life[]): string {
  const words = moments.slice(0, kills).map(({ moment, laterBy }) => `${momentWords(moment)} (+${laterBy / 1000} s)`);
  return `npm run kills -- --times ${moments.length} --seed ${seed}   # ${words.join(', ')}`;
}
