import type { JobParameters, UniqueOpts } from 'agenda';
import { describe, expect, it } from 'vitest';
import { aJob, connectedBackend, fromNow, pause } from './scratch.ts';

const repository = async () => (await connectedBackend()).repository;
type Jobs = Awaited<ReturnType<typeof repository>>;
const total = async (jobs: Jobs) => (await jobs.queryJobs()).total;

describe('a single job', () => {
  const single = (change: Partial<JobParameters<unknown>> = {}) =>
    aJob({ name: 'sweep', type: 'single', nextRunAt: fromNow(60_000), ...change });

  it('is one by its name: the second save updates the first', async () => {
    const jobs = await repository();
    const first = await jobs.saveJob(single({ data: { run: 1 } }), undefined);
    const later = fromNow(120_000);
    const second = await jobs.saveJob(single({ data: { run: 2 }, priority: 10, nextRunAt: later }), undefined);
    expect(second).toMatchObject({ _id: first._id, data: { run: 2 }, priority: 10, nextRunAt: later });
    expect(await total(jobs)).toBe(1);
  });

  it('keeps its next run when it is asked to run now, as every start of a program does', async () => {
    const jobs = await repository();
    const first = await jobs.saveJob(single(), undefined);
    const second = await jobs.saveJob(single({ nextRunAt: new Date() }), undefined);
    expect(second.nextRunAt).toEqual(first.nextRunAt);
  });

  it('takes the asked time when it has no next run', async () => {
    const jobs = await repository();
    await jobs.saveJob(single({ nextRunAt: null }), undefined);
    const now = new Date();
    expect((await jobs.saveJob(single({ nextRunAt: now }), undefined)).nextRunAt).toEqual(now);
  });

  it('does not mix with normal jobs of the same name', async () => {
    const jobs = await repository();
    await jobs.saveJob(single({ type: 'normal' }), undefined);
    await jobs.saveJob(single(), undefined);
    await jobs.saveJob(single(), undefined);
    expect(await total(jobs)).toBe(2);
  });

  it('stays one when saved at once by two connections', async () => {
    const backend = await connectedBackend();
    await Promise.all(Array.from({ length: 20 }, () => backend.repository.saveJob(single(), undefined)));
    expect(await total(backend.repository)).toBe(1);
  });
});

