import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SqliteBackend } from '../../src/scheduling/agenda-sqlite-backend.ts';
import { aJob, connectedBackend, fromNow, scratchFile } from './scratch.ts';

const repository = async () => (await connectedBackend()).repository;
const by = { lastModifiedBy: 'worker' };

describe('saving a job', () => {
  it('gives it an id and returns what was stored', async () => {
    const jobs = await repository();
    const nextRunAt = fromNow(1_000);
    const saved = await jobs.saveJob(aJob({ priority: 7, nextRunAt, data: { plant: 'fern' } }), by);
    expect(saved).toMatchObject({ name: 'water the plants', priority: 7, type: 'normal', data: { plant: 'fern' } });
    expect(typeof saved._id).toBe('string');
    expect(saved.nextRunAt).toEqual(nextRunAt);
    expect(saved.lastModifiedBy).toBe('worker');
    expect(await jobs.getJobById(String(saved._id))).toEqual(saved);
  });

  it('keeps every field through the file, dates as dates', async () => {
    const jobs = await repository();
    const at = new Date('2026-03-29T01:30:00.123Z');
    const full = aJob({
      priority: -12.5,
      nextRunAt: at,
      lockedAt: at,
      lastRunAt: at,
      lastFinishedAt: at,
      failedAt: at,
      failCount: 3,
      failReason: 'the tap was shut',
      repeatInterval: '5 minutes',
      repeatTimezone: 'Europe/Paris',
      repeatAt: '3:30pm',
      startDate: at,
      endDate: at,
      skipDays: [0, 6],
      debounceStartedAt: at,
      progress: 12.5,
      disabled: true,
      fork: true,
    });
    const { _id: id, lastModifiedBy, ...read } = await jobs.saveJob(full, undefined);
    expect(read).toEqual(full);
    expect(lastModifiedBy).toBeUndefined();
    expect(id).toBeDefined();
  });

  it.each([
    ['nothing', undefined, null],
    ['a number interval and nothing else', 5, 5],
    ['text', 'héé\u{1f331}', 'héé\u{1f331}'],
    ['a date, as JSON has it', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
    ['nested lists', { a: [1, [true, null]], b: { c: '' } }, { a: [1, [true, null]], b: { c: '' } }],
    ['a NUL and half a surrogate pair', { a: 'x\0y\ud800' }, { a: 'x\0y\ud800' }],
  ])('stores data: %s', async (_what, data, stored) => {
    const jobs = await repository();
    const saved = await jobs.saveJob(aJob({ data }), undefined);
    expect((await jobs.getJobById(String(saved._id)))?.data).toEqual(stored);
  });

  it('refuses data that JSON cannot hold, and goes on working', async () => {
    const jobs = await repository();
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    const [bad, good] = await Promise.allSettled([
      jobs.saveJob(aJob({ data: loop }), undefined),
      jobs.saveJob(aJob({ data: 1 }), undefined),
    ]);
    expect(bad.status).toBe('rejected');
    expect(good.status).toBe('fulfilled');
    expect((await jobs.queryJobs()).total).toBe(1);
  });

  it('updates by id and leaves the lock and the last run to the processor', async () => {
    const jobs = await repository();
    const saved = await jobs.saveJob(aJob(), undefined);
    const locked = await jobs.lockJob(saved, by);
    const updated = await jobs.saveJob({ ...saved, priority: 20, data: { version: 2 } }, undefined);
    expect(updated).toMatchObject({ _id: saved._id, priority: 20, data: { version: 2 }, lockedAt: locked?.lockedAt });
  });

  it('returns a job that was removed meanwhile unchanged, and does not bring it back', async () => {
    const jobs = await repository();
    const saved = await jobs.saveJob(aJob(), undefined);
    await jobs.removeJobs({ name: saved.name });
    const again = { ...saved, priority: 3 };
    expect(await jobs.saveJob(again, undefined)).toBe(again);
    expect((await jobs.queryJobs()).total).toBe(0);
  });
});

describe('removing, disabling, enabling', () => {
  const seeded = async () => {
    const jobs = await repository();
    const a = await jobs.saveJob(aJob({ name: 'a', data: { team: 'x', n: 1 } }), undefined);
    const b = await jobs.saveJob(aJob({ name: 'b', data: { team: 'x', n: 2 } }), undefined);
    const c = await jobs.saveJob(aJob({ name: 'c', data: { team: 'y', tags: ['p', 'q'] } }), undefined);
    return { jobs, ids: [a, b, c].map((job) => String(job._id)) };
  };
  const left = async (jobs: Awaited<ReturnType<typeof repository>>) =>
    (await jobs.queryJobs({ sort: { name: 'asc' } })).jobs.map((job) => job.name);

  it.each([
    ['by id', (ids: string[]) => ({ id: String(ids[0]) }), ['b', 'c']],
    ['by ids', (ids: string[]) => ({ ids: ids.slice(1) }), ['a']],
    ['by name', () => ({ name: 'b' }), ['a', 'c']],
    ['by names', () => ({ names: ['a', 'c', 'unknown'] }), ['b']],
    ['by all other names', () => ({ notNames: ['a'] }), ['a']],
    ['by data', () => ({ data: { team: 'x' } }), ['c']],
    ['by data in a list', () => ({ data: { tags: ['q'] } }), ['a', 'b']],
    ['by name and data', () => ({ name: 'a', data: { team: 'x' } }), ['b', 'c']],
    ['by nothing: nothing', () => ({}), ['a', 'b', 'c']],
    ['by empty lists: nothing', () => ({ ids: [], names: [], notNames: [] }), ['a', 'b', 'c']],
    ['by an unknown id: nothing', () => ({ id: 'unknown' }), ['a', 'b', 'c']],
  ])('removes %s', async (_how, which, expected) => {
    const { jobs, ids } = await seeded();
    expect(await jobs.removeJobs(which(ids))).toBe(3 - expected.length);
    expect(await left(jobs)).toEqual(expected);
  });

  it('disables and enables the same way, and says how many', async () => {
    const { jobs } = await seeded();
    expect(await jobs.disableJobs({ data: { team: 'x' } })).toBe(2);
    expect((await jobs.queryJobs({ includeDisabled: false })).jobs.map((job) => job.name)).toEqual(['c']);
    expect((await jobs.queryJobs({ state: 'paused' })).total).toBe(2);
    expect(await jobs.enableJobs({ name: 'a' })).toBe(1);
    expect((await jobs.queryJobs({ state: 'paused' })).jobs.map((job) => job.name)).toEqual(['b']);
    expect(await jobs.disableJobs({})).toBe(0);
  });

  it('purges all', async () => {
    const { jobs } = await seeded();
    expect(await jobs.purgeAllJobs()).toBe(3);
    expect(await jobs.getDistinctJobNames()).toEqual([]);
  });
});

describe('locking', () => {
  it('locks a job once', async () => {
    const jobs = await repository();
    const saved = await jobs.saveJob(aJob(), undefined);
    const locked = await jobs.lockJob(saved, by);
    expect(locked?.lockedAt).toBeInstanceOf(Date);
    expect(locked?.lastModifiedBy).toBe('worker');
    expect(await jobs.lockJob(saved, by)).toBeUndefined();
  });

  it.each([
    ['was rescheduled', { nextRunAt: fromNow(5) }],
    ['has another name', { name: 'other' }],
  ])('does not lock a job that %s', async (_why, change) => {
    const jobs = await repository();
    const saved = await jobs.saveJob(aJob(), undefined);
    expect(await jobs.lockJob({ ...saved, ...change }, by)).toBeUndefined();
  });

  it('does not lock a disabled job', async () => {
    const jobs = await repository();
    expect(await jobs.lockJob(await jobs.saveJob(aJob({ disabled: true }), undefined), by)).toBeUndefined();
  });

  it('unlocks one job only while it has a next run, several in any case', async () => {
    const jobs = await repository();
    const waiting = await jobs.saveJob(aJob({ lockedAt: new Date() }), undefined);
    const started = await jobs.saveJob(aJob({ lockedAt: new Date(), nextRunAt: null }), undefined);
    await jobs.unlockJob(waiting);
    await jobs.unlockJob(started);
    const lockOf = async (id: unknown) => (await jobs.getJobById(String(id)))?.lockedAt;
    expect(await lockOf(waiting._id)).toBeUndefined();
    expect(await lockOf(started._id)).toBeInstanceOf(Date);
    await jobs.unlockJobs([String(started._id)]);
    expect(await lockOf(started._id)).toBeUndefined();
  });
});

describe('the next job to run', () => {
  const now = () => new Date();
  const scan = { ahead: () => fromNow(5_000), deadline: () => fromNow(-600_000) };

  it('is the earliest, then the most important, then the oldest', async () => {
    const jobs = await repository();
    const early = fromNow(-2_000);
    const late = fromNow(-1_000);
    for (const [label, nextRunAt, priority] of [
      ['late and important', late, 100],
      ['early, low', early, -5],
      ['early, high', early, 10],
      ['early, high, second', early, 10],
    ] as const)
      await jobs.saveJob(aJob({ nextRunAt, priority, data: label }), undefined);
    const order: unknown[] = [];
    for (;;) {
      const next = await jobs.getNextJobToRun('water the plants', scan.ahead(), scan.deadline(), now(), by);
      if (!next) break;
      order.push(next.data);
    }
    expect(order).toEqual(['early, high', 'early, high, second', 'early, low', 'late and important']);
  });

  it('looks ahead to the next scan when no notification channel is listening', async () => {
    const jobs = await repository();
    await jobs.saveJob(aJob({ nextRunAt: fromNow(4_000), data: 'soon' }), undefined);
    await jobs.saveJob(aJob({ nextRunAt: fromNow(60_000), data: 'later' }), undefined);
    const next = () => jobs.getNextJobToRun('water the plants', scan.ahead(), scan.deadline(), now(), by);
    expect((await next())?.data).toBe('soon');
    expect(await next()).toBeUndefined();
  });

  it('is never disabled, unscheduled, locked or of another name', async () => {
    const jobs = await repository();
    await jobs.saveJob(aJob({ disabled: true }), undefined);
    await jobs.saveJob(aJob({ nextRunAt: null }), undefined);
    await jobs.saveJob(aJob({ lockedAt: new Date() }), undefined);
    await jobs.saveJob(aJob({ name: 'other' }), undefined);
    expect(await jobs.getNextJobToRun('water the plants', scan.ahead(), scan.deadline(), now(), by)).toBeUndefined();
  });

  it('includes a job whose lock ran out, even one that had started', async () => {
    const jobs = await repository();
    const old = fromNow(-700_000);
    await jobs.saveJob(aJob({ lockedAt: old, nextRunAt: null, data: 'started' }), undefined);
    await jobs.saveJob(aJob({ lockedAt: old, data: 'waiting' }), undefined);
    await jobs.saveJob(aJob({ lockedAt: old, disabled: true, data: 'disabled' }), undefined);
    await jobs.saveJob(aJob({ nextRunAt: fromNow(-30_000), data: 'free' }), undefined);
    const next = async () =>
      (await jobs.getNextJobToRun('water the plants', scan.ahead(), scan.deadline(), now(), by))?.data;
    expect([await next(), await next(), await next(), await next()]).toEqual(['waiting', 'free', 'started', undefined]);
  });

  it('goes to one of two that ask at once, across connections', async () => {
    const path = scratchFile();
    const [left, right] = [await connectedBackend(path), await connectedBackend(path)];
    for (let n = 0; n < 20; n++) await left.repository.saveJob(aJob({ data: n }), undefined);
    const taken = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        (n % 2 ? left : right).repository.getNextJobToRun('water the plants', scan.ahead(), scan.deadline(), now(), by),
      ),
    );
    const data = taken.flatMap((job) => (job ? [job.data] : []));
    expect(data.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });
});

