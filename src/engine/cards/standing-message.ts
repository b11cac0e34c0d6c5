import stringify from 'safe-stable-stringify';
import { z } from 'zod';
import { hour, instantSchema, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import { messageRefSchema } from '../../domain/cards/post.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import type { EngineDeps } from '../deps.ts';
import { ChannelError, type PostTarget } from '../ports/channel.ts';
import { digest } from '../sha256.ts';
import { waysTo } from './ways-to.ts';
import { withdrawCard } from './withdraw-card.ts';

/**
 * One message that a person has about something that belongs to no departure: edited in place, and new where something
 * rings.
 */
interface StandingMessage {
  /** Of what kind: begins its keys, and names it in the log. */
  name: string;
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
});
type Kept = z.infer<typeof keptSchema>;

const turnLasts = 2 * minute;

/** Whose message of this kind stands under this key; null for any other key. */
export function readerOfMessage(name: string, key: string): PersonId | null {
  const [kind, number, ...reader] = key.split('/');
  return kind === name && /^\d+$/.test(number ?? '') && reader.length > 0 ? reader.join('/') : null;
}

/** Brings it in line with what is to be said; by one process at a time. */
export async function bringMessage(deps: EngineDeps, message: StandingMessage): Promise<void> {
  const wished = await wishedOf(deps, message);
  if (wished === null) return;
  const lock = noteKey(message);
  const now = deps.clock.now().getTime();
  if ((await deps.store.once.take(lock, now, now + turnLasts)) !== 'taken') return;
  try {
    // Somebody else may have brought it meanwhile.
    const again = await wishedOf(deps, message);
    if (again) await deps.store.notes.write(noteKey(message), await brought(deps, message, again));
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
    .catch({ number: 0, ref: null, hash: '', rung: [], notBefore: null })
    .parse(await deps.store.notes.read(noteKey(message)));
  if (kept.notBefore !== null && kept.notBefore > toInstant(deps.clock.now())) return null;
  const { view, issues } = await message.draw();
  const hash = digest(stringify(view) ?? '');
  const rings = issues.some((one) => !kept.rung.includes(one));
  if (!rings && (kept.ref === null || kept.hash === hash)) return null;
  return { kept, view, hash, rings, issues };
}

async function brought(
  deps: EngineDeps,
  { name, reader }: StandingMessage,
  { kept, view, hash, rings, issues }: Wished,
): Promise<Kept> {
  const now = toInstant(deps.clock.now());
  const number = rings ? kept.number + 1 : kept.number;
  const keyOf = (count: number) => `${name}/${count}/${reader.id}`;
  try {
    if (!rings && kept.ref !== null) {
      await deps.channels.get(kept.ref.channel)?.update(kept.ref, view, keyOf(number));
      return { ...kept, hash, rung: [...issues], notBefore: null };
    }
    const target: PostTarget = { to: { type: 'person', person: reader }, thread: null };
    for (const channel of waysTo(deps, { reader, place: null, target: target.to, standing: null })) {
      // An earlier try may have arrived without an answer.
      const ref = (await channel.find(target, keyOf(number))) ?? (await channel.post(target, view, keyOf(number)));
      const before = kept.ref && deps.channels.get(kept.ref.channel);
      if (kept.ref && before)
        await withdrawCard(deps, { channel: before, ref: kept.ref, key: keyOf(kept.number), reader });
      return { number, ref, hash, rung: [...issues], notBefore: null };
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
      ...kept,
      ref: isGone ? null : kept.ref,
      notBefore: plus(now, Math.max(minute, (error.retryAfterSeconds ?? 0) * 1000)),
    };
  }
}

/** Also what it is locked by. */
function noteKey({ name, reader }: Pick<StandingMessage, 'name' | 'reader'>): string {
  return `${name}-card/${reader.id}`;
}
