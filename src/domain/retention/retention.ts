import type { Policy, RetentionClass } from './policy.ts';
import { shippedPolicies } from './shipped-policies.ts';

/** How long what no policy names is kept after a departure has ended. */
export const keptUnlessSaid = '30 days';

/** Whose departure, as policies tell them apart. */
export interface Concerned {
  country: string;
  sector: string | null;
}

/** The organisation's own policies; what they leave open is as Relais ships it. */
export interface Retention {
  sector: string | null;
  policies: readonly Policy[];
}

export const noRetention: Retention = { sector: null, policies: [] };

/** How long something is kept, and why; no source where nothing is said. */
export interface Kept {
  keep: string;
  pseudonymise: boolean;
  source: string | null;
}

/**
 * Which policy counts: the organisation's own before the shipped ones, a country and a sector before one of both, one
 * of both before neither; of two that say as much, the longer.
 */
export function keptFor(policies: readonly Policy[], kind: RetentionClass, concerned: Concerned): Kept {
  const chosen = best(policies, kind, concerned) ?? best(shippedPolicies, kind, concerned);
  return chosen === null
    ? { keep: keptUnlessSaid, pseudonymise: false, source: null }
    : { keep: chosen.keep, pseudonymise: chosen.ending === 'pseudonymise', source: chosen.source };
}

function best(policies: readonly Policy[], kind: RetentionClass, { country, sector }: Concerned): Policy | null {
  const fitting = policies.filter(
    (one) =>
      one.of.includes(kind) &&
      (one.country === undefined || one.country === country) &&
      (one.sector === undefined || one.sector === sector),
  );
  const weight = (one: Policy) => (one.country === undefined ? 0 : 1) + (one.sector === undefined ? 0 : 1);
  return fitting.reduce<Policy | null>((chosen, one) => {
    if (chosen === null || weight(one) > weight(chosen)) return one;
    return weight(one) === weight(chosen) && daysIn(one.keep) > daysIn(chosen.keep) ? one : chosen;
  }, null);
}

/** The period in parts. */
export function periodOf(keep: string): { count: number; unit: 'day' | 'month' | 'year' } {
  const [count = '0', unit = 'days'] = keep.split(' ');
  return { count: Number(count), unit: unit.replace(/s$/, '') as 'day' | 'month' | 'year' };
}

/** For comparing two periods. */
export function daysIn(keep: string): number {
  const { count, unit } = periodOf(keep);
  return count * { day: 1, month: 30.4375, year: 365.25 }[unit];
}
