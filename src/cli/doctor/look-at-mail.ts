import { createImapMailbox } from '../../channels/email/imap-mailbox.ts';
import { createSmtpMailer } from '../../channels/email/smtp-mailer.ts';
import { inEnglish, inFrench } from '../../domain/localized.ts';
import type { MailSettings } from '../../mail-config.ts';
import { refusedAddress } from '../../views/words/mail-words.ts';
import { type Finding, good, note, problem, wordsOf } from './finding.ts';

/** How long the mailbox may take; in milliseconds. */
const patience = 30_000;

/**
 * Signs in to the mail server, and to the mailbox of mails that came back, and hangs up again; sends and marks nothing.
 */
export async function lookAtMail(settings: MailSettings): Promise<Finding[]> {
  return [...(await lookAtWayOut(settings)), ...(await lookAtMailbox(settings))];
}

async function lookAtMailbox({ bouncesMailbox, encryption }: MailSettings): Promise<Finding[]> {
  if (bouncesMailbox === null) return [];
  try {
    await createImapMailbox(bouncesMailbox, { encryption }).check(AbortSignal.timeout(patience));
    return [
      good('e-mail', {
        en: `The mailbox at ${bouncesMailbox.host} can be read.`,
        fr: `La boîte aux lettres de ${bouncesMailbox.host} peut être lue.`,
      }),
    ];
  } catch (error) {
    return [
      problem(
        'e-mail',
        {
          en: `The mailbox at ${bouncesMailbox.host} cannot be read: ${inEnglish(wordsOf(error))}`,
          fr: `La boîte aux lettres de ${bouncesMailbox.host} ne peut pas être lue : ${inFrench(wordsOf(error))}`,
        },
        {
          en: 'Check BOUNCES_IMAP_URL with its user and password, and SMTP_ENCRYPTION. See README.md, "E-mail".',
          fr: 'Vérifiez BOUNCES_IMAP_URL avec son utilisateur et son mot de passe, et SMTP_ENCRYPTION. Voyez README.md, « E-mail ».',
        },
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
      good('e-mail', {
        en: `${settings.url.host} takes mails from ${settings.from}.`,
        fr: `${settings.url.host} prend les courriels de ${settings.from}.`,
      }),
      ...(protocol === 'https:'
        ? []
        : [
            note('e-mail', {
              en: 'RELAIS_PUBLIC_URL is not https: links in mails hold a secret, and everybody on the way could read it.',
              fr: 'RELAIS_PUBLIC_URL n’est pas en https : les liens des courriels contiennent un secret, et chacun sur le chemin pourrait le lire.',
            }),
          ]),
    ];
  } catch (error) {
    return [
      problem(
        'e-mail',
        {
          en: `${settings.url.host} cannot be used: ${inEnglish(wordsOf(error))}`,
          fr: `${settings.url.host} ne peut pas être utilisé : ${inFrench(wordsOf(error))}`,
        },
        {
          en: 'Check SMTP_URL with its user and password, and SMTP_ENCRYPTION. See README.md, "E-mail".',
          fr: 'Vérifiez SMTP_URL avec son utilisateur et son mot de passe, et SMTP_ENCRYPTION. Voyez README.md, « E-mail ».',
        },
      ),
    ];
  } finally {
    mailer.close();
  }
}
