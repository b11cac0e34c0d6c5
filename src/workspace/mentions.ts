/** Somebody who can be mentioned in what people type. */
export interface Mentionable {
  id: string;
  /** What follows the `@` in short: `maya.chen`. */
  handle: string;
  name: string;
}

/**
 * What was typed, mentions apart from words: `<@U0ALEX>`, `@alex.moreau` and `@Alex Moreau` are all mentions; the
 * longest name wins.
 */
export function splitMentions<T extends Mentionable>(typed: string, everybody: readonly T[]): (string | T)[] {
  const names = everybody.flatMap((each) => [each.handle, each.name]).toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(`<@([A-Z0-9]+)(?:\\|[^>]*)?>|@(${names.map(quoted).join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
  const parts: (string | T)[] = [];
  let end = 0;
  for (const match of typed.matchAll(pattern)) {
    const [whole, id, name] = match;
    const found = everybody.find(
      (each) =>
        each.id === id || each.handle === name?.toLowerCase() || each.name.toLowerCase() === name?.toLowerCase(),
    );
    if (!found) continue;
    parts.push(typed.slice(end, match.index), found);
    end = match.index + whole.length;
  }
  return [...parts, typed.slice(end)];
}

function quoted(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
