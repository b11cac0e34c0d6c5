import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { uriOfDatabase } from '../../src/stores/mongo/connection.ts';
import { callRelais } from '../cli/run-relais.ts';
import { busyPeople } from '../kills/people.ts';
import { logOf, type Prepared } from '../kills/prepare.ts';
import { untilConfirmed } from '../kills/round.ts';
import { dataDirOf } from '../kills/settings.ts';
import { createSharedClock } from '../kills/shared-clock.ts';
import { verdict } from '../kills/verdict.ts';
import type { Cluster } from './cluster.ts';
import { type Crew, startCrew } from './crew.ts';
import { places, type Size, scheduleFrom } from './schedule.ts';

/** What became of departures whose processes and database were hurt again and again. */
export interface FaultsResult {
  seed: number;
  /** How often each fault came while a departure was under way, by what it was. */
  faults: Readonly<Record<string, number>>;
  /**
   * Writes that the systems took in all, and how many of them while one process stood still for longer than a lease.
   */
  writes: { all: number; whileStopped: number };
  seconds: number;
  /** What does not hold; empty when all is well. */
  problems: string[];
  /** Where the log is kept when something does not hold. */
  log: string | null;
}

export interface FaultsOptions {
  prepared: Prepared;
  cluster: Cluster;
  seed: number;
  size: Size;
  /** Hears of each fault as it comes. */
  say?: (line: string) => void;
}

/** A lease is two minutes. */
const longerThanALease = 130_000;
const mostPauses = 80;
/** So long nothing was asked outside: nothing is on its way. */
const silence = 400;
/** How far the clock of the process in each place is off, in milliseconds. */
const skews = [0, -2_500, 1_500, 3_000];
/** The process in this place has so few connections that its work waits for them, and gives up. */
const poorPlace = 3;
const fewConnections = '&maxPoolSize=2&waitQueueTimeoutMS=400';
/** In milliseconds; by then the first system has been looked at. */
const firstWriteWithin = 120_000;

