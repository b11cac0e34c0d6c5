import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { languageSchema } from '../localized.ts';

/** What fits into one field, and one block, of every platform. */
export const longestAnnouncement = 2000;
/** Channels on one platform. */
export const mostAnnouncedIn = 3;

/** A channel in which it is told, by the platform's own id; the id stands in the key of a card, so it holds no `|`. */
export const announcementPlaceSchema = z.strictObject({
  channel: z.enum(['slack', 'teams']),
  id: z.string().regex(/^[^\s|]{1,200}$/, 'expected the id of a channel'),
});
export type AnnouncementPlace = z.infer<typeof announcementPlaceSchema>;

/** The text in each language in which it is told; one at least. */
export const announcementTextsSchema = z
  .partialRecord(languageSchema, z.string().trim().min(10).max(longestAnnouncement))
  .refine((texts) => Object.keys(texts).length > 0, { error: 'expected a text in one language at least' });
export type AnnouncementTexts = z.infer<typeof announcementTextsSchema>;

/** What is to be told, where and when. */
export const announcementWishSchema = z.strictObject({
  texts: announcementTextsSchema,
  places: z
    .array(announcementPlaceSchema)
    .min(1)
    .max(2 * mostAnnouncedIn),
  /** Null: as soon as it may be told. */
  at: instantSchema.nullable(),
  /** Handovers whose titles and heirs are told; who that is follows the handover, what it is called was approved. */
  handovers: z.array(z.string()).max(60),
});
export type AnnouncementWish = z.infer<typeof announcementWishSchema>;

const versionSchema = announcementWishSchema.extend({ by: z.string(), since: instantSchema });
export type AnnouncementVersion = z.infer<typeof versionSchema>;

/** Raised by each change, so that a click can say which state it saw. */
export const announcementSchema = z.strictObject({
  rev: z.int(),
  /** What is told, or will be at its time; null while nothing is approved, or once it was taken back. */
  approved: versionSchema.nullable(),
  /** What waits for HR; what was approved before stands meanwhile. */
  proposed: versionSchema.nullable(),
});
export type Announcement = z.infer<typeof announcementSchema>;

const prefix = 'announcement';

/** The subject of its card in one channel. */
export function placeKey({ channel, id }: AnnouncementPlace): string {
  return `${channel}:${id}`;
}

/** The other way round; null for whatever is no such key. */
export function placeOfKey(key: string): AnnouncementPlace | null {
  const [channel = '', ...id] = key.split(':');
  return announcementPlaceSchema.safeParse({ channel, id: id.join(':') }).data ?? null;
}

/** Whether a card under this key stands in a channel and not with its reader. */
export function isAnnouncementKey(key: string): boolean {
  return key.startsWith(`${prefix}|`);
}
