import { day, type Instant, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { PersonId } from '../people/people.ts';
import { daysOf, type EmploymentFact, type FactDays, isSecret } from './employment-fact.ts';

/** What is asked of people because of what HR says. */
export type HrProposal =
  /** HR tells of an end or a move, and nobody has taken the draft up. */
  | { type: 'begin'; fact: EmploymentFact }
  /** HR moved days that were in line with ours (`moved`), or says something else than what people set (`differs`). */
  | { type: 'dates'; why: 'moved' | 'differs'; fact: EmploymentFact; days: FactDays; ours: OurDays }
  /** HR has taken the end back. */
  | { type: 'stays'; fact: EmploymentFact }
  /** The person is employed again; everything that waits is held. */
  | { type: 'again'; fact: EmploymentFact };

export interface OurDays {
  lastWorkingDay: string;
  contractEnd: string;
}

/** The days that people set, or a draft holds by now; null while there are none. */
export function ourDays({ dates, draft }: Pick<Departure, 'dates' | 'draft'>): OurDays | null {
  const known = dates ?? draft.dates;
  return known && { lastWorkingDay: known.lastWorkingDay.date, contractEnd: known.contractEnd.date };
}

/** Whether HR's days are ours; what HR does not tell is no contradiction. */
export function isInLine(days: FactDays, ours: OurDays, kind: Departure['kind']): boolean {
  // A move has one day: whichever of ours it is.
  if (kind === 'internal-move' && days.lastWorkingDay === null)
    return days.contractEnd === ours.contractEnd || days.contractEnd === ours.lastWorkingDay;
  return (
    days.contractEnd === ours.contractEnd &&
    (days.lastWorkingDay === null || days.lastWorkingDay === ours.lastWorkingDay)
  );
}

/**
 * What people are asked by now; null when HR and the departure are in line, or somebody has answered. The latest word
 * is compared with the departure as it is: the order in which words came plays no part.
 */
export function hrProposal(state: Departure): HrProposal | null {
  const { hr, status } = state;
  if (!hr) return null;
  if (isHeld(state) && hr.again) return { type: 'again', fact: hr.again.fact };
  const { told } = hr;
  if (told === null || (status !== 'draft' && status !== 'active') || hr.answered.includes(told.hash)) return null;
  const days = daysOf(told);
  if (days === null)
    return hr.hadEnd && (told.status === 'employed' || told.status === 'on-leave')
      ? { type: 'stays', fact: told }
      : null;
  if (isOffered(state)) return { type: 'begin', fact: told };
  const ours = ourDays(state);
  if (ours === null || isInLine(days, ours, state.kind ?? state.draft.kind)) return null;
  const stood = hr.agreed?.lastWorkingDay === ours.lastWorkingDay && hr.agreed.contractEnd === ours.contractEnd;
  return { type: 'dates', why: stood ? 'moved' : 'differs', fact: told, days, ours };
}

/** Whether the draft was begun by an HR system, and waits for a person to take it up. */
export function isOffered({ status, hr }: Pick<Departure, 'status' | 'hr'>): boolean {
  return status === 'draft' && hr?.begun != null && hr.begun.takenBy === null;
}

/** Whether nothing that waits is done until a person has decided, because HR says that the person is employed again. */
export function isHeld({ hr, status }: Pick<Departure, 'hr' | 'status'>): boolean {
  if (status !== 'active' && status !== 'completed') return false;
  return hr?.again != null && hr.again.settled?.choice !== 'go-on';
}

/** How often it is asked again whether what is held goes on, and until when. */
const askAgainEvery = 2 * day;
const mostAskedAgain = 45;

/**
 * When people are asked anew because nobody has decided about somebody who is employed again: what is held rings until
 * then.
 */
export function asksAgainAt(state: Departure): readonly Instant[] {
  const again = state.hr?.again;
  if (!isHeld(state) || !again || again.settled !== null) return [];
  return Array.from({ length: mostAskedAgain }, (_, index) => plus(again.since, (index + 1) * askAgainEvery));
}

/**
 * Who is brought what HR says: HR, and whoever leads the departure; of a draft that HR began, the manager only once
 * they may know. A dismissal that HR tells of is HR's alone, unless the departure is such a one already. That something
 * is held is IT's to know, too.
 */
export function hrReaders(state: Departure): readonly PersonId[] {
  const { hr, status, requester, manager, cast, leaver, flow } = state;
  // That somebody is employed again says nothing of how they left.
  const said = isHeld(state) ? hr?.again?.fact : hr?.told;
  if (status !== 'draft' && said && isSecret(said) && flow?.confidential !== true)
    return cast.hr.filter((one) => one !== leaver.id);
  const named =
    status === 'draft'
      ? [...(hr?.begun?.readers ?? []), ...(hr?.begun?.shared === true ? [manager] : []), requester]
      : [...cast.hr, manager, requester, ...(hr?.again ? [...cast.it, ...cast.admin] : [])];
  return [...new Set(named)].filter((one): one is PersonId => one !== null && one !== leaver.id && one !== 'system');
}
