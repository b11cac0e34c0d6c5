import { z } from 'zod';
import { announcementWishSchema } from './announcement.ts';

const { texts, ...where } = announcementWishSchema.shape;

/** What happens to the announcement. Its author is the entry's. */
export const announcementEvents = [
  z.strictObject({ type: z.literal('announcement-approved'), texts, ...where }),
  /** It waits for HR. */
  z.strictObject({ type: z.literal('announcement-proposed'), texts, ...where }),
  /** HR approved what waited. */
  z.strictObject({ type: z.literal('announcement-confirmed') }),
  z.strictObject({ type: z.literal('announcement-taken-back') }),
] as const;
export type AnnouncementEvent = z.infer<(typeof announcementEvents)[number]>;
