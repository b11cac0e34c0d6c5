import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { MongoClient } from 'mongodb';
import type { TestProject } from 'vitest/node';
import { z } from 'zod';

/** Beside the repository where the tests run; it fetches a mongod by its hash and starts it as a replica set. */
const kit = resolve(import.meta.dirname, '../../../../shared/mongod');

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a replica set for the whole run; null where none is to be had. */
    mongodbUri: string | null;
  }
}

/** One mongod for the run: MONGODB_URI, else the kit beside the repository, else a `mongod` on the PATH. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await findServer();
  project.provide('mongodbUri', server?.uri ?? null);
  if (!server)
    process.stderr.write(
      '\nSKIPPED: every test of MongoDB. Set MONGODB_URI to a replica set, or put a mongod (6.0 or newer) on the PATH.\n\n',
    );
  else if (!hasKit())
    process.stderr.write(
      '\nSKIPPED: the tests that kill nodes of a MongoDB set of their own. They need ../shared/mongod, which is not here.\n\n',
    );
  return async () => server?.stop();
}

interface Server {
  uri: string;
  stop(): Promise<void>;
}

async function findServer(): Promise<Server | null> {
  const given = process.env['MONGODB_URI'];
  if (given) return { uri: given, stop: async () => undefined };
  if (hasKit()) {
    // A question that no index answers is refused there, so every test is one of the indexes too.
    const set = startSet(1, '--param', 'notablescan=true');
    return { uri: set.uri, stop: async () => set.stop() };
  }
  return startFromPath();
}

export function hasKit(): boolean {
  return existsSync(join(kit, 'start'));
}

/** Several nodes on loopback, for tests of what elections do. */
export interface ReplicaSet {
  uri: string;
  /** The process behind each port of the URI. */
  pids: number[];
  /** Brings back the nodes that are down. */
  startAgain(): void;
  /** The same, while this process goes on. */
  bringBack(): Promise<void>;
  stop(): void;
}

export function startSet(nodes = 1, ...more: readonly string[]): ReplicaSet {
  const data = makeDataFolder();
  const set = startSetIn(data, nodes, ...more);
  return {
    ...set,
    get pids() {
      return set.pids;
    },
    stop() {
      set.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export function makeDataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'relais-mongod-'));
}

/**
 * In a folder that was made before, for whoever gives one of its nodes (`node0`, …) a disk of its own, and that is
 * removed by them.
 */
export function startSetIn(data: string, nodes: number, ...more: readonly string[]): ReplicaSet {
  const args = ['--nodes', String(nodes), '--data', data, ...more];
  const run = () =>
    parsed(execFileSync(join(kit, 'start'), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  const parsed = (text: string) => {
    const value = (name: string) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
    return { uri: value('MONGODB_URI'), pids: value('MONGOD_PIDS').split(',').map(Number) };
  };
  const first = run();
  const set: ReplicaSet = {
    ...first,
    startAgain() {
      set.pids = run().pids;
    },
    async bringBack() {
      set.pids = parsed((await promisify(execFile)(join(kit, 'start'), args, { encoding: 'utf8' })).stdout).pids;
    },
    stop() {
      execFileSync(join(kit, 'stop'), ['--now', data], { stdio: 'ignore' });
    },
  };
  return set;
}

const helloSchema = z.looseObject({ primary: z.string() });

/** The process of the present primary, or of another node: the nth serves the nth port of the URI. */
export async function primaryOf(
  admin: MongoClient,
  { uri, pids }: Pick<ReplicaSet, 'uri' | 'pids'>,
  which: 'primary' | 'secondary' = 'primary',
): Promise<number> {
  const { primary } = helloSchema.parse(await admin.db('admin').command({ hello: 1 }));
  const hosts = /^mongodb:\/\/([^/]*)/.exec(uri)?.[1]?.split(',') ?? [];
  const pid = pids[hosts.findIndex((host) => (host === primary) === (which === 'primary'))];
  if (pid === undefined) throw new Error(`nobody knows the process of the ${which}, ${primary} is primary`);
  return pid;
}

async function startFromPath(): Promise<Server | null> {
  const folder = await mkdtemp(join(tmpdir(), 'relais-mongod-'));
  const port = 27_000 + Math.floor(Math.random() * 10_000);
  const args = ['--replSet', 'rs0', '--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1'];
  const child = spawn('mongod', args, { stdio: 'ignore' });
  const missing = await new Promise<boolean>((done) => {
    child.once('error', () => done(true));
    child.once('spawn', () => done(false));
  });
  const stop = async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  };
  if (missing) {
    await rm(folder, { recursive: true, force: true });
    return null;
  }
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  try {
    const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
    await client.db('admin').command({ replSetInitiate: { _id: 'rs0', members } });
    return { uri: `mongodb://127.0.0.1:${port}/?replicaSet=rs0`, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await client.close();
  }
}
