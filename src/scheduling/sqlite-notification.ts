import { type JobNotification, type JobStateNotification, toJobId } from 'agenda';
import { z } from 'zod';

const instant = z.iso.datetime().transform((text) => new Date(text));
const jobId = z.string().transform((id) => toJobId(id));

const jobSchema = z.object({
  jobId,
  jobName: z.string(),
  nextRunAt: instant.nullable(),
  priority: z.number(),
  timestamp: instant,
  source: z.string().optional(),
});

const stateSchema = z.object({
  type: z.enum(['start', 'progress', 'success', 'fail', 'complete', 'retry']),
  jobId,
  jobName: z.string(),
  timestamp: instant,
  source: z.string().optional(),
  progress: z.number().optional(),
  error: z.string().optional(),
  failCount: z.number().optional(),
  retryAt: instant.optional(),
  retryAttempt: z.number().optional(),
  duration: z.number().optional(),
  lastRunAt: instant.optional(),
  lastFinishedAt: instant.optional(),
});

/** A message of another process, as it lies in the table. */
export const messageRow = z.object({ topic: z.enum(['job', 'state']), payload: z.string() });

/** The first job of a name that is due. */
export const dueRow = z.object({ id: z.string(), name: z.string(), priority: z.number(), next_run_at: z.number() });

export function parseJobNotification(payload: string): JobNotification {
  const { source, ...rest } = jobSchema.parse(JSON.parse(payload));
  return source === undefined ? rest : { ...rest, source };
}

export function parseStateNotification(payload: string): JobStateNotification {
  const parsed = stateSchema.parse(JSON.parse(payload));
  // JSON has no `undefined`, so what is there has a value and the optional parts are either present or absent.
  return withoutUndefined(parsed);
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;
}
