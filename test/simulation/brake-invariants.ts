import type { BrakeRelease } from '../../src/domain/brake/brake.ts';
import { day, hour, plus } from '../../src/domain/calendar/time.ts';
import type { DepartureHistory, History, Moment } from './history.ts';

/** How many departures may begin to end access in the simulated company, in an hour and in a day. */
export const simulatedCaps = { perHour: 1, perDay: 1 } as const;

/**
 * Whatever happens, more than the cap begins only where two different people, who neither asked for the departure nor
 * leave, released exactly its plan.
 */
export function neverMoreThanTheCap({ departures }: History): string[] {
  const begins = departures
    .flatMap((departure) => departure.moments.map((moment) => ({ departure, moment })))
    .filter(({ moment }) => moment.entry.event.type === 'run-began')
    .toSorted((a, b) => a.moment.order - b.moment.order);
  const unreleased = begins.filter(({ departure, moment }) => !isReleasedBefore(departure, moment));
  return unreleased.flatMap(({ departure, moment }, index) => {
    const { at } = moment.entry;
    const within = (span: number) =>
      new Set(
        unreleased
          .slice(0, index)
          .filter((one) => one.departure.id !== departure.id && one.moment.entry.at > plus(at, -span))
          .map((one) => one.departure.id),
      ).size;
    const isTooMany = within(hour) >= simulatedCaps.perHour || within(day) >= simulatedCaps.perDay;
    return isTooMany ? [`${departure.id}: began at ${at} beyond the cap, and no two people had released it`] : [];
  });
}

/** Counts anew, without the domain's own counting. */
function isReleasedBefore({ moments, company }: DepartureHistory, { order, entry, before }: Moment): boolean {
  const given: BrakeRelease[] = moments.flatMap(({ order: then, entry: { event, by } }) => {
    if (event.type !== 'brake-released' || then >= order) return [];
    const { release } = event;
    const isTheirs = release.by === by && company.rolesOf(by).length > 0;
    return isTheirs && release.planHash === before.planHash && release.expiresAt > entry.at ? [release] : [];
  });
  const people = new Set(given.map(({ by }) => by));
  people.delete(before.requester);
  people.delete(before.leaver.id);
  return people.size >= 2;
}
