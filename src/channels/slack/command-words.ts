import type { Directory } from '../../engine/ports/directory.ts';
import type { ActName } from '../../views/act-names.ts';
import type { ActRef } from '../../views/card-view.ts';
import { type Entry, longestText, type Piece, readTyped, type Typed } from '../typed.ts';
import { unknownPersonId } from '../unknown-person.ts';

const typedAct: ActName = 'command';

/** A mention, an address as Slack links it, a word, or a link of another kind. */
const piecePattern = /<@([A-Z0-9]+)(?:\|[^>]*)?>|<mailto:([^|>\s]+)(?:\|[^>]*)?>|[^\s<]+|<[^@\s][^>\s]*>?|</g;

/**
 * What was typed after the command or to Relais. People come escaped as `<@U123|name>`, because the manifest asks for
 * it.
 */
export function readText(text: string, entry: Entry): Typed {
  const pieces = [...text.slice(0, longestText).matchAll(piecePattern)].map(([word, handle, address]): Piece => {
    if (handle !== undefined) return { handle };
    return address === undefined ? asTyped(word) : { address: asTyped(address) };
  });
  return readTyped(pieces, { channel: 'slack', entry });
}

export async function personIdOf(handle: string, directory: Pick<Directory, 'named'>): Promise<string> {
  return (await directory.named('slack', { handle }))?.id ?? unknownPersonId('slack', handle);
}

function asTyped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** The same command as a button: what was typed is its target. */
export function commandAgain(text: string): ActRef {
  return { name: typedAct, departureId: null, target: text.slice(0, 500), seen: null };
}

/** What was typed, when the act is a button made by `commandAgain`. */
export function typedIn(act: ActRef | null): string | null {
  return act?.name === typedAct ? act.target : null;
}
