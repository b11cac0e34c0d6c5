import { day, plus, toInstant } from '../../domain/calendar/time.ts';
import { isMailedKey } from '../../domain/cards/card-spec.ts';
import type { Person } from '../../domain/people/people.ts';
import { type Channel, ChannelError, type PlatformUser, type PostRef } from '../../engine/ports/channel.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { CardDate, CardView } from '../../views/card-view.ts';
import type { DateMails } from './date-mails.ts';
import { drawMail } from './draw-mail.tsx';
import { digestOf, type Links } from './links.ts';
import type { Mailer } from './mailer.ts';
import { scopeOf } from './scope.ts';
import type { SentMails } from './sent-mails.ts';

/** How long a link works; whoever comes later asks for a new one on the page itself. */
const linkLasts = 30 * day;

export interface MailChannelOptions {
  mailer: Mailer;
  sent: SentMails;
  dateMails: DateMails;
  /** Whether the reader of the card under this key is still written to at this address. */
  isReached(key: string, address: string): Promise<boolean>;
  /** Made at the first use: its secret is kept in the store. */
  links: () => Promise<Links>;
  /** Where the pages are, without a slash at the end. */
  pagesUrl: string;
  clock: Clock;
  /** Whoever has no account anywhere and is written to, by address in small letters. */
  people: ReadonlyMap<string, PlatformUser>;
}

export interface MailChannel {
  channel: Channel;
  /** Sends a card once more, with a link that takes the place of the one before. */
  sendAgain(card: { key: string; view: CardView; reader: Person; address: string }): Promise<void>;
}

/**
 * Whether the person is written to there about this card. `relais.yaml` must still name them: what is kept of somebody
 * outlives that. But anybody is, at their own address, in place of a card whose platform is down; and an address that a
 * leaver gave for one departure is not theirs in the directory, and counts as long as the departure has it.
 */
export function isWrittenTo(
  people: MailChannelOptions['people'],
  { person: { email }, key, address }: { person: Pick<Person, 'email'>; key: string; address: string },
): boolean {
  return address !== email || people.has(address) || isMailedKey(key);
}

/**
 * Mails cannot be changed: what stands in a mailbox says how things were, and the page behind its link how they are. So
 * a card is sent once, an update sends nothing but what a calendar has to hear, and a card that is taken away has a
 * link that is over.
 */
export function createMailChannel(options: MailChannelOptions): MailChannel {
  const { mailer, sent, dateMails, isReached, links, pagesUrl, clock, people } = options;

  const send = async ({ key, view, reader, address }: Parameters<MailChannel['sendAgain']>[0]): Promise<PostRef> => {
    const before = await sent.of(key);
    // Of a try whose answer was lost, the mailbox may have the message already: it gets the same one again.
    const isSame = before?.state === 'sending' && before.to === digestOf(address);
    const generation = isSame ? before.generation : (before?.generation ?? 0) + 1;
    const messageId = nameOf(`${key} ${generation} ${address}`);
    const until = plus(toInstant(clock.now()), linkLasts);
    const token = await (await links()).make({ key, person: reader.id, generation }, Date.parse(until));
    const link = `${pagesUrl}/${token}`;
    const drawn = drawMail(view, { reader, link, until });
    const mail = { to: digestOf(address), person: reader.id, generation, messageId };
    const place = { key, address, thread: threadOf(key) };
    const date = await dateMails.attach(place, view.dates ?? []);
    await sent.note(key, { ...mail, state: 'sending' });
    await mailer.send({
      ...drawn,
      ...{ to: address, messageId, thread: place.thread, locale: reader.locale },
      ...(date && { calendar: date.calendar }),
      // Whoever works here cannot end what concerns their work; an address of somebody's own is theirs to close.
      unsubscribe: address === reader.email ? null : link,
    });
    await sent.note(key, { ...mail, state: 'sent' });
    await date?.sent();
    await dateMails.follow(place, view.dates ?? []);
    return { channel: 'email', conversation: address, message: messageId };
  };

  const nameOf = (text: string): string => `<${digestOf(text)}@${mailer.domain}>`;

  /** All cards of one departure; what is about several, or about none, stands by itself. */
  const threadOf = (key: string): string | null => {
    const scope = scopeOf(key);
    return scope.type === 'departure' ? nameOf(scope.id) : null;
  };

  /** Whoever is not written to any more, or turned out to be somebody else, hears nothing of a date either. */
  const tellDates = async (key: string, address: string, dates: readonly CardDate[]): Promise<void> => {
    if (await isReached(key, address)) await dateMails.follow({ key, address, thread: threadOf(key) }, dates);
  };

  const channel: Channel = {
    id: 'email',
    threads: 'in-channels',

    post: async ({ to }, view, key) => {
      const address = to.type === 'person' ? to.person.handles.email : undefined;
      if (to.type !== 'person' || address === undefined || !isWrittenTo(people, { person: to.person, key, address }))
        throw new ChannelError('unreachable', {
          en: 'There is no address that Relais may write to.',
          fr: 'Il n’y a aucune adresse à laquelle Relais peut écrire.',
        });
      return send({ key, view, reader: to.person, address });
    },

    update: async ({ conversation }, view, key) => tellDates(key, conversation, view.dates ?? []),

    withdraw: async ({ conversation }, key) => {
      await tellDates(key, conversation, []);
      const mail = await sent.of(key);
      if (mail) await sent.note(key, { ...mail, state: 'withdrawn' });
    },

    // What was delivered stands in a mailbox that nobody here reads.
    stands: async () => 'unknown',

    // What is noted of mails names nobody, see `SentMails`.
    forget: async () => {},

    find: async ({ to }, key) => {
      const mail = await sent.of(key);
      const address = to.type === 'person' ? to.person.handles.email : undefined;
      if (mail?.state !== 'sent' || address === undefined || mail.to !== digestOf(address)) return null;
      return { channel: 'email', conversation: address, message: mail.messageId };
    },

    readersOf: async () => ({ type: 'open', why: 'unknown' }),

    lookUp: async (who) => {
      if ('name' in who) {
        const name = who.name.toLowerCase();
        const found = [...people.values()].filter((one) => one.name.toLowerCase() === name);
        return found.length === 1 ? (found[0] ?? null) : null;
      }
      return people.get(('email' in who ? who.email : who.handle).toLowerCase()) ?? null;
    },
  };

  return {
    channel,
    sendAgain: async (card) => {
      await send(card);
    },
  };
}
