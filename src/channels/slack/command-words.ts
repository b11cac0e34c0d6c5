import type { Act } from '../../engine/conversation.ts';
import type { Directory } from '../../engine/ports/directory.ts';
import type { ActName } from '../../views/act-names.ts';
import type { ActRef } from '../../views/card-view.ts';
import { commandNames } from '../command-names.ts';
import { unknownPersonId } from './unknown-person.ts';

const typedAct: ActName = 'command';
const mention = /<@([A-Z0-9]+)(?:\|[^>]*)?>/g;
const mostWords = 50;
const longestWord = 200;

/** The text after a slash command. People come escaped as `<@U123|name>`, because the manifest asks for it. */
export async function wordsOf(text: string, directory: Pick<Directory, 'byHandle'>): Promise<Act['words']> {
  const found = [...text.matchAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>|[^\s<]+|<[^@\s][^>\s]*>?|</g)].slice(0, mostWords);
  return Promise.all(
    found.map(async ([word, handle]) => {
      if (handle === undefined) return asTyped(word).slice(0, longestWord);
      return { personId: await personIdOf(handle, directory) };
    }),
  );
}

export async function personIdOf(handle: string, directory: Pick<Directory, 'byHandle'>): Promise<string> {
  return (await directory.byHandle('slack', handle))?.id ?? unknownPersonId(handle);
}

function asTyped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Nothing, or nobody but people: a departure is to start. What is not understood goes to the conversation as it is. */
export function commandAct(text: string): ActRef {
  const words = text.replaceAll(mention, ' ').trim().toLowerCase().split(/\s+/);
  const first = words[0] ?? '';
  const known = words.length === 1 ? (first === '' ? 'start' : commandNames[first]) : undefined;
  return { name: known ?? typedAct, departureId: null, target: null, seen: null };
}

/** The same command as a button: what was typed is its target. */
export function commandAgain(text: string): ActRef {
  return { name: typedAct, departureId: null, target: text.slice(0, 500), seen: null };
}

/** What was typed, when the act is a button made by `commandAgain`. */
export function typedIn(act: ActRef | null): string | null {
  return act?.name === typedAct ? act.target : null;
}
