import { z } from 'zod';
import { problems } from '../blocks/problems.ts';
import type { LocalSlack } from '../local-slack.ts';
import { SlackError } from './slack-error.ts';

/** One Web API method: `run` answers what comes beside `ok: true`, or throws a `SlackError`. */
export interface Method {
  name: string;
  run(slack: LocalSlack, args: unknown): Record<string, unknown>;
}

export function defineMethod<T>(method: {
  name: string;
  /** The scope the bot token needs; null when any token will do or `run` decides. */
  scope: string | null;
  args: z.ZodType<T>;
  run(slack: LocalSlack, args: T): Record<string, unknown>;
}): Method {
  return {
    name: method.name,
    run: (slack, given) => {
      if (method.scope) requireScope(slack, method.scope);
      const args = method.args.safeParse(given);
      if (!args.success) throw new SlackError('invalid_arguments', problems(args.error, ''));
      return method.run(slack, args.data);
    },
  };
}

export function requireScope(slack: LocalSlack, needed: string): void {
  if (!slack.app.scopes.includes(needed))
    throw new SlackError('missing_scope', [], { needed, provided: slack.app.scopes.join(',') });
}

/** Form bodies carry everything as text. */
export const flag = z.union([
  z.boolean(),
  z.enum(['true', '1', 'false', '0']).transform((it) => it === 'true' || it === '1'),
]);
export const count = z.coerce.number().int().min(1).max(1000);

/** A form body carries structures as JSON text, a JSON body as they are. */
export function structure(given: unknown, errorWhenBroken: string): unknown {
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(given);
  } catch {
    throw new SlackError(errorWhenBroken);
  }
}

/** One page of a list, and the cursor of the next: the place it begins at. */
export function page<T>(
  all: readonly T[],
  limit: number,
  cursor: string | undefined,
): { items: readonly T[]; next: string } {
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString()) : 0;
  if (!Number.isInteger(start) || start < 0) throw new SlackError('invalid_cursor');
  const end = start + limit;
  return {
    items: all.slice(start, end),
    next: end < all.length ? Buffer.from(String(end)).toString('base64url') : '',
  };
}
