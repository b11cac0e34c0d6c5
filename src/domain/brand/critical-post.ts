import { z } from 'zod';
import { day, hour, type Instant, instantSchema, plus } from '../calendar/time.ts';

/** What is done about a post, as whoever decides says it; Relais does none of it. */
export const postChoices = ['leave', 'answer', 'take-down', 'counsel'] as const;

const shortText = z.string().trim().min(3).max(500);

/** What was told of a post once it was known. */
const furtherWordsSchema = z.strictObject({ what: shortText, by: z.string().nullable(), at: instantSchema });

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
  /** PersonId of whoever told of it; null for the webhook, and `erasedPerson`. */
  by: z.string().nullable(),
  at: instantSchema,
  /** What others told of the same post, or the same person in other words; oldest first. */
  more: z.array(furtherWordsSchema).default([]),
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

/** Stands in place of the id of somebody who was erased. */
const erasedPerson = 'erased';

/**
 * What waits for a decision at most; more is a campaign, which no list of posts helps with. People and the service have
 * a share each, so that neither keeps the other from being heard, and nobody alone fills that of the people.
 */
export const mostOpen = { ofPeople: 30, ofService: 20, ofOnePerson: 5 } as const;

/** Of one post: what people, and what the service, told once it was known. One person's words stand there once. */
const mostFurtherWords = { ofPeople: 5, ofService: 2 } as const;

/** So many days after it was told a post goes that nobody decided about: everybody was asked for months. */
export const undecidedDays = 180;

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

/** Those that are kept still: open ones for `undecidedDays`, and decided ones for so many days. */
export function keptPosts(posts: readonly CriticalPost[], now: Instant, keepDays: number): CriticalPost[] {
  const until = ({ at, decided }: CriticalPost) =>
    decided === null ? plus(at, undecidedDays * day) : plus(decided.at, keepDays * day);
  return posts.filter((post) => until(post) > now || post.at > now);
}

/**
 * Why nothing was noted: the same was told in the same words; too much is open of everybody's, or of this person's own.
 */
export type NotNoted = 'known' | 'full' | 'own-full';

/**
 * The list with what was told. The same post twice is one, with the words of both: whoever tells of it first, and in
 * harmless words, must not speak for the others.
 */
export function withPost(posts: readonly CriticalPost[], post: CriticalPost): readonly CriticalPost[] | NotNoted {
  const open = posts.filter(({ decided }) => decided === null);
  const isSame = ({ url, what }: CriticalPost) =>
    post.url === null ? what === post.what && url === null : url === post.url;
  const known = open.find(isSame);
  const heard = known ? [known, ...known.more] : [];
  if (heard.some(({ what }) => what === post.what)) return 'known';
  const isOwn = ({ by }: { by: string | null }) => by === post.by;
  const own = open.flatMap((one) => [one, ...one.more]).filter(isOwn);
  if (post.by !== null && own.length >= mostOpen.ofOnePerson) return 'own-full';
  const isAlike = ({ by }: { by: string | null }) => (by === null) === (post.by === null);
  if (known === undefined) {
    const most = post.by === null ? mostOpen.ofService : mostOpen.ofPeople;
    return open.filter(isAlike).length >= most ? 'full' : [...posts, post];
  }
  if (post.by !== null && known.more.some(isOwn)) return 'own-full';
  const most = post.by === null ? mostFurtherWords.ofService : mostFurtherWords.ofPeople;
  if (known.more.filter(isAlike).length >= most) return 'full';
  const words = { what: post.what, by: post.by, at: post.at };
  return posts.map((one) => (one === known ? { ...one, more: [...one.more, words] } : one));
}

/** The posts without this person's id; what people wrote stays as it is. */
export function withoutPerson(posts: readonly CriticalPost[], person: string): CriticalPost[] {
  const left = (by: string) => (by === person ? erasedPerson : by);
  const leftOf = <T extends { by: string | null }>(one: T): T => ({
    ...one,
    by: one.by === null ? null : left(one.by),
  });
  return posts.map((post) => ({
    ...leftOf(post),
    more: post.more.map(leftOf),
    decided: post.decided && { ...post.decided, by: left(post.decided.by) },
  }));
}
