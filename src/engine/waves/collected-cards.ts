import stringify from 'safe-stable-stringify';
import { z } from 'zod';
import { type Instant, instantSchema, localDate, minute, plus, second, toInstant } from '../../domain/calendar/time.ts';
import { keyOf as cardKeyOf } from '../../domain/cards/card-spec.ts';
import { messageRefSchema } from '../../domain/cards/post.ts';
import type { Person } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import type { CollectedLine } from '../../views/cards/collected-line.ts';
import { readerOf } from '../cards/card-place.ts';
import { exchangeNote } from '../concurrency/exchange-note.ts';
import type { EngineDeps } from '../deps.ts';
import { ChannelError } from '../ports/channel.ts';
import { digest } from '../sha256.ts';
import { transact } from '../transact.ts';
import {
  type CollectedId,
  collectedCardsOf,
  drawCollected,
  linesFor,
  nameOf,
  readName,
  specOfLine,
} from './collected-lines.ts';
import { nameOfLine, ringFor } from './collected-ring.ts';
import { isTakenAway, shown } from './wave-cards.ts';
import type { WaveState } from './wave-state.ts';

/** What is known of one collected card; it belongs to no departure, so it stands in the notes. It names ids only. */
const keptSchema = z.strictObject({
  ref: messageRefSchema.nullable(),
  /** Which message of this card it is. */
  message: z.int(),
  /** The reader's day on which it rang last; empty before it did. */
  rangOn: z.string(),
  /** The open lines that it has rung for, by departure and task. */
  asked: z.array(z.string()),
  /** The open lines that came into the message without ringing: it still has to ring for them. */
  joined: z.array(z.string()).default([]),
  /** A message that it replaces, and that could not be taken away yet. */
  replaces: messageRefSchema.nullable(),
  hash: z.string(),
  /** The platform did not answer, or asked to wait. */
  notBefore: instantSchema.nullable(),
  /** The message of which a mail server said that it was not delivered. */
  returned: z.int().optional(),
});
export type Kept = z.infer<typeof keptSchema>;

/** How long the lock of a card is held at most, in milliseconds. */
export const turnLasts = 2 * minute;
const tryAgainIn = 30 * second;

/**
 * Brings every collected card of a wave in line: one message for each person and step, edited in place as its
 * departures go on. What is newly asked rings once a day: on the day of the last message it joins that one, and on the
 * next working morning a new message takes its place. False where something is still to be brought.
 */
export async function bringCollectedCards(deps: EngineDeps, state: WaveState): Promise<boolean> {
  const now = toInstant(deps.clock.now());
  const cards = collectedCardsOf(state, now);
  const register = await readRegister(deps, state.wave.id);
  const gone = register.flatMap((name) => {
    const id = cards.has(name) ? null : readName(state.wave.id, name);
    return id === null ? [] : [{ id, lines: [] }];
  });
  const brought = await Promise.all([...cards.values(), ...gone].map((one) => bringOne(deps, one, now)));
  return brought.every(Boolean);
}

/** Which collected card stands under this key, and which message of it; null for any other key. */
export function collectedOfKey(key: string): (CollectedId & { message: number }) | null {
  const [, wave, group, reader, message] = key.match(/^collected\/([^/]+)\/([^/]+)\/(.+)\/(\d+)$/) ?? [];
  return wave && group && reader ? { wave, group, reader, message: Number(message) } : null;
}

/** The card as it is now, for its reader alone. */
export async function drawCollectedCard(deps: EngineDeps, id: CollectedId, reader: Person): Promise<CardView | null> {
  if (reader.id !== id.reader) return null;
  const now = toInstant(deps.clock.now());
  return drawCollected(deps, { id, reader, lines: await linesFor(deps, id, now), now });
}

/** The collected cards of a wave that were ever posted. */
export async function postedCollected(deps: Pick<EngineDeps, 'store'>, wave: string): Promise<readonly CollectedId[]> {
  return (await readRegister(deps, wave)).flatMap((name) => readName(wave, name) ?? []);
}