describe('the state of a run', () => {
  it('is written whole', async () => {
    const jobs = await repository();
    const saved = await jobs.saveJob(aJob(), undefined);
    const at = new Date();
    const state = { lastRunAt: at, lastFinishedAt: at, progress: 50, failCount: 1, failReason: 'dry', failedAt: at };
    await jobs.saveJobState({ ...saved, ...state, nextRunAt: null }, by);
    expect(await jobs.getJobById(String(saved._id))).toMatchObject({ ...state, nextRunAt: null, data: {} });
    await jobs.saveJobState({ ...saved, nextRunAt: null }, undefined);
    const cleared = await jobs.getJobById(String(saved._id));
    for (const field of Object.keys(state)) expect(cleared).not.toHaveProperty(field);
    expect(cleared).not.toHaveProperty('lastModifiedBy');
  });

  it('is refused for a job that is gone or has no id', async () => {
    const jobs = await repository();
    const saved = await jobs.saveJob(aJob(), undefined);
    await expect(jobs.saveJobState(aJob(), by)).rejects.toThrow('without job ID');
    await expect(jobs.saveJobState({ ...saved, name: 'other' }, by)).rejects.toThrow('cannot be updated');
    await jobs.purgeAllJobs();
    await expect(jobs.saveJobState(saved, by)).rejects.toThrow('cannot be updated');
  });

  it('does not swallow a next run that was asked for during the run', async () => {
    const jobs = await repository();
    await jobs.saveJob(aJob(), undefined);
    const locked = await jobs.getNextJobToRun('water the plants', new Date(), fromNow(-600_000), undefined, by);
    if (!locked) throw new Error('nothing to lock');
    const running = { ...locked, nextRunAt: null, lastRunAt: new Date() };
    await jobs.saveJobState(running, by);
    const again = fromNow(90_000);
    await jobs.saveJob({ ...aJob(), _id: locked._id ?? fail(), nextRunAt: again }, undefined);
    const { lockedAt, ...ended } = running;
    await jobs.saveJobState({ ...ended, lastFinishedAt: new Date() }, by);
    const after = await jobs.getJobById(String(locked._id));
    expect(lockedAt).toBeInstanceOf(Date);
    expect(after?.nextRunAt).toEqual(again);
    expect(after).not.toHaveProperty('lockedAt');
  });
});

