import { longestText, type Piece } from '../typed.ts';
import { handleOf, type TeamsActivity } from './activity.ts';

/** A mention in the message itself: `<at>Alex Moreau (R&amp;D)</at>`. */
const tagPattern = /<at(?:\s[^>]*)?>(.*?)<\/at>/gis;

type Mentioned = { tag: string; people: Piece[] };

/**
 * What was typed, people apart from words, without Relais' own name: in a channel every message begins with it. Teams
 * leaves the mention's `text` out when a name holds an `&`, and writes it in the message as it is or with entities: so
 * tags are compared by the name they show. Of a tag that fits nobody its name stays, never the tag itself.
 */
export function piecesOf({ text, entities, recipient }: TeamsActivity): Piece[] {
  const waiting: Mentioned[] = (entities ?? []).flatMap(({ type, text: tag, mentioned }) => {
    if (type !== 'mention' || !mentioned) return [];
    const isRelais = mentioned.id === recipient.id;
    const shown = tag ? shownIn(tag) : (mentioned.name ?? (isRelais ? recipient.name : null));
    return shown ? [{ tag: shownAs(shown), people: isRelais ? [] : [{ handle: handleOf(mentioned) }] }] : [];
  });
  const typed = (text ?? '').slice(0, longestText);
  const pieces: Piece[] = [];
  let from = 0;
  for (const { index, 0: whole, 1: name = '' } of typed.matchAll(tagPattern)) {
    pieces.push(...wordsIn(typed.slice(from, index)), ...taken(waiting, name));
    from = index + whole.length;
  }
  return [...pieces, ...wordsIn(typed.slice(from))];
}

/** Two of the same name are told apart by their order, the last standing for what is said of them again. */
function taken(waiting: Mentioned[], name: string): readonly Piece[] {
  const wanted = shownAs(name);
  const fitting = waiting.filter(({ tag }) => tag === wanted);
  const [first] = fitting;
  if (!first) return wordsIn(name);
  if (fitting.length > 1) waiting.splice(waiting.indexOf(first), 1);
  return first.people;
}

function shownIn(tag: string): string {
  return [...tag.slice(0, longestText).matchAll(tagPattern)][0]?.[1] ?? tag;
}

function shownAs(name: string): string {
  return decoded(name).replaceAll(/\s+/g, ' ').trim();
}

function wordsIn(text: string): string[] {
  return decoded(text).match(/\S+/g) ?? [];
}

const entities: Readonly<Record<string, string>> = {
  ...{ '&nbsp;': ' ', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&apos;': "'", '&amp;': '&' },
};

/** Each entity once: `&amp;lt;` is what somebody typed as `&lt;`. */
function decoded(text: string): string {
  return text.replaceAll(/&(?:nbsp|lt|gt|quot|#39|apos|amp);/g, (entity) => entities[entity] ?? entity);
}
