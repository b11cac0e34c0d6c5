import { type Policy, recordClasses } from './policy.ts';
import { type Concerned, daysIn, keptFor } from './retention.ts';

export interface Contradiction {
  /** Which of the policies. */
  index: number;
  message: string;
}

/** What cannot be done as it is written, for every country and sector that a policy names, and for all others. */
export function contradictions(policies: readonly Policy[], ownSector: string | null): readonly Contradiction[] {
  return [...impossible(policies), ...repeated(policies), ...apart(policies, ownSector)];
}

function impossible(policies: readonly Policy[]): Contradiction[] {
  return policies.flatMap(({ of, ending }, index) =>
    ending === 'pseudonymise' && of.some((kind) => kind !== 'evidence')
      ? [
          {
            index,
            message: 'only evidence can stay without names; write the other classes into a policy with ending: erase',
          },
        ]
      : [],
  );
}

function repeated(policies: readonly Policy[]): Contradiction[] {
  return policies.flatMap((one, index) => {
    const before = policies.findIndex(
      (other) =>
        other.country === one.country && other.sector === one.sector && other.of.some((kind) => one.of.includes(kind)),
    );
    return before < index
      ? [
          {
            index,
            message: `retention.policies.${before} already says how long this is kept for the same country and sector`,
          },
        ]
      : [];
  });
}

/** The record has one key, so its classes go together; and evidence that names people is in it. */
function apart(policies: readonly Policy[], ownSector: string | null): Contradiction[] {
  const found = new Map<number, string>();
  for (const concerned of everybody(policies, ownSector)) {
    const record = keptFor(policies, 'identity', concerned);
    const place = placeOf(concerned);
    for (const kind of recordClasses) {
      const { keep } = keptFor(policies, kind, concerned);
      if (daysIn(keep) === daysIn(record.keep)) continue;
      found.set(
        lastAbout(policies, [kind, 'identity']),
        `${place}, ${kind} would be kept ${keep} and identity ${record.keep}. They lie in one sealed record, which is erased as a whole: write the same period for ${recordClasses.join(', ')}`,
      );
    }
    const evidence = keptFor(policies, 'evidence', concerned);
    if (evidence.pseudonymise || daysIn(evidence.keep) === daysIn(record.keep) || evidence.source === null) continue;
    found.set(
      lastAbout(policies, ['evidence', 'identity']),
      `${place}, evidence would be kept ${evidence.keep} with names and identity ${record.keep}. Write ending: pseudonymise to keep it longer without names, or the same period for both`,
    );
  }
  return [...found].map(([index, message]) => ({ index, message }));
}

function everybody(policies: readonly Policy[], ownSector: string | null): Concerned[] {
  const countries = new Set(policies.flatMap(({ country }) => country ?? []));
  // Stands for every country that no policy names.
  const elsewhere = '--';
  return [...countries, elsewhere].map((country) => ({ country, sector: ownSector }));
}

function placeOf({ country, sector }: Concerned): string {
  const where = country === '--' ? 'where no country is named' : `in ${country}`;
  return sector === null ? where : `${where}, sector ${sector}`;
}

function lastAbout(policies: readonly Policy[], kinds: readonly string[]): number {
  return Math.max(
    0,
    policies.findLastIndex(({ of }) => of.some((kind) => kinds.includes(kind))),
  );
}
