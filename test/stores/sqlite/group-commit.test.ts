import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
function grouped() {
  const commits = createGroupCommit(database);
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
});
