import type { Locale } from '../../domain/people/people.ts';
import type { CalendarPart } from './invitation.ts';

/** One message to one address, ready to be sent. */
export interface Mail {
  to: string;
  subject: string;
  html: string;
  /** Says the same without markup. */
  text: string;
  /** In angle brackets. The same message sent again has the same, so that mailboxes show it once. */
  messageId: string;
  /**
   * In angle brackets: what all messages about one departure answer, so that mailboxes keep them together; null for
   * none.
   */
  thread: string | null;
  locale: Locale;
  /** The page on which its reader ends all mails to this address (RFC 8058); null where there is nothing to choose. */
  unsubscribe: string | null;
  /** For its reader's calendar; left out where the message is about no date. */
  calendar?: CalendarPart;
}

/** The way out for mails. */
export interface Mailer {
  /** The part of our own address behind the `@`, for the names of messages. */
  readonly domain: string;
  /** Our own address, without a name. */
  readonly address: string;
  /**
   * Resolves once the mail server has taken it. Throws ChannelError only: `unreachable` where the server refuses the
   * address for good, `unknown-outcome` where it may have been taken.
   */
  send(mail: Mail): Promise<void>;
  /** Signs in and hangs up again; throws an Error that says what is wrong. */
  check(): Promise<void>;
  close(): void;
}
