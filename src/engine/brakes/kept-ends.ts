import { z } from 'zod';
import { day, hour, type Instant, instantSchema, plus } from '../../domain/calendar/time.ts';
import type { PersonId } from '../../domain/people/people.ts';
import { digest } from '../sha256.ts';
import { remembered } from './remembered.ts';

/** Under which note the brake of the HR feed stands, for all processes. */
export const hrFeedBrakeKey = 'brake-hr-feed';

/** For how long one person's word waits for the other's, in milliseconds. */
const releaseValidFor = 4 * hour;
/** So many are on one list; whoever comes beyond is held too, and comes onto the next one. */
const mostHeld = 1_000;

/** Somebody's record in an HR system. */
export interface HrRecord {
  source: string;
  person: string;
}

/** A departure that would begin by what an HR system reports, with what people are shown of it. */
const endSchema = z.strictObject({
  source: z.string(),
  /** The HR system's id of the person. */
  person: z.string(),
  /** The hash of the word: the same however often it is told. */
  fact: z.string(),
  /** Whom it is about, by the directory's id. */
  leaver: z.string(),
  name: z.string(),
  /** What people call the HR system. */
  label: z.string(),
  endsOn: z.iso.date().nullable(),
  movesOn: z.iso.date().nullable(),
});
export type ReportedEnd = z.infer<typeof endSchema>;

const keptEndsSchema = z.strictObject({
  /** What began a draft within the cap, or was released. */
  drafted: z.array(z.strictObject({ key: z.string(), at: instantSchema, isReleased: z.boolean() })),
  /** What waits for people; as long as there is any, everything new does. Each record once, with its latest word. */
  held: z.array(z.strictObject({ ...endSchema.shape, at: instantSchema })),
  /** Since when anything is held without a pause. */
  trippedAt: instantSchema.nullable(),
  releases: z.array(z.strictObject({ by: z.string(), hash: z.string(), expiresAt: instantSchema })),
  /**
   * Words that people decided to leave, or whose departure was erased: no draft begins by them, until HR says something
   * else.
   */
  left: z.array(z.strictObject({ key: z.string(), at: instantSchema, erased: z.literal(true).optional() })),
  /** How the latest list ended, who decided it, and whom it was about. */
  decided: z
    .strictObject({
      what: z.enum(['released', 'left']),
      by: z.array(z.string()),
      leavers: z.array(z.string()),
      at: instantSchema,
    })
    .nullable(),
  /** When something was released last: every HR system is read again after it. */
  releasedAt: instantSchema.nullable(),
});
export type KeptEnds = z.infer<typeof keptEndsSchema>;

const nothingYet: KeptEnds = {
  ...{ drafted: [], held: [], trippedAt: null, releases: [], left: [], decided: null, releasedAt: null },
};

/** What a note holds; nothing was reported where there is none. */
export function readKeptEnds(note: unknown): KeptEnds {
  return note === null ? nothingYet : keptEndsSchema.parse(note);
}

/** Of each end that was asked for, in the same order. */
export type EndAnswer = 'begin' | 'hold' | 'leave';

/**
 * Takes what one reading reports as one thing: all that is new in it begins, where the day's cap has room for all of
 * it, or none does. What began, was released or was left once is not counted again.
 */
export function admitted(
  kept: KeptEnds,
  ends: readonly ReportedEnd[],
  { most, now }: { most: number; now: Instant },
): { kept: KeptEnds; answers: readonly EndAnswer[] } {
  const begun = new Set(kept.drafted.map(({ key }) => key));
  const left = new Set(kept.left.map(({ key }) => key));
  const keys = ends.map(keyOf);
  const fresh = new Map(
    ends.flatMap((end, index) => {
      const key = keys[index] ?? '';
      return begun.has(key) || left.has(key) ? [] : [[key, end] as const];
    }),
  );
  // Whatever is marked later than now counts too: a clock that was set back gives no more.
  const counted = kept.drafted.filter(({ isReleased, at }) => !isReleased && at > plus(now, -day)).length;
  const holds = fresh.size > 0 && (kept.held.length > 0 || counted + fresh.size > most);
  const answers = keys.map((key): EndAnswer => (left.has(key) ? 'leave' : holds && fresh.has(key) ? 'hold' : 'begin'));
  if (fresh.size === 0) return { kept, answers };
  if (holds) return { kept: withHeld(kept, [...fresh.values()], now), answers };
  const added = [...fresh.keys()].map((key) => ({ key, at: now, isReleased: false }));
  return { kept: { ...kept, drafted: remembered([...kept.drafted, ...added], now) }, answers };
}

/** A record's newer word stands in the place of its earlier one; the same word keeps since when it waits. */
function withHeld(kept: KeptEnds, ends: readonly ReportedEnd[], now: Instant): KeptEnds {
  const held = new Map(kept.held.map((one) => [recordKey(one), one]));
  for (const end of ends) {
    const before = held.get(recordKey(end));
    held.set(recordKey(end), { ...end, at: before?.fact === end.fact ? before.at : now });
  }
  return { ...kept, held: [...held.values()].slice(0, mostHeld), trippedAt: kept.trippedAt ?? now };
}

