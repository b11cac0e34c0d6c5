import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { makeDataFolder, primaryOf, type ReplicaSet, startSetIn } from '../support/mongo/mongod.ts';
import type { NodeFault } from './schedule.ts';

/** Three nodes on loopback, of which one has a small disk of its own where this user may mount one. */
export interface Cluster {
  uri: string;
  admin: MongoClient;
  /** Asks the set until it answers: while it chooses a primary, it answers nobody. */
  asked<T>(question: () => Promise<T>): Promise<T>;
  /** Whether the disk of a node can be filled here. */
  hasSmallDisk: boolean;
  /** Returns once the fault is over and all nodes are up again. Tells what was done. */
  suffer(fault: NodeFault): Promise<string>;
  close(): Promise<void>;
}

const small = 'node2';
const smallDisk = '900m';
const gigantic = 64 * 1024 * 1024;

export async function startCluster(): Promise<Cluster> {
  const data = makeDataFolder();
  const disk = join(data, small);
  const set = startSetIn(data, 3, '--timeout', String(upWithin / 1000));
  const hasSmallDisk = moveToSmallDisk(disk, () => killed(set.pids[2]));
  if (hasSmallDisk) set.startAgain();
  const admin = await new MongoClient(set.uri, { serverSelectionTimeoutMS: 20_000 }).connect();
  const balloon = join(disk, 'balloon');

  const pidOf = (which: 'primary' | 'secondary') => asked(() => primaryOf(admin, set, which));

  async function fill(fullFor: number): Promise<string> {
    if (!hasSmallDisk) return 'full disk: not tried, because no file system can be mounted here';
    const { bavail, bsize } = statfsSync(disk);
    const piece = Buffer.alloc(gigantic);
    let left = bavail * bsize;
    try {
      for (; left > 0; left -= gigantic)
        writeFileSync(balloon, piece.subarray(0, Math.min(left, gigantic)), { flag: 'a' });
    } catch (error) {
      // The node was faster.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
    await wait(fullFor);
    rmSync(balloon);
    const pid = set.pids[2];
    const survived = pid !== undefined && isAlive(pid);
    const again = startsFailed(await bringBack(set));
    return `full disk on a node, which ${survived ? 'lived on' : 'ended by it and was started again'}${again}`;
  }

  return {
    uri: set.uri,
    admin,
    asked,
    hasSmallDisk,
    async suffer(fault) {
      switch (fault.kind) {
        case 'step-down':
          await admin
            .db('admin')
            .command({ replSetStepDown: 5, secondaryCatchUpPeriodSecs: 2 })
            .catch(() => undefined);
          return 'the primary stepped down';
        case 'kill-primary':
          process.kill(await pidOf('primary'), 'SIGKILL');
          await wait(fault.downFor);
          return `kill -9 of the primary, down for ${fault.downFor} ms${startsFailed(await bringBack(set))}`;
        case 'stop-node': {
          const pid = await pidOf(fault.of);
          process.kill(pid, 'SIGSTOP');
          try {
            await wait(fault.stoppedFor);
          } finally {
            process.kill(pid, 'SIGCONT');
          }
          return `SIGSTOP of a ${fault.of} for ${fault.stoppedFor} ms`;
        }
        case 'full-disk':
          return fill(fault.fullFor);
      }
    },
    async close() {
      await admin.close();
      set.stop();
      if (hasSmallDisk)
        // Lazily: a node that was just ended may hold a file open for a moment yet.
        for (const place of [disk, `${disk}-small`]) execFileSync('umount', ['-l', place], { stdio: 'ignore' });
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A node that was killed among all that goes on here takes long to come up. */
const upWithin = 60_000;
const mostStarts = 4;

/**
 * Once more where a node does not come up: one that ends by its full disk takes seconds over it, and counts as running
 * until it has ended. Returns how many starts failed before.
 */
export async function bringBack(set: Pick<ReplicaSet, 'bringBack'>): Promise<number> {
  for (let failed = 0; ; failed += 1)
    try {
      await set.bringBack();
      return failed;
    } catch (error) {
      if (failed + 1 === mostStarts) throw error;
    }
}

export function startsFailed(count: number): string {
  return count === 0 ? '' : `; ${count} of its starts failed`;
}

/** A set that chose no primary in this time chooses none. */
const electionWithin = 90_000;

async function asked<T>(question: () => Promise<T>): Promise<T> {
  for (const from = Date.now(); ; )
    try {
      return await question();
    } catch (error) {
      if (Date.now() - from > electionWithin) throw error;
      await wait(200);
    }
}

/**
 * Onto a file system in memory, which only root may mount; tells whether it could be. `end` ends whoever uses the
 * folder.
 */
function moveToSmallDisk(folder: string, end: () => void): boolean {
  const next = `${folder}-small`;
  mkdirSync(next);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${smallDisk}`, 'tmpfs', next], { stdio: 'ignore' });
  } catch {
    rmSync(next, { recursive: true });
    return false;
  }
  end();
  cpSync(folder, next, { recursive: true });
  execFileSync('mount', ['--bind', next, folder], { stdio: 'ignore' });
  return true;
}

function killed(pid: number | undefined): void {
  if (pid === undefined) throw new Error('this node has no process');
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
