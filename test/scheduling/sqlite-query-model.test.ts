import { computeJobState, type JobParameters, type JobsQueryOptions, type JobsSort, type JobWithState } from 'agenda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonContains, jsonEqual } from '../../src/scheduling/sqlite-json-match.ts';
import { connectedBackend } from './scratch.ts';

/** Far from the present on both sides, so that no job changes its state while the test runs. */
const instant = fc
  .integer({ min: -50, max: 50 })
  .filter((hours) => hours !== 0)
  .map((hours) => new Date(Math.trunc(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const name = fc.constantFrom('a', 'B', 'b', 'Été', 'été du jour', 'a_b', 'a%b');
const plain = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom('', 'x', 'é'), fc.boolean(), fc.constant(null));
const document = fc.oneof(
  plain,
  fc.dictionary(
    fc.constantFrom('p', 'q', 'r s', '0'),
    fc.oneof(plain, fc.dictionary(fc.constantFrom('p', 'q'), plain)),
  ),
  fc.array(plain, { maxLength: 2 }),
);

const job = fc
  .record({
    name,
    priority: fc.integer({ min: -2, max: 2 }),
    nextRunAt: fc.option(instant),
    data: document,
    disabled: fc.boolean(),
    lockedAt: maybe(instant),
    lastRunAt: maybe(instant),
    lastFinishedAt: maybe(instant),
    failedAt: maybe(instant),
    repeatInterval: maybe(fc.constantFrom('', '5 minutes', 0, 60_000)),
  })
  .map(
    ({ lockedAt, lastRunAt, lastFinishedAt, failedAt, repeatInterval, ...rest }): JobParameters<unknown> => ({
      ...rest,
      type: 'normal',
      ...(lockedAt && { lockedAt }),
      ...(lastRunAt && { lastRunAt }),
      ...(lastFinishedAt && { lastFinishedAt }),
      ...(failedAt && { failedAt }),
      ...(repeatInterval !== undefined && { repeatInterval }),
    }),
  );

const direction = maybe(fc.constantFrom('asc' as const, 'desc' as const));
const sort: fc.Arbitrary<JobsSort | undefined> = maybe(
  fc
    .record({
      nextRunAt: direction,
      lastRunAt: direction,
      lastFinishedAt: direction,
      priority: direction,
      name: direction,
    })
    .map(defined),
);
const query: fc.Arbitrary<JobsQueryOptions> = fc
  .record({
    name: maybe(name),
    names: maybe(fc.array(name, { maxLength: 3 })),
    state: maybe(
      fc.constantFrom(...(['running', 'scheduled', 'queued', 'completed', 'failed', 'repeating', 'paused'] as const)),
    ),
    search: maybe(fc.constantFrom('', 'B', 'ÉTÉ', '_', '%', 'jour')),
    data: maybe(document),
    includeDisabled: maybe(fc.boolean()),
    sort,
    skip: maybe(fc.integer({ min: 0, max: 4 })),
    limit: maybe(fc.integer({ min: 0, max: 4 })),
  })
  .map(defined);

/** The same object without the keys that have no value. */
function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

const keysInOrder = ['nextRunAt', 'lastRunAt', 'lastFinishedAt', 'priority', 'name'] as const;

function compare(left: unknown, right: unknown): number {
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
}

/** What Agenda documents, over a plain list. */
function modelQuery(jobs: readonly JobWithState[], asked: JobsQueryOptions): { jobs: JobWithState[]; total: number } {
  const { name: one, names, state, search, data, includeDisabled = true, skip = 0, limit = 0 } = asked;
  const askedSort = keysInOrder.flatMap((key) => (asked.sort?.[key] ? [[key, asked.sort[key]] as const] : []));
  const order =
    askedSort.length > 0
      ? askedSort
      : ([
          ['nextRunAt', 'desc'],
          ['lastRunAt', 'desc'],
        ] as const);
  const found = jobs
    .filter(
      (each) =>
        (one ? each.name === one : !names?.length || names.includes(each.name)) &&
        (!search || each.name.toLowerCase().includes(search.toLowerCase())) &&
        (includeDisabled || !each.disabled) &&
        (data === undefined || jsonContains(each.data, data)) &&
        (!state || (state === 'paused' ? each.disabled === true : each.state === state)),
    )
    .toSorted((left, right) => {
      for (const [key, way] of order) {
        const [a, b] = [left[key] ?? null, right[key] ?? null];
        if (a === null || b === null) {
          if (a !== b) return a === null ? 1 : -1;
        } else {
          const difference = compare(a, b);
          if (difference !== 0) return way === 'asc' ? difference : -difference;
        }
      }
      return 0;
    });
  return { jobs: found.slice(skip, limit > 0 ? skip + limit : undefined), total: found.length };
}

describe('queries, against a model in memory', () => {
  it('agree on filters, states, order, pages, totals and overviews', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(job, { maxLength: 8 }),
        fc.array(query, { minLength: 1, maxLength: 6 }),
        async (seed, queries) => {
          const { repository } = await connectedBackend(':memory:');
          const saved = await Promise.all(seed.map((each) => repository.saveJob(each, undefined)));
          const model = saved.map((each, index): JobWithState => {
            const given = seed[index];
            if (!each._id || !given) throw new Error('saved without an id');
            return { ...each, _id: each._id, state: computeJobState(given) };
          });
          for (const asked of queries) expect(await repository.queryJobs(asked)).toEqual(modelQuery(model, asked));
          const ids = model.filter((_, index) => index % 2 === 0).map((each) => String(each._id));
          expect((await repository.queryJobs({ ids })).total).toBe(ids.length || model.length);
          for (const line of await repository.getJobsOverview())
            for (const state of [
              'running',
              'scheduled',
              'queued',
              'completed',
              'failed',
              'repeating',
              'paused',
            ] as const)
              expect(line[state]).toBe(modelQuery(model, { names: [line.name], state }).total);
          expect(await repository.getQueueSize()).toBe(
            model.filter((each) => each.nextRunAt && each.nextRunAt < new Date()).length,
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('agree on which job comes next, and take each once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(job, { maxLength: 10 }), async (seed) => {
        const { repository } = await connectedBackend(':memory:');
        const now = new Date();
        const deadline = new Date(now.getTime() - 10 * 3_600_000);
        const seen: unknown[] = [];
        const waiting = (await Promise.all(seed.map((each) => repository.saveJob(each, undefined)))).filter(
          (each) =>
            each.name === 'a' &&
            !each.disabled &&
            (each.lockedAt ? each.lockedAt <= deadline : each.nextRunAt !== null && each.nextRunAt <= now),
        );
        for (;;) {
          const next = await repository.getNextJobToRun('a', now, deadline, now, undefined);
          if (!next) break;
          expect(next.lockedAt).toEqual(now);
          seen.push(next._id);
        }
        const at = (each: JobParameters) => each.nextRunAt?.getTime() ?? 1e15;
        const expected = waiting.toSorted((left, right) => at(left) - at(right) || right.priority - left.priority);
        expect(seen).toEqual(expected.map((each) => each._id));
      }),
      { numRuns: 100 },
    );
  });

  it('unique saves leave one job for each value, the last of each', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(plain, fc.constantFrom('key', 'k.l', 'o"dd')), { maxLength: 12 }),
        async (saves) => {
          const { repository } = await connectedBackend(':memory:');
          const model: { key: unknown; path: string; at: number }[] = [];
          for (const [at, [key, path]] of saves.entries()) {
            const data = path === 'k.l' ? { k: { l: key }, path, at } : { [path]: key, path, at };
            const unique = { [`data.${path}`]: key, 'data.path': path };
            await repository.saveJob(
              { name: 'u', priority: 0, nextRunAt: null, type: 'normal', data, unique },
              undefined,
            );
            const known = model.find((each) => each.path === path && jsonEqual(each.key, key));
            if (known) known.at = at;
            else model.push({ key, path, at });
          }
          const { jobs } = await repository.queryJobs({ name: 'u' });
          expect(jobs.map((each) => Reflect.get(Object(each.data), 'at'))).toEqual(model.map((each) => each.at));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('sorting by data', () => {
  it('puts numbers by size before text, and nothing last', async () => {
    const { repository } = await connectedBackend(':memory:');
    for (const data of ['b', 10, undefined, 9, 'a'])
      await repository.saveJob({ name: 'd', priority: 0, nextRunAt: null, type: 'normal', data }, undefined);
    const { jobs } = await repository.queryJobs({ sort: { data: 'asc' } });
    expect(jobs.map((each) => each.data)).toEqual([9, 10, 'a', 'b', null]);
  });
});
