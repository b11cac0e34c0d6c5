import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/engine/ports/store.ts';
import { chainStart, entryHash } from '../../../src/stores/chain.ts';
import { sampleFlow } from '../../support/sample-plan.ts';
import { largeDeparture } from '../large-departure.ts';
import { collect, sampleDeparture, sampleEntries, samplePerson } from '../samples.ts';
import { storeWithFile } from '../with-files.ts';
import { makeSqliteBench, type SqliteBench } from './bench.ts';

describe('tampering with the file', () => {
  let bench: SqliteBench;
  let store: Store;

  beforeEach(async () => {
    bench = await makeSqliteBench();
    store = await bench.open();
    for (const id of ['d1', 'd2', 'd3'])
      await store.departures.create(sampleDeparture(id), sampleEntries(id, 1, 3), '2026-03-03T08:00:00.000Z');
    await store.departures.commit(sampleDeparture('d1', { version: 2 }), 1, sampleEntries('d1', 4, 5), null);
  });
  afterEach(() => bench.dispose());

  /** What somebody with the file, but without the master key, can do. */
  function edit(...statements: (string | [string, ...unknown[]])[]): void {
    const database = new Database(bench.path);
    database.pragma('busy_timeout = 5000');
    database.pragma('foreign_keys = OFF');
    database.exec('DROP TRIGGER IF EXISTS entries_are_never_changed');
    database.exec('DROP TRIGGER IF EXISTS entries_are_never_deleted');
    for (const statement of statements) {
      const [sql, ...values] = typeof statement === 'string' ? [statement] : statement;
      expect(database.prepare(sql).run(values).changes, sql).toBeGreaterThan(0);
    }
    database.close();
  }
  function read(sql: string, ...values: unknown[]): Buffer {
    const database = new Database(bench.path);
    const row = database.prepare(sql).get(values);
    database.close();
    if (typeof row !== 'object' || row === null || !('value' in row) || !Buffer.isBuffer(row.value))
      throw new Error(`no such blob: ${sql}`);
    return row.value;
  }
  const findings = async () =>
    (await collect(store.audit.verify()))
      .flatMap((verdict) => verdict.findings)
      .map(({ kind, departureId, seq }) => `${departureId} ${kind} ${seq}`);

  it('canary: an untouched file has no findings', async () => {
    expect(await findings()).toEqual([]);
    edit("UPDATE relais_meta SET value = value WHERE key = 'departures'");
    expect(await findings()).toEqual([]);
  });

  it('finds a file that was changed, cut short, swapped or removed, and gives none of it out', async () => {
    const ids = [];
    for (const id of ['f1', 'f2', 'f3', 'f4']) ids.push(await storeWithFile(store, id));
    expect(await findings()).toEqual([]);
    const sealed = read("SELECT sealed AS value FROM files WHERE departure_id = 'f1' AND piece = 1");
    sealed[40] = (sealed[40] ?? 0) ^ 1;
    edit(
      ["UPDATE files SET sealed = ? WHERE departure_id = 'f1' AND piece = 1", sealed],
      "DELETE FROM files WHERE departure_id = 'f2' AND piece = 1",
      "UPDATE files SET piece = 7 WHERE departure_id = 'f3' AND piece = 0",
      "DELETE FROM files WHERE departure_id = 'f4'",
    );
    expect(await findings()).toEqual([
      'f1 file-differs 2',
      'f2 file-differs 2',
      'f3 file-differs 2',
      'f4 file-differs 2',
    ]);
    for (const [index, id] of ['f1', 'f2', 'f3'].entries())
      await expect(store.files.read(id, ids[index] ?? '')).rejects.toMatchObject({ kind: 'corrupt' });
    expect(await store.files.read('f4', ids[3] ?? '')).toBeNull();
  });

  it('finds a changed entry', async () => {
    const sealed = read("SELECT sealed AS value FROM entries WHERE departure_id = 'd1' AND seq = 3");
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    edit(["UPDATE entries SET sealed = ? WHERE departure_id = 'd1' AND seq = 3", sealed]);
    expect(await findings()).toEqual(['d1 changed 3']);
    await expect(collect(store.departures.journal('d1'))).rejects.toMatchObject({
      name: 'StoreError',
      kind: 'corrupt',
    });
  });

  it('finds a changed entry whose own hash was made anew', async () => {
    const sealed = Buffer.alloc(60, 1);
    const prev = read("SELECT prev_hash AS value FROM entries WHERE departure_id = 'd1' AND seq = 3");
    edit([
      "UPDATE entries SET sealed = ?, hash = ? WHERE departure_id = 'd1' AND seq = 3",
      sealed,
      entryHash(prev, 'd1', 3, sealed),
    ]);
    expect(await findings()).toEqual(['d1 changed 3']);
  });

  it('finds a chain that was made anew from the changed entry to its end', async () => {
    let head = read("SELECT prev_hash AS value FROM entries WHERE departure_id = 'd1' AND seq = 3");
    for (const seq of [3, 4, 5]) {
      const sealed =
        seq === 3
          ? Buffer.alloc(60, 1)
          : read("SELECT sealed AS value FROM entries WHERE departure_id = 'd1' AND seq = ?", seq);
      const hash = entryHash(head, 'd1', seq, sealed);
      edit([
        "UPDATE entries SET prev_hash = ?, hash = ?, sealed = ? WHERE departure_id = 'd1' AND seq = ?",
        head,
        hash,
        sealed,
        seq,
      ]);
      head = hash;
    }
    expect(await findings()).toEqual(['d1 state-differs 5']);
    edit(["UPDATE departures SET last_hash = ? WHERE id = 'd1'", head]);
    expect(await findings()).toEqual(['d1 state-differs 5']);
    await expect(store.departures.load('d1')).rejects.toMatchObject({ kind: 'corrupt' });
  });

  it('finds a first entry that was put before the chain', async () => {
    const sealed = Buffer.alloc(60, 1);
    edit([
      "UPDATE entries SET prev_hash = ?, hash = ?, sealed = ? WHERE departure_id = 'd1' AND seq = 1",
      chainStart('d2'),
      entryHash(chainStart('d2'), 'd1', 1, sealed),
      sealed,
    ]);
    expect(await findings()).toEqual(['d1 changed 1']);
  });

  it('finds a deleted entry, at the start, in the middle and at the end', async () => {
    edit("DELETE FROM entries WHERE departure_id = 'd1' AND seq = 1");
    edit("DELETE FROM entries WHERE departure_id = 'd2' AND seq = 2");
    edit("DELETE FROM entries WHERE departure_id = 'd3' AND seq >= 2");
    expect(await findings()).toEqual(['d1 missing 1', 'd2 missing 2', 'd3 missing 2', 'd3 missing 3']);
    for (const id of ['d1', 'd2', 'd3'])
      await expect(collect(store.departures.journal(id))).rejects.toMatchObject({ kind: 'corrupt' });
  });

  it('finds a journal that is gone altogether', async () => {
    edit("DELETE FROM entries WHERE departure_id = 'd2'");
    expect(await findings()).toEqual(['d2 missing 1', 'd2 missing 2', 'd2 missing 3']);
  });

  it('finds a truncated tail whose end the state was set to', async () => {
    const hash = read("SELECT hash AS value FROM entries WHERE departure_id = 'd1' AND seq = 4");
    edit("DELETE FROM entries WHERE departure_id = 'd1' AND seq = 5", [
      "UPDATE departures SET last_seq = 4, last_hash = ? WHERE id = 'd1'",
      hash,
    ]);
    expect(await findings()).toEqual(['d1 state-differs 4']);
    await expect(store.departures.load('d1')).rejects.toMatchObject({ kind: 'corrupt' });
  });

  it('finds reordered entries', async () => {
    edit(
      "UPDATE entries SET seq = 99 WHERE departure_id = 'd1' AND seq = 2",
      "UPDATE entries SET seq = 2 WHERE departure_id = 'd1' AND seq = 3",
      "UPDATE entries SET seq = 3 WHERE departure_id = 'd1' AND seq = 99",
    );
    expect(await findings()).toEqual(['d1 reordered 2', 'd1 reordered 3']);
    await expect(collect(store.departures.journal('d1'))).rejects.toMatchObject({ kind: 'corrupt' });
  });

  it('finds a deleted entry whose followers were numbered anew', async () => {
    edit(
      "DELETE FROM entries WHERE departure_id = 'd1' AND seq = 4",
      "UPDATE entries SET seq = 4 WHERE departure_id = 'd1' AND seq = 5",
    );
    expect(await findings()).toEqual(['d1 reordered 4', 'd1 missing 5']);
  });

  it('finds an entry of another departure', async () => {
    const row = "(SELECT %s FROM entries AS o WHERE o.departure_id = 'd2' AND o.seq = 2)";
    const set = ['prev_hash', 'hash', 'sealed'].map((name) => `${name} = ${row.replace('%s', name)}`).join(', ');
    edit(`UPDATE entries SET ${set} WHERE departure_id = 'd3' AND seq = 2`);
    expect(await findings()).toEqual(['d3 changed 2']);
    await expect(collect(store.departures.journal('d3'))).rejects.toMatchObject({ kind: 'corrupt' });
  });

  it('finds an entry that was added', async () => {
    const prev = read("SELECT last_hash AS value FROM departures WHERE id = 'd1'");
    const sealed = Buffer.alloc(60, 1);
    edit([
      'INSERT INTO entries (departure_id, seq, prev_hash, hash, sealed) VALUES (?, 6, ?, ?, ?)',
      'd1',
      prev,
      entryHash(prev, 'd1', 6, sealed),
      sealed,
    ]);
    expect(await findings()).toEqual(['d1 state-differs 5']);
  });

  it('finds a state of another departure, or an older one of the same', async () => {
    const older = read("SELECT state AS value FROM departures WHERE id = 'd1'");
    await store.departures.commit(sampleDeparture('d1', { version: 3 }), 2, sampleEntries('d1', 6, 6), null);
    edit(["UPDATE departures SET state = ? WHERE id = 'd1'", older]);
    edit(
      "UPDATE departures SET state = (SELECT state FROM departures WHERE id = 'd3'), data_key = (SELECT data_key FROM departures WHERE id = 'd3') WHERE id = 'd2'",
    );
    expect(await findings()).toEqual(['d1 state-differs 6', 'd2 state-differs 3']);
    // Whoever has opened them before works on what was written; whoever opens them now sees that it is another's.
    const fresh = await bench.open();
    for (const id of ['d1', 'd2'])
      await expect(fresh.departures.load(id)).rejects.toMatchObject({ name: 'StoreError', kind: 'corrupt' });
  });

  describe('the rows of a state', () => {
    /** Two departures of which each stands in the same rows, and an older version of one of them. */
    let older: { part: string; version: number; sealed: Buffer }[];
    beforeEach(async () => {
      const first = (id: string) => largeDeparture(id, { accounts: 2, actionsEach: 6 });
      for (const id of ['p1', 'p2']) await store.departures.create(first(id), sampleEntries(id, 1, 1), null);
      older = rowsOf('p1');
      const [one, ...rest] = first('p1').revocations;
      const revocations = one ? [{ ...one, rev: 2 }, ...rest] : [];
      const next = { ...first('p1'), version: 2, revocations };
      expect(await store.departures.commit(next, 1, sampleEntries('p1', 2, 2), null)).toBe('committed');
      expect(await findings()).toEqual([]);
    });

    function rowsOf(id: string): { part: string; version: number; sealed: Buffer }[] {
      const database = new Database(bench.path);
      const rows = database.prepare('SELECT part, version, sealed FROM parts WHERE departure_id = ?').all([id]);
      database.close();
      return (rows as { part: string; version: number; sealed: ArrayBuffer }[]).map((row) => ({
        ...row,
        sealed: Buffer.from(row.sealed),
      }));
    }

    const of = "departure_id = 'p1' AND part = ";
    const theirs = (column: string) =>
      `(SELECT ${column} FROM parts AS o WHERE o.departure_id = 'p2' AND o.part = 'tasks/1')`;
    it.each([
      ['one is longer by a byte', [`UPDATE parts SET sealed = CAST(sealed || x'00' AS BLOB) WHERE ${of} 'tasks/1'`]],
      ['one of them is missing', [`DELETE FROM parts WHERE ${of} 'posts/1'`]],
      ['the last of a list is missing', [`DELETE FROM parts WHERE ${of} 'revocations/1'`]],
      ['all of them are missing', ["DELETE FROM parts WHERE departure_id = 'p1'"]],
      ['one is added', ["INSERT INTO parts VALUES ('p1', 'alerts/0', 2, x'01')"]],
      ['one of another name is added', ["INSERT INTO parts VALUES ('p1', 'anything', 2, x'01')"]],
      ['one says another version', [`UPDATE parts SET version = 2 WHERE ${of} 'tasks/1'`]],
      [
        'two are swapped',
        [
          `UPDATE parts SET part = 'tasks/9' WHERE ${of} 'tasks/0'`,
          `UPDATE parts SET part = 'tasks/0' WHERE ${of} 'tasks/1'`,
          `UPDATE parts SET part = 'tasks/1' WHERE ${of} 'tasks/9'`,
        ],
      ],
      [
        'one is that of another departure',
        [`UPDATE parts SET sealed = ${theirs('sealed')}, version = ${theirs('version')} WHERE ${of} 'tasks/1'`],
      ],
      [
        'all are those of another departure',
        [
          "DELETE FROM parts WHERE departure_id = 'p1'",
          "UPDATE parts SET departure_id = 'p1' WHERE departure_id = 'p2'",
        ],
      ],
    ])('are found to be others when %s', async (_, statements) => {
      edit(...statements);
      const other = statements.some((statement) => statement.includes("WHERE departure_id = 'p2'"));
      expect(await findings()).toEqual(['p1 state-differs 2', ...(other ? ['p2 state-differs 1'] : [])]);
      const fresh = await bench.open();
      await expect(fresh.departures.load('p1')).rejects.toMatchObject({ name: 'StoreError', kind: 'corrupt' });
      const next = { ...largeDeparture('p1', { accounts: 2, actionsEach: 6 }), version: 3 };
      const commit = fresh.departures.commit(next, 2, [], null);
      await expect(commit).rejects.toMatchObject({ name: 'StoreError', kind: 'corrupt' });
    });

    it.each([
      ['missing', ['DELETE FROM flows'], true],
      ['changed', ["UPDATE flows SET sealed = CAST(sealed || x'00' AS BLOB)"], true],
      [
        'that of another',
        ['UPDATE flows SET sealed = (SELECT sealed FROM flows AS o WHERE o.rowid = 2) WHERE rowid = 1'],
        false,
      ],
    ])('are found to be others when their flow is %s', async (_, statements, both) => {
      const other = { ...largeDeparture('p3', { accounts: 1, actionsEach: 1 }), flow: sampleFlow({ version: 2 }) };
      await store.departures.create(other, sampleEntries('p3', 1, 1), null);
      edit(...statements);
      const fresh = await bench.open();
      const named = (await collect(fresh.audit.verify())).flatMap((verdict) => verdict.findings);
      expect(named.map(({ kind, departureId, seq }) => `${departureId} ${kind} ${seq}`)).toEqual([
        'p1 state-differs 2',
        'p2 state-differs 1',
        ...(both ? ['p3 state-differs 1'] : []),
      ]);
      await expect(fresh.departures.load('p1')).rejects.toMatchObject({ name: 'StoreError', kind: 'corrupt' });
    });

    it('are found to be others when one was set back to what it was', async () => {
      const row = older.find(({ part }) => part === 'revocations/0');
      expect(row?.version).toBe(1);
      edit([`UPDATE parts SET version = ?, sealed = ? WHERE ${of} 'revocations/0'`, row?.version, row?.sealed]);
      expect(await findings()).toEqual(['p1 state-differs 2']);
      const fresh = await bench.open();
      await expect(fresh.departures.load('p1')).rejects.toMatchObject({ kind: 'corrupt' });
    });

    it('are not blessed by a commit of whoever has opened them before', async () => {
      edit(`UPDATE parts SET sealed = CAST(sealed || x'00' AS BLOB) WHERE ${of} 'tasks/1'`);
      const now = await store.departures.load('p1');
      if (!now) throw new Error('p1 is gone');
      const next = { ...now, version: 3, requester: 'somebody' };
      expect(await store.departures.commit(next, 2, [], null)).toBe('committed');
      expect(await findings()).toEqual(['p1 state-differs 2']);
    });

    it('go with the data key when a departure is erased', async () => {
      await store.audit.erase('p1');
      expect(rowsOf('p1')).toEqual([]);
      expect(rowsOf('p2')).toHaveLength(16);
      expect(await findings()).toEqual([]);
      edit("INSERT INTO parts VALUES ('p1', 'tasks/0', 1, x'01')");
      expect(await findings()).toEqual(['p1 state-differs 2']);
    });
  });

  it.each([
    ["status = 'completed'"],
    ['wake_at = NULL'],
    ['version = 7'],
    ["created_at = '2020-01-01T00:00:00.000Z'"],
    ['leaver = NULL'],
    ['data_key = NULL'],
    ["id = 'd9'"],
  ])('finds a departure in which %s', async (change) => {
    edit(`UPDATE departures SET ${change} WHERE id = 'd3'`);
    expect((await findings()).length).toBeGreaterThan(0);
    expect((await findings()).join()).toContain('state-differs');
  });

  it('does not bless a changed row by erasing it', async () => {
    edit("UPDATE departures SET status = 'completed' WHERE id = 'd3'");
    await store.audit.erase('d3');
    expect(await findings()).toEqual(['d3 state-differs 3']);
  });

  it('finds a departure whose state is gone', async () => {
    edit("DELETE FROM departures WHERE id = 'd2'");
    expect(await findings()).toEqual(['d2 state-differs 3', '(departure number 2) missing 0']);
  });

  it('finds a departure that is gone altogether, also the last one', async () => {
    edit("DELETE FROM entries WHERE departure_id = 'd3'", "DELETE FROM departures WHERE id = 'd3'");
    expect(await findings()).toEqual(['(departure number 3) missing 0']);
  });

  it('finds a count that was set back, and starts nothing new on it', async () => {
    edit("DELETE FROM entries WHERE departure_id = 'd3'", "DELETE FROM departures WHERE id = 'd3'", [
      "UPDATE relais_meta SET value = ? WHERE key = 'departures'",
      Buffer.from('{"count":2,"proof":"00"}'),
    ]);
    expect(await findings()).toEqual(['(count of departures) changed 0']);
    const next = store.departures.create(sampleDeparture('d4'), sampleEntries('d4', 1, 1), null);
    await expect(next).rejects.toMatchObject({ name: 'StoreError', kind: 'corrupt' });
  });

  it('finds people that were swapped', async () => {
    await store.people.save(samplePerson('lea'));
    await store.people.save(samplePerson('leo'));
    const sealed = read('SELECT sealed AS value FROM people LIMIT 1');
    edit(['UPDATE people SET sealed = ?', sealed]);
    const answers = await Promise.allSettled([
      ...['lea', 'leo'].map((id) => store.people.byId(id)),
      ...['lea', 'leo'].map((id) => store.people.byEmail(`${id}@example.com`)),
      ...['lea', 'leo'].map((id) => store.people.byHandle('slack', `U${id.toUpperCase()}`)),
    ]);
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(3);
  });

  it('finds notes that were swapped', async () => {
    await store.notes.write('a', 1);
    await store.notes.write('b', 2);
    edit(['UPDATE notes SET sealed = ?', read('SELECT sealed AS value FROM notes LIMIT 1')]);
    const answers = await Promise.allSettled(['a', 'b'].map((key) => store.notes.read(key)));
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });

  it('is made hard inside SQLite itself: the journal is append-only', () => {
    const database = new Database(bench.path);
    expect(() => database.prepare('DELETE FROM entries').run([])).toThrow('the journal is append-only');
    expect(() => database.prepare('UPDATE entries SET seq = seq + 100').run([])).toThrow('the journal is append-only');
    database.close();
  });
});
