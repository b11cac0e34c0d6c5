import { createHash } from 'node:crypto';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { departureSchema } from '../../../src/domain/departure.ts';
import { evolve } from '../../../src/domain/evolve.ts';
import { entryVersion } from '../../../src/domain/journal/entry-version.ts';
import { joined } from '../../../src/stores/bytes.ts';
import { createKeyring } from '../../../src/stores/keyring.ts';
import { digestOf, sealsOf } from '../../../src/stores/part-sealing.ts';
import { seal } from '../../../src/stores/seal.ts';
import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import type { PartName } from '../../../src/stores/state-parts.ts';
import { stateShape } from '../../../src/stores/state-sealing.ts';
import { collect, samplePerson } from '../samples.ts';
import { makeSqliteBench, masterKey, type SqliteBench } from './bench.ts';

const keyring = createKeyring(masterKey);

describe('the shape of a stored state', () => {
  let bench: SqliteBench;
  beforeEach(async () => {
    bench = await makeSqliteBench();
  });
  afterEach(() => bench.dispose());

  it('is counted up with every change of the schema', () => {
    const digest = createHash('sha256')
      .update(JSON.stringify(z.toJSONSchema(departureSchema, { unrepresentable: 'any' })))
      .digest('hex')
      .slice(0, 16);
    // When this fails: raise `stateShape` by one, then write both here. What was stored before is then made anew from
    // its journal.
    expect({ stateShape, digest }).toEqual({ stateShape: 17, digest: 'a9942b9ab8462302' });
  });

  it('that another version wrote is made anew from the journal', async () => {
    const at = '2026-03-02T08:00:00.000Z';
    const leaver = samplePerson('leaver');
    const event = { type: 'drafted' as const, id: 'd1', leaver, manager: 'manager', people: { leaver } };
    const first = { ...evolve(null, { at, by: 'manager', event }), version: 1 };
    const store = await bench.open();
    const entry = { departureId: 'd1', seq: 1, at, by: 'manager', event };
    expect(await store.departures.create(first, [entry], null)).toBe('created');
    rewriteState({ shape: stateShape + 1, departure: { of: 'another version' } });
    const later = await createSqliteStore({ path: bench.path, masterKey });
    expect(await later.departures.load('d1')).toEqual(first);
    const next = { ...first, version: 2, requester: 'somebody' };
    expect(await later.departures.commit(next, 1, [], null)).toBe('committed');
    await later.close();
    const again = await createSqliteStore({ path: bench.path, masterKey });
    expect(await again.departures.load('d1')).toEqual(next);
    expect((await collect(again.audit.verify())).flatMap(({ findings }) => findings)).toEqual([]);
    await again.close();
  });

  it('and the version of entries that a newer Relais wrote keep the file from an older one', async () => {
    const store = await bench.open();
    await store.close();
    setFloor({ version: entryVersion + 1, proof: keyring.mac('entries', joined(entryVersion + 1)).toString('hex') });
    await expect(createSqliteStore({ path: bench.path, masterKey })).rejects.toMatchObject({
      kind: 'unavailable',
      message: `the journal holds entries of version ${entryVersion + 1}, but this version of Relais knows up to ${entryVersion}; start the newer version, or restore a backup made before it was used`,
    });
    setFloor({ version: entryVersion - 1, proof: '00' });
    await expect(createSqliteStore({ path: bench.path, masterKey })).rejects.toMatchObject({ kind: 'corrupt' });
  });

  function setFloor(floor: unknown): void {
    const database = new Database(bench.path);
    const value = Buffer.from(JSON.stringify(floor));
    expect(database.prepare("UPDATE relais_meta SET value = ? WHERE key = 'entries'").run([value]).changes).toBe(1);
    database.close();
  }

  /** As another version of Relais would have sealed it: a core and rows that this one does not know. */
  function rewriteState(state: unknown): void {
    const database = new Database(bench.path);
    const row = database.prepare('SELECT data_key, last_hash FROM departures').get([]) as {
      data_key: Buffer;
      last_hash: Buffer;
    };
    const dataKey = keyring.unwrap(row.data_key, 'd1');
    const other = { part: 'everything/0' as PartName, version: 1, sealed: Buffer.from('in another way') };
    const digest = digestOf(sealsOf([other]));
    const context = joined('state', 'd1', 1, 1, row.last_hash, digest);
    const sealed = seal(dataKey, Buffer.from(JSON.stringify(state)), context);
    database.prepare('UPDATE departures SET state = ?').run([sealed]);
    database.prepare('DELETE FROM parts').run([]);
    database.prepare('INSERT INTO parts VALUES (?, ?, ?, ?)').run(['d1', other.part, other.version, other.sealed]);
    database.close();
  }
});
