import type { Instant } from '../calendar/time.ts';
import type { Person } from '../people/people.ts';
import {
  type AlumniPurpose,
  type Alumnus,
  type AlumnusEntry,
  alumniPurposes,
  mostAddresses,
  mostReferrals,
  type Referral,
  type ReferralState,
  type RehireWish,
} from './alumnus.ts';

/** What they choose themselves. */
export interface AlumnusChoice {
  purposes: readonly AlumniPurpose[];
  rehire: RehireWish | null;
}

interface GivenAddress {
  email: string;
  /** Of the address, made with the record's key (`AlumniStore.mark`). */
  mark: string;
  /** Whoever reads the mailbox has said before that it is theirs. */
  isConfirmed: boolean;
}

/** The record of somebody who joins. */
export function joined(
  id: string,
  { name, locale, timeZone, country }: Pick<Person, 'name' | 'locale' | 'timeZone' | 'country'>,
  { email, mark, isConfirmed, ...choice }: AlumnusChoice & GivenAddress,
  at: Instant,
): Alumnus {
  const first: Alumnus = {
    ...{ id, name, email, locale, timeZone, country, address: { mark, at } },
    ...{ confirmedAt: isConfirmed ? at : null },
    ...{ purposes: {}, rehire: null, heardAt: at, referrals: [], survey: null, mails: [] },
    ...{ notBefore: null, entries: [] },
  };
  return chosen(noted(first, { at, by: 'self', what: 'joined', about: choice.purposes.join(' ') }), choice, at);
}

/**
 * Agrees to these purposes and to no other; one that was agreed to before stays agreed to since then, but for a record
 * on hold: whatever it says was agreed to may have ended.
 */
export function chosen(alumnus: Alumnus, { purposes, rehire }: AlumnusChoice, at: Instant): Alumnus {
  const { heldSince, ...others } = alumnus;
  const agreed = alumniPurposes
    .filter((one) => purposes.includes(one))
    .map((one) => [one, (heldSince === undefined ? alumnus.purposes[one] : undefined) ?? at] as const);
  // On hold they had two weeks since then: these begin anew with the address.
  const address = heldSince === undefined ? others.address : { ...others.address, at };
  const next = { ...others, address, purposes: Object.fromEntries(agreed), rehire, heardAt: at };
  return noted(next, { at, by: 'self', what: 'chosen', about: purposes.join(' ') });
}

/**
 * Another address: nothing goes there before whoever reads it has said that it is theirs, and one that was asked about
 * before is not asked about again. `too-many`: as many as are
 * asked about for one person.
 */
export function addressGiven(
  alumnus: Alumnus,
  { email, mark, isConfirmed }: GivenAddress,
  at: Instant,
): Alumnus | 'too-many' {
  if (alumnus.email === email) return alumnus;
  const given = alumnus.entries.filter(({ what }) => what === 'address-given' || what === 'joined').length;
  if (given >= mostAddresses) return 'too-many';
  const next = {
    ...{ ...alumnus, email, address: { mark, at }, confirmedAt: isConfirmed ? at : null },
    ...{ mails: alumnus.mails.filter(isQuestion), notBefore: null, heardAt: at },
  };
  return noted(next, { at, by: 'self', what: 'address-given', about: '' });
}

/** Whoever reads the mailbox says that it is theirs; of a record on hold, that it goes on. */
export function addressConfirmed(alumnus: Alumnus, at: Instant): Alumnus {
  const { heldSince, ...others } = alumnus;
  if (others.confirmedAt === null)
    return noted({ ...others, confirmedAt: at, heardAt: at }, { at, by: 'self', what: 'address-confirmed', about: '' });
  return heldSince === undefined ? alumnus : renewed(others, at);
}

/** The record came out of a backup. Each time it does they are asked anew: what they said since then is lost too. */
export function held(alumnus: Alumnus, at: Instant): Alumnus {
  return noted({ ...alumnus, heldSince: at, notBefore: null }, { at, by: 'relais', what: 'held', about: '' });
}

/** Whether a mail of this name asked whose an address is. */
function isQuestion(name: string): boolean {
  return name.startsWith('question ');
}

/** They wish it to go on: the period of keeping begins anew. */
export function renewed(alumnus: Alumnus, at: Instant): Alumnus {
  return noted({ ...alumnus, heardAt: at }, { at, by: 'self', what: 'renewed', about: '' });
}

/** `full`: as many as are kept for one person. */
export function referred(
  alumnus: Alumnus,
  given: Pick<Referral, 'id' | 'name' | 'role' | 'reach'>,
  at: Instant,
): Alumnus | 'full' {
  if (alumnus.referrals.length >= mostReferrals) return 'full';
  const fresh = { ...given, at, state: 'told', reward: null, rewardedAt: null, changedAt: at } as const;
  const next = { ...alumnus, referrals: [...alumnus.referrals, fresh], heardAt: at };
  return noted(next, { at, by: 'self', what: 'referred', about: given.id });
}

/** What HR says of somebody who was recommended; `gone` where there is no such referral any more. */
export function referralChanged(
  alumnus: Alumnus,
  { id, state, reward, rewarded }: { id: string; state: ReferralState; reward: string | null; rewarded: boolean },
  { at, by }: { at: Instant; by: string },
): Alumnus | 'gone' {
  const before = alumnus.referrals.find((one) => one.id === id);
  if (before === undefined) return 'gone';
  const rewardedAt = rewarded ? (before.rewardedAt ?? at) : null;
  const after = { ...before, state, reward, rewardedAt, changedAt: at };
  const referrals = alumnus.referrals.map((one) => (one.id === id ? after : one));
  return noted({ ...alumnus, referrals }, { at, by, what: 'referral-changed', about: `${id} ${state}` });
}

export function referralsDropped(alumnus: Alumnus, ids: readonly string[], at: Instant): Alumnus {
  const referrals = alumnus.referrals.filter(({ id }) => !ids.includes(id));
  return noted({ ...alumnus, referrals }, { at, by: 'relais', what: 'referral-dropped', about: ids.join(' ') });
}

/** That they have; score and comment are kept elsewhere, without a name. */
export function surveyAnswered(alumnus: Alumnus, quarter: string, at: Instant): Alumnus {
  const next = { ...alumnus, survey: { quarter, answered: true }, heardAt: at };
  return noted(next, { at, by: 'self', what: 'survey-answered', about: quarter });
}

/** A mail went out; `survey`: the quarter that it asks about. */
export function mailSent(alumnus: Alumnus, name: string, survey: string | null, at: Instant): Alumnus {
  const next = {
    ...alumnus,
    mails: [...new Set([...alumnus.mails, name])],
    notBefore: null,
    ...(survey !== null && { survey: { quarter: survey, answered: false } }),
  };
  return noted(next, { at, by: 'relais', what: 'mail-sent', about: name });
}

export function mailRefused(alumnus: Alumnus, name: string, notBefore: Instant, at: Instant): Alumnus {
  return noted({ ...alumnus, notBefore }, { at, by: 'relais', what: 'mail-refused', about: name });
}

/** Somebody of HR takes the address out for a purpose that its owner agrees to. */
export function exported(alumnus: Alumnus, purpose: AlumniPurpose, { at, by }: { at: Instant; by: string }): Alumnus {
  return noted(alumnus, { at, by, what: 'exported', about: purpose });
}

function noted(alumnus: Alumnus, entry: AlumnusEntry): Alumnus {
  return { ...alumnus, entries: [...alumnus.entries, entry] };
}
