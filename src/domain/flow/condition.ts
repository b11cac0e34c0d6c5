import type { Person } from '../people/people.ts';
import type { Condition, ConditionKey, DepartureKind, WorkerType } from './flow.ts';

/** What the conditions of a flow ask about. */
export interface Subject {
  leaver: Pick<Person, 'team' | 'title' | 'country'>;
  kind: DepartureKind | null;
  workerType: WorkerType | null;
  hasEquipment: boolean;
  /** Null where nobody tells. */
  managesPeople: boolean | null;
}

/** Whether one condition holds; null where it is not known of the person, which excludes nobody. */
export interface Verdict {
  key: ConditionKey;
  holds: boolean | null;
}

export function verdictsOf(when: Condition, subject: Subject): readonly Verdict[] {
  const { leaver, kind, workerType, hasEquipment, managesPeople } = subject;
  const verdict = (key: ConditionKey, holds: boolean | null): Verdict[] =>
    when[key] === undefined ? [] : [{ key, holds }];
  const among = <T extends string>(value: T | null, wanted: readonly T[] = []) =>
    value === null ? null : wanted.includes(value);
  return [
    ...verdict('kinds', among(kind, when.kinds)),
    ...verdict('workerTypes', among(workerType, when.workerTypes)),
    ...verdict('countries', among(leaver.country, when.countries)),
    ...verdict(
      'teams',
      matches(leaver.team, when.teams, (team, wanted) => team === wanted),
    ),
    ...verdict(
      'titles',
      matches(leaver.title, when.titles, (title, wanted) => title.includes(wanted)),
    ),
    ...verdict('hasEquipment', hasEquipment === when.hasEquipment),
    ...verdict('managesPeople', managesPeople === null ? null : managesPeople === when.managesPeople),
  ];
}

function matches(
  told: string | null,
  wanted: readonly string[] = [],
  fits: (told: string, wanted: string) => boolean,
): boolean | null {
  const value = folded(told ?? '');
  return value === '' ? null : wanted.some((one) => fits(value, folded(one)));
}

/** Without capitals, spaces at the ends, and the two ways in which an accent is written. */
export function folded(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}
