import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { fingerprintOf } from '../../src/stores/ring.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { sampleDeparture, sampleEntries } from '../stores/samples.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const inBase64 = (one: Buffer) => one.toString('base64');

describe('relais keys', () => {
  let folder: string;
  let env: Record<string, string>;
  const openWith = (masterKey: Buffer) =>
    createSqliteStore({
      path: join(folder, 'relais.db'),
      masterKey,
      masterKeyNow: inFile,
    });
  const made = async (masterKey: Buffer) => {
    const store = await openWith(masterKey);
    await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
    return store;
  };
  const inFile = () => loadMasterKey({ value: undefined, dataDir: folder });

  beforeEach(() => {
    folder = scratchFolder();
    env = { RELAIS_DATA_DIR: folder };
  });

  it('puts a new key in the place of the key file, under a Relais that runs, and keeps the old one where it is told', async () => {
    const before = inFile();
    const store = await made(before);
    const kept = join(scratchFolder(), 'old.key');
    const { code, out, err } = await callRelais(['keys', 'rotate', '--keep-old-key', kept], { env });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const after = inFile();
    expect(after).not.toEqual(before);
    expect(out).toContain(`Only the key ${fingerprintOf(after)} opens the database now`);
    expect(out).not.toContain(inBase64(after));
    expect(readFileSync(kept, 'utf8').trim()).toBe(inBase64(before));
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.startsWith('master'))).toEqual(['master.key']);
    expect(await store.departures.commit(sampleDeparture('d1', { version: 2 }), 1, [], null)).toBe('committed');
    await store.close();
    // The same command once more, by whoever did not see its end: no second change begins.
    const again = await callRelais(['keys', 'rotate', '--keep-old-key', kept], { env });
    expect({ code: again.code, said: again.err.includes('that change is complete') }).toEqual({ code: 1, said: true });
    expect(inFile()).toEqual(after);
    const status = await callRelais(['keys', 'status'], { env });
    expect(status.out).toContain(`fingerprint ${fingerprintOf(after)}`);
    expect(status.out).toContain('generation 3');
    expect(status.out).toContain('not being changed');
    expect((await callRelais(['audit', 'verify'], { env })).code).toBe(0);
  });

  it('asks first what becomes of the old key, which back-ups need, and changes nothing before', async () => {
    const before = inFile();
    await (await made(before)).close();
    for (const options of [[], ['--destroy-old-key', '--keep-old-key', join(folder, 'old')]]) {
      const { code, err } = await callRelais(['keys', 'rotate', ...options], { env });
      expect({ code, said: err.includes('Say what becomes of it') }).toEqual({ code: 1, said: true });
    }
    expect(inFile()).toEqual(before);
    expect(existsSync(join(folder, 'master.key.next'))).toBe(false);
    const taken = await callRelais(['keys', 'rotate', '--keep-old-key', join(folder, 'relais.db')], { env });
    expect(taken.code).toBe(1);
    expect(inFile()).toEqual(before);
  });

  it('changes a key that is a setting in two steps, so that every host can have it in between', async () => {
    await (await made(key)).close();
    const asked = { ...env, RELAIS_MASTER_KEY: inBase64(key) };
    expect((await callRelais(['keys', 'rotate'], { env: asked })).err).toContain('RELAIS_NEW_MASTER_KEY');
    expect((await callRelais(['keys', 'rotate', '--finish'], { env: asked })).err).toContain('nothing to finish');
    const first = await callRelais(['keys', 'rotate'], { env: { ...asked, RELAIS_NEW_MASTER_KEY: inBase64(other) } });
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('Both keys open the database');
    expect((await callRelais(['keys', 'status'], { env: asked })).out).toContain(
      `being changed to the key ${fingerprintOf(other)}: 0 rows are left`,
    );
    for (const [lang, words] of [
      ['en', `being changed to the one with the fingerprint ${fingerprintOf(other)}. Go on`],
      ['fr', `remplacée par celle d’empreinte ${fingerprintOf(other)}. Continuez`],
    ] as const)
      expect((await callRelais(['doctor', '--lang', lang], { env: asked })).out).toContain(words);
    const early = await callRelais(['keys', 'rotate', '--finish'], { env: asked });
    expect(early.err).toContain('RELAIS_MASTER_KEY is still the old key');
    const now = { ...env, RELAIS_MASTER_KEY: inBase64(other) };
    // Once more, by whoever is not sure: nothing begins anew.
    expect((await callRelais(['keys', 'rotate'], { env: now })).out).toContain('--finish');
    expect((await callRelais(['keys', 'rotate', '--finish'], { env: now })).code).toBe(0);
    expect((await callRelais(['keys', 'status'], { env: now })).out).toContain('not being changed');
    const refused = await callRelais(['keys', 'status'], { env: asked });
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`fingerprint ${fingerprintOf(other)}`);
    expect(existsSync(join(folder, 'master.key'))).toBe(false);
  });

  it('says which key a back-up of before needs, and puts it back with that one', async () => {
    const before = inFile();
    await (await made(before)).close();
    const backup = join(scratchFolder(), 'copy.db');
    const kept = join(scratchFolder(), 'old.key');
    expect((await callRelais(['backup', backup], { env })).code).toBe(0);
    expect((await callRelais(['keys', 'rotate', '--keep-old-key', kept], { env })).code).toBe(0);
    const put = (master: string) =>
      callRelais(['restore', backup, '--data-dir', scratchFolder()], { env: { RELAIS_MASTER_KEY: master } });
    const wrong = await put(inBase64(inFile()));
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain(fingerprintOf(before));
    expect((await put(readFileSync(kept, 'utf8').trim())).code).toBe(0);
    // A copy made since needs the new one.
    expect((await callRelais(['backup', `${backup}.2`], { env })).code).toBe(0);
  });
});