describe('a unique job', () => {
  const save = (jobs: Jobs, data: unknown, unique: Record<string, unknown>, uniqueOpts: UniqueOpts = {}) =>
    jobs.saveJob(aJob({ data, unique, uniqueOpts }), undefined);

  it.each<[string, unknown, Record<string, unknown>, unknown]>([
    ['a field', { user: '1' }, { 'data.user': '1' }, { user: '1', v: 2 }],
    ['two fields', { user: 1, kind: 'x' }, { 'data.user': 1, 'data.kind': 'x' }, { user: 1, kind: 'x', v: 2 }],
    ['a nested path', { a: { b: { c: true } } }, { 'data.a.b.c': true }, { a: { b: { c: true } }, v: 2 }],
    ['an object, whatever the order of its keys', { k: { a: 1, b: 2 } }, { 'data.k': { b: 2, a: 1 } }, { k: 0 }],
    ['the whole data', { a: 1 }, { data: { a: 1 } }, { a: 2 }],
    ['an odd key', { 'o"dd]': 1 }, { 'data.o"dd]': 1 }, { 'o"dd]': 1, v: 2 }],
    ['a place in a list', { list: ['p', 'q'] }, { 'data.list.1': 'q' }, { list: ['x', 'q'] }],
    ['something missing', { a: 1 }, { 'data.b': null }, { a: 2 }],
    ['a date', { at: new Date(5) }, { 'data.at': new Date(5) }, { at: new Date(5), v: 2 }],
    ['text with a NUL', { a: 'x\0y' }, { 'data.a': 'x\0y' }, { a: 'x\0y', v: 2 }],
    ['the type', { a: 1 }, { type: 'normal' }, { a: 2 }],
    ['the switch', { a: 1 }, { disabled: false }, { a: 2 }],
    ['nothing but its name', { a: 1 }, {}, { a: 2 }],
  ])('is found again by %s', async (_what, data, unique, next) => {
    const jobs = await repository();
    const first = await save(jobs, data, unique);
    const second = await save(jobs, next, unique);
    expect(second._id).toBe(first._id);
    expect(second.data).toEqual(JSON.parse(JSON.stringify(next)));
    expect(await total(jobs)).toBe(1);
  });

  it.each<[string, unknown, Record<string, unknown>]>([
    ['another value', { user: '1' }, { 'data.user': '2' }],
    ['the same text as a number', { user: '1' }, { 'data.user': 1 }],
    ['true for one', { user: 1 }, { 'data.user': true }],
    ['a longer path', { a: 1 }, { 'data.a.b': 1 }],
    ['another name for a field', { a: 1 }, { 'data.b': 1 }],
    ['a field that objects inherit', { a: 1 }, { 'data.constructor.name': 'Object' }],
    ['another priority', { a: 1 }, { priority: 9 }],
    ['another time', { a: 1 }, { nextRunAt: new Date(9) }],
  ])('is another one for %s', async (_what, data, unique) => {
    const jobs = await repository();
    await jobs.saveJob(aJob({ data }), undefined);
    await save(jobs, data, unique);
    expect(await total(jobs)).toBe(2);
  });

  it('is not found among jobs of another name', async () => {
    const jobs = await repository();
    await jobs.saveJob(aJob({ name: 'other', data: { user: 1 } }), undefined);
    await save(jobs, { user: 1 }, { 'data.user': 1 });
    expect(await total(jobs)).toBe(2);
  });

  it('is left as it is with insertOnly', async () => {
    const jobs = await repository();
    const first = await save(jobs, { user: 1, v: 'first' }, { 'data.user': 1 }, { insertOnly: true });
    const second = await save(jobs, { user: 1, v: 'second' }, { 'data.user': 1 }, { insertOnly: true });
    expect(second).toEqual(first);
  });

  it.each(['nope', '__proto__', 'data_json', 'name = name; --', 'constructor'])(
    'refuses the field %j',
    async (field) => {
      const jobs = await repository();
      await expect(save(jobs, {}, Object.fromEntries([[field, 1]]))).rejects.toThrow('Invalid unique constraint field');
      expect(await total(jobs)).toBe(0);
    },
  );

  it('makes no more than a few indexes, and goes on working beyond them', async () => {
    const jobs = await repository();
    for (let n = 0; n < 12; n++) {
      const field = `key${n}`;
      for (let twice = 0; twice < 2; twice++) await save(jobs, { [field]: n }, { [`data.${field}`]: n });
    }
    expect(await total(jobs)).toBe(12);
  });
});

