import type { MailSettings } from '../mail-config.ts';

/**
 * How mails go out now, with the secrets that were read again. What was not set, or is set no more, waits for a start.
 */
export function withMailSecrets(now: MailSettings | null, read: MailSettings | null): MailSettings | null {
  if (now === null || read === null) return now;
  const { oauth, dkim, bouncesSecret, bouncesMailbox } = now;
  return {
    ...now,
    url: read.url,
    oauth: oauth && read.oauth,
    dkim: dkim && { ...dkim, privateKey: read.dkim?.privateKey ?? dkim.privateKey },
    bouncesSecret: bouncesSecret && (read.bouncesSecret ?? bouncesSecret),
    bouncesMailbox: bouncesMailbox && (read.bouncesMailbox ?? bouncesMailbox),
  };
}

/** Whether another sign-in is wanted at the mail server. */
export function signsInOtherwise(a: MailSettings, b: MailSettings): boolean {
  return JSON.stringify([a.url, a.oauth]) !== JSON.stringify([b.url, b.oauth]);
}
