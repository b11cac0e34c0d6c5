import { createTransport, type Transporter } from 'nodemailer';
import { ChannelError } from '../../engine/ports/channel.ts';
import type { Mailer } from './mailer.ts';

/** How the mail server is reached, and how Relais proves itself to it. */
export interface SmtpSettings {
  /**
   * `smtps://` begins encrypted; `smtp://` turns it on (STARTTLS). The path is not used; user and password may stand in
   * it.
   */
  url: URL;
  /** `if-offered`: goes on in the clear with a server that has no STARTTLS. */
  encryption: 'required' | 'if-offered';
  /** In place of a password. `tokenUrl` is where access tokens are renewed. */
  oauth: { clientId: string; clientSecret: string; refreshToken: string; tokenUrl: string } | null;
  dkim: { domain: string; selector: string; privateKey: string } | null;
  /** As people see it: `Relais <relais@example.com>`. */
  from: string;
  /** The words of an address that is refused, in both languages. */
  refusedAddress: (answer: string) => { en: string; fr: string };
}

/** A slow server is waited for; in milliseconds. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
const connections = 3;

/** A mailbox that is full, or a server that greylists, takes it later. */
const laterSeconds = 300;

/** Sends by SMTP, over a few connections that are kept. */
export function createSmtpMailer(settings: SmtpSettings): Mailer {
  const { url, oauth, dkim, from, encryption, refusedAddress } = settings;
  const user = decodeURIComponent(url.username);
  const secure = url.protocol === 'smtps:';
  const transport = createTransport({
    pool: true,
    maxConnections: connections,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && encryption === 'required',
    ...patience,
    ...(oauth
      ? {
          auth: {
            type: 'OAuth2' as const,
            user,
            clientId: oauth.clientId,
            clientSecret: oauth.clientSecret,
            refreshToken: oauth.refreshToken,
            accessUrl: oauth.tokenUrl,
          },
        }
      : user !== '' && { auth: { user, pass: decodeURIComponent(url.password) } }),
    ...(dkim && { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey } }),
    // Nothing that a mail names is read from the disk or from an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const address = from.replace(/^.*</, '').replace(/>.*$/, '').trim();
  return {
    domain: address.replace(/^.*@/, ''),
    address,
    send: (mail) => send(transport, { ...mail, from }, refusedAddress),
    check: async () => {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}

async function send(
  transport: Pick<Transporter, 'sendMail'>,
  mail: Parameters<Mailer['send']>[0] & { from: string },
  refusedAddress: SmtpSettings['refusedAddress'],
): Promise<void> {
  const { to, from, subject, html, text, messageId, thread, locale, unsubscribe, calendar } = mail;
  try {
    await transport.sendMail({
      // As objects, so that nothing in an address is read as a second one.
      to: { name: '', address: to },
      from,
      subject,
      html,
      text,
      messageId,
      ...(calendar && { icalEvent: calendar }),
      ...(thread !== null && { inReplyTo: thread, references: [thread] }),
      headers: {
        'Content-Language': locale,
        // Nobody's absence notice answers a machine.
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        // https://www.rfc-editor.org/rfc/rfc8058#section-3.1
        ...(unsubscribe !== null && {
          'List-Unsubscribe': `<${unsubscribe}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
      },
    });
  } catch (error) {
    throw asChannelError(error, refusedAddress);
  }
}

/** What nodemailer says of a failure; see its documentation, "Error reference". */
interface SmtpFailure {
  code?: unknown;
  originalCode?: unknown;
  responseCode?: unknown;
  command?: unknown;
}

/**
 * Nothing was handed over. Of every other failure without an answer nobody knows: a connection that broke does not say
 * when.
 */
const beforeTheMessage: ReadonlySet<unknown> = new Set([
  ...['EDNS', 'ETLS', 'EREQUIRETLS', 'EAUTH', 'ENOAUTH', 'EOAUTH2', 'ECONFIG'],
  ...['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'],
]);

function asChannelError(error: unknown, refusedAddress: SmtpSettings['refusedAddress']): ChannelError {
  const failure: SmtpFailure = typeof error === 'object' && error !== null ? error : {};
  const answer = typeof failure.responseCode === 'number' ? failure.responseCode : null;
  const command = typeof failure.command === 'string' ? failure.command : '';
  const said = `the mail server: ${[failure.code, answer].filter(Boolean).join(' ') || 'no answer'}`;
  const plain = { en: said, fr: said };
  // The server's own words, and those about an address, may hold the address: only codes go on, to the log too.
  const holdsWords = answer !== null || failure.code === 'EENVELOPE';
  const options = { cause: holdsWords ? new Error(`${said} to ${command || 'the connection'}`) : error };
  // A refusal of encryption or of a sign-in has a code of the server, too.
  const isUnsent = beforeTheMessage.has(failure.code) || beforeTheMessage.has(failure.originalCode);
  if (isUnsent) return new ChannelError('unavailable', plain, options);
  if (answer !== null && answer >= 400 && answer < 500)
    return new ChannelError('throttled', plain, { ...options, retryAfterSeconds: laterSeconds });
  if (answer === null) return new ChannelError('unknown-outcome', plain, options);
  // For good, at whichever step: people hear that this one is not reached.
  return new ChannelError('unreachable', refusedAddress(String(answer)), options);
}
