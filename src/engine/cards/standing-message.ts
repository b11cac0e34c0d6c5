import stringify from 'safe-stable-stringify';
import { z } from 'zod';
import { hour, instantSchema, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import { messageRefSchema } from '../../domain/cards/post.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import type { EngineDeps } from '../deps.ts';
import { type Channel, ChannelError, type PostRef, type PostTarget } from '../ports/channel.ts';
import { digest } from '../sha256.ts';
import { waysTo } from './ways-to.ts';
import { withdrawCard } from './withdraw-card.ts';

/** Every kind: begins its keys, and names it in the log. */
const messageNames = ['hr-feed', 'contracts', 'critical-posts', 'auditors'] as const;
type MessageName = (typeof messageNames)[number];

/**
 * One message that a person has about something that belongs to no departure: edited in place, and new where something
 * rings.
 */
interface StandingMessage {
  name: MessageName;
  reader: Person;
  /** What it says by now, and the name of each thing that it rings for once. */
  draw(): Promise<{ view: CardView; issues: readonly string[] }>;
}

/** What is known of it. */
const keptSchema = z.strictObject({
  /** Counts the messages up: what is new rings in a new one. */
  number: z.int(),
  ref: messageRefSchema.nullable(),
  hash: z.string(),
  /** What it has rung for. */
  rung: z.array(z.string()),
  /** The platform did not answer, or asked to wait; or nobody can be reached. */
  notBefore: instantSchema.nullable(),
  /** What the next message was to ring for, noted before it is posted: its answer may be lost. */
  posting: z.array(z.string()).nullable().default(null),
});
type Kept = z.infer<typeof keptSchema>;

const turnLasts = 2 * minute;

/** Whose message of this kind stands under this key; null for any other key. */
export function readerOfMessage(name: MessageName, key: string): PersonId | null {
  const [kind, number, ...reader] = key.split('/');
  return kind === name && /^\d+$/.test(number ?? '') && reader.length > 0 ? reader.join('/') : null;
}

/**
 * Brings such a message to everybody who is asked by now, and in line for whoever was before (`told`). `note` remembers
 * new readers before anything is sent: a message that nobody remembers could never be brought in line.
 */
export async function bringMessages(
  deps: EngineDeps,
  {
    name,
    asked,
    told,
    note,
    draw,
  }: {
    name: MessageName;
    asked: ReadonlyMap<PersonId, Person>;
    told: readonly PersonId[];
    note(fresh: readonly PersonId[]): Promise<unknown>;
    draw(reader: Person): ReturnType<StandingMessage['draw']>;
  },
): Promise<void> {
  const fresh = [...asked.keys()].filter((id) => !told.includes(id));
  if (fresh.length > 0) await note(fresh);
  const readers = new Map(asked);
  for (const id of told) {
    const reader = readers.has(id) ? null : await deps.directory.byId(id);
    if (reader) readers.set(id, reader);
  }
  for (const reader of readers.values()) await bringMessage(deps, { name, reader, draw: () => draw(reader) });
}

/** Brings it in line with what is to be said; by one process at a time. */
export async function bringMessage(deps: EngineDeps, message: StandingMessage): Promise<void> {
  const wished = await wishedOf(deps, message);
  if (wished === null) return;
  const lock = noteKey(message);
  const now = deps.clock.now().getTime();
  if ((await deps.store.once.take(lock, now, now + turnLasts)) !== 'taken') return;
  try {
    // Somebody else may have brought it meanwhile; what rings since a message whose answer was lost is a second one.
    for (let turn = 0; turn < 2; turn += 1) {
      const again = await wishedOf(deps, message);
      if (again === null) return;
      await deps.store.notes.write(noteKey(message), await brought(deps, message, again));
    }
  } finally {
    await deps.store.once.giveBack(lock);
  }
}

/** Takes somebody's message away who is erased; one that its platform does not let go of is left, and logged. */
export async function forgetMessage(deps: EngineDeps, name: string, person: PersonId): Promise<void> {
  const note = `${name}-card/${person}`;
  const known = await deps.store.notes.read(note);
  if (known === null) return;
  const read = keptSchema.safeParse(known);
  const ref = read.success ? read.data.ref : null;
  try {
    if (ref) await deps.channels.get(ref.channel)?.withdraw(ref, `${name}/${read.data?.number}/${person}`);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    deps.log.warn({ kind: error.kind, card: name }, 'a message of somebody who was erased could not be deleted');
  }
  await deps.store.notes.write(note, null);
}

interface Wished {
  kept: Kept;
  view: CardView;
  hash: string;
  rings: boolean;
  issues: readonly string[];
}

/** Null where it stands as it should, or nothing is to be said. */
async function wishedOf(deps: EngineDeps, message: StandingMessage): Promise<Wished | null> {
  const kept = keptSchema
    .catch({ number: 0, ref: null, hash: '', rung: [], notBefore: null, posting: null })
    .parse(await deps.store.notes.read(noteKey(message)));
  if (kept.notBefore !== null && kept.notBefore > toInstant(deps.clock.now())) return null;
  const { view, issues } = await message.draw();
  const hash = digest(stringify(view) ?? '');
  const rings = issues.some((one) => !kept.rung.includes(one));
  if (!rings && kept.posting === null && (kept.ref === null || kept.hash === hash)) return null;
  return { kept, view, hash, rings, issues };
}

async function brought(
  deps: EngineDeps,
  { name, reader }: StandingMessage,
  { kept, view, hash, rings, issues }: Wished,
): Promise<Kept> {
  const now = toInstant(deps.clock.now());
  let { posting } = kept;
  const number = rings || posting !== null ? kept.number + 1 : kept.number;
  const keyOf = (count: number) => messageKey({ name, reader }, count);
  try {
    if (!rings && posting === null && kept.ref !== null) {
      await deps.channels.get(kept.ref.channel)?.update(kept.ref, view, keyOf(number));
      return { ...kept, hash, rung: [...issues], notBefore: null };
    }
    const target: PostTarget = { to: { type: 'person', person: reader }, thread: null };
    for (const channel of waysTo(deps, { reader, place: null, target: target.to, standing: null })) {
      const arrived = await foundAndUpdated(channel, { target, view, key: keyOf(number) });
      if (arrived === null && !rings) return { ...kept, posting: null, notBefore: null };
      // What was told only since then has not rung yet.
      const rung = arrived === null ? [...issues] : issues.filter((one) => posting?.includes(one));
      if (arrived === null) {
        posting = rung;
        await deps.store.notes.write(noteKey({ name, reader }), { ...kept, posting });
      }
      const ref = arrived ?? (await channel.post(target, view, keyOf(number)));
      const before = kept.ref && deps.channels.get(kept.ref.channel);
      if (kept.ref && before)
        await withdrawCard(deps, { channel: before, ref: kept.ref, key: keyOf(kept.number), reader });
      return { number, ref, hash, rung, notBefore: null, posting: null };
    }
    return { ...kept, notBefore: plus(now, hour) };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    deps.log.warn(
      { err: error, card: name, kind: error.kind },
      'a message that belongs to no departure was not brought',
    );
    const isGone = error.kind === 'gone' || error.kind === 'rejected';
    return {
      ...{ ...kept, posting },
      ref: isGone ? null : kept.ref,
      notBefore: plus(now, Math.max(minute, (error.retryAfterSeconds ?? 0) * 1000)),
    };
  }
}

/**
 * A message that an earlier try posted without hearing an answer, as it is to be by now; null where none arrived, or
 * somebody deleted it.
 */
async function foundAndUpdated(
  channel: Channel,
  { target, view, key }: { target: PostTarget; view: CardView; key: string },
): Promise<PostRef | null> {
  const ref = await channel.find(target, key);
  if (ref === null) return null;
  try {
    await channel.update(ref, view, key);
    return ref;
  } catch (error) {
    if (!(error instanceof ChannelError) || error.kind !== 'gone') throw error;
    return null;
  }
}

/**
 * Takes every such message of somebody who is forgotten away, and what is known of it: of a mail, that holds its
 * address. One that its platform does not let go of is left.
 */
export async function forgetMessages(deps: EngineDeps, reader: Person): Promise<void> {
  for (const name of messageNames) {
    const note = await deps.store.notes.read(noteKey({ name, reader }));
    if (note === null) continue;
    const { ref = null, number = 0 } = keptSchema.safeParse(note).data ?? {};
    const channel = ref && deps.channels.get(ref.channel);
    const key = messageKey({ name, reader }, number);
    if (ref && channel && (await withdrawCard(deps, { channel, ref, key, reader })) === 'later')
      deps.log.warn({ card: name }, 'a message of somebody who was erased could not be deleted');
    await deps.store.notes.write(noteKey({ name, reader }), null);
  }
}

function messageKey({ name, reader }: Pick<StandingMessage, 'name' | 'reader'>, number: number): string {
  return `${name}/${number}/${reader.id}`;
}

/** Also what it is locked by. */
function noteKey({ name, reader }: Pick<StandingMessage, 'name' | 'reader'>): string {
  return `${name}-card/${reader.id}`;
}
