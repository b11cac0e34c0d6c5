import { z } from 'zod';
import { instantSchema, zoneSchema } from '../calendar/time.ts';
import { languageSchema } from '../localized.ts';

/** What somebody who has left can agree to, each by itself. */
export const alumniPurposes = ['newsletter', 'events', 'openings', 'survey'] as const;
export const purposeSchema = z.enum(alumniPurposes);
export type AlumniPurpose = z.infer<typeof purposeSchema>;

/** For these HR takes addresses out as a file; the survey is sent by Relais itself. */
export const exportedPurposes = ['newsletter', 'events', 'openings'] as const satisfies readonly AlumniPurpose[];
export type ExportedPurpose = (typeof exportedPurposes)[number];

/** Whether they would come back. */
export const rehireWishes = ['yes', 'later', 'no'] as const;
export type RehireWish = (typeof rehireWishes)[number];

/** How far somebody who was recommended has come, as HR says. */
export const referralStates = ['told', 'talking', 'hired', 'closed'] as const;
export type ReferralState = (typeof referralStates)[number];

export const longestReferral = { name: 100, role: 150, reach: 200, reward: 100 } as const;
/** So many at a time: nobody fills the list of HR alone. */
export const mostReferrals = 10;
/** So many addresses are asked about for one person: nobody has strangers written to without end. */
export const mostAddresses = 4;
export const longestComment = 1000;

const referralSchema = z.strictObject({
  id: z.string(),
  /** Somebody else's name, and how they wish to be reached. */
  name: z.string(),
  role: z.string(),
  reach: z.string(),
  at: instantSchema,
  state: z.enum(referralStates),
  /** What was promised for it, in HR's words. */
  reward: z.string().nullable(),
  /** When HR said that the reward was given. */
  rewardedAt: instantSchema.nullable(),
  /** When something of it was last said: from then on it is kept for a year. */
  changedAt: instantSchema,
});
export type Referral = z.infer<typeof referralSchema>;

const entrySchema = z.strictObject({
  at: instantSchema,
  /** `self`, `relais`, or the PersonId of somebody of HR. */
  by: z.string(),
  what: z.enum([
    ...(['joined', 'address-given', 'address-confirmed', 'chosen', 'renewed', 'referred', 'referral-changed'] as const),
    ...(['referral-dropped', 'survey-answered', 'mail-sent', 'mail-refused', 'exported', 'held'] as const),
  ]),
  /** Purposes, the name of a mail, a quarter: nothing that names anybody. */
  about: z.string(),
});
export type AlumnusEntry = z.infer<typeof entrySchema>;

/**
 * Somebody who left and wishes to stay in touch: what they agreed to, and what was done with it. It has a key of its
 * own and knows nothing of the departure, so each of the two is erased without the other.
 */
export const alumnusSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Of their own, given for this. */
  email: z.email(),
  locale: languageSchema,
  timeZone: zoneSchema,
  /** For the retention policies of a country. */
  country: z.string().length(2),
  /**
   * The address again as a keyed mark, by which it is known once another has taken its place, and when it was given:
   * from then on whoever reads that mailbox has their time to answer.
   */
  address: z.strictObject({ mark: z.string(), at: instantSchema }),
  /** When whoever reads that mailbox said that it is theirs; before that nothing but the question goes there. */
  confirmedAt: instantSchema.nullable(),
  /**
   * Since when the record is on hold: it came out of a backup, so whoever it is about may have ended it meanwhile.
   * Until they say that it goes on, they are asked that and nothing else, and HR sees and takes nothing of it.
   */
  heldSince: instantSchema.optional(),
  /** Since when they agree to which purpose. */
  purposes: z.partialRecord(purposeSchema, instantSchema),
  /** For HR alone; null where they said nothing. */
  rehire: z.enum(rehireWishes).nullable(),
  /** When they last said something themselves: from then on the record is kept. */
  heardAt: instantSchema,
  referrals: z.array(referralSchema),
  /** The survey of a quarter that was asked last. Scores and comments are no part of it (`AlumniScores`). */
  survey: z.strictObject({ quarter: z.string(), answered: z.boolean() }).nullable(),
  /** Names of mails that were sent (`mailName`). */
  mails: z.array(z.string()),
  /** No mail before that: the mail server refused one, or asked to wait. */
  notBefore: instantSchema.nullable(),
  /** Everything that happened to the record, oldest first. */
  entries: z.array(entrySchema),
});
export type Alumnus = z.infer<typeof alumnusSchema>;

/** Whether something may go to them for this purpose. */
export function agreesTo({ confirmedAt, heldSince, purposes }: Alumnus, purpose: AlumniPurpose): boolean {
  return confirmedAt !== null && heldSince === undefined && purposes[purpose] !== undefined;
}
