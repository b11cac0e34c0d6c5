import type { Logger } from 'pino';
import { drawHeadsMail } from '../channels/email/draw-mail.tsx';
import type { Mailer } from '../channels/email/mailer.ts';
import { type Config, ConfigError } from '../config.ts';
import type { SecretSources } from '../connectors/secrets.ts';
import type { Locale } from '../domain/people/people.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Store } from '../engine/ports/store.ts';
import type { SendLine } from '../published-heads/mail-place.ts';
import type { RelaisFile } from '../relais-file.ts';
import type { Closing } from './closing.ts';

interface Around {
  store: Store;
  clock: Clock;
  log: Logger;
  closing: Closing;
  env: SecretSources['env'];
  fetch: typeof globalThis.fetch;
  /** Null where no mail is sent. */
  mailer: Mailer | null;
  /** Of whoever keeps the mails. */
  locale: Locale;
  roles: Config['roles'];
}

/**
 * Publishes the heads of the journals, where `relais.yaml` says so; what does it is not loaded before. Throws
 * ConfigError, SecretError.
 */
export async function startHeads(
  { heads }: RelaisFile['evidence'],
  { store, clock, log, closing, env, fetch, mailer, locale, roles }: Around,
): Promise<void> {
  if (!heads) return;
  if (heads.email && mailer === null)
    throw new ConfigError([
      {
        en: 'SMTP_URL: missing while evidence.heads.email names a mailbox; expected a mail server, or a place other than email.',
        fr: 'SMTP_URL : absente alors que evidence.heads.email nomme une boîte aux lettres ; attendu un serveur de messagerie, ou un autre endroit qu’email.',
      },
    ]);
  if (!roles.includes('worker')) return;
  const { openPlaces } = await import('../published-heads/open-places.ts');
  const { startPublishing } = await import('../evidence/publish-heads.ts');
  const places = await openPlaces(heads, {
    ...{ env, fetch, now: () => clock.now(), notes: store.notes },
    send: heads.email && mailer ? sendBy(mailer, heads.email.to, locale) : null,
  });
  const publishing = startPublishing({ store, clock, log, places, everyHours: heads.everyHours });
  closing.push(() => publishing.stop());
}

function sendBy(mailer: Mailer, to: string, locale: Locale): SendLine {
  return ({ line, id }) =>
    mailer.send({
      ...drawHeadsMail(line, locale),
      ...{ to, messageId: `<heads-${id}@${mailer.domain}>`, thread: null, locale, unsubscribe: null },
    });
}
