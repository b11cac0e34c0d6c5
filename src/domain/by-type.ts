import type { z } from 'zod';

/** The schema of one event or command: an object that is told by its `type`. */
export type Part = z.ZodObject<{ type: z.ZodLiteral<string> }>;

/** One handler under each `type` of a room's events or commands: a room's line in a table that must name every type. */
export function byType<Schema extends Part, Handler extends (...args: never) => unknown>(
  parts: readonly Schema[],
  handler: Handler,
): Record<z.infer<Schema>['type'], Handler> {
  const types = parts.flatMap(({ shape }): z.infer<Schema>['type'][] => [...shape.type.values]);
  return Object.fromEntries(types.map((type) => [type, handler])) as Record<z.infer<Schema>['type'], Handler>;
}
