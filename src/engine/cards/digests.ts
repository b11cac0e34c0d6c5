import stringify from 'safe-stable-stringify';
import { z } from 'zod';
import { type Instant, instantSchema, localDate, minute, plus, second, toInstant } from '../../domain/calendar/time.ts';
import { messageRefSchema } from '../../domain/cards/post.ts';
import { asReached, reachedAfterwardsFrom } from '../../domain/contact/contact.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import type { CardView } from '../../views/card-view.ts';
import { digestCard } from '../../views/cards/digest.ts';
import { type MyAlarm, myAlarms } from '../../views/cards/my-alarms.ts';
import { type MyQuestions, myQuestions } from '../../views/knowledge/my-questions.ts';
import { type MyTask, myTasks } from '../../views/tasks/my-tasks.ts';
import type { EngineDeps } from '../deps.ts';
import { reminderAt } from '../people/settings.ts';
import { type Channel, ChannelError, type PostRef } from '../ports/channel.ts';
import { digest } from '../sha256.ts';
import { discreet } from './draw-card.ts';
import { waysTo } from './ways-to.ts';
import { withdrawCard } from './withdraw-card.ts';

/**
 * One message a day for each person who is to be reminded of something, over all departures: it rings with the first
 * reminder of the day, is edited from then on, and takes the place of the day before's. It belongs to no departure, so
 * what is known of it stands in the notes.
 */
const digestSchema = z.strictObject({
  /** The reader's day on which it rang. */
  day: z.iso.date(),
  /** When that was: what is reminded of later rings anew. */
  rangAt: instantSchema,
  /** `to-post`: it is to ring. `stands`: edited in place. `over`: nothing of it is edited any more. */
  status: z.enum(['to-post', 'stands', 'over']),
  ref: messageRefSchema.nullable(),
  hash: z.string(),
  /** What stands of the day before, until it is taken away. */
  before: z.strictObject({ ref: messageRefSchema, key: z.string() }).nullable(),
  /** The platform did not answer, or asked to wait. */
  notBefore: instantSchema.nullable(),
});
type Digest = z.infer<typeof digestSchema>;

/** How long one process may be at it before another tries. */
const turnLasts = 2 * minute;
/** How soon it is looked at again when another process is at it. */
const lookAgainIn = 2 * second;

/** What bringing a person's digest in line came to: nothing to do, something done, or not before an instant. */
export type Brought = 'nothing' | 'done' | { notBefore: Instant };

/**
 * Whose digest, and over what: all departures; or one, for its leaver at the address of their own, where nothing else
 * is anybody's business.
 */
interface Scope {
  person: PersonId;
  departure: DepartureId | null;
  /** Reminders before that were brought elsewhere. */
  since: Instant | null;
}

/** The key under which the platform keeps the message; of one departure, it begins with that. */
function digestKey(day: string, { person, departure }: Scope): string {
  return departure === null ? `digest/${day}/${person}` : `${departure}/digest/${day}/${person}`;
}

/** Whose digest stands under this key, and over which departure alone; null for any other key. */
export function readDigestKey(key: string): { reader: PersonId; departure: DepartureId | null } | null {
  const [, departure, reader] = key.match(/^(?:([^/]+)\/)?digest\/\d{4}-\d{2}-\d{2}\/(.+)$/) ?? [];
  return reader === undefined ? null : { reader, departure: departure ?? null };
}

/** Brings the digests of everybody in this departure in line with all their departures. */
export async function bringDigests(deps: EngineDeps, state: Departure): Promise<Brought> {
  if (state.status === 'draft') return 'nothing';
  const readers = new Set([...Object.keys(state.people), state.leaver.id]);
  for (const { assignee } of state.tasks) if (assignee !== null) readers.add(assignee);
  const since = reachedAfterwardsFrom(state);
  const scopes: readonly Scope[] = [
    ...[...readers].map((person) => ({ person, departure: null, since: null })),
    ...(since === null ? [] : [{ person: state.leaver.id, departure: state.id, since }]),
  ];
  const brought = await Promise.all(scopes.map((scope) => bringDigest(deps, state, scope)));
  if (brought.includes('done')) return 'done';
  const later = brought.flatMap((one) => (typeof one === 'string' ? [] : [one.notBefore])).sort();
  return later[0] === undefined ? 'nothing' : { notBefore: later[0] };
}

/** The digest as it would say it now. */
export async function drawDigest(
  deps: Pick<EngineDeps, 'store' | 'clock'>,
  reader: Person,
  departure: DepartureId | null,
): Promise<CardView> {
  const now = toInstant(deps.clock.now());
  return cardOf(await openFor(deps, { reader, departure }, now), reader, now);
}