export async function playFaults({ prepared, cluster, seed, size, say }: FaultsOptions): Promise<FaultsResult> {
  const began = Date.now();
  const { folder, remove } = prepared.fresh();
  const outside = await prepared.open(folder);
  const clock = createSharedClock(join(folder, 'clock'));
  const uri = uriOfDatabase(cluster.uri, `faults_${seed}`);
  const dataDir = dataDirOf(folder);
  const problems: string[] = [];
  const faults: Record<string, number> = {};
  const writes = { all: 0, whileStopped: 0 };
  let stopped: { place: number; since: number } | null = null;
  let lastAsked = Date.now();
  outside.interrupt = (side, kind) => {
    lastAsked = Date.now();
    if (kind === 'writes' && side === 'before') {
      writes.all += 1;
      if (stopped) writes.whileStopped += 1;
    }
    return null;
  };
  const people = busyPeople(outside);
  let crew: Crew | null = null;
  try {
    // On one embedded process, which is then moved: what people do is not what is hurt here.
    const embedded = prepared.launch(folder);
    try {
      outside.relais = await embedded.start(prepared.order(folder, outside));
      await untilConfirmed(embedded, outside);
      outside.relais = null;
      await embedded.stop();
    } finally {
      await embedded.kill();
    }
    const migrated = await callRelais(['migrate', '--from', join(dataDir, 'relais.db'), '--to', uri]);
    if (migrated.code !== 0) throw new Error(`relais migrate ended with ${migrated.code}: ${migrated.err}`);
    const processes = await startCrew({
      outside,
      launch: () => prepared.launch(folder),
      start(relais, place) {
        const order = prepared.order(folder, outside);
        const own = `${uri}${place === poorPlace ? fewConnections : ''}`;
        return relais.start({
          ...order,
          env: { ...order.env, RELAIS_DATA_DIR: dataDir, MONGODB_URI: own },
          sharedClock: { file: clock.file, skew: skews[place] ?? 0 },
        });
      },
    });
    crew = processes;
    const goTo = (ahead: number) => {
      outside.ahead = ahead;
      clock.set(ahead);
    };
    const heads = cluster.admin.db(`faults_${seed}`).collection('departures');
    const open = () => cluster.asked(() => heads.countDocuments({ status: { $ne: 'completed' } }));

    say?.(`all are confirmed, and four processes go on; the cut-off comes (${seconds(began)} s)`);
    goTo(Math.max(outside.ahead, prepared.cutOffAt + 5_000 - Date.now()));
    processes.kick();

    const from = Date.now();
    while (writes.all === 0 && Date.now() - from < firstWriteWithin) await wait(20);
    const { kills, nodes } = scheduleFrom(seed, size);
    let isOver = false;
    const note = async (what: string, line: string) => {
      const left = await open();
      if (left === 0) isOver = true;
      else faults[what] = (faults[what] ?? 0) + 1;
      say?.(`${seconds(began)} s: ${line}; ${left} departures under way, ${writes.all} writes`);
    };
    const killing = async () => {
      for (const { after, place } of kills) {
        await wait(after);
        if (isOver) return;
        if (await processes.replace(place)) await note('kill -9 of Relais', `kill -9 of process ${place}`);
      }
    };
    const hurting = async () => {
      for (const { after, fault } of nodes) {
        await wait(after);
        if (isOver) return;
        await note(fault.kind, await cluster.suffer(fault));
      }
    };
    /** One stands still for longer than a lease, by the clock that all share, and then another. */
    const stopping = async () => {
      for (let place = 1; !isOver; place = (place + 1) % places) {
        const from = writes.all + size.writesBeforeStop;
        while (!isOver && writes.all < from) await wait(5);
        if (isOver) return;
        // One that is being started anew is passed over.
        while (!isOver && !processes.stop(place)) {
          await wait(5);
          place = (place + 1) % places;
        }
        if (isOver) return;
        stopped = { place, since: outside.now().getTime() };
        await note('SIGSTOP of Relais', `process ${place} stands still`);
        while (!isOver && outside.now().getTime() - stopped.since < longerThanALease) await wait(50);
        if (isOver) return;
        processes.resume(place);
        stopped = null;
        say?.(`${seconds(began)} s: process ${place} goes on`);
      }
    };
    // Where one of them fails, the others hear of it: they would go on for ever.
    const failures: unknown[] = [];
    const heard = async (work: () => Promise<void>) => {
      await work().catch((error: unknown) => {
        isOver = true;
        failures.push(error);
      });
    };
    const hurt = Promise.all([heard(killing), heard(hurting)]).then(() => {
      isOver = true;
    });
    await Promise.all([hurt, heard(stopping)]);
    if (failures.length > 0) throw failures[0];
    say?.(`${seconds(began)} s: no more faults; ${await open()} departures under way`);

    // Nothing goes wrong any more. Time goes on until every departure has ended, and only while nothing is on its way.
    let calm = 0;
    for (let pauses = 0; pauses < mostPauses && calm < 2; pauses += 1) {
      const { statuses } = await processes.settle();
      if (Date.now() - lastAsked < silence) {
        await wait(silence / 2);
        continue;
      }
      const still = stopped as { place: number; since: number } | null;
      if (still && outside.now().getTime() - still.since >= longerThanALease) {
        // What it held is somebody else's by now.
        processes.resume(still.place);
        stopped = null;
        continue;
      }
      const done = Object.values(statuses).every((status) => status === 'completed');
      calm = done && !still ? calm + 1 : 0;
      goTo(outside.ahead + longerThanALease);
      if (calm === 0) await wait(300);
    }
    if (calm < 2) problems.push(`not everything came to its end: ${await open()} departures are under way`);
    await people.stop();
    // Whatever did not end well is said, and everything is looked at all the same.
    await processes.end().catch((error: unknown) => problems.push(`a process did not end well: ${String(error)}`));
    say?.(`${seconds(began)} s: everything is looked at; starts made again: ${processes.refusedStarts}`);
    problems.push(...(await verdict(outside, dataDir, uri)));
  } catch (error) {
    problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await people.stop();
    await crew?.kill();
    await outside.close();
    await cluster
      .asked(() => cluster.admin.db(`faults_${seed}`).dropDatabase())
      .catch((error: unknown) => problems.push(`the database could not be removed: ${String(error)}`));
  }
  if (problems.length === 0) remove();
  return { seed, faults, writes, seconds: seconds(began), problems, log: problems.length > 0 ? logOf(folder) : null };
}

function seconds(began: number): number {
  return Math.round((Date.now() - began) / 100) / 10;
}
