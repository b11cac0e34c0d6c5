import { type Mentionable, splitMentions } from '../../mentions.ts';
import { bot } from '../identity.ts';
import type { LocalSlack } from '../local-slack.ts';

/**
 * What was typed, as Slack stores it: mentions resolved, everything else harmless (`<!channel>` typed by hand stays
 * text).
 */
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

function split(slack: LocalSlack, typed: string): (string | Mentionable)[] {
  return splitMentions<Mentionable>(typed, [
    ...slack.people.all(),
    { id: bot.userId, handle: bot.handle, name: bot.name },
  ]);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
