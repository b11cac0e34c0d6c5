import { z } from 'zod';
import {
  askedBy,
  type CriticalPost,
  criticalPostSchema,
  keptPosts,
  type NotNoted,
  type ToldPost,
  withoutPerson,
  withPost,
} from '../../domain/brand/critical-post.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import { addressesOf, type Person, type PersonId } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import { postsCard, type ShownPost } from '../../views/cards/posts-card.ts';
import { bringMessages, forgetMessage, readerOfMessage } from '../cards/standing-message.ts';
import type { EngineDeps } from '../deps.ts';
import { isSpokenWith } from '../people/spoken-with.ts';
import { criticalPostsSchema } from './brand-settings.ts';

/** Every post that is kept, and who has a message about some: one sealed note for all processes. */
const kept = z.strictObject({ posts: z.array(criticalPostSchema), told: z.array(z.string()) });
const key = 'critical-posts';
const nothing: z.infer<typeof kept> = { posts: [], told: [] };
const messageName = 'critical-posts';

export function postSettings({ criticalPosts }: Pick<EngineDeps, 'criticalPosts'>) {
  return criticalPosts ?? criticalPostsSchema.parse({});
}

export async function readPosts({ store }: Pick<EngineDeps, 'store'>): Promise<readonly CriticalPost[]> {
  return kept.parse((await store.notes.read(key)) ?? nothing).posts;
}

/** Notes a post that somebody tells of; `by` null for the webhook. `off`: nobody is named who decides. */
export async function tellOfPost(
  deps: Pick<EngineDeps, 'store' | 'clock' | 'newId' | 'criticalPosts'>,
  told: ToldPost,
  by: PersonId | null,
): Promise<'noted' | NotNoted | 'off'> {
  const { deciders, keepDays } = postSettings(deps);
  if (deciders.length === 0) return 'off';
  const at = toInstant(deps.clock.now());
  const post: CriticalPost = { id: deps.newId(), ...told, by, at, more: [], decided: null };
  return deps.store.notes.change(key, (note) => {
    const before = kept.parse(note ?? nothing);
    const posts = withPost(keptPosts(before.posts, at, keepDays), post);
    return typeof posts === 'string'
      ? { value: before, answer: posts }
      : { value: { ...before, posts }, answer: 'noted' as const };
  });
}

/** Keeps a decision; `over` where somebody has decided, or there is no such post. */
export async function decidePost(
  { store }: Pick<EngineDeps, 'store'>,
  id: string,
  decided: NonNullable<CriticalPost['decided']>,
): Promise<'decided' | 'over'> {
  return store.notes.change(key, (note) => {
    const before = kept.parse(note ?? nothing);
    const isOpen = before.posts.some((one) => one.id === id && one.decided === null);
    if (!isOpen) return { value: before, answer: 'over' as const };
    const posts = before.posts.map((one) => (one.id === id ? { ...one, decided } : one));
    return { value: { ...before, posts }, answer: 'decided' as const };
  });
}

/** Takes an erased person's id out of the posts, and the message that they have about some. */
export async function forgetInPosts(deps: EngineDeps, person: PersonId): Promise<void> {
  await forgetMessage(deps, messageName, person);
  if ((await deps.store.notes.read(key)) === null) return;
  await deps.store.notes.change(key, (note) => {
    const { posts, told } = kept.parse(note ?? nothing);
    return {
      value: { posts: withoutPerson(posts, person), told: told.filter((one) => one !== person) },
      answer: undefined,
    };
  });
}

/** Whether this person may see and decide: whoever is named, and HR. */
export function decidesPosts(deps: Pick<EngineDeps, 'criticalPosts' | 'directory'>, person: Person): boolean {
  const { deciders } = postSettings(deps);
  const own = addressesOf(person).map((one) => one.toLowerCase());
  return deciders.some((one) => own.includes(one)) || deps.directory.rolesOf(person).includes('hr');
}

/** As a reader sees it: with names in place of ids. */
export async function shownPosts(deps: EngineDeps, posts: readonly CriticalPost[]): Promise<readonly ShownPost[]> {
  const nameOf = async (id: PersonId | null) => (id === null ? null : ((await deps.directory.byId(id))?.name ?? null));
  return Promise.all(
    posts.map(async (post) => ({
      ...post,
      byName: await nameOf(post.by),
      more: await Promise.all(post.more.map(async (one) => ({ ...one, byName: await nameOf(one.by) }))),
      decidedBy: post.decided && (await nameOf(post.decided.by)),
    })),
  );
}

/** Whose message about posts stands under this key; null for any other key. */
export function readerOfPostMessage(asked: string): PersonId | null {
  return readerOfMessage(messageName, asked);
}

/** The message as it would say it now. */
export async function drawPostMessage(deps: EngineDeps, reader: Person): Promise<CardView> {
  return postsCard(await shownPosts(deps, await askedOf(deps, reader)), reader);
}

/** Asks those who decide, each in their turn, and brings what they were asked in line. */
export async function bringPostMessages(deps: EngineDeps): Promise<void> {
  const { posts, told } = kept.parse((await deps.store.notes.read(key)) ?? nothing);
  const now = toInstant(deps.clock.now());
  const { keepDays } = postSettings(deps);
  if (keptPosts(posts, now, keepDays).length < posts.length)
    await deps.store.notes.change(key, (note) => {
      const before = kept.parse(note ?? nothing);
      return { value: { ...before, posts: keptPosts(before.posts, now, keepDays) }, answer: undefined };
    });
  if (told.length === 0 && posts.every(({ decided }) => decided !== null)) return;
  const asked = new Map<PersonId, Person>();
  for (const post of posts.filter(({ decided }) => decided === null))
    for (const person of await askedPeople(deps, post)) asked.set(person.id, person);
  await bringMessages(deps, {
    ...{ name: messageName, asked, told },
    note: (fresh) =>
      deps.store.notes.change(key, (note) => {
        const before = kept.parse(note ?? nothing);
        return { value: { ...before, told: [...new Set([...before.told, ...fresh])] }, answer: undefined };
      }),
    draw: async (reader) => {
      const own = await askedOf(deps, reader);
      return { view: postsCard(await shownPosts(deps, own), reader), issues: own.flatMap(issuesOf) };
    },
  });
}

/** A post rings once, and once more for all that is told of it afterwards. */
function issuesOf({ id, more }: CriticalPost): string[] {
  return [id, ...more.map((_, index) => `${id}/${index + 1}`)];
}

/**
 * Who is asked about a post by now: those whose turn has come; HR once all were asked, and where nobody of them can be.
 */
async function askedPeople(deps: EngineDeps, post: CriticalPost): Promise<readonly Person[]> {
  const { deciders, decideWithinHours: hours } = postSettings(deps);
  const found: Person[] = [];
  for (const address of deciders) {
    const person = await deps.directory.byEmail(address);
    // Whoever cannot be asked is no turn that others wait for.
    if (person && isSpokenWith(person)) found.push(person);
  }
  const turns = askedBy(post, toInstant(deps.clock.now()), { deciders: found.length, hours });
  return turns > found.length ? [...found, ...(await deps.directory.holders('hr'))] : found.slice(0, turns);
}

async function askedOf(deps: EngineDeps, reader: Person): Promise<readonly CriticalPost[]> {
  const asked: CriticalPost[] = [];
  for (const post of await readPosts(deps)) {
    if (post.decided !== null) continue;
    if ((await askedPeople(deps, post)).some(({ id }) => id === reader.id)) asked.push(post);
  }
  return asked;
}
