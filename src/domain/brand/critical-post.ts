import { z } from 'zod';
import { day, hour, type Instant, instantSchema, plus } from '../calendar/time.ts';

/** What is done about a post, as whoever decides says it; Relais does none of it. */
export const postChoices = ['leave', 'answer', 'take-down', 'counsel'] as const;

const shortText = z.string().trim().min(3).max(500);

/**
 * A public post that somebody says is critical for the company. Nobody is watched for it: people or a service tell of
 * it.
 */
export const criticalPostSchema = z.strictObject({
  id: z.string(),
  /** Where it stands in public; null where it is told without an address. */
  url: z.string().nullable(),
  /** What it says and why it is critical, in the words of whoever told of it. */
  what: shortText,
  /** PersonId of whoever told of it; null for the webhook. */
  by: z.string().nullable(),
  at: instantSchema,
  decided: z
    .strictObject({ by: z.string(), at: instantSchema, choice: z.enum(postChoices), reason: z.string() })
    .nullable(),
});
export type CriticalPost = z.infer<typeof criticalPostSchema>;

/** What is told of a post; of no address but a public one. */
export const toldPostSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((address) => !/[\s<>|]/.test(address))
    .nullable(),
  what: shortText,
});
export type ToldPost = z.infer<typeof toldPostSchema>;

/** So many wait for a decision at most: more is a campaign, which no list of posts helps with. */
export const mostOpenPosts = 50;

/**
 * How many of those who decide are asked by then, in their order: the first at once, the next each time that the hours
 * went by without a decision. One more than there are: everybody was asked, and HR hears of it.
 */
export function askedBy(
  { at }: Pick<CriticalPost, 'at'>,
  now: Instant,
  { deciders, hours }: { deciders: number; hours: number },
): number {
  const waited = Date.parse(now) - Date.parse(at);
  return Math.min(deciders + 1, 1 + Math.max(0, Math.floor(waited / (hours * hour))));
}

/** Those that are kept still: open ones, and decided ones for so many days. */
export function keptPosts(posts: readonly CriticalPost[], now: Instant, keepDays: number): CriticalPost[] {
  return posts.filter(({ at, decided }) => decided === null || plus(decided.at, keepDays * day) > now || at > now);
}

/** The list with one more; the same post twice is one, and `full` says that too many are open. */
export function withPost(
  posts: readonly CriticalPost[],
  post: CriticalPost,
): readonly CriticalPost[] | 'known' | 'full' {
  const open = posts.filter(({ decided }) => decided === null);
  const isSame = ({ url, what }: CriticalPost) =>
    post.url === null ? what === post.what && url === null : url === post.url;
  if (open.some(isSame)) return 'known';
  return open.length >= mostOpenPosts ? 'full' : [...posts, post];
}
