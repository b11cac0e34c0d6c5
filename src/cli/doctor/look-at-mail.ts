import { createImapMailbox } from '../../channels/email/imap-mailbox.ts';
import { createSmtpMailer } from '../../channels/email/smtp-mailer.ts';
import type { MailSettings } from '../../mail-config.ts';
import { refusedAddress } from '../../views/words/mail-words.ts';
import { type Finding, good, note, problem, wordsOf } from './finding.ts';

/** How long the mailbox may take; in milliseconds. */
const patience = 30_000;

/** Signs in to the mail server, and to the mailbox of mails that came back, and hangs up again; sends and marks nothing. */
export async function lookAtMail(settings: MailSettings): Promise<Finding[]> {
  return [...(await lookAtWayOut(settings)), ...(await lookAtMailbox(settings))];
}

async function lookAtMailbox({ bouncesMailbox, encryption }: MailSettings): Promise<Finding[]> {
  if (bouncesMailbox === null) return [];
  try {
    await createImapMailbox(bouncesMailbox, { encryption }).check(AbortSignal.timeout(patience));
    return [good('e-mail', `The mailbox at ${bouncesMailbox.host} can be read.`)];
  } catch (error) {
    return [
      problem(
        'e-mail',
        `The mailbox at ${bouncesMailbox.host} cannot be read: ${wordsOf(error)}`,
        'Check BOUNCES_IMAP_URL with its user and password, and SMTP_ENCRYPTION. See README.md, "E-mail".',
      ),
    ];
  }
}

async function lookAtWayOut(settings: MailSettings): Promise<Finding[]> {
  const mailer = createSmtpMailer({ ...settings, refusedAddress });
  try {
    await mailer.check();
    const { protocol } = new URL(settings.publicUrl);
    return [
      good('e-mail', `${settings.url.host} takes mails from ${settings.from}.`),
      ...(protocol === 'https:'
        ? []
        : [
            note(
              'e-mail',
              'RELAIS_PUBLIC_URL is not https: links in mails hold a secret, and everybody on the way could read it.',
            ),
          ]),
    ];
  } catch (error) {
    return [
      problem(
        'e-mail',
        `${settings.url.host} cannot be used: ${wordsOf(error)}`,
        'Check SMTP_URL with its user and password, and SMTP_ENCRYPTION. See README.md, "E-mail".',
      ),
    ];
  } finally {
    mailer.close();
  }
}