/** What the digest may remind of: tasks and the questions of the reader's own dossier; and alarms, which are worse. */
interface Open {
  tasks: readonly MyTask[];
  questions: readonly MyQuestions[];
  alarms: readonly MyAlarm[];
}

function cardOf({ tasks, questions, alarms }: Open, reader: Person, now: Instant): CardView {
  const isSecret = [...tasks, ...alarms].some(({ departure }) => isConfidential(departure, now));
  return discreet(digestCard(tasks, reader, now, { questions, alarms }), isSecret);
}

async function bringDigest(deps: EngineDeps, state: Departure, scope: Scope): Promise<Brought> {
  const now = toInstant(deps.clock.now());
  const known = await readDigest(deps, scope);
  const isAsked = scope.person === state.leaver.id && (state.dossier?.askedAt ?? null) !== null;
  const mine =
    isAsked || state.tasks.some(({ assignee, remindedAt }) => assignee === scope.person && remindedAt !== null);
  // Nobody reminded, and nothing that stands: the usual case costs one read.
  if (!mine && (known === null || known.status === 'over')) return 'nothing';
  if (known?.notBefore && known.notBefore > now) return { notBefore: known.notBefore };
  const named = (await deps.directory.byId(scope.person)) ?? state.people[scope.person] ?? null;
  if (named === null) return 'nothing';
  const reader = scope.departure === null ? named : asReached(state, named);
  const asked = { ...scope, reader, now };
  const { wanted, notBefore } = await wantedOf(deps, asked, known);
  if (wanted === null) return notBefore === null ? 'nothing' : { notBefore };
  const lock = noteKey(scope);
  const until = Date.parse(now) + turnLasts;
  if ((await deps.store.once.take(lock, Date.parse(now), until)) !== 'taken')
    return { notBefore: plus(now, lookAgainIn) };
  try {
    const current = await readDigest(deps, scope);
    const { wanted: again } = await wantedOf(deps, asked, current);
    if (again === null) return 'done';
    const left = await bringOne(deps, { ...asked, ...again });
    await deps.store.notes.write(noteKey(scope), withoutAddress(left));
    return left.notBefore === null ? 'done' : { notBefore: left.notBefore };
  } finally {
    await deps.store.once.giveBack(lock);
  }
}

/** A note outlives the departure, so it holds no address: a mail is known by its name. */
function withoutAddress(digest: Digest): Digest {
  const bare = (ref: PostRef): PostRef => (ref.channel === 'email' ? { ...ref, conversation: '' } : ref);
  const { ref, before } = digest;
  return { ...digest, ref: ref && bare(ref), before: before && { ...before, ref: bare(before.ref) } };
}

/** A digest with its reader as they are reached, at this moment. */
interface Asked extends Scope {
  reader: Person;
  now: Instant;
}

interface Wanted {
  digest: Digest;
  view: CardView;
  hash: string;
}

/**
 * What the digest should be by now, null where it is that already; and when a reminder that waits for its hour is to
 * ring.
 */
async function wantedOf(
  deps: EngineDeps,
  { reader, now, ...scope }: Asked,
  known: Digest | null,
): Promise<{ wanted: Wanted | null; notBefore: Instant | null }> {
  const open = await openFor(deps, { reader, departure: scope.departure }, now);
  const { tasks, questions } = open;
  const today = localDate(now, reader.timeZone);
  const since = known?.rangAt ?? scope.since ?? '';
  const due =
    tasks.some(({ task }) => task.remindedAt !== null && task.remindedAt > since) ||
    questions.some(({ askedAt }) => askedAt > since);
  const settings = await deps.settings.of(reader.id);
  const ringAt = due && known?.day !== today ? reminderAt(settings, now, { reader, calendar: deps.calendar }) : null;
  const notBefore = ringAt !== null && ringAt > now ? ringAt : null;
  const view = cardOf(open, reader, now);
  const hash = digest(stringify(view) ?? '');
  if (ringAt !== null && notBefore === null) {
    const before = known?.ref ? { ref: known.ref, key: digestKey(known.day, scope) } : (known?.before ?? null);
    const rung = { day: today, rangAt: now, status: 'to-post', ref: null, hash: '', before, notBefore: null } as const;
    return { wanted: { digest: rung, view, hash }, notBefore };
  }
  if (known === null || known.status === 'over') return { wanted: null, notBefore };
  // What it was to remind of is done, or its day is over, before it could be sent.
  if (known.status === 'to-post' && (tasks.length + questions.length === 0 || known.day !== today))
    return { wanted: { digest: { ...known, status: 'over' }, view, hash }, notBefore };
  const inLine = known.status === 'stands' && known.hash === hash && known.before === null;
  return { wanted: inLine ? null : { digest: known, view, hash }, notBefore };
}