describe('overviews', () => {
  it('counts each name by state, paused on top', async () => {
    const jobs = await repository();
    const past = fromNow(-5_000);
    await jobs.saveJob(aJob({ name: 'a', nextRunAt: fromNow(60_000) }), undefined);
    await jobs.saveJob(aJob({ name: 'a', disabled: true }), undefined);
    await jobs.saveJob(aJob({ name: 'a', nextRunAt: null, lastFinishedAt: past }), undefined);
    await jobs.saveJob(aJob({ name: 'b', nextRunAt: null, failedAt: past, lastFinishedAt: past }), undefined);
    await jobs.saveJob(aJob({ name: 'b', repeatInterval: '1 hour' }), undefined);
    await jobs.saveJob(aJob({ name: 'b', lockedAt: past }), undefined);
    const none = { running: 0, scheduled: 0, queued: 0, completed: 0, failed: 0, repeating: 0, paused: 0 };
    expect(await jobs.getJobsOverview()).toEqual([
      { ...none, name: 'a', total: 3, scheduled: 1, queued: 1, completed: 1, paused: 1 },
      { ...none, name: 'b', total: 3, failed: 1, repeating: 1, running: 1 },
    ]);
    expect(await jobs.getDistinctJobNames()).toEqual(['a', 'b']);
    expect(await jobs.getQueueSize()).toBe(3);
  });
});

