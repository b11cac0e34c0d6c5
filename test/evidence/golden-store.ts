import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { departureSchema } from '../../src/domain/departure.ts';
import { replay } from '../../src/domain/evolve.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { readEntry } from '../../src/domain/journal/entry-version.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { makePack, type Pack, type PackRequest, type PackSources } from '../../src/evidence/make-pack.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';

const golden = resolve(import.meta.dirname, '../golden/v1');

/** The entries of a departure that was played once, under an id of its own. */
export function goldenEntries(name: string, id = name): Entry[] {
  return readFileSync(join(golden, `${name}.jsonl`), 'utf8')
    .trimEnd()
    .replaceAll('"id-1"', JSON.stringify(id))
    .split('\n')
    .map((line) => {
      const read = readEntry(JSON.parse(line));
      if (read.type !== 'entry') throw new Error(`${name} is ${read.type}`);
      return read.entry;
    });
}

export const masterKey = Buffer.alloc(32, 9);

/** A real store in a folder of its own, with these departures at rest in it. */
export async function goldenStore(
  names: readonly string[],
): Promise<{ store: Store; path: string; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-evidence-'));
  const path = join(folder, 'relais.db');
  const store = await createSqliteStore({ path, masterKey });
  for (const name of names) {
    const entries = goldenEntries(name);
    const told = departureSchema.parse(replay(entries));
    // Two departures of one person are not open at once.
    const leaver = { ...told.leaver, email: `${name}@example.com` };
    const first = entries[0];
    if (first?.event.type === 'drafted') first.event.leaver = leaver;
    await store.departures.create({ ...departureSchema.parse(replay(entries)), version: 1 }, entries, null);
  }
  return {
    store,
    path,
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const verifyPage = Buffer.from('<!doctype html><title>stands for the page</title>', 'utf8');
const madeAt = new Date('2026-05-01T10:00:00.000Z');

export function packOf(
  store: Store,
  request: Partial<PackRequest> & Pick<PackRequest, 'departures'>,
  more: Partial<PackSources> = {},
): Promise<Pack> {
  return makePack(
    {
      ...{ store, now: madeAt, organisation: 'Example & Söhne', relais: '0.1.0', own: { 'CC6.3': ['ACC-04'] } },
      verifyPage,
      fonts: 'nowhere, so from their package',
      stamp: null,
      ...more,
    },
    { level: 'full', period: null, erased: 0, sample: null, ...request },
  );
}
