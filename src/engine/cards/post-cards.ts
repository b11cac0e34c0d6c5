import { day, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import { audience, leftUnanswered, replaced, wishedCards } from '../../domain/cards/audience.ts';
import { type CardSpec, keyOf, threadOf } from '../../domain/cards/card-spec.ts';
import type { Post } from '../../domain/cards/post.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import type { CardView } from '../../views/card-view.ts';
import { notYoursCard } from '../../views/cards/not-yours.ts';
import { allEnded } from '../concurrency/all-ended.ts';
import type { EngineDeps } from '../deps.ts';
import { type Channel, ChannelError, type PostRef, type PostTarget } from '../ports/channel.ts';
import { transact } from '../transact.ts';
import { messageKey, readerOfCard, sharedPlace } from './card-place.ts';
import { type ReadAlong, readAlong, type Standing, standingOf } from './channel-readers.ts';
import { cardFor } from './draw-card.ts';
import { type Drawings, hashed, type Moment } from './drawings.ts';
import { mailAfter, mailInstead, mailInsteadAt } from './mail-instead.ts';
import { waysTo } from './ways-to.ts';
import { withdrawCard } from './withdraw-card.ts';

const leaseFor = 2 * minute;
/** By then a message that is being posted stands, or never will. */
const postWithin = minute;
const system = { type: 'system' } as const;

/**
 * Brings every card of a departure in line with its state: posts what is missing, updates what shows something else.
 * Tells whether anything was done. `changesAt`: see `Moment`.
 */
export async function postCards(
  deps: EngineDeps,
  state: Departure,
  { drawings, changesAt }: { drawings: Drawings } & Pick<Moment, 'changesAt'>,
): Promise<boolean> {
  const now = toInstant(deps.clock.now());
  const drawing = { drawings, moment: { departure: state, now, changesAt } };
  const specs = audience(state, now);
  const along = askedOnce(() => {
    const { cardChannel } = state.draft;
    return cardChannel ? readAlong(deps, state, cardChannel) : Promise.resolve<ReadAlong>({ type: 'insiders' });
  });
  const wanted = await Promise.all([
    ...specs.map((spec) => outOfLine(deps, drawing, { spec, need: 'now', along })),
    ...leftUnanswered(state, specs).map((spec) => outOfLine(deps, drawing, { spec, need: 'if-it-stands', along })),
  ]);
  const cards = wanted.filter((one) => one !== null);
  // One entry for all of them: after a crash nobody knows which of these arrived, also when the view is soon what it
  // was before.
  const updates = cards.flatMap((one) =>
    !one.left && one.ways[0]?.id === one.post?.ref?.channel && one.post?.ref
      ? [{ key: keyOf(one.spec), hash: one.hash }]
      : [],
  );
  const leaseUntil = plus(toInstant(deps.clock.now()), leaseFor);
  if (updates.length > 0) await transact(deps, state.id, { type: 'post.intend-updates', updates, leaseUntil }, system);
  const brought = await allEnded([
    ...cards.map(bring),
    ...replaced(state, now).map((spec) => takeAway(deps, state, spec)),
  ]);
  const mailed = await byMailMeanwhile(deps, state, specs);
  return mailed || brought.some(Boolean);
}

/** What could not be posted for a while, the try of just now included, goes by mail, if it matters. */
async function byMailMeanwhile(deps: EngineDeps, before: Departure, specs: readonly CardSpec[]): Promise<boolean> {
  const waiting = (state: Departure) =>
    specs.filter((spec) => {
      const at = mailInsteadAt(deps, state, spec);
      return at !== null && at <= toInstant(deps.clock.now());
    });
  const state = waiting(before).length === 0 ? null : await deps.store.departures.load(before.id);
  if (state === null) return false;
  const now = toInstant(deps.clock.now());
  const sent = waiting(state).map(async (spec) => {
    const reader = await readerOfCard(deps, state, spec);
    const view = reader && cardFor(deps, spec, { departure: state, reader, now });
    return reader && view ? mailInstead(deps, { departure: state.id, spec, reader, view }) : false;
  });
  return (await allEnded(sent)).some(Boolean);
}

/**
 * A card that is missing or shows something else, if it can and should be brought now. What hangs in a thread waits for
 * the card that begins it.
 */
async function outOfLine(
  deps: EngineDeps,
  { drawings, moment }: { drawings: Drawings; moment: Moment },
  { spec, need, along }: Pick<Bringing, 'spec' | 'need'> & { along: () => Promise<ReadAlong> },
): Promise<Bringing | null> {
  const { departure: state, now } = moment;
  const key = keyOf(spec);
  const post = state.posts.find((one) => one.key === key);
  if (post?.unreachable && now < plus(post.at, day) && !isReachedAnew(post, state, spec)) return null;
  if ((post?.lease ?? post?.notBefore ?? now) > now) return null;
  const reader = await readerOfCard(deps, state, spec);
  if (!reader) return null;
  const left = hasLeft(post?.ref ?? null, state, reader);
  // What is over is not sent after somebody who cannot read it where it stands.
  if (left && !wishedCards(state, now).some((one) => keyOf(one) === key)) return null;
  const drawn = drawings.draw(spec, reader, moment);
  if (drawn === null) return null;
  const thread = threadOf(spec);
  const root = thread ? state.posts.find((one) => one.key === keyOf(thread)) : undefined;
  const chosen = sharedPlace(state, spec);
  const refs = { ref: post?.ref ?? null, root: root?.ref ?? null };
  const standing = await standingOf(chosen, { confidential: isConfidential(state, now), ...refs }, along);
  const comesOut = standing === 'comes-out';
  const { view, hash } = comesOut ? hashed(notYoursCard(reader)) : drawn;
  const underWay = post?.intended?.filter(({ until }) => until > now) ?? [];
  // Another process is bringing just this.
  if (underWay.some((one) => one.hash === hash)) return null;
  // Whoever died over an update may have brought it after all: once its lease has ended, what is true is brought again.
  const lost = underWay.length < (post?.intended?.length ?? 0);
  if (post?.hash === hash && !lost && !left) return null;
  if (thread && !root?.ref && !comesOut) return null;
  const place = standing === 'stays-out' ? null : chosen;
  const target: PostTarget['to'] = place ? { type: 'conversation', id: place.id } : { type: 'person', person: reader };
  const ways = waysTo(deps, {
    reader,
    place,
    target,
    // Details belong below their card.
    standing: post?.ref ?? root?.ref ?? null,
  });
  // Without threads they would lie over the live card, whose button shows the same.
  const [first] = ways;
  if (spec.card === 'departure-details' && !post?.ref && first?.threads === 'in-channels' && !place) return null;
  // Said once; nothing to bring until there is a way to reach them. What stands with somebody who is not there any more
  // stays as it is.
  const standsThere = post?.ref ? deps.channels.has(post.ref.channel) : false;
  if (ways.length === 0 && (post?.unreachable || standsThere)) return null;
  return {
    deps,
    id: state.id,
    spec,
    need,
    standing,
    left,
    wasRestored: state.restoredAt !== undefined,
    reader,
    view,
    hash,
    post,
    ways,
    root: root?.ref ?? null,
    target,
  };
}

/** Another address was confirmed since its reader could not be reached. */
function isReachedAnew({ at }: Post, { contact, leaver }: Departure, { reader }: CardSpec): boolean {
  return contact?.confirmedAt !== undefined && reader === leaver.id && contact.confirmedAt > at;
}

/** The leaver cannot read any more what stands there, and is reached at an address of their own. */
function hasLeft(ref: PostRef | null, { contact, leaver }: Departure, reader: Person): boolean {
  if (ref === null || contact?.confirmedAt === undefined || reader.id !== leaver.id) return false;
  const handle = reader.handles[ref.channel];
  return ref.channel === 'email' ? handle !== ref.conversation : handle === undefined;
}

interface Bringing {
  deps: EngineDeps;
  id: DepartureId;
  spec: CardSpec;
  /** `if-it-stands`: nobody needs the card any more; only one that was posted after all is put right. */
  need: 'now' | 'if-it-stands';
  standing: Standing;
  /** Its reader is reached elsewhere by now, and it is brought there anew. */
  left: boolean;
  /** It may have been posted after the backup that the state comes from. */
  wasRestored: boolean;
  reader: Person;
  view: CardView;
  hash: string;
  post: Post | undefined;
  /** The channels to try, the best first. A card that stands somewhere stays there. */
  ways: readonly Channel[];
  /** The card that it hangs below, where both are on one platform. */
  root: PostRef | null;
  target: PostTarget['to'];
}

async function bring(one: Bringing): Promise<boolean> {
  const { deps, id, spec, reader, view, hash, post, ways } = one;
  const key = keyOf(spec);
  const to = reader.id;
  if (one.standing === 'comes-out') return takenOut(one);
  const notBrought = nowhereToGo(one);
  if (notBrought) {
    await transact(deps, id, { type: 'post.fail', key, to, ...notBrought }, system);
    return true;
  }
  for (const channel of ways) {
    try {
      const ref = post?.ref ? await updated(channel, post.ref, view, messageKey(id, spec)) : await posted(channel, one);
      if (ref === null) return false;
      await transact(deps, id, { type: 'post.record', key, to, ref, hash }, system);
      deps.metrics.posts.inc({ channel: channel.id, result: post?.ref ? 'updated' : 'posted' });
      return true;
    } catch (error) {
      await failed(one, channel, error);
      // Whoever cannot be reached where they like it best is reached where they can be.
      if (post?.ref || !(error instanceof ChannelError) || error.kind !== 'unreachable') return true;
    }
  }
  return true;
}

/**
 * What it said goes first; then it is posted anew, to its reader alone. Where it cannot be changed any more, it is left
 * behind.
 */
async function takenOut(one: Bringing): Promise<boolean> {
  const { deps, id, spec, reader, view, post, ways } = one;
  const [channel] = ways;
  try {
    if (channel && post?.ref) await channel.update(post.ref, view, messageKey(id, spec));
  } catch (error) {
    const forGood = error instanceof ChannelError && ['gone', 'rejected', 'unreachable'].includes(error.kind);
    if (channel && !forGood) {
      await failed(one, channel, error);
      return true;
    }
  }
  deps.log.warn(
    { event: 'card.taken-out', departure: id, card: spec.card },
    'others read along in the channel of a confidential departure; its card comes to the manager alone',
  );
  const gone = { retryAt: toInstant(deps.clock.now()), unreachable: null, gone: true };
  await transact(deps, id, { type: 'post.fail', key: keyOf(spec), to: reader.id, ...gone }, system);
  return true;
}

/** A newer message stands in its place. */
async function takeAway(deps: EngineDeps, state: Departure, spec: CardSpec): Promise<boolean> {
  const post = state.posts.find(({ key }) => key === keyOf(spec));
  const now = toInstant(deps.clock.now());
  if (!post?.ref || (post.notBefore ?? now) > now) return false;
  const reader = await readerOfCard(deps, state, spec);
  const channel = deps.channels.get(post.ref.channel);
  const key = messageKey(state.id, spec);
  const taken = channel && reader ? await withdrawCard(deps, { channel, ref: post.ref, key, reader }) : 'gone';
  const retryAt = taken === 'gone' ? null : plus(now, minute);
  const fail = { key: post.key, to: post.to, retryAt, unreachable: null, gone: taken === 'gone' };
  await transact(deps, state.id, { type: 'post.fail', ...fail }, system);
  return true;
}

function nowhereToGo({ deps, post, standing, left, ways: [first] }: Bringing) {
  if (standing === 'waits')
    return { retryAt: plus(toInstant(deps.clock.now()), minute), unreachable: null, gone: false };
  if (!first) return { retryAt: null, unreachable: 'no-channel', gone: false };
  // It stands on a platform that Relais no longer speaks to: the reader gets it anew where they are.
  if (post?.ref && (left || post.ref.channel !== first.id))
    return { retryAt: toInstant(deps.clock.now()), unreachable: null, gone: true };
  return null;
}

async function updated(channel: Channel, ref: PostRef, view: CardView, key: string): Promise<PostRef> {
  await channel.update(ref, view, key);
  return ref;
}

/**
 * Intent first; when an earlier intent got no result, the message is looked for before another is sent. Null: somebody
 * else is posting it.
 */
async function posted(channel: Channel, one: Bringing): Promise<PostRef | null> {
  const { deps, id, spec, target, root, view, reader, wasRestored } = one;
  const key = keyOf(spec);
  const leaseUntil = plus(toInstant(deps.clock.now()), leaseFor);
  const intended = await transact(deps, id, { type: 'post.intend', key, to: reader.id, leaseUntil }, system);
  if (intended.type === 'refused') return null;
  const place: PostTarget = { to: target, thread: root?.channel === channel.id ? root : null };
  // As it stood when it was intended: another process may have tried since this card was drawn.
  const tried = intended.departure.posts.find((post) => post.key === key)?.failures ?? 0;
  const unanswered = wasRestored || tried > 0;
  const found = unanswered ? await channel.find(place, messageKey(id, spec)) : null;
  if (!found && one.need === 'if-it-stands') return giveUp(one);
  if (!found) {
    // Whoever takes the lease over looks for it first, and must find it: a process that stood still posts nothing more.
    if (plus(toInstant(deps.clock.now()), postWithin) > leaseUntil) return null;
    return channel.post(place, view, messageKey(id, spec));
  }
  await channel.update(found, view, messageKey(id, spec));
  return found;
}

/** It never arrived, and by now it need not: nothing waits for it any more. */
async function giveUp({ deps, id, spec, reader }: Bringing): Promise<null> {
  const given = { key: keyOf(spec), to: reader.id, retryAt: null, unreachable: null, gone: false };
  await transact(deps, id, { type: 'post.fail', ...given }, system);
  return null;
}

function askedOnce<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return () => {
    answer ??= ask();
    return answer;
  };
}

