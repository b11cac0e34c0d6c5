import { type Instant, minute, toInstant } from '../calendar/time.ts';

/** One person's part of what a wave asks of systems. */
interface Asking {
  departure: string;
  /** When their access is to end, at the earliest. */
  from: Instant;
  /** Calls by system. */
  calls: Readonly<Record<string, number>>;
}

/**
 * When each begins, so that no system is asked for more than it takes: in the order of their instants, then of the
 * list. Whoever finds room within a minute begins with that minute. `perMinute`: by system; null where nothing limits
 * it.
 */
export function spread(
  asking: readonly Asking[],
  perMinute: Readonly<Record<string, number | null>>,
): ReadonlyMap<string, Instant> {
  const freeAt = new Map<string, number>();
  const starts = new Map<string, Instant>();
  for (const { departure, from, calls } of asking.toSorted((a, b) =>
    a.from < b.from ? -1 : a.from > b.from ? 1 : 0,
  )) {
    const limited = Object.entries(calls).flatMap(([system, count]) => {
      const limit = perMinute[system] ?? null;
      return limit === null ? [] : [{ system, takes: (count / limit) * minute }];
    });
    const earliest = Date.parse(from);
    const at = Math.max(earliest, ...limited.map(({ system }) => freeAt.get(system) ?? 0));
    for (const { system, takes } of limited) freeAt.set(system, at + takes);
    starts.set(departure, toInstant(new Date(Math.max(earliest, Math.floor(at / minute) * minute))));
  }
  return starts;
}
