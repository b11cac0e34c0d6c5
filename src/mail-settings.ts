import { z } from 'zod';
import { canDecode, mailChapter, setting } from './setting.ts';

/**
 * The variables of the environment about mails: how they go out, who signs them, and how those that come back are heard
 * of.
 */
export const mailVariables = {
  SMTP_URL: setting({
    schema: z
      .string()
      .refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '')
      .transform((text) => new URL(text))
      .refine((url) => canDecode(url.username) && canDecode(url.password))
      .optional(),
    about: 'Your mail server, for whoever Slack and Teams do not reach; sets up e-mail beside them.',
    expected: {
      en: 'smtps://user:password@smtp.example.com or smtp://…; special characters in user and password as %40',
      fr: 'smtps://user:password@smtp.example.com ou smtp://… ; les caractères spéciaux de l’utilisateur et du mot de passe comme %40',
    },
    example: '',
    readOn: mailChapter,
    secret: true,
  }),
  SMTP_FROM: setting({
    schema: z
      .string()
      .regex(/^[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/)
      .optional(),
    about: 'From whom mails come; needed with SMTP_URL.',
    expected: {
      en: 'an address such as Relais <relais@example.com>',
      fr: 'une adresse telle que Relais <relais@example.com>',
    },
    example: '',
    readOn: mailChapter,
  }),
  RELAIS_PUBLIC_URL: setting({
    schema: z
      .string()
      .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
      .transform((text) => text.replace(/\/+$/, ''))
      .optional(),
    about:
      'Where people reach the desk, and the pages that mails, and steps that ask for a file, link to; from outside too. Needed with SMTP_URL.',
    expected: {
      en: 'an address such as https://relais.example.com',
      fr: 'une adresse telle que https://relais.example.com',
    },
    example: '',
    readOn: mailChapter,
  }),
  SMTP_ENCRYPTION: setting({
    schema: z.enum(['required', 'if-offered']).default('required'),
    about: 'if-offered lets mails go in the clear to a server of smtp:// that has no STARTTLS.',
    expected: { en: 'required or if-offered', fr: 'required ou if-offered' },
    example: 'required',
    readOn: mailChapter,
  }),
  SMTP_OAUTH_CLIENT_ID: setting({
    schema: z.string().min(1).optional(),
    about: 'In place of a password (XOAUTH2), with the three below; the user stands in SMTP_URL.',
    expected: {
      en: 'the client id of your app at the mail provider',
      fr: 'l’identifiant client de votre application chez le fournisseur de messagerie',
    },
    example: '',
    readOn: mailChapter,
  }),
  SMTP_OAUTH_CLIENT_SECRET: setting({
    schema: z.string().min(1).optional(),
    about: 'Its client secret.',
    expected: {
      en: 'the client secret of your app at the mail provider',
      fr: 'le secret client de votre application chez le fournisseur de messagerie',
    },
    example: '',
    readOn: mailChapter,
    secret: true,
  }),
  SMTP_OAUTH_REFRESH_TOKEN: setting({
    schema: z.string().min(1).optional(),
    about: 'What access tokens are made from.',
    expected: { en: 'a refresh token of the sending mailbox', fr: 'un jeton d’actualisation de la boîte qui envoie' },
    example: '',
    readOn: mailChapter,
    secret: true,
  }),
  SMTP_OAUTH_TOKEN_URL: setting({
    schema: z.url({ protocol: /^https$/ }).optional(),
    about: 'Where they are made.',
    expected: {
      en: 'an address such as https://oauth2.googleapis.com/token',
      fr: 'une adresse telle que https://oauth2.googleapis.com/token',
    },
    example: '',
    readOn: mailChapter,
  }),
  DKIM_DOMAIN: setting({
    schema: z.string().min(3).optional(),
    about: 'Signs mails by DKIM, with the two below; leave it out where your mail server does.',
    expected: { en: 'the domain that signs, such as example.com', fr: 'le domaine qui signe, tel que example.com' },
    example: '',
    readOn: mailChapter,
  }),
  DKIM_SELECTOR: setting({
    schema: z.string().min(1).optional(),
    about: 'The selector under which the public key stands in the DNS.',
    expected: { en: 'a selector such as relais', fr: 'un sélecteur tel que relais' },
    example: '',
    readOn: mailChapter,
  }),
  DKIM_PRIVATE_KEY: setting({
    schema: z
      .string()
      .regex(/^-----BEGIN [A-Z ]*PRIVATE KEY-----/)
      .optional(),
    about: 'The private key.',
    expected: { en: 'a key in PEM, best as file:/path', fr: 'une clé en PEM, de préférence comme file:/path' },
    example: '',
    readOn: mailChapter,
    secret: true,
  }),
  BOUNCES_SECRET: setting({
    schema: z.string().min(32).optional(),
    about: 'Signs what your mail server posts to /mail/bounces: mails that came back.',
    expected: {
      en: 'at least 32 characters, for example from "openssl rand -base64 32"',
      fr: 'au moins 32 caractères, par exemple de « openssl rand -base64 32 »',
    },
    example: '',
    readOn: mailChapter,
    secret: true,
  }),
  BOUNCES_IMAP_URL: setting({
    schema: z
      .string()
      .refine((text) => URL.canParse(text) && /^imaps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '')
      .transform((text) => new URL(text))
      .refine((url) => url.username !== '' && canDecode(url.username) && canDecode(url.password))
      .optional(),
    about:
      'In place of that, the mailbox to which mails come back; Relais alone reads it, and marks what it has looked at as read.',
    expected: {
      en: 'imaps://user:password@imap.example.com or imap://…; special characters in user and password as %40',
      fr: 'imaps://user:password@imap.example.com ou imap://… ; caractères spéciaux de l’utilisateur et du mot de passe sous la forme %40',
    },
    example: '',
    readOn: mailChapter,
    secret: true,
  }),
  RELAIS_CHAT_DOWN_MINUTES: setting({
    schema: z.coerce.number().int().min(0).max(1440).default(15),
    about:
      'How long Slack or Teams may be down until cards about the cut-off, confirmations and failures go by mail too; 0 for never.',
    expected: { en: 'whole minutes from 0 to 1440', fr: 'des minutes entières de 0 à 1440' },
    example: '15',
    readOn: mailChapter,
  }),
} as const;
