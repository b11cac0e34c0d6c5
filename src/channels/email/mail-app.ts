import { randomBytes } from 'node:crypto';
import type { Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Locale, Person } from '../../domain/people/people.ts';
import type { Conversation } from '../../engine/conversation/conversation.ts';
import type { Channel, PlatformUser } from '../../engine/ports/channel.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Directory } from '../../engine/ports/directory.ts';
import type { NotesStore, OnceStore } from '../../engine/ports/store.ts';
import { createLinks, type Links } from './links.ts';
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
  isStillTheirs(person: Person, key: string, address: string): Promise<boolean>;
  log: Logger;
  defaultLocale: Locale;
}

export interface MailApp {
  channel: Channel;
  /** Answers what is below `pagesPath`, and nothing else. */
  router: Router;
  stop(): void;
}

/** A new link for one card at most this often; in milliseconds. */
const renewEvery = 10 * 60_000;

/** E-mail as a channel: cards as mails, and pages behind their links where people answer without any account. */
export function createMailApp(options: MailAppOptions): MailApp {
  const { mailer, notes, once, clock, publicUrl } = options;
  const people = new Map(options.people.map((one) => [one.handle, one]));
  const now = () => clock.now().getTime();
  const sent = createSentMails(notes);
  let made: Promise<Links> | null = null;
  const links = () => {
    // What failed is tried again by whoever comes next.
    made ??= secretOf({ notes, once }).then(
      (secret) => createLinks(secret, now),
      (error: unknown) => {
        made = null;
        throw error;
      },
    );
    return made;
  };
  const renewal = (key: string) => `email/renew/${key}`;
  const { channel, sendAgain } = createMailChannel({
    ...{ mailer, sent, links, clock },
    pagesUrl: `${publicUrl}${pagesPath}`,
    people,
  });
  return {
    channel,
    router: createPages({
      ...options,
      ...{ links, sent, sendAgain },
      isStillTheirs: async (person, key, address) =>
        isWrittenTo(people, person, address) && (await options.isStillTheirs(person, key, address)),
      mayRenew: async (key) => (await once.take(renewal(key), now(), now() + renewEvery)) === 'taken',
      notRenewed: (key) => once.giveBack(renewal(key)),
    }),
    stop: () => mailer.close(),
  };
}

const secretKey = 'email/link-secret';
const secretSchema = z.strictObject({ secret: z.string().min(43) });
const lock = 'email/link-secret';
/** How long another process may take to make it; in milliseconds. */
const patience = 10_000;
const lookAgainAfter = 50;

/** One secret for all processes and restarts, sealed like every note. Of several that look for it at once, one makes it. */
async function secretOf({ notes, once }: Pick<MailAppOptions, 'notes' | 'once'>): Promise<Uint8Array> {
  const until = Date.now() + patience;
  for (;;) {
    const known = secretSchema.safeParse(await notes.read(secretKey));
    if (known.success) return Buffer.from(known.data.secret, 'base64url');
    if ((await once.take(lock, Date.now(), Date.now() + patience)) === 'taken') {
      try {
        const other = secretSchema.safeParse(await notes.read(secretKey));
        if (!other.success) await notes.write(secretKey, { secret: randomBytes(32).toString('base64url') });
      } finally {
        await once.giveBack(lock);
      }
    } else if (Date.now() > until) throw new Error('no secret for links could be made');
    else await new Promise((resolve) => setTimeout(resolve, lookAgainAfter));
  }
}
