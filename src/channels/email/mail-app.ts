import { Router as createRouter, type Router } from 'express';
import type { Logger } from 'pino';
import type { Locale, Person } from '../../domain/people/people.ts';
import type { Conversation } from '../../engine/conversation/conversation.ts';
import type { Channel, PlatformUser } from '../../engine/ports/channel.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Directory } from '../../engine/ports/directory.ts';
import type { NotesStore, OnceStore } from '../../engine/ports/store.ts';
import { type BounceMailbox, readBounces } from './bounce-mailbox.ts';
import { createBounces } from './bounce-router.ts';
import { createDateMails } from './date-mails.ts';
import { createKeptDates } from './kept-dates.ts';
import { madeOfSecret } from './link-secret.ts';
import { createLinks } from './links.ts';
import { createMailChannel, isWrittenTo } from './mail-channel.ts';
import type { Mailer } from './mailer.ts';
import { createPages, pagesPath } from './page/page-router.ts';
import { createSentMails } from './sent-mails.ts';

export interface MailAppOptions {
  /** Functions, because both are made from the channel that this app brings. */
  conversation: () => Conversation;
  directory: () => Directory;
  mailer: Mailer;
  /** Where people reach Relais, without a slash at the end. */
  publicUrl: string;
  notes: NotesStore;
  once: OnceStore;
  clock: Clock;
  /** Whoever has no account anywhere and is written to. */
  people: readonly PlatformUser[];
  /** Where a person is written to about the card under this key, as things are now; null for nowhere. */
  addressOf(person: Person, key: string): Promise<string | null>;
  /** What signs mails that came back; null: nobody posts any. */
  bouncesSecret: (() => string) | null;
  /** The mailbox to which mails come back; null: this process reads none. */
  bouncesMailbox: BounceMailbox | null;
  /** Notes that a mail server says the mail of the card under this key was not delivered. */
  returned(key: string, code: string): Promise<void>;
  log: Logger;
  defaultLocale: Locale;
}

export interface MailApp {
  channel: Channel;
  /** Answers what is below `pagesPath`, and `/mail/bounces` where that is set, and nothing else. */
  router: Router;
  stop(): Promise<void>;
}

/** A new link for one card at most this often; in milliseconds. */
const renewEvery = 10 * 60_000;

/** E-mail as a channel: cards as mails, and pages behind their links where people answer without any account. */
export function createMailApp(options: MailAppOptions): MailApp {
  const { mailer, notes, once, clock, publicUrl } = options;
  const people = new Map(options.people.map((one) => [one.handle, one]));
  const now = () => clock.now().getTime();
  const sent = createSentMails(notes);
  const links = madeOfSecret(notes, (secret) => createLinks(secret, now));
  const addressNow = async (person: Person, key: string) => {
    const address = await options.addressOf(person, key);
    return address !== null && isWrittenTo(people, { person, key, address }) ? address : null;
  };
  const renewal = (key: string) => `email/renew/${key}`;
  const { channel, sendAgain } = createMailChannel({
    ...{ mailer, sent, links, clock },
    dateMails: createDateMails({ mailer, kept: createKeptDates(notes), clock }),
    isReached: async (key, address) => {
      const mail = await sent.of(key);
      const person = mail && (await options.directory().byId(mail.person));
      return person ? (await addressNow(person, key)) === address : false;
    },
    pagesUrl: `${publicUrl}${pagesPath}`,
    people,
  });
  const router = createRouter();
  router.use(
    createPages({
      ...options,
      ...{ links, sent, sendAgain },
      addressOf: addressNow,
      mayRenew: async (key) => (await once.take(renewal(key), now(), now() + renewEvery)) === 'taken',
      notRenewed: (key) => once.giveBack(renewal(key)),
    }),
  );
  const { bouncesSecret: secret, returned, log } = options;
  // Whoever signs has no other clock than the real one.
  const taking = { sent, once, now: Date.now, returned, log };
  if (secret !== null) router.use(createBounces({ secret, ...taking }));
  const reading = options.bouncesMailbox && readBounces(options.bouncesMailbox, taking);
  return {
    channel,
    router,
    async stop() {
      await reading?.stop();
      mailer.close();
    },
  };
}
