import { type Departure, departureSchema } from '../departure.ts';

/**
 * The fields of a departure in which the stored state is not what its journal leads to; empty where both agree.
 * `version` counts commits, which are in no journal.
 */
export function differingFields(told: Departure, stored: Departure): string[] {
  const [a, b] = [departureSchema.parse(told), departureSchema.parse(stored)];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => name !== 'version');
  const fieldIn = (departure: Departure, name: string) =>
    canonical(Object.entries(departure).find(([key]) => key === name)?.[1]);
  return names.filter((name) => fieldIn(a, name) !== fieldIn(b, name));
}

/** One text for what is the same, in whatever order its keys were written. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`);
  return `{${entries.sort().join(',')}}`;
}
