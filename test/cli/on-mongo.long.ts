import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startRelais } from '../../src/start.ts';
import { dropMongoDatabase, uriOfDatabase } from '../../src/stores/mongo/connection.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

const serverUri = inject('mongodbUri');

describe.skipIf(serverUri === null)('Relais on MongoDB', () => {
  function surroundings(): Record<string, string> {
    const uri = uriOfDatabase(serverUri ?? '', `relais_test_${randomUUID().slice(0, 13)}`);
    onTestFinished(() => dropMongoDatabase(uri));
    return { RELAIS_DATA_DIR: scratchFolder(), MONGODB_URI: uri, PORT: '0' };
  }

  async function started(env: Record<string, string>) {
    return startRelais({ config: readConfig(env), env: {}, log: createLog('silent') });
  }

  it('starts, is ready, keeps nothing in a file but the key, and finds all of it again', async () => {
    const env = surroundings();
    const first = await started(env);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    await first.store.notes.write('left here', { by: 'the first' });
    await first.stop();
    const folder = env['RELAIS_DATA_DIR'] ?? '';
    expect(existsSync(join(folder, 'relais.db'))).toBe(false);
    expect(existsSync(join(folder, 'master.key'))).toBe(true);
    const second = await started(env);
    expect(await second.store.notes.read('left here')).toEqual({ by: 'the first' });
    await second.stop();
  });

  it('is verified and made anew by the same commands, and tells what was changed', async () => {
    const env = surroundings();
    const nothing = await callRelais(['audit', 'verify'], { env });
    expect(nothing).toMatchObject({ code: 1, out: '' });
    expect(nothing.err).toContain('There is nothing of Relais in the database of MONGODB_URI.');
    await (await started(env)).stop();
    expect(await callRelais(['audit', 'verify'], { env })).toMatchObject({
      code: 0,
      out: '✔ 0 journals, 0 entries: every chain is whole.\n',
    });
    expect((await callRelais(['audit', 'rebuild'], { env })).out).toContain('lists and numbers are what');
    const client = await new MongoClient(env['MONGODB_URI'] ?? '').connect();
    onTestFinished(() => client.close());
    const bytes = { value: Buffer.from('{"count":1,"proof":"00"}') };
    await client.db().collection<{ _id: string }>('meta').updateOne({ _id: 'departures' }, { $set: bytes });
    const changed = await callRelais(['audit', 'verify'], { env });
    expect(changed.code).toBe(1);
    expect(changed.out).toContain('(count of departures): the record itself was changed');
    const other = await callRelais(['audit', 'verify'], { env: { ...env, RELAIS_DATA_DIR: scratchFolder() } });
    expect(other.err).toContain('is missing, and RELAIS_MASTER_KEY is not set');
  });

  it('is not copied by the commands for the embedded database', async () => {
    const env = surroundings();
    for (const command of ['backup', 'restore']) {
      const refused = await callRelais([command, join(scratchFolder(), 'copy.db')], { env });
      expect(refused.code).toBe(1);
      expect(refused.err).toContain('MONGODB_URI is set, and this command is for the embedded database only.');
    }
  });

  it('that cannot be reached is told without the password', async () => {
    const env = { ...surroundings(), MONGODB_URI: 'mongodb://relais:canary@127.0.0.1:1/relais' };
    for (const ended of [await callRelais(['audit', 'verify'], { env }), await callRelais(['doctor'], { env })]) {
      expect(ended.code).toBe(1);
      expect(`${ended.out}${ended.err}`).toContain('no primary of its replica set answers');
      expect(`${ended.out}${ended.err}`).not.toContain('canary');
    }
  });

  it('tells the story, and leaves no database behind', async () => {
    const client = await new MongoClient(serverUri ?? '').connect();
    onTestFinished(() => client.close());
    const told = await callRelais(['story'], { env: { MONGODB_URI: serverUri ?? '' } });
    expect(told.out).toContain('The story ended well');
    expect(told.code).toBe(0);
    const { databases } = await client.db().admin().listDatabases();
    expect(databases.filter(({ name }) => name.startsWith('relais_relais_story'))).toEqual([]);
  }, 400_000);
});
