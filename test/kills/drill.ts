import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../src/cli/open-store.ts';
import { readConfig } from '../../src/config.ts';
import { callRelais } from '../cli/run-relais.ts';
import { busyPeople } from './people.ts';
import type { Prepared } from './prepare.ts';
import { settle, untilConfirmed } from './round.ts';
import { dataDirOf } from './settings.ts';
import { verdict } from './verdict.ts';

/** How a lost machine was replaced from its backup. */
export interface DrillResult {
  /** Actions in the backup, by how they stood. */
  inBackup: Readonly<Record<string, number>>;
  /** Writes that the systems took after the backup, of which it knows nothing. */
  writesAfter: number;
  /** What does not hold; empty when all is well. */
  problems: string[];
}

/** Everything is moved to `before` first, and restored into `after`. */
export interface DrillOnMongo {
  before: string;
  after: string;
}

/** So many writes into the run the backup is taken, and so many after that the machine dies. */
const writesBefore = 60;
const writesUntilDeath = 8;

/**
 * Ten departures in mid-run: `relais backup` beside the running process, which goes on for a while and dies with its
 * disk. `relais restore` into another folder, a start there, against the same systems and the same Slack; everything
 * must end as if nothing had happened.
 */
export async function playDrill(prepared: Prepared, onMongo: DrillOnMongo | null = null): Promise<DrillResult> {
  const { folder, remove } = prepared.fresh();
  const outside = await prepared.open(folder);
  const people = busyPeople(outside);
  const first = prepared.launch(folder);
  const second = prepared.launch(folder);
  try {
    const at = onMongo ? { MONGODB_URI: onMongo.before } : {};
    if (onMongo) await relais(['migrate', '--from', join(dataDirOf(folder), 'relais.db'), '--to', onMongo.before]);
    outside.relais = await first.start(ordered(prepared.order(folder, outside), at));
    await untilConfirmed(first, outside);

    const file = join(folder, 'relais.backup');
    let writes = 0;
    let writesAfter = 0;
    let backup: Promise<unknown> | null = null;
    let taken = false;
    outside.interrupt = (side, kind) => {
      if (kind !== 'writes' || side !== 'after') return null;
      writes += 1;
      if (writes === writesBefore)
        backup = relais(['backup', file], { RELAIS_DATA_DIR: dataDirOf(folder), ...at }).then(() => {
          taken = true;
        });
      if (!taken) return null;
      writesAfter += 1;
      return writesAfter === writesUntilDeath ? first.kill() : null;
    };
    outside.ahead = Math.max(0, prepared.cutOffAt + 1000 - Date.now());
    // Its own sweep would come within a minute; telling it the time is what a clock does.
    await first.settle(outside.ahead).catch((error: unknown) => {
      if (!first.isDead) throw error;
    });
    if (!first.isDead) throw new Error('everything was done before the machine died; the drill shows nothing');
    outside.relais = null;
    outside.interrupt = () => null;
    await backup;

    const dataDir = join(folder, 'elsewhere');
    mkdirSync(dataDir, { mode: 0o700 });
    copyFileSync(join(dataDirOf(folder), 'master.key'), join(dataDir, 'master.key'));
    const there = { RELAIS_DATA_DIR: dataDir, ...(onMongo && { MONGODB_URI: onMongo.after }) };
    await relais(['restore', file], there);
    const inBackup = await standing(there);

    // Leases that the backup still holds have run out by then.
    outside.ahead += 130_000;
    const orderElsewhere = (place: string, to: typeof outside) => ordered(prepared.order(place, to), there);
    await settle({ ...prepared, order: orderElsewhere }, { folder, outside, relais: second });
    await people.stop();
    return { inBackup, writesAfter, problems: await verdict(outside, dataDir, onMongo?.after) };
  } finally {
    await people.stop();
    await Promise.all([first.kill(), second.kill()]);
    await outside.close();
    remove();
  }
}

type StartOrder = ReturnType<Prepared['order']>;

function ordered(order: StartOrder, env: Readonly<Record<string, string>>): StartOrder {
  return { ...order, env: { ...order.env, ...env } };
}

async function relais(args: string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  const { code, err } = await callRelais(args, { env });
  if (code !== 0) throw new Error(`relais ${args[0]} ended with ${code}: ${err}`);
}

/** Actions, by how they stand. */
export async function standing(env: Readonly<Record<string, string>>): Promise<Record<string, number>> {
  const store = await openStore(readConfig(env));
  const counted: Record<string, number> = {};
  try {
    for await (const { revocations } of store.departures.search({}))
      for (const { status } of revocations) counted[status] = (counted[status] ?? 0) + 1;
  } finally {
    await store.close();
  }
  return counted;
}