/** What is known of it; null where it was never posted. */
export async function readCollected({ store }: Pick<EngineDeps, 'store'>, id: CollectedId): Promise<Kept | null> {
  return keptSchema
    .nullable()
    .catch(null)
    .parse(await store.notes.read(collectedNote(id)));
}

export function collectedNote(id: CollectedId): string {
  return `collected-card/${id.wave}/${nameOf(id)}`;
}

/** Whoever brings it, or takes somebody off it, holds this meanwhile. */
export function collectedLock(id: CollectedId): string {
  return `card/${collectedNote(id)}`;
}

export function collectedKey(id: CollectedId, message: number): string {
  return `collected/${id.wave}/${nameOf(id)}/${message}`;
}

export function collectedHash(view: CardView): string {
  return digest(stringify(view) ?? '');
}

interface Bringing {
  id: CollectedId;
  lines: readonly CollectedLine[];
}

/** One card as it should stand by now. */
interface Due {
  reader: Person;
  open: readonly CollectedLine[];
  view: CardView;
  hash: string;
  /** Whether a new message is to ring now; `waits`: later, for what joined one without ringing. */
  rings: boolean;
  waits: boolean;
}

/** Whether it stands as it should. */
async function bringOne(deps: EngineDeps, { id, lines }: Bringing, now: Instant): Promise<boolean> {
  const known = await readCollected(deps, id);
  const seen = await dueOf(deps, { id, lines, known, now });
  if (typeof seen === 'boolean') return seen;
  const lock = collectedLock(id);
  if ((await deps.store.once.take(lock, Date.parse(now), Date.parse(now) + turnLasts)) !== 'taken') return false;
  try {
    if (known === null) await register(deps, id);
    // Another process may have brought it since, and a departure may have been erased: only what is read now is drawn.
    const kept = await readCollected(deps, id);
    const due = await dueOf(deps, { id, lines: await linesFor(deps, id, now), known: kept, now });
    return typeof due === 'boolean' ? due : await bring(deps, { id, due, kept: kept ?? nothingPosted, now });
  } finally {
    await deps.store.once.giveBack(lock);
  }
}

const nothingPosted: Kept = {
  ...{ ref: null, message: 0, rangOn: '', asked: [], joined: [], replaces: null, hash: '', notBefore: null },
};

/** What is to be brought; where that is nothing by now, whether it stands as it should. */
async function dueOf(
  deps: EngineDeps,
  { id, lines, known, now }: Bringing & { known: Kept | null; now: Instant },
): Promise<Due | boolean> {
  const open = lines.filter(({ isOpen }) => isOpen);
  // Nothing is asked of them, and nothing stands: not even what was posted without an answer.
  if (open.length === 0 && (known === null || (known.ref === null && known.hash !== ''))) return true;
  if (known?.notBefore && known.notBefore > now) return false;
  const reader = await readerOfLines(deps, id, lines);
  if (reader === null) return true;
  const view = drawCollected(deps, { id, reader, lines, now });
  const hash = collectedHash(view);
  const ring = ringFor(known ?? nothingPosted, { group: id.group, open, reader, now, calendar: deps.calendar });
  if (known !== null && known.hash === hash && known.replaces === null && ring !== 'now') return ring === null;
  return { reader, open, view, hash, rings: ring === 'now', waits: ring === 'later' };
}

