import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

/** So many greetings of this length fit whole into one message of every platform. */
export const mostSigners = 25;
export const longestGreeting = 250;
/** How many people are asked with one form. */
export const askedAtOnce = 5;

export const greetingSchema = z.string().trim().min(2).max(longestGreeting);

/** The card that teammates sign for whoever leaves. */
export const keepsakeSchema = z.strictObject({
  /** Who was asked to sign; they know of the departure. */
  asked: z.array(z.string()),
  /** In the order of the first signature; who signs again writes anew what stands there. */
  signed: z.array(z.strictObject({ by: z.string(), text: z.string(), at: instantSchema })),
});
export type Keepsake = z.infer<typeof keepsakeSchema>;
