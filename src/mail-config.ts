import type { Told } from './setting.ts';

/** How mails go out, and how Relais hears of those that came back. */
export interface MailSettings {
  /** May hold a user and a password; never shown. */
  url: URL;
  from: string;
  /** Without a slash at the end. */
  publicUrl: string;
  encryption: 'required' | 'if-offered';
  oauth: { clientId: string; clientSecret: string; refreshToken: string; tokenUrl: string } | null;
  dkim: { domain: string; selector: string; privateKey: string } | null;
  /** Signs mails that came back and are posted to Relais; null: nobody posts any. Never shown. */
  bouncesSecret: string | null;
  /** Where mails come back to, with user and password; null: nobody reads a mailbox. Never shown. */
  bouncesMailbox: URL | null;
}

/** What of the environment the settings of mails were read from. */
interface MailContext<Name extends string> {
  env: Readonly<Record<string, string | undefined>>;
  /** What is wrong is added here. */
  problems: Told[];
  expected(name: Name): Told;
  /** Where to read on. */
  chapter: string;
}

const oauthNames = [
  'SMTP_OAUTH_CLIENT_ID',
  'SMTP_OAUTH_CLIENT_SECRET',
  'SMTP_OAUTH_REFRESH_TOKEN',
  'SMTP_OAUTH_TOKEN_URL',
] as const;
const dkimNames = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_PRIVATE_KEY'] as const;
const neededNames = ['SMTP_URL', 'SMTP_FROM', 'RELAIS_PUBLIC_URL'] as const;
type MailName = (typeof oauthNames | typeof dkimNames | typeof neededNames)[number];

/** All of what belongs together is set, or none of it. Null where nothing sends mails, or what is set is not right. */
export function mailSettings(
  given: {
    url?: URL | undefined;
    from?: string | undefined;
    publicUrl?: string | undefined;
    encryption: MailSettings['encryption'];
    oauth: { [Name in keyof NonNullable<MailSettings['oauth']>]?: string | undefined };
    dkim: { [Name in keyof NonNullable<MailSettings['dkim']>]?: string | undefined };
    bouncesSecret?: string | undefined;
    bouncesMailbox?: URL | undefined;
  },
  { env, problems, expected, chapter }: MailContext<MailName>,
): MailSettings | null {
  const isSet = (name: string) => (env[name] ?? '') !== '';
  const together = (...names: readonly MailName[]): boolean => {
    const missing = names.filter((name) => !isSet(name));
    if (missing.length === names.length) return false;
    for (const name of missing)
      problems.push({
        en: `${name}: missing while ${names.filter(isSet).join(', ')} is set; expected ${expected(name).en}. See ${chapter}.`,
        fr: `${name} : manque alors que ${names.filter(isSet).join(', ')} est réglée ; attendu ${expected(name).fr}. Voyez ${chapter}.`,
      });
    return missing.length === 0;
  };
  const hasOauth = together(...oauthNames);
  const hasDkim = together(...dkimNames);
  // RELAIS_PUBLIC_URL alone is for the pages on which files are brought.
  const sends = (isSet('SMTP_URL') || isSet('SMTP_FROM')) && together(...neededNames);
  for (const name of ['BOUNCES_SECRET', 'BOUNCES_IMAP_URL'])
    if (isSet(name) && !isSet('SMTP_URL'))
      problems.push({
        en: `${name}: set while no mails are sent; expected SMTP_URL beside it. See ${chapter}.`,
        fr: `${name} : réglée alors qu’aucun courriel n’est envoyé ; attendu SMTP_URL à côté. Voyez ${chapter}.`,
      });
  const { url, from, publicUrl, encryption, oauth, dkim, bouncesSecret = null, bouncesMailbox = null } = given;
  // What is not right is among the problems already.
  if (!sends || !url || !from || !publicUrl) return null;
  if (hasOauth && url.username === '')
    problems.push({
      en: `SMTP_URL: no user in it; expected smtp://user@smtp.example.com beside SMTP_OAUTH_*. See ${chapter}.`,
      fr: `SMTP_URL : sans utilisateur ; attendu smtp://user@smtp.example.com à côté de SMTP_OAUTH_*. Voyez ${chapter}.`,
    });
  return {
    ...{ url, from, publicUrl, encryption },
    oauth: hasOauth ? whole(oauth) : null,
    dkim: hasDkim ? whole(dkim) : null,
    ...{ bouncesSecret, bouncesMailbox },
  };
}

/** Null where one of them is not right; that is among the problems then. */
function whole<Name extends string>(parts: { [Key in Name]?: string | undefined }): Record<Name, string> | null {
  const all = Object.entries(parts) as [Name, string | undefined][];
  return all.every(([, value]) => value !== undefined) ? (Object.fromEntries(all) as Record<Name, string>) : null;
}
