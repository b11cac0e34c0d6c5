import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { runRelais } from '../cli/run-relais.ts';
import { primaryOf, type ReplicaSet } from '../support/mongo/mongod.ts';
import { standing } from './drill.ts';
import { busyPeople } from './people.ts';
import type { Prepared } from './prepare.ts';
import { untilConfirmed } from './round.ts';
import { dataDirOf } from './settings.ts';
import { verdict } from './verdict.ts';

/** How a company went on that grew out of one machine. */
export interface MovedResult {
  /** Actions that were moved, by how they stood. */
  moved: Readonly<Record<string, number>>;
  /** Writes that the systems took after the primary was killed. */
  writesAfter: number;
  /** What does not hold; empty when all is well. */
  problems: string[];
}

/** So many writes into the run the one process is stopped, and so many after it goes on the primary dies. */
const writesBefore = 60;
const writesUntilDeath = 8;
const pause = 130_000;
const mostPauses = 60;

/**
 * Departures in mid-run on one embedded process. It is stopped, everything moves to a set of three nodes, three
 * processes go on with it (one hears, two work), the primary is killed, and all of them must end as if nothing had
 * happened.
 */
export async function playMove(prepared: Prepared, server: ReplicaSet): Promise<MovedResult> {
  const { folder, remove } = prepared.fresh();
  const outside = await prepared.open(folder);
  const people = busyPeople(outside);
  const embedded = prepared.launch(folder);
  const [web, ...workers] = [prepared.launch(folder), prepared.launch(folder), prepared.launch(folder)] as const;
  const admin = await new MongoClient(server.uri).connect();
  try {
    outside.relais = await embedded.start(prepared.order(folder, outside));
    await untilConfirmed(embedded, outside);
    let writes = 0;
    let stopping: Promise<void> | null = null;
    outside.interrupt = (side, kind) => {
      if (kind !== 'writes' || side !== 'after') return null;
      writes += 1;
      if (writes === writesBefore) stopping = embedded.stop();
      return null;
    };
    outside.ahead = Math.max(0, prepared.cutOffAt + 1000 - Date.now());
    await embedded.settle(outside.ahead).catch((error: unknown) => {
      if (stopping === null) throw error;
    });
    if (stopping === null)
      throw new Error('everything was done before the process was stopped; nothing would be shown');
    outside.relais = null;
    await stopping;

    const path = join(dataDirOf(folder), 'relais.db');
    const migrated = await runRelais(['migrate', '--from', path, '--to', server.uri]);
    if (migrated.code !== 0) throw new Error(`relais migrate ended with ${migrated.code}: ${migrated.err}`);
    const there = { RELAIS_DATA_DIR: dataDirOf(folder), MONGODB_URI: server.uri };
    const moved = await standing(there);

    const primary = await primaryOf(admin, server);
    writes = 0;
    outside.interrupt = (side, kind) => {
      if (kind !== 'writes' || side !== 'after') return null;
      writes += 1;
      if (writes === writesUntilDeath) process.kill(primary, 'SIGKILL');
      return null;
    };
    const order = (roles: string) => {
      const given = prepared.order(folder, outside);
      return { ...given, env: { ...given.env, ...there, RELAIS_ROLES: roles } };
    };
    outside.relais = await web.start(order('web'));
    await Promise.all(workers.map((worker) => worker.start(order('worker'))));

    let calm = 0;
    for (let pauses = 0; pauses < mostPauses && calm < 2; pauses += 1) {
      // All of them by one clock, and only once none of them has anything under way.
      const [settled] = await Promise.all([web, ...workers].map((one) => one.settle(outside.ahead)));
      if (!settled) throw new Error('no process settled');
      calm = Object.values(settled.statuses).every((status) => status === 'completed') ? calm + 1 : 0;
      outside.ahead += pause;
      if (calm === 0) await wait(300);
    }
    outside.relais = null;
    await people.stop();
    await Promise.all([web, ...workers].map((one) => one.stop()));
    const problems = await verdict(outside, dataDirOf(folder), server.uri);
    return { moved, writesAfter: writes - writesUntilDeath, problems };
  } finally {
    await people.stop();
    await Promise.all([embedded, web, ...workers].map((one) => one.kill()));
    await admin.close();
    await outside.close();
    remove();
  }
}
