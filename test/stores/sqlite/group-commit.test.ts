import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteDatabase, type SqliteDatabase } from '../../../src/stores/sqlite/database.ts';
import { createGroupCommit } from '../../../src/stores/sqlite/group-commit.ts';

let folder: string;
let database: SqliteDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relais-group-'));
  database = openSqliteDatabase(join(folder, 'one.db'));
  database.exec('CREATE TABLE names (name TEXT PRIMARY KEY)');
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const names = () => database.prepare('SELECT name FROM names ORDER BY name').raw().all().flat();

/** A group, and how many transactions it began. */
function grouped(patience?: number) {
  const commits = createGroupCommit(database, patience);
  const add = (name: string) =>
    commits.write(() => {
      database.prepare('INSERT INTO names (name) VALUES (?)').run([name]);
      return name;
    });
  const begun = vi.spyOn(database, 'exec');
  return { commits, add, transactions: () => begun.mock.calls.filter(([sql]) => sql.startsWith('BEGIN')).length };
}

describe('writes asked for at once', () => {
  it('share one transaction, and each is told its own answer', async () => {
    const { add, transactions } = grouped();
    expect(await Promise.all(['a', 'b', 'c'].map(add))).toEqual(['a', 'b', 'c']);
    expect(transactions()).toBe(1);
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('fail alone, and leave nothing behind', async () => {
    const { commits, add } = grouped();
    const half = commits.write(() => {
      database.prepare('INSERT INTO names (name) VALUES (?)').run(['half']);
      throw new Error('the second half failed');
    });
    const [first, second, again] = await Promise.allSettled([add('a'), half, add('a')]);
    expect([first.status, second.status, again.status]).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(names()).toEqual(['a']);
  });

  it('are all refused when the transaction that carries them cannot be committed', async () => {
    const { add } = grouped();
    const exec = database.exec.bind(database);
    vi.spyOn(database, 'exec').mockImplementation((sql) => {
      if (sql === 'COMMIT') throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      return exec(sql);
    });
    const settled = await Promise.allSettled([add('a'), add('b')]);
    for (const one of settled) expect(one).toMatchObject({ status: 'rejected', reason: { kind: 'unavailable' } });
    expect(names()).toEqual([]);
  });

  it('are told nothing before they are on disk', async () => {
    const { add } = grouped();
    const seen: unknown[] = [];
    void add('a').then(() => seen.push(names()));
    await Promise.resolve();
    expect([seen, names()]).toEqual([[], []]);
    await new Promise((done) => setImmediate(done));
    expect(seen).toEqual([['a']]);
  });

  it('are not lost when the store closes before their turn', async () => {
    const { commits, add } = grouped();
    const asked = add('a');
    commits.flush();
    expect(names()).toEqual(['a']);
    await asked;
  });

  describe('while another process has the file', () => {
    let holder: Database.Database;
    beforeEach(() => {
      holder = new Database(join(folder, 'one.db'));
      holder.exec('BEGIN EXCLUSIVE');
    });
    afterEach(() => holder.close());
    const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

    it('wait in their order, and let everything else go on', async () => {
      const { add } = grouped();
      const told: string[] = [];
      const asked = ['a', 'b'].map((name) => add(name).then((answer) => told.push(answer)));
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      for (let turn = 0; turn < 30; turn += 1) {
        await pause(10);
        // Whoever reads is not kept waiting.
        expect(names()).toEqual([]);
      }
      delay.disable();
      asked.push(add('c').then((answer) => told.push(answer)));
      expect(told).toEqual([]);
      holder.exec('ROLLBACK');
      await Promise.all(asked);
      expect(told).toEqual(['a', 'b', 'c']);
      expect(names()).toEqual(['a', 'b', 'c']);
      // Five milliseconds at a time; before, it was five seconds.
      expect(delay.max / 1e6).toBeLessThan(1_000);
    });

    it('are refused once they have waited long enough, each for itself, and nothing of them is written', async () => {
      const { add } = grouped(200);
      const first = add('a').catch((error: unknown) => error);
      await pause(150);
      const second = add('b');
      expect(await first).toMatchObject({ name: 'StoreError', kind: 'unavailable' });
      expect(await first).toMatchObject({ message: expect.stringContaining('another process holds it for too long') });
      holder.exec('ROLLBACK');
      expect(await second).toBe('b');
      expect(names()).toEqual(['b']);
    });

    it('are waited for by a store that closes', async () => {
      const { commits, add } = grouped();
      const asked = add('a');
      await pause(30);
      holder.exec('ROLLBACK');
      commits.flush();
      expect(names()).toEqual(['a']);
      await asked;
    });
  });
});