describe('the connection', () => {
  it('needs a path or a database', () => {
    expect(() => new SqliteBackend({ path: '' })).toThrow('needs a path or a database');
  });

  it('is owned when a path was given, and shared and left open when a database was', async () => {
    const database = new Database(':memory:');
    onTestFinished(() => void database.close());
    const shared = new SqliteBackend({ database });
    await shared.connect();
    await shared.repository.saveJob(aJob(), undefined);
    await shared.disconnect();
    expect(shared.ownsConnection).toBe(false);
    expect(database.open).toBe(true);
    expect(database.prepare('SELECT count(*) AS jobs FROM agenda_jobs').all()).toEqual([{ jobs: 1 }]);
    expect((await connectedBackend()).ownsConnection).toBe(true);
  });

  it('keeps jobs across a restart, and opens again for a latecomer', async () => {
    const path = scratchFile();
    const first = await connectedBackend(path);
    const saved = await first.repository.saveJob(aJob(), undefined);
    await first.disconnect();
    await first.repository.saveJobState({ ...saved, nextRunAt: null, lastFinishedAt: new Date() }, by);
    const second = await connectedBackend(path);
    expect((await second.repository.getJobById(String(saved._id)))?.nextRunAt).toBeNull();
  });

  it('runs its own file in WAL mode', async () => {
    const path = scratchFile();
    await connectedBackend(path);
    const other = new Database(path);
    onTestFinished(() => void other.close());
    expect(other.prepare('SELECT * FROM pragma_journal_mode').raw().all()).toEqual([['wal']]);
  });

  it('puts a shared connection back to its own synchronous setting', async () => {
    const database = new Database(scratchFile());
    onTestFinished(() => void database.close());
    database.exec('PRAGMA journal_mode = WAL');
    const synchronous = () => database.prepare('SELECT * FROM pragma_synchronous').raw().all();
    for (const level of [1, 2, 3]) {
      database.exec(`PRAGMA synchronous = ${level}`);
      const backend = new SqliteBackend({ database });
      const saved = await backend.repository.saveJob(aJob(), undefined);
      await backend.repository.lockJob(saved, by);
      expect(synchronous()).toEqual([[level]]);
    }
  });

  it('waits while whoever shares the connection is inside a transaction', async () => {
    const database = new Database(':memory:');
    onTestFinished(() => void database.close());
    const backend = new SqliteBackend({ database });
    await backend.connect();
    database.exec('BEGIN');
    const saving = backend.repository.saveJob(aJob(), undefined);
    await new Promise((done) => setTimeout(done, 20));
    database.exec('ROLLBACK');
    await saving;
    expect((await backend.repository.queryJobs()).total).toBe(1);
  });

  it('says so when the file cannot be opened', async () => {
    const backend = new SqliteBackend({ path: `${scratchFile()}/not-a-folder/jobs.db` });
    await expect(backend.connect()).rejects.toThrow();
    await expect(backend.repository.saveJob(aJob(), undefined)).rejects.toThrow();
  });
});

function fail(): never {
  throw new Error('a stored job has an id');
}
