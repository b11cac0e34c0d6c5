import type { Act } from '../../engine/conversation.ts';
import type { Directory } from '../../engine/ports/directory.ts';
import type { ActName } from '../../views/act-names.ts';
import type { ActRef } from '../../views/card-view.ts';
import { commandNames } from '../command-names.ts';
import { handleOf, type TeamsActivity } from './activity.ts';

/** Stands for somebody Relais cannot act on (a bot, a stranger): no person has this id, so the conversation answers that it knows nobody. */
function unknownPersonId(handle: string): string {
  return `unknown:teams:${handle}`;
}

async function personIdOf(handle: string, directory: Pick<Directory, 'byHandle'>): Promise<string> {
  return (await directory.byHandle('teams', handle))?.id ?? unknownPersonId(handle);
}

const mostWords = 50;
const longestWord = 200;

const names: Readonly<Record<string, ActName>> = { ...commandNames, home: 'home', accueil: 'home' };
/** Typed before the person: `offboard @Alex`. */
const starting = new Set(['offboard', '/offboard', 'start', 'départ', 'depart']);

type Piece = string | { handle: string };

/** What was typed, people apart from words, without Relais' own name: in a channel every message begins with it. */
function pieces({ text, entities, recipient }: TeamsActivity): Piece[] {
  const mentions = (entities ?? []).flatMap(({ type, text: tag, mentioned }) =>
    type === 'mention' && tag && mentioned ? [{ tag, mentioned }] : [],
  );
  let rest: Piece[] = [text ?? ''];
  for (const { tag, mentioned } of mentions) {
    const person: Piece[] = mentioned.id === recipient.id ? [] : [{ handle: handleOf(mentioned) }];
    rest = rest.flatMap((piece) => (typeof piece === 'string' ? between(piece.split(tag), person) : [piece]));
  }
  return rest
    .flatMap((piece): Piece[] =>
      typeof piece === 'string' ? (piece.replaceAll('&nbsp;', ' ').match(/\S+/g) ?? []) : [piece],
    )
    .slice(0, mostWords);
}

function between(texts: readonly string[], person: readonly Piece[]): Piece[] {
  return texts.flatMap((text, index) => (index === 0 ? [text] : [...person, text]));
}

/** Nothing but people, or `offboard`: a departure is to start. What is not understood goes to the conversation as it is. */
export function commandAct(activity: TeamsActivity): ActRef {
  const [first, ...more] = spoken(activity);
  const name = first === undefined ? 'start' : more.length === 0 ? (names[first] ?? startOr(first)) : startOr('');
  return { name, departureId: null, target: null, seen: null };
}

/** Everything typed that is no person, in lower case; a leading `offboard` is the command itself. */
function spoken(activity: TeamsActivity): string[] {
  return pieces(activity).flatMap((piece) => (typeof piece === 'string' ? [piece.toLowerCase()] : []));
}

function startOr(word: string): ActName {
  return starting.has(word) ? 'start' : 'command';
}

export async function wordsOf(activity: TeamsActivity, directory: Pick<Directory, 'byHandle'>): Promise<Act['words']> {
  return Promise.all(
    pieces(activity).map(async (piece) =>
      typeof piece === 'string' ? piece.slice(0, longestWord) : { personId: await personIdOf(piece.handle, directory) },
    ),
  );
}
