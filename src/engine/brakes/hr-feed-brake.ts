import { z } from 'zod';
import { day, hour, type Instant, instantSchema, plus, toInstant } from '../../domain/calendar/time.ts';
import type { PersonId } from '../../domain/people/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { NotesStore } from '../ports/store.ts';
import { digest } from '../sha256.ts';
import type { BrakeLimits } from './limits.ts';

/** Under which note the brake of the HR feed stands, for all processes. */
const hrFeedBrakeKey = 'brake-hr-feed';

/** A small company has no share of its people that means anything: so many ends a day are always let through. */
const always = 3;
/** For how long one person's word waits for the other's, in milliseconds. */
const releaseValidFor = 4 * hour;
const mostRemembered = 2_000;

/** An end that an HR system reports: the person in that system, and the fact; the same however often it is told. */
const endSchema = z.strictObject({ source: z.string(), person: z.string(), fact: z.string() });
type ReportedEnd = z.infer<typeof endSchema>;

const keptSchema = z.strictObject({
  /** What began a draft within the cap, or was released. */
  drafted: z.array(z.strictObject({ key: z.string(), at: instantSchema, isReleased: z.boolean() })),
  /** What waits for two people; as long as there is any, everything new does. */
  held: z.array(z.strictObject({ ...endSchema.shape, key: z.string(), at: instantSchema })),
  releases: z.array(z.strictObject({ by: z.string(), hash: z.string(), expiresAt: instantSchema })),
});
type Kept = z.infer<typeof keptSchema>;

/** Of whoever releases it: told by `Directory.rolesOf`, of the moment. */
interface Releaser {
  id: PersonId;
  roles: readonly string[];
}

export interface HrFeedBrake {
  /** Whether a draft may begin for this end now. `hold`: nothing begins, and it is asked again with the next poll. */
  admit(end: ReportedEnd): Promise<'begin' | 'hold'>;
  /** What is held, the longest first, and the hash of exactly that list. */
  held(): Promise<{ ends: readonly (ReportedEnd & { at: Instant })[]; hash: string }>;
  /**
   * One of two different people of HR, IT or the administrators releases exactly the list with this hash. `released`:
   * they were the second. Who leaves by that list must not be asked: the caller knows whom an end is about.
   */
  release(by: Releaser, hash: string): Promise<'released' | 'waits-for-another' | 'changed' | 'not-permitted'>;
  /** HR took the end back, or a person began the departure: it holds nothing back any more. */
  settle(end: ReportedEnd): Promise<void>;
}

/**
 * Lets so many ends of employment begin a draft in 24 hours; then nothing is drafted any more until two people have
 * looked at the list. `headcount`: how many people the company has, null where nobody knows.
 */
export function createHrFeedBrake({
  notes,
  clock,
  limits,
  headcount,
}: {
  notes: NotesStore;
  clock: Clock;
  limits: BrakeLimits['hrFeed'];
  headcount(): Promise<number | null>;
}): HrFeedBrake {
  const change = <Answer>(decide: (kept: Kept) => { value: Kept; answer: Answer }) =>
    notes.change(hrFeedBrakeKey, (note) => decide(readKept(note)));
  return {
    async admit(end) {
      const most = mostPerDay(limits, await headcount());
      const now = toInstant(clock.now());
      return change((kept) => admitted(kept, end, { most, now }));
    },
    async held() {
      const { held } = readKept(await notes.read(hrFeedBrakeKey));
      return { ends: held.map(({ key: _, ...end }) => end), hash: hashOf(held) };
    },
    async release({ id, roles }, hash) {
      if (!roles.some((role) => role === 'hr' || role === 'it' || role === 'admin')) return 'not-permitted';
      const now = toInstant(clock.now());
      return change((kept) => released(kept, { by: id, hash, now }));
    },
    async settle(end) {
      await change((kept) => ({
        value: { ...kept, held: kept.held.filter(({ key }) => key !== keyOf(end)) },
        answer: undefined,
      }));
    },
  };
}

/** The smaller of the two caps, and never less than what is always let through. */
function mostPerDay({ people, percent }: BrakeLimits['hrFeed'], headcount: number | null): number {
  const share = headcount === null ? people : Math.floor((headcount * percent) / 100);
  return Math.min(people, Math.max(always, share));
}

function admitted(
  kept: Kept,
  end: ReportedEnd,
  { most, now }: { most: number; now: Instant },
): { value: Kept; answer: 'begin' | 'hold' } {
  const key = keyOf(end);
  // The same end is told again and again, and once is enough.
  if (kept.drafted.some((one) => one.key === key)) return { value: kept, answer: 'begin' };
  const counted = kept.drafted.filter((one) => !one.isReleased && one.at > plus(now, -day)).length;
  if (kept.held.length > 0 || counted >= most) {
    if (kept.held.some((one) => one.key === key)) return { value: kept, answer: 'hold' };
    return { value: { ...kept, held: [...kept.held, { ...end, key, at: now }] }, answer: 'hold' };
  }
  const drafted = [...kept.drafted, { key, at: now, isReleased: false }].slice(-mostRemembered);
  return { value: { ...kept, drafted }, answer: 'begin' };
}

function released(
  kept: Kept,
  { by, hash, now }: { by: PersonId; hash: string; now: Instant },
): { value: Kept; answer: 'released' | 'waits-for-another' | 'changed' } {
  if (kept.held.length === 0 || hash !== hashOf(kept.held)) return { value: kept, answer: 'changed' };
  const others = kept.releases.filter((one) => one.hash === hash && one.expiresAt > now && one.by !== by);
  if (others.length === 0) {
    const releases = [...others, { by, hash, expiresAt: plus(now, releaseValidFor) }];
    return { value: { ...kept, releases }, answer: 'waits-for-another' };
  }
  const letGo = kept.held.map(({ key }) => ({ key, at: now, isReleased: true }));
  const drafted = [...kept.drafted, ...letGo].slice(-mostRemembered);
  return { value: { drafted, held: [], releases: [] }, answer: 'released' };
}

function keyOf({ source, person, fact }: ReportedEnd): string {
  return digest(JSON.stringify([source, person, fact]));
}

function hashOf(held: Kept['held']): string {
  return digest(JSON.stringify(held.map(({ key }) => key).toSorted()));
}

function readKept(note: unknown): Kept {
  return note === null ? { drafted: [], held: [], releases: [] } : keptSchema.parse(note);
}
