import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startRelais } from '../../src/start.ts';
import { dropMongoDatabase, uriOfDatabase } from '../../src/stores/mongo/connection.ts';
import { sampleDeparture, sampleEntries } from '../stores/samples.ts';
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

  it('is copied while it runs into one file, and put back into an empty database only, or into a folder', async () => {
    const env = surroundings();
    const copy = join(scratchFolder(), 'copy.db');
    const nothing = await callRelais(['backup', copy], { env });
    expect(nothing.err).toContain('is missing, and RELAIS_MASTER_KEY is not set');
    const relais = await started(env);
    onTestFinished(() => relais.stop());
    await relais.store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 3), null);
    await relais.store.notes.write('left here', { by: 'the first' });
    const taken = await callRelais(['backup', copy], { env });
    expect(taken.err).toBe('');
    expect(taken.out).toContain(`✔ ${copy}: 1 departure, 3 entries`);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect((await callRelais(['backup', copy], { env })).err).toContain(
      'is there already, and Relais writes over nothing',
    );
    const full = await callRelais(['restore', copy], { env });
    expect(full.err).toContain('is not empty, and Relais writes over nothing');

    const key = join(env['RELAIS_DATA_DIR'] ?? '', 'master.key');
    const empty = surroundings();
    const keyless = await callRelais(['restore', copy], { env: empty });
    expect(keyless.err).toContain('The key is missing');
    copyFileSync(key, join(empty['RELAIS_DATA_DIR'] ?? '', 'master.key'));
    const restored = await callRelais(['restore', copy], { env: empty });
    expect(restored.err).toBe('');
    expect(restored.out).toContain('1 departure, 3 entries');
    expect(restored.out).not.toContain('mongodb://');
    expect(readdirSync(empty['RELAIS_DATA_DIR'] ?? '')).toEqual(['master.key']);
    const again = await started(empty);
    expect(await again.store.departures.load('d1')).toMatchObject({ id: 'd1' });
    expect(await again.store.notes.read('left here')).toEqual({ by: 'the first' });
    // Every departure was told what it comes from, so the note is gone.
    expect(await again.store.notes.read('taken-from-backup')).toBeNull();
    await again.stop();

    const folder = scratchFolder();
    copyFileSync(key, join(folder, 'master.key'));
    expect((await callRelais(['restore', copy], { env: { RELAIS_DATA_DIR: folder } })).code).toBe(0);
    expect((await callRelais(['audit', 'verify'], { env: { RELAIS_DATA_DIR: folder } })).out).toContain(
      '1 journal, 3 entries',
    );
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
