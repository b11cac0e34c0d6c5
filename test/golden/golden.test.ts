import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { departureSchema } from '../../src/domain/departure.ts';
import { replay } from '../../src/domain/evolve.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { entryVersion, readEntry } from '../../src/domain/journal/entry-version.ts';
import { chainStart } from '../../src/stores/chain.ts';
import { openEntry, sealEntries } from '../../src/stores/departure-sealing.ts';
import { endingOf, stories } from './stories.ts';

const here = import.meta.dirname;
const versions = readdirSync(here, { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map(({ name }) => name)
  .sort();

function lines(path: string): unknown[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('golden journals', () => {
  it('are there for every version of entries so far', () => {
    expect(versions).toEqual(Array.from({ length: entryVersion }, (_, index) => `v${index + 1}`));
    // Every story of this version was written down.
    const written = readdirSync(join(here, `v${entryVersion}`));
    for (const name of Object.keys(stories)) expect(written, name).toContain(`${name}.jsonl`);
  });

  const journals = versions.flatMap((version) =>
    readdirSync(join(here, version))
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => [version, name] as const),
  );

  it.each(journals)('%s/%s is read, sealed, and replayed to the ending that was written with it', (version, name) => {
    const entries = lines(join(here, version, name)).map((stored): Entry => {
      const read = readEntry(stored);
      if (read.type !== 'entry') throw new Error(`${JSON.stringify(stored)} is ${read.type}`);
      return read.entry;
    });
    expect(entries.length).toBeGreaterThan(20);
    const state = departureSchema.parse(replay(entries));
    const ending: unknown = JSON.parse(readFileSync(join(here, version, name.replace('.jsonl', '.json')), 'utf8'));
    expect(endingOf(state)).toEqual(ending);
    const key = Buffer.alloc(32, 3);
    const { rows } = sealEntries(state.id, entries, { seq: 0, hash: chainStart(state.id) }, key);
    expect(rows.map((row) => openEntry(state.id, row, key))).toEqual(entries);
  });
});
