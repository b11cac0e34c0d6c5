import { day, plus, toInstant } from '../../domain/calendar/time.ts';
import type { AlumniPages } from '../../engine/ports/alumni-pages.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { AlumniLinks } from './alumni-links.ts';
import { drawMail } from './draw-mail.tsx';
import { digestOf } from './links.ts';
import type { Mailer } from './mailer.ts';

/** Where these pages are, on the one server. */
export const alumniPath = '/alumni';
export const alumniExportPath = '/alumni/addresses';

/** As long as anything may be kept: whoever finds an old mail can still end it. */
const linkLasts = 3650 * day;
/** How long a link to addresses works, in milliseconds. */
export const takenWithin = 15 * 60_000;

export interface AlumniPagesOptions {
  mailer: Pick<Mailer, 'domain' | 'send'>;
  links: () => Promise<AlumniLinks>;
  /** Where people reach Relais, without a slash at the end. */
  publicUrl: string;
  clock: Clock;
}

/** Mails to people who left, each with the one page on which they see, change and end everything. */
export function createAlumniPages({ mailer, links, publicUrl, clock }: AlumniPagesOptions): AlumniPages {
  const now = () => clock.now().getTime();
  return {
    async send({ alumnus, to, reader, view, why, name }) {
      const until = plus(toInstant(clock.now()), linkLasts);
      const token = await (await links()).page.make({ alumnus, address: digestOf(to) }, Date.parse(until));
      const link = `${publicUrl}${alumniPath}/${token}`;
      await mailer.send({
        ...drawMail(view, { reader, link, until, why }),
        ...{ to, thread: null, locale: reader.locale, unsubscribe: link },
        messageId: `<${digestOf(`alumnus ${alumnus} ${name}`)}@${mailer.domain}>`,
      });
    },
    exportAddress: async (person, purpose) =>
      `${publicUrl}${alumniExportPath}/${await (await links()).export.make({ person, purpose }, now() + takenWithin)}`,
  };
}