const longestPause = 15 * minute;

async function failed({ deps, id, spec, reader, post }: Bringing, channel: Channel, error: unknown): Promise<void> {
  const key = keyOf(spec);
  const known = error instanceof ChannelError ? error : null;
  deps.metrics.posts.inc({ channel: channel.id, result: 'failed' });
  deps.log.warn(
    { err: error, departure: id, card: spec.card, channel: channel.id, kind: known?.kind ?? 'unexpected' },
    'a card could not be brought; it is tried again unless the person cannot be reached',
  );
  const failures = (post?.failures ?? 0) + 1;
  const pause = Math.max(
    Math.min(2000 * 2 ** Math.min(failures, 10), longestPause),
    (known?.retryAfterSeconds ?? 0) * 1000,
  );
  const now = toInstant(deps.clock.now());
  const later = plus(now, pause);
  // Right before it goes by mail it is tried once more, unless the platform asked to wait longer.
  const mailAt = mailAfter(deps, spec, post?.failingSince ?? now);
  const again = mailAt !== null && mailAt > now && mailAt < later && !known?.retryAfterSeconds ? mailAt : later;
  await transact(
    deps,
    id,
    {
      type: 'post.fail',
      key,
      to: reader.id,
      retryAt: known?.kind === 'unreachable' ? null : known?.kind === 'gone' ? now : again,
      unreachable: known?.kind === 'unreachable' ? known.words : null,
      gone: known?.kind === 'gone',
    },
    system,
  );
}
