import type { Person, SlashCommand } from '../../slack/browser-api.ts';
import { folded } from '../parts/folded.ts';

/** One line of the list above the composer. */
export interface Suggestion {
  key: string;
  title: string;
  detail: string;
  /** The text and where the caret goes when it is taken. */
  text: string;
  caret: number;
  personId?: string;
}

/** What to offer for a text with the caret at `caret`: commands at the start, people after an `@`. */
export function suggestionsFor(
  text: string,
  caret: number,
  known: { commands: readonly SlashCommand[]; people: readonly Person[]; about: (word: string) => string },
): Suggestion[] {
  const people = mentionsFor(text, caret, known.people);
  if (people) return people;
  if (text.startsWith('/') && !text.includes('\n')) return commandsFor(text, known);
  return [];
}

/** Null while nobody is being mentioned. */
export function mentionsFor(text: string, caret: number, people: readonly Person[]): Suggestion[] | null {
  const mention = /(?:^|\s)@([\p{L}\p{N}.'-]*(?: [\p{L}\p{N}.'-]*)?)$/u.exec(text.slice(0, caret));
  return mention && peopleFor(text, caret, mention[1] ?? '', people);
}

function peopleFor(text: string, caret: number, typed: string, people: readonly Person[]): Suggestion[] {
  const start = caret - typed.length - 1;
  const wanted = folded(typed);
  return people
    .filter((person) => {
      const name = folded(person.name);
      return (
        name.startsWith(wanted) || person.handle.startsWith(wanted) || name.split(' ').some((w) => w.startsWith(wanted))
      );
    })
    .filter((person) => folded(person.name) !== wanted)
    .map((person) => {
      const put = `@${person.name} `;
      return {
        key: person.id,
        title: person.name,
        detail: person.title,
        text: text.slice(0, start) + put + text.slice(caret).trimStart(),
        caret: start + put.length,
        personId: person.id,
      };
    });
}

/** `usageHint` names a command's words: `[@person | status | help]`; each plain word is offered by itself. */
function commandsFor(
  text: string,
  { commands, about }: { commands: readonly SlashCommand[]; about: (word: string) => string },
): Suggestion[] {
  const typed = text.toLowerCase();
  return commands
    .flatMap((command) => {
      const words = command.usageHint.split(/[[\]|]/).flatMap((part) => /^\s*([a-z]+)\s*$/.exec(part)?.[1] ?? []);
      return [
        { put: `${command.command} `, title: command.command, hint: command.usageHint, detail: command.description },
        ...[...new Set(words)].map((word) => ({
          put: `${command.command} ${word}`,
          title: `${command.command} ${word}`,
          hint: '',
          detail: about(word),
        })),
      ];
    })
    .filter(({ put }) => put.startsWith(typed) && put.trimEnd() !== typed.trimEnd())
    .map(({ put, title, hint, detail }) => ({
      key: put,
      title: hint ? `${title} ${hint}` : title,
      detail,
      text: put,
      caret: put.length,
    }));
}

/**
 * What goes over the wire: `@Alex Moreau` becomes `<@U0ALEX>`, so that it means that person whatever else is called so.
 * A raw `<@U0ALEX>` that somebody typed is already that.
 */
export function encodeMentions(text: string, people: readonly Person[]): string {
  const longestFirst = [...people].sort((a, b) => b.name.length - a.name.length);
  let encoded = text;
  for (const person of longestFirst) {
    for (const form of [person.name, person.handle]) {
      const pattern = new RegExp(`(^|[\\s(])@${escapeForPattern(form)}(?![\\p{L}\\p{N}])`, 'giu');
      encoded = encoded.replace(pattern, `$1<@${person.id}>`);
    }
  }
  return encoded;
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
