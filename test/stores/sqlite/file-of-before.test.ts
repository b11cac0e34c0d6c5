import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/engine/ports/store.ts';
import { backUp, restoreFrom } from '../../../src/stores/sqlite/backup.ts';
import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import { collect, sampleEntries } from '../samples.ts';
import { makeSqliteBench, masterKey, type SqliteBench } from './bench.ts';
import { livedDepartures, partRowsOf, setBack } from './file-of-before.ts';

describe('a file of before states were split', () => {
  const lived = livedDepartures();
  const ended = lived.filter(({ departure }) => departure.status === 'completed').map(({ departure }) => departure.id);
  let bench: SqliteBench;

  beforeEach(async () => {
    bench = await makeSqliteBench();
    const store = await bench.open();
    for (const { departure, entries } of lived)
      expect(await store.departures.create(departure, entries, null)).toBe('created');
    await store.close();
    setBack(bench.path);
  });
  afterEach(() => bench.dispose());

  const findings = async (store: Store) => (await collect(store.audit.verify())).flatMap((one) => one.findings);

  it('is brought over when it is opened, once, and goes on', async () => {
    expect(lived).toHaveLength(4);
    const told: unknown[] = [];
    const log = { info: (what: unknown) => void told.push(what), warn: () => undefined };
    const first = await createSqliteStore({ path: bench.path, masterKey, log });
    const applied = [
      '3: live departures, and the numbers over those that ended',
      '4: the rows of a state',
      '5: how many calls each system may still take',
      '6: what lists of departures are filtered and sorted by',
      '7: which worker is at which departure',
      '8: files that were brought as proof',
    ];
    expect(told).toEqual([{ applied }, { brought: 4 }]);
    for (const { departure } of lived) expect(await first.departures.load(departure.id)).toEqual(departure);
    expect(await findings(first)).toEqual([]);
    expect((await first.audit.rebuild()).findings).toEqual([]);
    expect(ended.length).toBeGreaterThan(0);
    await first.close();

    const again = await createSqliteStore({ path: bench.path, masterKey, log });
    expect(told).toHaveLength(2);
    for (const { departure, entries } of lived) {
      const next = { ...departure, version: 2, requester: 'somebody' };
      const more = sampleEntries(departure.id, entries.length + 1, entries.length + 1);
      expect(await again.departures.commit(next, 1, more, null)).toBe('committed');
      expect([...partRowsOf(bench.path, departure.id).values()].every(({ version }) => version === 1)).toBe(true);
      expect(await again.departures.load(departure.id)).toEqual(next);
    }
    expect(await findings(again)).toEqual([]);
    await again.close();
  });

  it('can be copied and restored as it is', async () => {
    const target = join(bench.folder, 'copy.db');
    const proof = await backUp({ path: bench.path, target, masterKey, now: new Date() });
    expect(proof.departures).toBe(4);
    const path = join(bench.folder, 'restored.db');
    await restoreFrom({ backup: target, path, masterKey });
    const store = await createSqliteStore({ path, masterKey });
    for (const { departure } of lived) expect(await store.departures.load(departure.id)).toEqual(departure);
    await store.close();
  });

  it('keeps what somebody changed in it as it is, for the audit to name', async () => {
    const id = lived[0]?.departure.id ?? '';
    const database = new Database(bench.path);
    expect(database.prepare("UPDATE departures SET status = 'retained' WHERE id = ?").run([id]).changes).toBe(1);
    database.close();
    const store = await bench.open();
    expect((await findings(store)).map(({ kind, departureId }) => [kind, departureId])).toEqual([
      ['state-differs', id],
    ]);
    expect(partRowsOf(bench.path, id).size).toBe(0);
  });
});
