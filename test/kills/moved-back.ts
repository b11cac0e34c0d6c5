import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { callRelais } from '../cli/run-relais.ts';
import { standing } from './drill.ts';
import type { MovedResult } from './moved.ts';
import { busyPeople } from './people.ts';
import type { Prepared } from './prepare.ts';
import { settle, untilConfirmed } from './round.ts';
import { dataDirOf } from './settings.ts';
import { verdict } from './verdict.ts';

/** So many writes into the run both processes are stopped. */
const writesBefore = 60;

/**
 * Departures in mid-run on MongoDB, in two processes. Both are stopped, everything moves into one file, and one process
 * must end all of it.
 */
export async function playMoveBack(prepared: Prepared, mongodbUri: string): Promise<MovedResult> {
  const { folder, remove } = prepared.fresh();
  const outside = await prepared.open(folder);
  const people = busyPeople(outside);
  const [first, second, embedded] = [
    prepared.launch(folder),
    prepared.launch(folder),
    prepared.launch(folder),
  ] as const;
  const dataDir = dataDirOf(folder);
  const file = join(dataDir, 'relais.db');
  const env = { RELAIS_DATA_DIR: dataDir, MONGODB_URI: mongodbUri };
  try {
    await migrate(['--from', file, '--to', 'MONGODB_URI'], env);
    // It refuses to be written over.
    for (const more of ['', '-wal', '-shm']) renameIfThere(`${file}${more}`, `${file}.left${more}`);
    const order = prepared.order(folder, outside);
    const there = { ...order, env: { ...order.env, ...env } };
    const [url] = await Promise.all([first.start(there), second.start(there)]);
    outside.relais = url;
    await untilConfirmed(first, outside);
    await Promise.all([first, second].map((one) => one.settle(outside.ahead)));
    let writes = 0;
    let stopping: Promise<unknown> | null = null;
    outside.interrupt = (side, kind) => {
      if (kind !== 'writes' || side !== 'after') return null;
      writes += 1;
      if (writes === writesBefore) stopping = Promise.all([first.stop(), second.stop()]);
      return null;
    };
    outside.ahead = Math.max(0, prepared.cutOffAt + 1000 - Date.now());
    await Promise.all([first, second].map((one) => one.settle(outside.ahead))).catch((error: unknown) => {
      if (stopping === null) throw error;
    });
    if (stopping === null)
      throw new Error('everything was done before the processes were stopped; nothing would be shown');
    outside.relais = null;
    await stopping;
    await migrate(['--from', 'MONGODB_URI', '--to', file], env);
    const moved = await standing({ RELAIS_DATA_DIR: dataDir });
    const before = writes;
    await settle(prepared, { folder, outside, relais: embedded });
    await people.stop();
    return { moved, writesAfter: writes - before, problems: await verdict(outside, dataDir) };
  } finally {
    await people.stop();
    await Promise.all([first, second, embedded].map((one) => one.kill()));
    await outside.close();
    remove();
  }
}

async function migrate(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const { code, err } = await callRelais(['migrate', ...args], { env });
  if (code !== 0) throw new Error(`relais migrate ended with ${code}: ${err}`);
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
