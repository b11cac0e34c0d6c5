import { createMailCalendar } from '../calendars/by-mail.ts';
import type { BounceMailbox } from '../channels/email/bounce-mailbox.ts';
import { drawMeetingMail } from '../channels/email/draw-mail.tsx';
import { createImapMailbox } from '../channels/email/imap-mailbox.ts';
import { createLiveMailer } from '../channels/email/live-mailer.ts';
import { createMailApp, type MailApp, type MailAppOptions } from '../channels/email/mail-app.ts';
import type { Mailer } from '../channels/email/mailer.ts';
import { createSmtpMailer } from '../channels/email/smtp-mailer.ts';
import type { Config } from '../config.ts';
import type { EngineDeps } from '../engine/deps.ts';
import type { Organisation } from '../engine/people/organisation.ts';
import type { AlumniPages } from '../engine/ports/alumni-pages.ts';
import type { Calendar } from '../engine/ports/calendar.ts';
import type { PlatformUser } from '../engine/ports/channel.ts';
import type { HttpServer } from '../http/server.ts';
import type { MailSettings } from '../mail-config.ts';
import { refusedAddress } from '../views/words/mail-words.ts';
import { mountAlumni } from './alumni.ts';
import type { PlatformSecrets } from './reload.ts';

/** The local workspace's mail server, and where its pages are. */
export interface LocalMail {
  mailer: Mailer;
  publicUrl: string;
}

/** E-mail's side of Relais, its pages mounted on the server; null where nothing sends mails. */
export function mountMail(
  { mail, roles }: Pick<Config, 'mail' | 'roles'>,
  given: Omit<MailAppOptions, 'mailer' | 'publicUrl' | 'people' | 'bouncesSecret' | 'bouncesMailbox'> & {
    http: HttpServer;
    organisation: Organisation;
    /** By which secrets mails are sent at this moment. */
    platforms: PlatformSecrets;
    /** In place of a mail server. */
    local: LocalMail | null;
    /** What pages of those who stay in touch work with. */
    deps: EngineDeps;
  },
): (MailApp & { calendar: Calendar; mailer: Mailer; alumni: AlumniPages }) | null {
  const { http, organisation, local, platforms, deps, ...rest } = given;
  const way = local ?? (mail && { mailer: mailerOf(mail, platforms), publicUrl: mail.publicUrl });
  if (way === null) return null;
  const app = createMailApp({
    ...rest,
    ...{ mailer: way.mailer, publicUrl: way.publicUrl, people: writtenTo(organisation) },
    bouncesSecret: mail?.bouncesSecret ? () => platforms.mail?.bouncesSecret ?? '' : null,
    bouncesMailbox:
      mail?.bouncesMailbox && roles.includes('worker') ? mailboxOf(mail.bouncesMailbox, { mail, platforms }) : null,
  });
  if (roles.includes('web')) http.mount(app.router);
  const { mailer } = way;
  const calendar = createMailCalendar(
    {
      domain: mailer.domain,
      address: mailer.address,
      send: ({ to, says, messageId, calendar: part }) =>
        mailer.send({
          ...drawMeetingMail(says, to.locale),
          ...{ to: to.email, messageId, thread: null, locale: to.locale, unsubscribe: null, calendar: part },
        }),
    },
    rest.clock,
  );
  const { publicUrl } = way;
  const alumni = mountAlumni({ roles }, { http, deps, mailer, publicUrl, defaultLocale: rest.defaultLocale });
  return { ...app, calendar, mailer, alumni };
}

function mailerOf(first: MailSettings, platforms: PlatformSecrets): Mailer {
  return createLiveMailer(
    () => platforms.mail ?? first,
    (settings) => createSmtpMailer({ ...settings, refusedAddress }),
  );
}

function mailboxOf(
  mailbox: URL,
  { mail, platforms }: { mail: MailSettings; platforms: PlatformSecrets },
): BounceMailbox {
  const now = () => createImapMailbox(platforms.mail?.bouncesMailbox ?? mailbox, mail);
  return { eachNew: (...asked) => now().eachNew(...asked) };
}

/** Whoever has no account on a chat platform, as `relais.yaml` names them. */
function writtenTo({ people, locale, timeZone }: Organisation): readonly PlatformUser[] {
  return people.flatMap((one) => {
    if (one.channel !== 'email' || one.name === undefined) return [];
    const { email, name, title = null } = one;
    return {
      ...{ handle: email, email, name, title },
      timeZone: one.timeZone ?? timeZone,
      locale: one.locale ?? locale,
      photoUrl: null,
      isBot: false,
      usable: true,
      ours: true,
    };
  });
}

const refusals: ReadonlySet<unknown> = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2']);

/**
 * Signs in and hangs up again. Null when the mail server takes it; else why not, for the log. Rejects when the server
 * does not answer.
 */
export async function checkMailServer(settings: MailSettings): Promise<string | null> {
  const mailer = createSmtpMailer({ ...settings, refusedAddress });
  try {
    await mailer.check();
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (refusals.has(code)) return `SMTP_URL: the mail server refuses the new sign-in (${String(code)})`;
    throw error;
  } finally {
    mailer.close();
  }
}
