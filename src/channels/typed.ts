import type { Act } from '../engine/conversation/conversation.ts';
import type { Directory } from '../engine/ports/directory.ts';
import type { ActName } from '../views/act-names.ts';
import type { ActRef } from '../views/card-view.ts';
import { commandNames, phraseOf } from './command-names.ts';
import { unknownPersonId } from './unknown-person.ts';

/** One word that was typed, or somebody who was mentioned, or an address. */
export type Piece = string | { handle: string } | { address: string };

/**
 * `command`: the words after a slash command. `message`: what is typed to Relais, where the first word says what is
 * wanted.
 */
export type Entry = 'command' | 'message';

export interface Typed {
  ref: ActRef;
  /** Looks up everybody who is meant. */
  words(directory: Pick<Directory, 'named' | 'byEmail'>): Promise<Act['words']>;
}

export interface Typing {
  channel: 'slack' | 'teams';
  entry: Entry;
  /** What only this platform knows, beside `status` and `help`. */
  names?: Readonly<Record<string, ActName>>;
}

/** What is longer was not typed to be understood; nothing takes longer over it. */
export const longestText = 10_000;

const mostWords = 50;
const longestWord = 200;
/** https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 */
const longestAddress = 254;

/** Typed before the person: `offboard @Alex`. */
const starting = new Set(['offboard', '/offboard', 'start', 'départ', 'depart']);
const addressPattern = /^[^\s@<>|:]+@[^\s@<>|:]+\.[^\s@<>|:]*[^\s@<>|:.,;!?]/;

/**
 * The one reading of what people type, on every platform. Nothing but people and addresses, or `offboard` before them
 * or before a name: a departure is to start; so are words after the person, which the walk reads. What is not
 * understood goes to the conversation as it is.
 */
export function readTyped(given: readonly Piece[], { channel, entry, names = {} }: Typing): Typed {
  const pieces = given.slice(0, mostWords).map((piece) => (typeof piece === 'string' ? withAddress(piece) : piece));
  const spoken = pieces.filter((piece) => typeof piece === 'string');
  const first = spoken[0]?.toLowerCase();
  const leads = first !== undefined && starting.has(first);
  const name = (leads ? spoken.slice(1) : spoken).join(' ');
  const onlyWords = spoken.length === pieces.length;
  const ref = (act: ActName): ActRef => ({ name: act, departureId: null, target: null, seen: null });

  const said = leads ? pieces.slice(1) : pieces;
  const firstOther = said.findIndex((piece) => typeof piece !== 'string');
  const words = said.slice(0, firstOther < 0 ? said.length : firstOther).filter((piece) => typeof piece === 'string');
  const phrase = phraseOf(words);
  if (phrase !== null && (onlyWords || phrase.takesPeople)) {
    const sought = said.slice(phrase.length);
    return {
      ref: ref(phrase.act),
      words: (directory) => Promise.all(sought.map((piece) => wordOf(piece, phrase.act, { channel, directory }))),
    };
  }
  if (onlyWords && (leads ? name !== '' : name.startsWith('@'))) {
    const lead = leads ? [spoken[0] ?? ''] : [];
    return {
      ref: ref('start'),
      words: async (directory) => [...lead, await byName(name, { channel, entry }, directory)],
    };
  }
  const persons = pieces.filter((piece) => typeof piece !== 'string').length;
  // A day and a kind may follow the person: `/offboard @Alex 15 January resignation`.
  const begins = typeof pieces[leads ? 1 : 0] === 'object' && persons === 1 && (leads || entry === 'command');
  const isStart = first === undefined || (leads && name === '') || begins;
  const known = first !== undefined && spoken.length === 1 ? nameOf(first, { ...commandNames, ...names }) : null;
  const act = known ?? (isStart ? 'start' : 'command');
  return {
    ref: ref(act),
    words: (directory) => Promise.all(pieces.map((piece) => wordOf(piece, act, { channel, directory }))),
  };
}

/** A word like `constructor` must not find what every object has. */
function nameOf(word: string, names: Readonly<Record<string, ActName>>): ActName | null {
  return Object.hasOwn(names, word) ? (names[word] ?? null) : null;
}

/** A word of a sentence may end in a full stop; an address does not. */
function withAddress(word: string): Piece {
  const [address] = word.length > longestAddress ? [] : (addressPattern.exec(word) ?? []);
  return address === undefined ? word : { address };
}

type Word = Act['words'][number];

async function wordOf(
  piece: Piece,
  act: ActName,
  { channel, directory }: { channel: Typing['channel']; directory: Pick<Directory, 'named' | 'byEmail'> },
): Promise<Word> {
  if (typeof piece === 'string') return piece.slice(0, longestWord);
  if ('handle' in piece)
    return { personId: (await directory.named(channel, piece))?.id ?? unknownPersonId(channel, piece.handle) };
  const address = piece.address.slice(0, longestWord);
  if (act !== 'start') return address;
  const person = await directory.byEmail(address.toLowerCase());
  return person ? { personId: person.id } : { unfound: address, why: 'address' };
}

/** A name that a command brings as `@name` came unescaped: it may be anybody's, so nobody is looked for. */
async function byName(
  typed: string,
  { channel, entry }: Pick<Typing, 'channel' | 'entry'>,
  directory: Pick<Directory, 'named'>,
): Promise<Word> {
  const name = typed.slice(0, longestWord);
  if (entry === 'command' && name.startsWith('@')) return { unfound: name, why: 'unescaped' };
  const person = await directory.named(channel, { name: name.replace(/^@/, '') });
  return person ? { personId: person.id } : { unfound: name, why: 'name' };
}
