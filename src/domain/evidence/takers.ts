import type { Period } from '../calendar/period.ts';
import type { Instant } from '../calendar/time.ts';
import type { Departure, DepartureId } from '../departure.ts';
import type { CompanyRole, PersonId } from '../people/people.ts';
import { maySee } from '../people/visibility.ts';
import type { Level } from './level.ts';

/** What somebody asks a pack of. `period`: days in UTC on which the departures began, both included. */
export interface EvidenceAsked {
  what: { departure: DepartureId } | { period: Period };
  level: Level;
}

/**
 * Who takes packs of evidence from chat, by level. A full one holds what people wrote as their reasons, which is for
 * whoever keeps personnel files.
 */
export const evidenceTakers: Readonly<Record<Level, readonly CompanyRole[]>> = {
  auditor: ['hr', 'it', 'admin'],
  full: ['hr', 'admin'],
};

/** At which levels somebody takes packs at all, the one with less in it first. */
export function levelsFor(roles: readonly CompanyRole[]): readonly Level[] {
  return (['auditor', 'full'] as const).filter((level) => evidenceTakers[level].some((role) => roles.includes(role)));
}

/** Of one departure that was started: never one's own, and nothing that this person may not know of by now. */
export function mayTakeEvidence(
  departure: Departure,
  person: { id: PersonId; roles: readonly CompanyRole[] },
  { level, now }: { level: Level; now: Instant },
): boolean {
  const { status, flow, leaver } = departure;
  return (
    levelsFor(person.roles).includes(level) &&
    status !== 'draft' &&
    flow !== null &&
    leaver.id !== person.id &&
    maySee(departure, person, now)
  );
}
