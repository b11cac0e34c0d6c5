import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { type Closing, closeAll } from '../../src/start/closing.ts';
import { openStore } from '../../src/start/open-store.ts';
import { fakeVault } from '../keys/fake-vault.ts';
import { sampleDeparture, sampleEntries } from '../stores/samples.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

/** The fake of Vault behind an address of its own. */
const vault = fakeVault();
const server = createServer(async (request, response) => {
  const path = (request.url ?? '').replace(/^\/v1\//, '');
  const answer = await vault.answer(
    path,
    new Headers(request.headers as Record<string, string>),
    await textOf(request),
  );
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
});

describe('relais keys, with a key service', () => {
  let folder: string;
  let file: Record<string, string>;
  let kms: Record<string, string>;
  const keyText = () => readFileSync(join(folder, 'master.key'), 'utf8').trim();

  beforeAll(() => new Promise<void>((done) => void server.listen(0, '127.0.0.1', done)));
  afterAll(() => void server.close());
  beforeEach(() => {
    vault.state.isSealed = false;
    folder = scratchFolder();
    file = { RELAIS_DATA_DIR: folder };
    kms = {
      ...file,
      RELAIS_KMS: 'vault:transit/relais',
      RELAIS_KMS_ADDRESS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      RELAIS_KMS_TOKEN: 's.canary-token',
    };
  });

  /** A Relais that runs, as far as what it keeps is concerned. */
  async function running(env: Record<string, string>) {
    const lines: string[] = [];
    const closing: Closing = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const reread = () => ({ config: readConfig(env) });
    const { store, keyWarnings } = await openStore(readConfig(env), {
      ...{ log, closing, fetch: globalThis.fetch, again: { reread } },
      onMoved: () => {},
      onKeyGivenUp: () => {},
    });
    const write = (version: number) =>
      store.departures.commit(sampleDeparture('d1', { version }), version - 1, [], null);
    return { store, keyWarnings, write, lines, stop: () => closeAll(closing, log) };
  }

  /** As long as the key that stands in the file now has to be asked for. */
  async function eventually(work: () => Promise<unknown>): Promise<void> {
    for (let attempt = 1; ; attempt += 1)
      try {
        await work();
        return;
      } catch (error) {
        if (attempt === 50) throw error;
        await new Promise((done) => setTimeout(done, 10));
      }
  }

  it('makes a key that only the service opens, and starts from it as long as the service gives it', async () => {
    const relais = await running(kms);
    await relais.store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
    const content = JSON.parse(keyText());
    expect(Object.keys(content)).toEqual(['wrappedBy', 'version', 'fingerprint', 'wrapped']);
    expect(content).toMatchObject({ wrappedBy: 'vault:transit/relais', version: 1 });
    expect(statSync(join(folder, 'master.key')).mode & 0o777).toBe(0o600);
    // The service goes away in the middle of a departure: the work goes on.
    vault.state.isSealed = true;
    expect(await relais.write(2)).toBe('committed');
    await relais.stop();
    const status = await callRelais(['keys', 'status'], { env: kms });
    expect(status).toMatchObject({ code: 1, err: expect.stringContaining('vault:transit/relais does not answer') });
    const doctor = await callRelais(['doctor'], { env: kms });
    expect(doctor.out).toContain('The master key cannot be used.');
    vault.state.isSealed = false;
    expect((await callRelais(['keys', 'status'], { env: kms })).out).toContain(
      'Wrapped by vault:transit/relais, version 1',
    );
    expect((await callRelais(['doctor', '--lang', 'fr'], { env: kms })).out).toContain(
      'chiffrée par vault:transit/relais (version 1), qui la donne.',
    );
    const without = await callRelais(['keys', 'status'], { env: file });
    expect(without).toMatchObject({ code: 1, err: expect.stringContaining('Set RELAIS_KMS') });
    for (const said of [status, doctor, without]) expect(said.out + said.err).not.toContain('canary');
    expect(relais.lines.join('')).not.toMatch(/canary|vault:v1:/);
  });

  it('moves from a key file to the service and back, under a Relais that runs', async () => {
    const before = await running(file);
    await before.store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
    await before.stop();
    const bare = keyText();
    const relais = await running(kms);
    expect(relais.lines.join('')).toContain('master-key.bare');
    expect((await callRelais(['doctor'], { env: kms })).out).toContain('is not wrapped by vault:transit/relais yet');
    const kept = join(scratchFolder(), 'old.key');
    const first = await callRelais(['keys', 'rotate', '--keep-old-key', kept], { env: kms });
    expect(first).toMatchObject({ code: 0, err: '' });
    // Not ended by itself: a Relais that runs has to be given the key by the service first.
    expect(first.out).toContain('Both keys open the database');
    expect(readFileSync(kept, 'utf8').trim()).toBe(bare);
    expect(JSON.parse(keyText()).wrappedBy).toBe('vault:transit/relais');
    expect(await relais.write(2)).toBe('committed');
    const finished = await callRelais(['keys', 'rotate', '--finish'], { env: kms });
    expect(finished).toMatchObject({ code: 0, err: '' });
    await eventually(async () => expect(await relais.write(3)).toBe('committed'));
    const again = { ...file, RELAIS_MASTER_KEY: bare };
    expect((await callRelais(['keys', 'status'], { env: again })).err).toContain('another master key');
    expect((await callRelais(['audit', 'verify'], { env: kms })).code).toBe(0);
    // And back: the service wraps the new key no more.
    const back = await callRelais(['keys', 'rotate', '--bare', '--destroy-old-key'], { env: kms });
    expect(back).toMatchObject({ code: 0, err: '' });
    expect(keyText()).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect((await callRelais(['keys', 'rotate', '--finish'], { env: kms })).code).toBe(0);
    await eventually(async () => expect(await relais.write(4)).toBe('committed'));
    await relais.stop();
    vault.state.isSealed = true;
    expect((await callRelais(['audit', 'verify'], { env: file })).code).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith('master'))).toEqual(['master.key']);
  });

  it('goes on with a rotation that was cut short because the service went away, with the same new key', async () => {
    const relais = await running(kms);
    await relais.store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
    await relais.stop();
    const before = keyText();
    const made = await callRelais(['keys', 'new'], { env: kms });
    expect(made.code).toBe(0);
    // As far as the new key was made, and not placed.
    writeFileSync(join(folder, 'master.key.next'), made.out, { mode: 0o600 });
    vault.state.isSealed = true;
    const rotate = ['keys', 'rotate', '--destroy-old-key'];
    expect((await callRelais(rotate, { env: kms })).code).toBe(1);
    expect(keyText()).toBe(before);
    vault.state.isSealed = false;
    expect((await callRelais(rotate, { env: kms })).code).toBe(0);
    expect(keyText()).toBe(made.out.trim());
    expect((await callRelais(rotate, { env: kms })).out).toContain('--finish');
    expect((await callRelais(['keys', 'rotate', '--finish'], { env: kms })).code).toBe(0);
  });

  it('takes another new key, when told to, where the one that was made does not open, and keeps that file', async () => {
    await (await running(kms)).stop();
    const before = keyText();
    const next = join(folder, 'master.key.next');
    const made = (await callRelais(['keys', 'new'], { env: kms })).out.trim();
    const lost = JSON.stringify({ ...JSON.parse(made), wrapped: 'vault:v1:AAAA' });
    writeFileSync(next, lost, { mode: 0o600 });
    const rotate = ['keys', 'rotate', '--destroy-old-key'];
    const anew = [...rotate, '--begin-anew'];
    expect(await callRelais(rotate, { env: kms })).toMatchObject({ code: 1 });
    // Whether it opens is the service's to say.
    vault.state.isSealed = true;
    expect(await callRelais(anew, { env: kms })).toMatchObject({ code: 1 });
    vault.state.isSealed = false;
    expect({ key: keyText(), next: readFileSync(next, 'utf8') }).toEqual({ key: before, next: lost });
    const done = await callRelais(anew, { env: kms });
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toContain('does not open. It is kept, as ');
    expect([before, lost, made]).not.toContain(keyText());
    const [aside = ''] = readdirSync(folder).filter((name) => name.startsWith('master.key.next'));
    expect(aside).toMatch(/^master\.key\.next\.aside-[0-9a-f]{12}$/);
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(lost);
    expect((await callRelais(['keys', 'rotate', '--finish'], { env: kms })).code).toBe(0);
    expect((await callRelais(['audit', 'verify'], { env: kms })).code).toBe(0);
  });

  it('does not go on with a new key that is kept in another way than it is asked for now', async () => {
    await (await running(kms)).stop();
    const before = keyText();
    const next = join(folder, 'master.key.next');
    const rotate = ['keys', 'rotate', '--destroy-old-key', '--begin-anew'];
    writeFileSync(next, (await callRelais(['keys', 'new'], { env: kms })).out, { mode: 0o600 });
    expect((await callRelais([...rotate, '--bare'], { env: kms })).err).toContain('leave --bare out');
    writeFileSync(next, Buffer.alloc(32, 9).toString('base64'));
    expect((await callRelais(rotate, { env: kms })).err).toContain('add --bare');
    expect(keyText()).toBe(before);
    expect(
      readdirSync(folder)
        .filter((name) => name.startsWith('master'))
        .sort(),
    ).toEqual(['master.key', 'master.key.next']);
  });

  it('wraps the same key anew under a newer version, so that the older one can be destroyed', async () => {
    const relais = await running(kms);
    await relais.store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null);
    const before = JSON.parse(keyText());
    const key = vault.keys.get('relais');
    const version = before.version + 1;
    key?.versions.push(Buffer.alloc(32, 5));
    const done = await callRelais(['keys', 'rewrap'], { env: kms });
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toContain(`version ${version} now`);
    expect(JSON.parse(keyText())).toMatchObject({ version, fingerprint: before.fingerprint });
    expect(await relais.write(2)).toBe('committed');
    await relais.stop();
    if (key) key.oldest = version;
    expect((await callRelais(['audit', 'verify'], { env: kms })).code).toBe(0);
    if (key) key.oldest = version + 1;
    expect((await callRelais(['audit', 'verify'], { env: kms })).err).toContain('disabled or destroyed');
    if (key) key.oldest = 1;
  });

  it('refuses what would wrap nothing', async () => {
    expect((await callRelais(['keys', 'new'], { env: file })).err).toContain('RELAIS_KMS is not set');
    await (await running(file)).stop();
    expect((await callRelais(['keys', 'rewrap'], { env: kms })).err).toContain('wrapped by no key service');
  });
});
