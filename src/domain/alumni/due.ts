import { quarterOf } from '../calendar/quarter.ts';
import { addDays, day, type Instant, instantOf, localDate, plus } from '../calendar/time.ts';
import { endOfPeriod } from '../retention/dates.ts';
import { keptFor, type Retention } from '../retention/retention.ts';
import { type Alumnus, agreesTo } from './alumnus.ts';

export const alumniMails = ['question', 'still', 'welcome', 'survey', 'renewal'] as const;
export type AlumniMail = (typeof alumniMails)[number];

/** What is to be done about a record by then. */
export type AlumniWork =
  | { do: 'erase'; why: 'unconfirmed' | 'unanswered' | 'retention' }
  /** `name`: the same mail is sent once under it. `survey`: the quarter that it asks about. */
  | { do: 'mail'; mail: AlumniMail; name: string; survey: string | null }
  | { do: 'drop-referrals'; ids: readonly string[] };

/** How long whoever reads a mailbox has to say that it is theirs, or that it goes on; then nothing of it stays. */
const confirmWithin = 14 * day;
/** Whoever does not say that they wish to stay in touch is asked so long before the record goes. */
const askedBefore = 30 * day;
/** Of somebody who was recommended nothing is kept for longer once nothing happens any more. */
const referralKept = 365 * day;

/** Until when the record is kept, on the clock of whoever it is about. */
export function alumnusKeptUntil({ heardAt, country, timeZone }: Alumnus, { policies, sector }: Retention): Instant {
  const { keep } = keptFor(policies, 'alumni', { country, sector });
  return instantOf(addDays(endOfPeriod(localDate(heardAt, timeZone), keep), 1), '00:00', timeZone);
}

/** The next thing to be done; null where nothing is. */
export function alumniWork(alumnus: Alumnus, now: Instant, retention: Retention): AlumniWork | null {
  const { confirmedAt, address, heldSince } = alumnus;
  if (heldSince !== undefined) {
    if (plus(heldSince, confirmWithin) <= now) return { do: 'erase', why: 'unanswered' };
  } else if (confirmedAt === null && plus(address.at, confirmWithin) <= now) return { do: 'erase', why: 'unconfirmed' };
  const until = alumnusKeptUntil(alumnus, retention);
  if (until <= now) return { do: 'erase', why: 'retention' };
  const stale = alumnus.referrals.filter(({ changedAt }) => plus(changedAt, referralKept) <= now);
  if (stale.length > 0) return { do: 'drop-referrals', ids: stale.map(({ id }) => id) };
  if (alumnus.notBefore !== null && alumnus.notBefore > now) return null;
  return mailsOf(alumnus, { now, until }).find(({ name }) => !alumnus.mails.includes(name)) ?? null;
}

function mailsOf(alumnus: Alumnus, { now, until }: { now: Instant; until: Instant }): (AlumniWork & { do: 'mail' })[] {
  const { address, confirmedAt, heardAt, heldSince, purposes } = alumnus;
  const mail = (kind: AlumniMail, about: string, survey: string | null = null) => ({
    ...{ do: 'mail' as const, mail: kind, name: `${kind} ${about}`, survey },
  });
  if (heldSince !== undefined) return [mail(confirmedAt === null ? 'question' : 'still', `held ${heldSince}`)];
  if (confirmedAt === null) return [mail('question', address.mark)];
  const quarter = quarterOf(now, 'UTC');
  // Nobody is asked in the quarter in which they have just agreed to be.
  const isAsked = agreesTo(alumnus, 'survey') && quarterOf(purposes.survey ?? now, 'UTC') < quarter;
  return [
    mail('welcome', confirmedAt),
    ...(plus(until, -askedBefore) <= now ? [mail('renewal', heardAt)] : []),
    ...(isAsked ? [mail('survey', quarter, quarter)] : []),
  ];
}

/** The quarter whose survey they may answer by now; null where there is none. */
export function openSurvey(alumnus: Alumnus, now: Instant): string | null {
  const { survey } = alumnus;
  const isOpen = survey !== null && !survey.answered && survey.quarter === quarterOf(now, 'UTC');
  return isOpen && agreesTo(alumnus, 'survey') ? survey.quarter : null;
}
