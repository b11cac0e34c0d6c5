import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordInstallation } from '../../src/engine/installation/installation-journal.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { checkHeads } from '../../src/evidence/heads.ts';
import { installationKey, knownKeys, rotateInstallationKey } from '../../src/evidence/installation-key.ts';
import { publishHeads, startPublishing } from '../../src/evidence/publish-heads.ts';
import { filePlace } from '../../src/published-heads/file-place.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { callRelais } from '../cli/run-relais.ts';
import { sampleDeparture, sampleEntries, samplePerson } from '../stores/samples.ts';
import { masterKey } from './golden-store.ts';

let folder: string;
let path: string;
let published: string;
let store: Store;
const logged: unknown[] = [];
const log = { info: () => undefined, error: (about: unknown) => void logged.push(about) };
const day = (date: string) => new Date(`${date}T08:00:00.000Z`);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relais-heads-'));
  path = join(folder, 'relais.db');
  published = join(folder, 'elsewhere.jsonl');
  store = await createSqliteStore({ path, masterKey });
  logged.length = 0;
  // The key is made at the first use; a copy of before knows it too.
  await installationKey(store.notes, day('2026-03-01'));
  await begin('d1', 3);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function begin(id: string, entries: number): Promise<void> {
  const departure = sampleDeparture(id, { leaver: samplePerson(`leaver-of-${id}`), entries });
  await store.departures.create(departure, sampleEntries(id, 1, entries), null);
}

const publish = (date: string) => publishHeads(store, { place: filePlace(published), now: day(date), log });

/** The whole file as it is now, with everything in it. */
async function copied(): Promise<() => Promise<void>> {
  await store.close();
  // What was written last stands in the log beside the file.
  const copy = join(folder, 'older.db');
  const copyAll = (from: string, to: string) => {
    for (const end of ['', '-wal']) {
      rmSync(`${to}${end}`, { force: true });
      if (existsSync(`${from}${end}`)) copyFileSync(`${from}${end}`, `${to}${end}`);
    }
    rmSync(`${to}-shm`, { force: true });
  };
  copyAll(path, copy);
  store = await createSqliteStore({ path, masterKey });
  return async () => {
    await store.close();
    copyAll(copy, path);
    store = await createSqliteStore({ path, masterKey });
  };
}

async function check(text = readFileSync(published, 'utf8')) {
  return checkHeads(store, text, await knownKeys(store.notes));
}

