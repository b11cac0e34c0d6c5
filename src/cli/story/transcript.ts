import type { MailReader } from '../../workspace/mail/mail-reader.ts';
import type { PersonDriver } from '../../workspace/slack/driver/person-driver.ts';
import type { Terminal } from '../terminal.ts';
import type { StoryWords } from './words.ts';

/** Somebody of the cast. */
interface Performer {
  readonly person: { readonly id: string; readonly name: string };
}

/** What came to somebody. */
export interface Arrival {
  to: Performer;
  key: string;
  how: 'message' | 'reply' | 'mail';
  lines: readonly string[];
}

/** Writes down who did and saw what, on the workspace's own clock. */
export interface Transcript {
  chapter(title: string): void;
  /** Somebody acts; `name` is printed in their colour. */
  does(who: Performer, what: string): void;
  /** What is in front of somebody: a page of a form, read out. */
  reads(who: Performer, text: string): void;
  /** Something happens that nobody did. */
  happens(what: string): void;
  /** Every message that is new, or says something else than before, to anybody in the cast. */
  news(): void;
}

interface TranscriptOptions {
  terminal: Terminal;
  words: StoryWords;
  cast: readonly Performer[];
  /** Everything that lies in front of anybody. */
  arrivals(): readonly Arrival[];
  now(): Date;
  /** The clock on the wall of the story. */
  zone: string;
  /** How much of a card is read out; the rest is counted. */
  lines: number;
}

const indent = ' '.repeat(20);

export function createTranscript({ terminal, words, cast, arrivals, now, zone, lines }: TranscriptOptions): Transcript {
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

  const nameOf = ({ person }: Performer): string => {
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

  const comes = { message: words.gets, reply: words.getsReply, mail: words.getsMail } as const;
  const newsOf = ({ to, key, how, lines: all }: Arrival) => {
    const before = seen.get(key);
    seen.set(key, all);
    if (!before) {
      line(comes[how](nameOf(to)));
      return quote(all);
    }
    const changed = all.filter((one) => !before.includes(one));
    if (changed.length === 0) return;
    line(words.seesChange(nameOf(to), plainTitle(all[0] ?? '')));
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
      for (const arrival of arrivals()) newsOf(arrival);
    },
  };
}

function plainTitle(text: string): string {
  return text.replaceAll('*', '');
}

/** What Relais wrote to people in chat. */
export function chatArrivals(cast: readonly PersonDriver[]): Arrival[] {
  return cast.flatMap((to) =>
    to.inbox().flatMap((message): Arrival[] => {
      if (message.author.kind === 'person') return [];
      const key = `${to.person.id} ${message.channel} ${message.ts}`;
      return [{ to, key, how: message.threadTs ? 'reply' : 'message', lines: to.read(message).split('\n') }];
    }),
  );
}

/** What came by mail: to which address, about what, and what it says above its link. */
export function mailArrivals(to: MailReader): Arrival[] {
  return to.mails().map(({ to: address, messageId, subject, text }) => ({
    ...{ to, key: `${address} ${messageId}`, how: 'mail' as const },
    lines: [`${address}: *${subject}*`, ...linesOf(text)],
  }));
}

function linesOf(text: string): readonly string[] {
  const said = text.split('\n-- \n')[0] ?? '';
  return said.split('\n').filter((one) => one.trim() !== '' && !one.includes('://'));
}