describe('a debounced job', () => {
  const debounced = (
    jobs: Jobs,
    value: unknown,
    debounce: NonNullable<UniqueOpts['debounce']>,
    nextRunAt: Date | null = new Date(),
  ) =>
    jobs.saveJob(
      aJob({ nextRunAt, data: { key: 'k', value }, unique: { 'data.key': 'k' }, uniqueOpts: { debounce } }),
      undefined,
    );
  const at = (job: JobParameters<unknown>) => job.nextRunAt?.getTime() ?? Number.NaN;

  it('trailing: waits for quiet, and takes the last data', async () => {
    const jobs = await repository();
    const before = Date.now();
    const first = await debounced(jobs, 1, { delay: 1_000 });
    expect(at(first)).toBeGreaterThanOrEqual(before + 1_000);
    await pause(20);
    const second = await debounced(jobs, 2, { delay: 1_000 });
    expect(at(second)).toBeGreaterThan(at(first));
    expect(second).toMatchObject({ _id: first._id, data: { value: 2 }, debounceStartedAt: first.debounceStartedAt });
    expect(await total(jobs)).toBe(1);
  });

  it('leading: the first save decides when, the last one what', async () => {
    const jobs = await repository();
    const now = new Date();
    const first = await debounced(jobs, 1, { delay: 5_000, strategy: 'leading' }, now);
    expect(first.nextRunAt).toEqual(now);
    const second = await debounced(jobs, 2, { delay: 5_000, strategy: 'leading' }, fromNow(9_000));
    expect(second).toMatchObject({ _id: first._id, nextRunAt: now, data: { value: 2 } });
  });

  it('leading: has done its work for the window, and begins a new one after it', async () => {
    const jobs = await repository();
    const first = await debounced(jobs, 1, { delay: 80, strategy: 'leading' });
    await jobs.saveJobState({ ...first, nextRunAt: null, lastFinishedAt: new Date() }, undefined);
    expect((await debounced(jobs, 2, { delay: 80, strategy: 'leading' })).nextRunAt).toBeNull();
    await pause(100);
    const later = new Date();
    expect((await debounced(jobs, 3, { delay: 80, strategy: 'leading' }, later)).nextRunAt).toEqual(later);
  });

  it('maxWait: a burst cannot put the run off for ever', async () => {
    const jobs = await repository();
    const first = await debounced(jobs, 1, { delay: 200, maxWait: 250 });
    const deadline = (first.debounceStartedAt?.getTime() ?? Number.NaN) + 250;
    await pause(100);
    const second = await debounced(jobs, 2, { delay: 200, maxWait: 250 });
    expect(at(second)).toBe(deadline);
    await pause(200);
    const third = await debounced(jobs, 3, { delay: 200, maxWait: 250 });
    expect(at(third)).toBeLessThanOrEqual(Date.now());
    expect(third).not.toHaveProperty('debounceStartedAt');
  });

  it('starts afresh once it has run', async () => {
    const jobs = await repository();
    const first = await debounced(jobs, 1, { delay: 10, maxWait: 20 });
    await jobs.saveJobState({ ...first, nextRunAt: null, lastFinishedAt: new Date() }, undefined);
    await pause(40);
    const next = await debounced(jobs, 2, { delay: 1_000, maxWait: 2_000 });
    expect(at(next)).toBeGreaterThan(Date.now() + 500);
  });

  it('is kept apart by key', async () => {
    const jobs = await repository();
    for (const key of ['a', 'b', 'a'])
      await jobs.saveJob(
        aJob({ data: { key }, unique: { 'data.key': key }, uniqueOpts: { debounce: { delay: 50 } } }),
        undefined,
      );
    expect(await total(jobs)).toBe(2);
  });

  it('needs a unique key: without one every save is a job', async () => {
    const jobs = await repository();
    for (let n = 0; n < 2; n++) await jobs.saveJob(aJob({ uniqueOpts: { debounce: { delay: 50 } } }), undefined);
    expect(await total(jobs)).toBe(2);
  });
});

describe('what a save says about failures', () => {
  const failure = { failReason: 'boom', failCount: 3, failedAt: new Date('2025-01-01T00:00:00.000Z') };

  it.each<[string, Partial<JobParameters<unknown>>]>([
    ['a normal job', {}],
    ['a single job', { type: 'single' }],
    ['a unique job', { data: { k: 1 }, unique: { 'data.k': 1 }, uniqueOpts: { debounce: { delay: 1_000 } } }],
  ])(
    'is stored with %s, kept by a save that is silent about it, and cleared by one that is not',
    async (_what, kind) => {
      const jobs = await repository();
      const first = await jobs.saveJob(aJob({ ...kind, ...failure }), undefined);
      expect(await jobs.getJobById(String(first._id))).toMatchObject(failure);
      const silent = { ...aJob(kind), ...(Object.keys(kind).length === 0 && first._id && { _id: first._id }) };
      expect(await jobs.saveJob(silent, undefined)).toMatchObject({ _id: first._id, ...failure });
      const { failReason, failedAt, ...rest } = first;
      const cleared = await jobs.saveJob({ ...rest, failCount: 0 }, undefined);
      expect(cleared).toMatchObject({ _id: first._id, failCount: 0, failReason, failedAt });
    },
  );
});
