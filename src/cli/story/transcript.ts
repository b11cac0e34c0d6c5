import type { Message } from '../../workspace/slack/browser-api.ts';
import type { PersonDriver } from '../../workspace/slack/driver/person-driver.ts';
import type { Terminal } from '../terminal.ts';
import type { StoryWords } from './words.ts';

/** Writes down who did and saw what, on the workspace's own clock. */
export interface Transcript {
  chapter(title: string): void;
  /** Somebody acts; `name` is printed in their colour. */
  does(who: PersonDriver, what: string): void;
  /** What is in front of somebody: a page of a form, read out. */
  reads(who: PersonDriver, text: string): void;
  /** Something happens that nobody did. */
  happens(what: string): void;
  /** Every message that is new, or says something else than before, to anybody in the cast. */
  news(): void;
}

interface TranscriptOptions {
  terminal: Terminal;
  words: StoryWords;
  cast: readonly PersonDriver[];
  now(): Date;
  /** The clock on the wall of the story. */
  zone: string;
  /** How much of a card is read out; the rest is counted. */
  lines: number;
}

const indent = ' '.repeat(20);

export function createTranscript({ terminal, words, cast, now, zone, lines }: TranscriptOptions): Transcript {
  const { colours } = terminal;
  const palette = [colours.cyan, colours.magenta, colours.yellow, colours.green, colours.blue, colours.red];
  const clock = new Intl.DateTimeFormat(words.intl, {
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  });
  const seen = new Map<string, readonly string[]>();

  const nameOf = ({ person }: PersonDriver): string => {
    const paint = palette[cast.findIndex((one) => one.person.id === person.id) % palette.length] ?? colours.bold;
    return paint(colours.bold(person.name));
  };
  const line = (text: string) => terminal.out(`${colours.dim(clock.format(now()).padEnd(indent.length - 1))} ${text}`);
  const quote = (all: readonly string[]) => {
    const shown = all.slice(0, lines);
    for (const one of shown) terminal.out(`${indent}${colours.dim('│')} ${emphasised(one)}`);
    if (all.length > shown.length)
      terminal.out(`${indent}${colours.dim(`│ ${words.moreLines(all.length - shown.length)}`)}`);
  };
  /** Slack's own bold. */
  const emphasised = (text: string) =>
    text.replaceAll(/\*([^*\n]+)\*/g, (_match, inner: string) => colours.bold(inner));

  const newsFor = (who: PersonDriver, message: Message) => {
    if (message.author.kind === 'person') return;
    const key = `${who.person.id} ${message.channel} ${message.ts}`;
    const before = seen.get(key);
    const all = who.read(message).split('\n');
    seen.set(key, all);
    if (!before) {
      line(message.threadTs ? words.getsReply(nameOf(who)) : words.gets(nameOf(who)));
      return quote(all);
    }
    const changed = all.filter((one) => !before.includes(one));
    if (changed.length === 0) return;
    line(words.seesChange(nameOf(who), plainTitle(all[0] ?? '')));
    quote(changed);
  };

  return {
    chapter(title) {
      terminal.out();
      terminal.out(colours.bold(colours.underline(title)));
    },
    does: (who, what) => line(`${nameOf(who)} ${what}`),
    reads(who, text) {
      line(words.reads(nameOf(who)));
      quote(text.split('\n').filter((one) => one.trim() !== ''));
    },
    happens: (what) => line(colours.italic(what)),
    news() {
      for (const who of cast) for (const message of who.inbox()) newsFor(who, message);
    },
  };
}

function plainTitle(text: string): string {
  return text.replaceAll('*', '');
}