/** These records hold nothing back any more: HR took the word back, or a departure has it. */
export function withoutRecords(kept: KeptEnds, records: readonly HrRecord[]): KeptEnds {
  const gone = new Set(records.map(recordKey));
  const held = kept.held.filter((one) => !gone.has(recordKey(one)));
  return held.length > 0 ? { ...kept, held } : { ...kept, held, trippedAt: null, releases: [] };
}

/** Whether the word is held, or was released: then it begins also once its day lies far back. */
export function isKnownEnd(kept: KeptEnds, end: HrRecord & { fact: string }): boolean {
  const key = keyOf(end);
  return (
    kept.held.some((one) => recordKey(one) === recordKey(end)) ||
    kept.drafted.some((one) => one.isReleased && one.key === key)
  );
}

interface Decision {
  by: PersonId;
  /** Of exactly the list that was shown. */
  hash: string;
  now: Instant;
}

/** `on-the-list`: nobody decides what concerns themselves. */
export type NotDecided = 'changed' | 'on-the-list';

/** One person's release; with another person's of the same list the drafts may begin, and take no place of the cap. */
export function released(
  kept: KeptEnds,
  { by, hash, now }: Decision,
): { kept: KeptEnds; answer: NotDecided | 'waits-for-another' | 'released' } {
  const not = notDecided(kept, { by, hash });
  if (not !== null) return { kept, answer: not };
  const others = releasesThatCount(kept, now).filter((one) => one.by !== by);
  if (others.length === 0) {
    const releases = [{ by, hash, expiresAt: plus(now, releaseValidFor) }];
    return { kept: { ...kept, releases }, answer: 'waits-for-another' };
  }
  const letGo = kept.held.map((one) => ({ key: keyOf(one), at: now, isReleased: true }));
  const drafted = remembered([...kept.drafted, ...letGo], now);
  const decidedBy = [...others.map((one) => one.by), by];
  return { kept: { ...emptied(kept, 'released', decidedBy, now), drafted, releasedAt: now }, answer: 'released' };
}

/**
 * Nothing of the list begins a draft until HR says something else; of one person's word, as discarding each would be.
 */
export function leftAlone(
  kept: KeptEnds,
  { by, hash, now }: Decision,
): { kept: KeptEnds; answer: NotDecided | 'left' } {
  const not = notDecided(kept, { by, hash });
  if (not !== null) return { kept, answer: not };
  const left = remembered([...kept.left, ...kept.held.map((one) => ({ key: keyOf(one), at: now }))], now);
  return { kept: { ...emptied(kept, 'left', [by], now), left }, answer: 'left' };
}

/**
 * A word whose departure is erased begins no other one, until HR says something else: what was decided on it is
 * forgotten.
 */
export function withoutErased(kept: KeptEnds, end: HrRecord & { fact: string }, now: Instant): KeptEnds {
  const key = keyOf(end);
  const others = kept.left.filter((one) => one.key !== key);
  return { ...kept, left: remembered([...others, { key, at: now, erased: true as const }], now) };
}

/** Whoever was taken out of the directory is on no list, and in no decision about one. */
export function withoutPerson(kept: KeptEnds, id: PersonId): KeptEnds {
  const held = kept.held.filter(({ leaver }) => leaver !== id);
  const others = (people: readonly string[]) => people.filter((one) => one !== id);
  const { decided } = kept;
  return {
    ...kept,
    held,
    trippedAt: held.length > 0 ? kept.trippedAt : null,
    releases: held.length > 0 ? kept.releases.filter(({ by }) => by !== id) : [],
    decided: decided && { ...decided, by: others(decided.by), leavers: others(decided.leavers) },
  };
}

/** Tells of a word whether its departure is erased. */
export function erasedIn({ left }: Pick<KeptEnds, 'left'>): (end: HrRecord & { fact: string }) => boolean {
  const erased = new Set(left.filter((one) => one.erased === true).map(({ key }) => key));
  return (end) => erased.size > 0 && erased.has(keyOf(end));
}

function notDecided(kept: KeptEnds, { by, hash }: Pick<Decision, 'by' | 'hash'>): NotDecided | null {
  if (kept.held.length === 0 || hash !== hashOfHeld(kept)) return 'changed';
  return kept.held.some(({ leaver }) => leaver === by) ? 'on-the-list' : null;
}

function emptied(kept: KeptEnds, what: 'released' | 'left', by: PersonId[], at: Instant): KeptEnds {
  const leavers = [...new Set(kept.held.map(({ leaver }) => leaver))];
  return { ...kept, held: [], trippedAt: null, releases: [], decided: { what, by, leavers, at } };
}

/** Those of the list as it is now, within their time. */
export function releasesThatCount(kept: KeptEnds, now: Instant): KeptEnds['releases'] {
  const hash = hashOfHeld(kept);
  return kept.releases.filter((one) => one.hash === hash && one.expiresAt > now);
}

/** Of exactly the words that are held, in whichever order they came. */
export function hashOfHeld({ held }: Pick<KeptEnds, 'held'>): string {
  return digest(JSON.stringify(held.map(keyOf).toSorted()));
}

function keyOf({ source, person, fact }: HrRecord & { fact: string }): string {
  return digest(JSON.stringify([source, person, fact]));
}

function recordKey({ source, person }: HrRecord): string {
  return JSON.stringify([source, person]);
}
