import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/engine/ports/clock.ts';
import { createAgendaScheduler } from '../../../src/scheduling/agenda-scheduler.ts';
import { MongoWakeBackend } from '../../../src/scheduling/mongo-wake-backend.ts';
import { loadMasterKey } from '../../../src/stores/master-key.ts';
import { openMongoDatabase } from '../../../src/stores/mongo/connection.ts';
import { throughElections } from '../../../src/stores/mongo/persistently.ts';
import { createMongoStore } from '../../../src/stores/mongo/store.ts';
import { callRelais, scratchFolder } from '../../cli/run-relais.ts';
import { until } from '../../scheduling/scratch.ts';
import { freePort } from '../../support/mongo/free-port.ts';
import { hasKit, startSet } from '../../support/mongo/mongod.ts';
import { collect, sampleDeparture, sampleEntries } from '../samples.ts';

const password = 'canary p@ss/word';
/** Each user may do that much, in the database of that name. */
const users = {
  relais: { database: 'relais', roles: ['readWrite', 'dbAdmin'] },
  reader: { database: 'elsewhere', roles: ['read'] },
} as const;
type User = keyof typeof users;

/** A set of one that asks for a password (`--keyFile` switches that on), with these users. */
async function startGuarded(): Promise<{ uriOf(user: User, password: string): string; stop(): void }> {
  // Where the kit keeps its mongod is told by one that runs.
  const [kit, folder, port] = [startSet(), mkdtempSync(join(tmpdir(), 'relais-guarded-')), await freePort()];
  const binary = readlinkSync(`/proc/${kit.pids[0]}/exe`);
  kit.stop();
  const keyFile = join(folder, 'key');
  writeFileSync(keyFile, randomBytes(48).toString('base64'), { mode: 0o400 });
  mkdirSync(join(folder, 'db'));
  const args = ['--replSet', 'rs0', '--keyFile', keyFile, '--dbpath', join(folder, 'db'), '--port', String(port)];
  const mongod = spawn(binary, [...args, '--bind_ip', '127.0.0.1', '--wiredTigerCacheSizeGB', '0.25'], {
    stdio: 'ignore',
  });
  const stop = () => {
    mongod.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // From this machine the first user may be made without any.
    const first = await connected(`mongodb://127.0.0.1:${port}/?directConnection=true`);
    const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
    await first.db('admin').command({ replSetInitiate: { _id: 'rs0', members } });
    while (!(await first.db('admin').command({ hello: 1 }))['isWritablePrimary']) await wait(50);
    await first.db('admin').command({ createUser: 'root', pwd: password, roles: ['root'] });
    await first.close();
    const uri = (user: string, secret: string, database: string) =>
      `mongodb://${user}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${database}?replicaSet=rs0&authSource=admin`;
    const root = await new MongoClient(uri('root', password, 'admin')).connect();
    for (const [user, { database: db, roles }] of Object.entries(users))
      await root.db('admin').command({ createUser: user, pwd: password, roles: roles.map((role) => ({ role, db })) });
    await root.close();
    return { uriOf: (user, secret) => uri(user, secret, users[user].database), stop };
  } catch (error) {
    stop();
    throw error;
  }
}

async function connected(uri: string): Promise<MongoClient> {
  for (let turn = 0; ; turn += 1) {
    try {
      return await new MongoClient(uri, { serverSelectionTimeoutMS: 1_000 }).connect();
    } catch (error) {
      if (turn > 20) throw error;
    }
  }
}

describe.skipIf(!hasKit())('a MongoDB that asks for a password', { timeout: 180_000 }, () => {
  let server: Awaited<ReturnType<typeof startGuarded>>;
  beforeAll(async () => {
    server = await startGuarded();
  });
  afterAll(() => server?.stop());

  it('is used by a user with no more than the roles that the operations chapter names, streams and migration included', async () => {
    const uri = server.uriOf('relais', password);
    const folder = scratchFolder();
    const masterKey = loadMasterKey({ value: undefined, dataDir: folder });
    const store = await createMongoStore({ database: await openMongoDatabase(uri), masterKey });
    expect(await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null)).toBe('created');
    const next = sampleDeparture('d1', { version: 2, status: 'active', entries: 2 });
    expect(await store.departures.commit(next, 1, sampleEntries('d1', 2, 2), null)).toBe('committed');
    expect((await collect(store.audit.verify())).flatMap(({ findings }) => findings)).toEqual([]);
    expect((await store.audit.rebuild()).findings).toEqual([]);

    // The other process hears of it by the stream: polling would take five seconds.
    const log = pino({ level: 'silent' });
    const both = [1, 2].map(() =>
      createAgendaScheduler({
        backend: new MongoWakeBackend({ uri, database: 'relais', log, throughElections }),
        log,
        clock: systemClock,
      }),
    );
    onTestFinished(async () => void (await Promise.all(both.map((one) => one.stop()))));
    const woken: string[] = [];
    await both[0]?.start(async (id) => void woken.push(id));
    const asked = Date.now();
    await both[1]?.wakeAt('d1', new Date(), 'continue');
    await until(() => woken.length === 1, 'the wake-up', 10_000);
    expect(Date.now() - asked).toBeLessThan(4_000);
    await Promise.all(both.map((one) => one.stop()));

    const env = { RELAIS_DATA_DIR: folder, MONGODB_URI: uri };
    const backup = await callRelais(['backup', join(folder, 'relais.backup')], { env });
    expect([backup.code, backup.err]).toEqual([0, '']);
    // Whoever has it open is seen, though only connections of the same user may be.
    const path = join(folder, 'relais.db');
    const refused = await callRelais(['migrate', '--from', 'MONGODB_URI', '--to', path], { env });
    expect(refused.err).toContain('is in use');
    await store.close();
    const moved = await callRelais(['migrate', '--from', 'MONGODB_URI', '--to', path], { env });
    expect([moved.code, moved.err]).toEqual([0, '']);
  });

  it.each<[User, string, string]>([
    ['relais', 'canary wrong', 'it refuses the user or the password of MONGODB_URI'],
    ['reader', password, 'grant it the roles readWrite and dbAdmin on its database'],
  ])(
    'refuses the user %s with this password in words that say what to do, and quote none',
    async (user, secret, words) => {
      const open = async () => {
        const database = await openMongoDatabase(server.uriOf(user, secret));
        onTestFinished(() => database.close());
        return createMongoStore({ database, masterKey: Buffer.alloc(32, 7) });
      };
      const error: unknown = await open().catch((refusal: unknown) => refusal);
      expect(error).toMatchObject({ name: 'StoreError', kind: 'unavailable' });
      expect(String(error)).toContain(words);
      for (let cause = error; cause instanceof Error; cause = cause.cause)
        expect(`${cause.message} ${cause.stack}`).not.toContain('canary');
    },
  );
});
