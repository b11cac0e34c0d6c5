import { bot } from '../identity.ts';
import type { LocalSlack } from '../local-slack.ts';

/** What was typed, as Slack stores it: mentions resolved, everything else harmless (`<!channel>` typed by hand stays text). */
export function messageText(slack: LocalSlack, typed: string): string {
  return split(slack, typed)
    .map((part) => (typeof part === 'string' ? escaped(part) : `<@${part.id}>`))
    .join('');
}

/** The text of a slash command: with `should_escape`, a mention names the id; without, it stays as people see it. */
export function commandText(slack: LocalSlack, typed: string, shouldEscape: boolean): string {
  return split(slack, typed)
    .map((part) => {
      if (typeof part === 'string') return part;
      return shouldEscape ? `<@${part.id}|${part.handle}>` : `@${part.handle}`;
    })
    .join('');
}

interface Mentioned {
  id: string;
  handle: string;
}

/** `<@U0ALEX>`, `@alex.moreau` and `@Alex Moreau` are all mentions; the longest name wins. */
function split(slack: LocalSlack, typed: string): (string | Mentioned)[] {
  const everybody = [...slack.people.all(), { id: bot.userId, handle: bot.handle, name: bot.name }];
  const names = everybody.flatMap((each) => [each.handle, each.name]).toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(`<@([A-Z0-9]+)(?:\\|[^>]*)?>|@(${names.map(quoted).join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
  const parts: (string | Mentioned)[] = [];
  let end = 0;
  for (const match of typed.matchAll(pattern)) {
    const [whole, id, name] = match;
    const found = everybody.find(
      (each) =>
        each.id === id || each.handle === name?.toLowerCase() || each.name.toLowerCase() === name?.toLowerCase(),
    );
    if (!found) continue;
    parts.push(typed.slice(end, match.index), { id: found.id, handle: found.handle });
    end = match.index + whole.length;
  }
  return [...parts, typed.slice(end)];
}

function quoted(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
