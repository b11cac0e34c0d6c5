import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joined } from '../../src/domain/alumni/changes.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { createAlumniStore } from '../../src/stores/alumni-store.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';

const at = '2026-11-27T10:00:00.000Z';
const canary = 'canary-of-an-alumna';
const person = { name: canary, locale: 'fr', timeZone: 'Europe/Paris', country: 'FR' } as const;
const make = (id: string) =>
  joined(
    id,
    person,
    { purposes: ['newsletter'], rehire: null, email: 'a@home.example', mark: 'm', isConfirmed: true },
    at,
  );

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relais-alumni-'));
  store = await createSqliteStore({ path: join(folder, 'relais.db'), masterKey: Buffer.alloc(32, 7) });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const bytes = () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

describe('records of people who stay in touch', () => {
  it('are one for each departure, whoever asks twice, and stand in no byte of the file', async () => {
    const [first, second] = await Promise.all([store.alumni.begin('d1', at, make), store.alumni.begin('d1', at, make)]);
    expect(first.id).toBe(second.id);
    expect([first.was, second.was].toSorted()).toEqual(['new', 'there']);
    expect(await store.alumni.load(first.id)).toMatchObject({ name: canary });
    expect(await store.alumni.list()).toHaveLength(1);
    expect(bytes().includes(canary)).toBe(false);
  });

  it('cannot be read any more once their key is gone, also where the sealed record is put back', async () => {
    const { id } = await store.alumni.begin('d1', at, make);
    const other = await store.alumni.begin('d2', at, make);
    const sealed = await store.notes.read(`alumni/record/${id}`);
    const sealedBytes = Buffer.from((sealed as { sealed: string }).sealed, 'base64');
    await store.alumni.erase(id);
    expect(await store.alumni.list()).toMatchObject([{ id: other.id }]);
    for (const key of [`alumni/key/${id}`, `alumni/record/${id}`, 'alumni/of/d1'])
      expect(await store.notes.read(key), key).toBeNull();
    expect(bytes().includes(sealedBytes.subarray(13, 40))).toBe(false);
    await store.notes.write(`alumni/record/${id}`, sealed);
    expect(await store.alumni.load(id)).toBeNull();
    expect(await store.alumni.change(id, (kept) => ({ value: kept, answer: 'read' }))).toBeNull();
    // Nobody else's key opens it, and nobody else's record was touched.
    await store.notes.write(`alumni/key/${id}`, await store.notes.read(`alumni/key/${other.id}`));
    await expect(store.alumni.load(id)).rejects.toThrow(/was changed or moved/);
    expect(await store.alumni.load(other.id)).toMatchObject({ name: canary });
  });

  it('stay when their departure is erased, which nothing leads to any more', async () => {
    const { id } = await store.alumni.begin('d1', at, make);
    await store.alumni.forgetDeparture('d1');
    expect(await store.alumni.ofDeparture('d1')).toBeNull();
    expect(await store.alumni.list()).toEqual([{ id, departureId: null, at, erasing: false }]);
    expect(await store.alumni.load(id)).toMatchObject({ name: canary });
    await store.alumni.erase(id);
    expect(await store.alumni.list()).toEqual([]);
  });

  it('that an erasure which was cut short has left are erased by whoever finds them', async () => {
    const { id } = await store.alumni.begin('d1', at, make);
    const { write } = store.notes;
    const dying = createAlumniStore({
      ...store.notes,
      write: async (key, value) => {
        if (key.startsWith('alumni/record')) throw new Error('the process dies here');
        return write(key, value);
      },
    });
    await expect(dying.erase(id)).rejects.toThrow('dies here');
    expect(await store.alumni.load(id)).toBeNull();
    expect(await store.alumni.list()).toMatchObject([{ id, erasing: true }]);
    await store.alumni.erase(id);
    expect(await store.alumni.list()).toEqual([]);
    expect(await store.notes.read(`alumni/record/${id}`)).toBeNull();
  });
});