async function openFor(
  { store }: Pick<EngineDeps, 'store'>,
  { reader, departure }: Pick<Asked, 'reader' | 'departure'>,
  now: Instant,
): Promise<Open> {
  if (departure !== null) {
    const own = await store.departures.load(departure);
    return openIn(own ? [own] : [], reader, now);
  }
  const departures: Departure[] = [];
  // What is theirs in their own departure is brought to the address of their own.
  for await (const one of store.departures.search({ live: true, involving: reader.id }))
    if (one.leaver.id !== reader.id || reachedAfterwardsFrom(one) === null) departures.push(one);
  return openIn(departures, reader, now);
}

function openIn(departures: readonly Departure[], reader: Person, now: Instant): Open {
  return {
    tasks: myTasks(departures, reader, now),
    questions: myQuestions(departures, reader, now),
    alarms: myAlarms(departures, reader),
  };
}

/** Posts or edits it, and takes the one before away; what is left is what is known of it then. */
async function bringOne(
  deps: EngineDeps,
  { reader, now, digest: known, view, hash, ...scope }: Wanted & Asked,
): Promise<Digest> {
  const key = digestKey(known.day, scope);
  try {
    let next: Digest = { ...known, notBefore: null };
    if (known.status === 'to-post') next = await ring(deps, { reader, key, view, hash, next });
    else if (known.ref !== null && known.hash !== hash) {
      const channel = deps.channels.get(known.ref.channel);
      if (!channel) return { ...next, status: 'over' };
      await channel.update(known.ref, view, key);
      deps.metrics.posts.inc({ channel: channel.id, result: 'updated' });
      next = { ...next, hash };
    }
    if (next.before === null || next.status !== 'stands') return next;
    const channel = deps.channels.get(next.before.ref.channel);
    const taken = channel ? await withdrawCard(deps, { channel, reader, ...next.before }) : 'gone';
    return taken === 'gone' ? { ...next, before: null } : { ...next, notBefore: plus(now, minute) };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    deps.log.warn({ err: error, card: 'digest', kind: error.kind }, 'a digest could not be brought');
    if (['gone', 'unreachable', 'rejected'].includes(error.kind)) return { ...known, status: 'over', ref: null };
    return { ...known, notBefore: plus(now, Math.max(minute, (error.retryAfterSeconds ?? 0) * 1000)) };
  }
}

/** Where an earlier try got no answer, the message is found under its key instead of being sent twice. */
async function ring(
  deps: EngineDeps,
  { reader, key, view, hash, next }: { reader: Person; key: string; view: CardView; hash: string; next: Digest },
): Promise<Digest> {
  const target = { to: { type: 'person', person: reader }, thread: null } as const;
  const ways = waysTo(deps, { reader, place: null, target: target.to, standing: null });
  for (const channel of ways) {
    try {
      const ref = await posted(channel, { target, key, view });
      deps.metrics.posts.inc({ channel: channel.id, result: 'posted' });
      return { ...next, status: 'stands', ref, hash };
    } catch (error) {
      if (!(error instanceof ChannelError) || error.kind !== 'unreachable') throw error;
    }
  }
  return { ...next, status: 'over' };
}

async function posted(
  channel: Channel,
  { target, key, view }: { target: Parameters<Channel['post']>[0]; key: string; view: CardView },
): Promise<PostRef> {
  const found = await channel.find(target, key);
  if (found === null) return channel.post(target, view, key);
  await channel.update(found, view, key);
  return found;
}

async function readDigest({ store }: Pick<EngineDeps, 'store'>, scope: Scope): Promise<Digest | null> {
  return digestSchema
    .nullable()
    .catch(null)
    .parse(await store.notes.read(noteKey(scope)));
}

/**
 * Takes the reminders of somebody away who is forgotten: over all departures, and over this one at the address of their
 * own. They name nobody but by their keys, so one that its platform does not let go of is left.
 */
export async function forgetDigests(deps: EngineDeps, person: PersonId, departure: DepartureId): Promise<void> {
  for (const scope of [null, departure].map((of): Scope => ({ person, departure: of, since: null }))) {
    const known = await readDigest(deps, scope);
    if (known === null) continue;
    const standing = [
      ...(known.ref ? [{ ref: known.ref, key: digestKey(known.day, scope) }] : []),
      ...(known.before ? [known.before] : []),
    ];
    for (const { ref, key } of standing) {
      try {
        await deps.channels.get(ref.channel)?.withdraw(ref, key);
      } catch (error) {
        if (!(error instanceof ChannelError)) throw error;
        deps.log.warn(
          { kind: error.kind, card: 'digest' },
          'a reminder of somebody who was erased could not be deleted',
        );
      }
    }
    await deps.store.notes.write(noteKey(scope), null);
  }
}

function noteKey({ person, departure }: Scope): string {
  return departure === null ? `digest/${person}` : `digest/${person}/${departure}`;
}
