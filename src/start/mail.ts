import { createMailCalendar } from '../calendars/by-mail.ts';
import { drawMeetingMail } from '../channels/email/draw-mail.tsx';
import { createImapMailbox } from '../channels/email/imap-mailbox.ts';
import { createMailApp, type MailApp, type MailAppOptions } from '../channels/email/mail-app.ts';
import type { Mailer } from '../channels/email/mailer.ts';
import { createSmtpMailer } from '../channels/email/smtp-mailer.ts';
import type { Config } from '../config.ts';
import type { Organisation } from '../engine/people/organisation.ts';
import type { Calendar } from '../engine/ports/calendar.ts';
import type { PlatformUser } from '../engine/ports/channel.ts';
import type { HttpServer } from '../http/server.ts';
import { refusedAddress } from '../views/words/mail-words.ts';

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
    /** In place of a mail server. */
    local: LocalMail | null;
  },
): (MailApp & { calendar: Calendar }) | null {
  const { http, organisation, local, ...rest } = given;
  const way = local ?? (mail && { mailer: createSmtpMailer({ ...mail, refusedAddress }), publicUrl: mail.publicUrl });
  if (way === null) return null;
  const app = createMailApp({
    ...rest,
    ...{ mailer: way.mailer, publicUrl: way.publicUrl, people: writtenTo(organisation) },
    bouncesSecret: mail?.bouncesSecret ?? null,
    bouncesMailbox:
      mail?.bouncesMailbox && roles.includes('worker') ? createImapMailbox(mail.bouncesMailbox, mail) : null,
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
  return { ...app, calendar };
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
