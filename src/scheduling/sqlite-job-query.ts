import type { JobState, JobsSort, RemoveJobsOptions, SortDirection } from 'agenda';
import { z } from 'zod';
import type { Sql, SqlValue } from './sqlite-connection.ts';
import { type StoredJob, storedJob } from './sqlite-job-row.ts';
import { asStored, bindable, dataExpression, jsonContains, leavesOf } from './sqlite-json-match.ts';
import { indexPath } from './sqlite-path-index.ts';

/** A piece of SQL, and the values of its question marks. */
interface Condition {
  sql: string;
  values: readonly SqlValue[];
  /** The expression that an index would help. */
  expression?: string;
}

/** Which jobs a query or a bulk change is about. */
export interface JobFilter {
  conditions: readonly Condition[];
  /** Compared in JavaScript, where it is exact; the conditions only narrow it. */
  data?: unknown;
}

type Selection = Pick<RemoveJobsOptions, 'id' | 'ids' | 'name' | 'names' | 'notNames' | 'data'>;

/** Empty lists and empty strings mean "not asked", as in Agenda's own backends. */
export function jobFilter(selection: Selection): JobFilter {
  const conditions: Condition[] = [];
  const { id, ids, name, names, notNames } = selection;
  if (id) conditions.push({ sql: 'id = ?', values: [String(id)] });
  else if (ids && ids.length > 0) conditions.push(oneOf('id', ids.map(String)));
  if (name) conditions.push({ sql: 'name = ?', values: [name] });
  else if (names && names.length > 0) conditions.push(oneOf('name', names));
  else if (notNames && notNames.length > 0) conditions.push(oneOf('name', notNames, 'NOT IN'));
  if (selection.data === undefined) return { conditions };
  const data = asStored(selection.data);
  return { conditions: [...conditions, ...dataConditions(data)], data };
}

/** True when nothing was asked: a bulk change then touches no job, rather than all of them. */
export function isEmpty(filter: JobFilter): boolean {
  return filter.conditions.length === 0 && !('data' in filter);
}

export function and(filter: JobFilter, ...more: readonly Condition[]): JobFilter {
  return { ...filter, conditions: [...filter.conditions, ...more] };
}

// One bound JSON list instead of a question mark each: no limit on how many, and one prepared statement for all.
export function oneOf(column: 'id' | 'name', values: readonly string[], operator: 'IN' | 'NOT IN' = 'IN'): Condition {
  return { sql: `${column} ${operator} (SELECT value FROM json_each(?))`, values: [JSON.stringify(values)] };
}

function dataConditions(data: unknown): Condition[] {
  return leavesOf(data).flatMap(({ path, value }) => {
    const expression = dataExpression(path);
    const bound = bindable(value);
    return expression === undefined || bound === undefined
      ? []
      : [{ sql: `${expression} = ?`, values: [bound], expression }];
  });
}

/** Agenda's `computeJobState`, said in SQL so that the database can filter, count and page by it. Wants the present. */
export const stateExpression = `CASE
    WHEN locked_at IS NOT NULL THEN 'running'
    WHEN failed_at IS NOT NULL AND (last_finished_at IS NULL OR failed_at >= last_finished_at) THEN 'failed'
    WHEN repeat_interval IS NOT NULL THEN 'repeating'
    WHEN next_run_at > ? THEN 'scheduled'
    WHEN next_run_at IS NOT NULL THEN 'queued'
    ELSE 'completed' END`;

/** "Paused" is the switch, whatever state the job is in. */
export function inState(state: JobState): Condition {
  return state === 'paused' ? { sql: 'disabled = 1', values: [] } : { sql: 'state = ?', values: [state] };
}

const sortColumns = [
  ['nextRunAt', 'next_run_at'],
  ['lastRunAt', 'last_run_at'],
  ['lastFinishedAt', 'last_finished_at'],
  ['priority', 'priority'],
  ['name', 'name'],
  ['data', "json_extract(data, '$')"],
] as const;

/** Jobs without a value come last in either direction; what is equal keeps the order it was saved in. */
export function orderBy(sort: JobsSort | undefined): string {
  const asked = sortColumns.flatMap(([key, column]) => {
    const direction: SortDirection | undefined = sort?.[key];
    return direction === undefined ? [] : [`${column} ${direction === 'asc' ? 'ASC' : 'DESC'} NULLS LAST`];
  });
  const order = asked.length > 0 ? asked : ['next_run_at DESC NULLS LAST', 'last_run_at DESC NULLS LAST'];
  return `ORDER BY ${[...order, 'seq ASC'].join(', ')}`;
}

/** What to read, in which order, from where. */
export interface Selecting {
  filter: JobFilter;
  /** A table, or a subquery that adds columns. */
  from?: Condition;
  order?: string;
  limit?: number;
  skip?: number;
}

const countRow = z.object({ jobs: z.number() });

interface Selected extends StoredJob {
  row: unknown;
}

/** The jobs that match, exactly; paging in SQL only when SQL alone decides. */
export function selectJobs(sql: Sql, asked: Selecting): { jobs: Selected[]; total: number } {
  const { filter, from = { sql: 'agenda_jobs', values: [] }, order = 'ORDER BY seq ASC', limit = 0, skip = 0 } = asked;
  const values = [from, ...filter.conditions].flatMap((condition) => condition.values);
  const rest = `FROM ${from.sql} ${whereOf(filter)}`;
  if ('data' in filter) {
    const all = sql
      .all(`SELECT * ${rest} ${order}`, ...values)
      .map(selected)
      .filter(({ job }) => jsonContains(job.data, filter.data));
    return { jobs: all.slice(skip, limit > 0 ? skip + limit : undefined), total: all.length };
  }
  const paged = limit > 0 || skip > 0;
  const jobs = sql
    .all(
      `SELECT * ${rest} ${order}${paged ? ' LIMIT ? OFFSET ?' : ''}`,
      ...values,
      ...(paged ? [limit > 0 ? limit : -1, skip] : []),
    )
    .map(selected);
  return { jobs, total: paged ? count(sql, rest, values) : jobs.length };
}

/** Applies one change to all that match. */
export function changeJobs(sql: Sql, filter: JobFilter, change: string): number {
  const values = filter.conditions.flatMap((condition) => condition.values);
  if (!('data' in filter)) return sql.run(`${change} ${whereOf(filter)}`, ...values);
  for (const { expression } of filter.conditions) if (expression !== undefined) indexPath(sql, expression);
  const ids = selectJobs(sql, { filter }).jobs.map(({ job }) => job._id);
  return sql.run(`${change} WHERE id IN (SELECT value FROM json_each(?))`, JSON.stringify(ids));
}

function whereOf(filter: JobFilter): string {
  return filter.conditions.length === 0 ? '' : `WHERE ${filter.conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`;
}

function selected(row: unknown): Selected {
  return { ...storedJob(row), row };
}

function count(sql: Sql, rest: string, values: readonly SqlValue[]): number {
  return countRow.parse(sql.all(`SELECT count(*) AS jobs ${rest}`, ...values)[0]).jobs;
}
