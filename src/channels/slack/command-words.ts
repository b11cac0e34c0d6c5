import type { Act } from '../../engine/conversation.ts';
import type { Directory } from '../../engine/ports/directory.ts';
import { unknownPersonId } from './unknown-person.ts';

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