async function bring(
  deps: EngineDeps,
  { id, due, kept, now }: { id: CollectedId; due: Due; kept: Kept; now: Instant },
): Promise<boolean> {
  const { reader, open, view, hash } = due;
  const asked = open.map(nameOfLine);
  const write = (next: Kept) => deps.store.notes.write(collectedNote(id), withoutAddress(next));
  const remains = async (old: Kept['ref'], message: number) => {
    const key = collectedKey(id, message);
    return old === null || (await isTakenAway(deps, { reader, old, key })) ? null : old;
  };
  try {
    // While the last message that was replaced still stands, none is replaced: one of the two would be forgotten.
    const left = await remains(kept.replaces, kept.message - 1);
    const rings = due.rings && left === null;
    const message = kept.message + (rings && kept.ref !== null ? 1 : 0);
    const standing = rings ? null : kept.ref;
    const ref = await shown(deps, { reader, key: collectedKey(id, message), view, standing });
    if (ref === null) {
      await askAlone(deps, { id, lines: open, reader });
      await write({ ...kept, hash, asked, joined: [], replaces: left, notBefore: null });
      return true;
    }
    const replaces = rings ? await remains(kept.ref, message - 1) : left;
    // What somebody deleted was posted anew, and rang.
    const rang = ref !== standing;
    const known = rang ? asked : asked.filter((one) => kept.asked.includes(one));
    await write({
      ...{ ...kept, ref, message, hash, replaces, notBefore: null },
      rangOn: rang ? localDate(now, reader.timeZone) : kept.rangOn,
      asked: known,
      joined: asked.filter((one) => !known.includes(one)),
    });
    return replaces === null && known.length === asked.length;
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    deps.log.warn(
      { err: error, card: 'collected', kind: error.kind },
      'a card for several departures of a wave could not be brought; it is tried again',
    );
    const pause = Math.max(tryAgainIn, (error.retryAfterSeconds ?? 0) * 1000);
    await write({ ...kept, hash: '', notBefore: plus(now, pause) });
    return false;
  }
}

/**
 * Nobody is asked for nothing: whoever cannot be reached is named in each departure, as for any other card, and from
 * then on each departure tries by itself.
 */
async function askAlone(
  deps: EngineDeps,
  { id, lines, reader }: { id: CollectedId; lines: readonly CollectedLine[]; reader: Person },
): Promise<void> {
  for (const line of lines) {
    const key = cardKeyOf(specOfLine(id.group, line, reader.id));
    const failed = { key, to: reader.id, retryAt: null, unreachable: 'no-channel', gone: false } as const;
    await transact(deps, line.departure.id, { type: 'post.fail', ...failed }, { type: 'system' });
    await deps.scheduler.wakeAt(line.departure.id, deps.clock.now(), 'continue');
  }
}

/** As the departures know them; somebody of whom no line is left any more, as the directory does. */
async function readerOfLines(
  deps: EngineDeps,
  { reader }: CollectedId,
  [line]: readonly CollectedLine[],
): Promise<Person | null> {
  return line === undefined ? deps.directory.byId(reader) : readerOf(deps, line.departure, reader);
}

/** A note outlives the departures, so it holds no address: a mail is known by its name. */
function withoutAddress(kept: Kept): Kept {
  const bare = (ref: Kept['ref']): Kept['ref'] => (ref?.channel === 'email' ? { ...ref, conversation: '' } : ref);
  return { ...kept, ref: bare(kept.ref), replaces: bare(kept.replaces) };
}

const registerSchema = z.array(z.string());

async function readRegister({ store }: Pick<EngineDeps, 'store'>, wave: string): Promise<readonly string[]> {
  return registerSchema.parse((await store.notes.read(registerKey(wave))) ?? []);
}

/** Before it is posted: a message that nobody remembers could never be brought in line. */
async function register({ store }: Pick<EngineDeps, 'store'>, id: CollectedId): Promise<void> {
  for (;;) {
    const seen = await store.notes.read(registerKey(id.wave));
    const names = registerSchema.parse(seen ?? []);
    if (names.includes(nameOf(id))) return;
    if (await exchangeNote(store.notes, registerKey(id.wave), { seen, value: [...names, nameOf(id)] })) return;
  }
}

function registerKey(wave: string): string {
  return `collected-cards/${wave}`;
}
