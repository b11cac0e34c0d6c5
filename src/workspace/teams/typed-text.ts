import type { WorkspacePerson } from '../company.ts';
import { type Mentionable, splitMentions } from '../mentions.ts';
import { accountOf } from './activities.ts';
import { bot } from './identity.ts';

interface TeamsAccount {
  id: string;
  name: string;
  aadObjectId?: string;
}

/** What somebody wrote, as Teams sends it: mentions as tags in the text, and who each tag is beside it. */
export interface TypedText {
  text: string;
  mentioned: readonly TeamsAccount[];
}

/** Reads what was typed into the page; a tag typed by hand mentions nobody. */
export function readTyped(typed: string, people: readonly WorkspacePerson[]): TypedText {
  const parts = splitMentions<Mentionable & { account: TeamsAccount }>(typed.replaceAll(/<\/?at>/gi, ''), [
    ...people.map((person) => ({
      id: person.id,
      name: person.name,
      handle: person.email.split('@')[0] ?? '',
      account: accountOf(person),
    })),
    { id: bot.id, name: bot.name, handle: bot.name.toLowerCase(), account: bot },
  ]);
  return {
    text: parts
      .map((part) => (typeof part === 'string' ? part : tagOf(part.account)))
      .join('')
      .trim(),
    mentioned: parts.flatMap((part) => (typeof part === 'string' ? [] : [part.account])),
  };
}

export function tagOf({ name }: TeamsAccount): string {
  return `<at>${name}</at>`;
}