describe('published heads', () => {
  it('fit the store that they were published of, while it grows and is erased', async () => {
    expect(await publish('2026-03-02')).toBe('published');
    await store.departures.commit(
      sampleDeparture('d1', { version: 2, entries: 5 }),
      1,
      sampleEntries('d1', 4, 5),
      null,
    );
    await begin('d2', 2);
    expect(await publish('2026-03-03')).toBe('published');
    await store.audit.erase('d1');
    expect(await publish('2026-03-04')).toBe('published');
    expect(await check()).toEqual({ lines: 3, heads: 3, findings: [] });
    const [, second = '', third = ''] = readFileSync(published, 'utf8').split('\n');
    // Only what is new, and nobody is named.
    expect(JSON.parse(second)).toMatchObject({ departures: 2, entries: 7, heads: { d1: { seq: 5 }, d2: { seq: 2 } } });
    expect(JSON.parse(third).heads).toEqual({});
    expect(readFileSync(published, 'utf8')).not.toContain('example.com');
  });

  it('tell of a store that was set back as a whole, which in itself is whole', async () => {
    await publish('2026-03-02');
    const setBack = await copied();
    await store.departures.commit(
      sampleDeparture('d1', { version: 2, entries: 5 }),
      1,
      sampleEntries('d1', 4, 5),
      null,
    );
    await begin('d2', 2);
    await publish('2026-03-03');
    const env = { RELAIS_DATA_DIR: folder, RELAIS_MASTER_KEY: masterKey.toString('base64') };
    expect(await callRelais(['audit', 'verify', '--heads', published], { env })).toMatchObject({ code: 0 });

    await setBack();
    expect((await store.departures.load('d1'))?.version).toBe(1);
    expect(await store.departures.load('d2')).toBeNull();
    const alone = await callRelais(['audit', 'verify'], { env });
    expect(alone).toMatchObject({ code: 0, out: expect.stringContaining('every chain is whole') });
    const found = await callRelais(['audit', 'verify', '--heads', published], { env });
    expect(found.code).toBe(1);
    expect(found.out).toContain('d1: entry 5, published on 2026-03-03T08:00:00.000Z, is not there');
    expect(found.out).toContain('d2: entry 2');
    // What was there already when the copy was made is still as it was published, and the list itself is in order.
    expect((await check()).findings).toEqual([
      { kind: 'set-back', departureId: 'd1', seq: 5, at: '2026-03-03T08:00:00.000Z' },
      { kind: 'set-back', departureId: 'd2', seq: 2, at: '2026-03-03T08:00:00.000Z' },
    ]);
    // Nothing is built upon it, also once it has grown past what was published.
    const before = readFileSync(published, 'utf8');
    await store.departures.commit(
      sampleDeparture('d1', { version: 2, entries: 6 }),
      1,
      sampleEntries('d1', 4, 6),
      null,
    );
    expect(await publish('2026-03-04')).toBe('set-back');
    expect(readFileSync(published, 'utf8')).toBe(before);
    expect(logged).toEqual([expect.objectContaining({ event: 'heads.differ' })]);
  });

  it('tell of the journal of the installation too, when its notes are set back', async () => {
    const clock = { now: () => day('2026-03-02') };
    const period = { from: '2026-01-01', to: '2026-02-28' };
    const invite = (auditor: string) =>
      recordInstallation(
        { store, clock },
        {
          by: 'nadia',
          decide: () => ({
            type: 'events',
            events: [
              {
                ...{ type: 'auditor-invited', auditor, person: null, locale: 'en', period, secondPerson: false },
                ...{ from: '2026-03-02T00:00:00.000Z', until: '2026-04-02T00:00:00.000Z' },
              },
            ],
          }),
        },
      );
    await invite('a1');
    const older = await store.notes.read('installation');
    await invite('a2');
    expect(await publish('2026-03-02')).toBe('published');
    const check = async () => checkHeads(store, readFileSync(published, 'utf8'), await knownKeys(store.notes));
    expect((await check()).findings).toEqual([]);
    await store.notes.write('installation', older);
    expect(await publish('2026-03-03')).toBe('set-back');
    expect((await check()).findings).toMatchObject([{ kind: 'set-back', departureId: 'installation', seq: 2 }]);
  });

  it('are found changed, left out in the middle, moved, or written by somebody else', async () => {
    for (const date of ['2026-03-02', '2026-03-03', '2026-03-04']) await publish(date);
    const text = readFileSync(published, 'utf8');
    const [first = '', second = '', third = ''] = text.split('\n');
    const kinds = async (all: string[]) => (await check(all.join('\n'))).findings.map(({ kind }) => kind);
    expect(await kinds([first, second, third])).toEqual([]);
    expect(await kinds([first, third])).toEqual(['changed']);
    expect(await kinds([second, third])).toEqual(['changed']);
    expect(await kinds([first, third, second])).toEqual(['changed', 'changed']);
    expect(await kinds([first.replace('"seq":3', '"seq":2'), second, third])).toContain('changed');
    expect(await kinds([first, second.replace('"entries":3', '"entries":4'), third])).toEqual(['changed', 'changed']);
    expect(await kinds([first, '{}', third])).toEqual(['changed', 'changed']);
    const stranger = await createSqliteStore({ path: join(folder, 'stranger.db'), masterKey });
    const theirs = join(folder, 'theirs.jsonl');
    await publishHeads(stranger, { place: filePlace(theirs), now: day('2026-03-02'), log });
    await stranger.close();
    expect(await kinds([readFileSync(theirs, 'utf8').trimEnd()])).toEqual(['changed']);
  });

  it('stay good when the key is replaced', async () => {
    await publish('2026-03-02');
    await rotateInstallationKey(store.notes, { now: day('2026-03-03'), distrustOld: false });
    expect(await publish('2026-03-04')).toBe('published');
    expect((await check()).findings).toEqual([]);
  });

  it('are not said to be published where the place took them and does not hold them', async () => {
    const forgetful = { id: 's3' as const, name: 'a bucket', read: async () => '', append: async () => {} };
    const told: unknown[] = [];
    const listening = { ...log, info: (about: unknown) => void told.push(about) };
    await expect(publishHeads(store, { place: forgetful, now: day('2026-03-02'), log: listening })).rejects.toThrow(
      'took a line and does not hold it',
    );
    expect(told).toEqual([]);
  });

  it('are refused in words where the file is none, or empty', async () => {
    const env = { RELAIS_DATA_DIR: folder, RELAIS_MASTER_KEY: masterKey.toString('base64') };
    const none = await callRelais(['audit', 'verify', '--heads', join(folder, 'none')], { env });
    expect(none.err).toContain('cannot be read');
    writeFileSync(published, '');
    const empty = await callRelais(['audit', 'verify', '--heads', published], { env });
    expect(empty).toMatchObject({ code: 1, err: expect.stringContaining('it proves nothing') });
  });
});

describe('publishing by the clock', () => {
  it('is done once a period by one of all processes, and again after what failed', async () => {
    let now = day('2026-03-02');
    const clock = { now: () => now };
    const missing = join(folder, 'not', 'there.jsonl');
    const given = { store, clock, log, everyHours: 24, lookEveryMs: 10 };
    const failing = startPublishing({ ...given, places: [filePlace(missing)] });
    await expect.poll(() => logged).toContainEqual(expect.objectContaining({ event: 'heads.failed' }));
    await failing.stop();
    expect(existsSync(missing)).toBe(false);
    const places = [filePlace(missing), filePlace(published)];
    const both = [startPublishing({ ...given, places }), startPublishing({ ...given, places })];
    const lines = () => (existsSync(published) ? readFileSync(published, 'utf8').trimEnd().split('\n').length : 0);
    await expect.poll(lines).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(lines()).toBe(1);
    now = day('2026-03-03');
    await expect.poll(lines).toBe(2);
    await Promise.all(both.map((one) => one.stop()));
    expect((await check()).findings).toEqual([]);
  });
});
