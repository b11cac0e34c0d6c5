import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { Mail, Mailer } from '../../../src/channels/email/mailer.ts';
import { createSmtpMailer, type SmtpSettings } from '../../../src/channels/email/smtp-mailer.ts';
import { refusedAddress } from '../../../src/views/words/mail-words.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const mail: Mail = {
  to: 'alex.moreau@example.org',
  subject: 'Votre départ – liste',
  html: '<!doctype html><html lang="fr"><p>Bonjour</p></html>',
  text: 'Bonjour',
  messageId: '<abc@relais.example.com>',
  thread: '<thread@relais.example.com>',
  locale: 'fr',
  unsubscribe: null,
};

/** A real SMTP server on loopback; `refuse` answers a recipient, `user` makes signing in necessary. */
async function serverWith(
  options: { refuse?: number; user?: string; offersTls?: boolean; refuseData?: number } = {},
): Promise<{ port: number; taken: { envelope: unknown; message: string }[] }> {
  const taken: { envelope: unknown; message: string }[] = [];
  const answer = (code: number) => Object.assign(new Error('no such user here'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: options.user === undefined,
    disabledCommands: options.offersTls ? [] : ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === options.user && password === 'p@ss' ? done(null, { user: username }) : done(new Error('no')),
    onRcptTo: (_address, _session, done) => done(options.refuse ? answer(options.refuse) : null),
    onData: (stream, session, done) => {
      let message = '';
      stream.on('data', (part: Buffer) => {
        message += part.toString('utf8');
      });
      stream.on('end', () => {
        if (options.refuseData) return done(answer(options.refuseData));
        taken.push({ envelope: session.envelope.rcptTo.map(({ address }) => address), message });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { port: (server.server.address() as AddressInfo).port, taken };
}

function mailerFor(port: number, more: Partial<SmtpSettings> & { user?: string } = {}): Mailer {
  const { user = '', ...settings } = more;
  const mailer = createSmtpMailer({
    url: new URL(`smtp://${user}127.0.0.1:${port}`),
    encryption: 'if-offered',
    oauth: null,
    dkim: null,
    from: 'Relais <relais@relais.example.com>',
    refusedAddress,
    ...settings,
  });
  closing.push(() => mailer.close());
  return mailer;
}

describe('mails by SMTP', () => {
  it('arrive with their name, their thread, both bodies and their language', async () => {
    const { port, taken } = await serverWith();
    await mailerFor(port).send(mail);
    expect(taken).toHaveLength(1);
    const { envelope, message } = taken[0] ?? { envelope: null, message: '' };
    expect(envelope).toEqual(['alex.moreau@example.org']);
    expect(message).toContain('Message-ID: <abc@relais.example.com>');
    expect(message).toContain('In-Reply-To: <thread@relais.example.com>');
    expect(message).toContain('References: <thread@relais.example.com>');
    expect(message).toContain('Auto-Submitted: auto-generated');
    expect(message).toContain('Content-Language: fr');
    expect(message).toMatch(/Content-Type: multipart\/alternative/);
    expect(message).toMatch(/From: Relais <relais@relais\.example\.com>/);
  });

  it('carry an invitation as calendars look for it (RFC 6047)', async () => {
    const { port, taken } = await serverWith();
    const content = 'BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n';
    await mailerFor(port).send({ ...mail, calendar: { method: 'CANCEL', content } });
    const message = taken[0]?.message ?? '';
    expect(message).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=CANCEL/i);
    expect(message.replaceAll(/=\r?\n/g, '')).toContain('METHOD:CANCEL');
    expect(mailerFor(port)).toMatchObject({ domain: 'relais.example.com', address: 'relais@relais.example.com' });
  });

  it('sign in with a user whose password holds an @', async () => {
    const { port, taken } = await serverWith({ user: 'relais@example.com' });
    await mailerFor(port, { user: 'relais%40example.com:p%40ss@' }).send(mail);
    expect(taken).toHaveLength(1);
    const wrong = mailerFor(port, { user: 'relais%40example.com:nope@' });
    await expect(wrong.send(mail)).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(wrong.check()).rejects.toThrow();
  });

  it('are signed by DKIM where a key is set', async () => {
    const { generateKeyPairSync } = await import('node:crypto');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const { port, taken } = await serverWith();
    await mailerFor(port, { dkim: { domain: 'relais.example.com', selector: 'r1', privateKey: pem } }).send(mail);
    expect(taken[0]?.message).toMatch(
      /DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=relais\.example\.com;\s+q=dns\/txt; s=r1/,
    );
  });

  it('are never sent in the clear to a server without STARTTLS, unless that was allowed', async () => {
    const { port, taken } = await serverWith();
    await expect(mailerFor(port, { encryption: 'required' }).send(mail)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(taken).toEqual([]);
  });

  it('say what a refusal means, without the words of the server, which may hold the address', async () => {
    const refused = await serverWith({ refuse: 550 });
    const error = await mailerFor(refused.port)
      .send(mail)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'unreachable' });
    const { words } = error as { words: { en: string; fr: string } };
    expect(words.en).toContain('refuses mails to this address (550)');
    expect(words.fr).toContain('refuse les courriels à cette adresse (550)');
    const later = await serverWith({ refuse: 451 });
    await expect(mailerFor(later.port).send(mail)).rejects.toMatchObject({ kind: 'throttled', retryAfterSeconds: 300 });
    const never = await serverWith({ refuseData: 554 });
    await expect(mailerFor(never.port).send(mail)).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('leave no address in the log when they are refused', async () => {
    const { port } = await serverWith({ refuse: 550 });
    const error = await mailerFor(port)
      .send(mail)
      .catch((thrown: unknown) => thrown);
    const lines: string[] = [];
    pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }).warn({ err: error }, 'not brought');
    expect(lines.join('')).toContain('550');
    expect(lines.join('')).not.toMatch(/example\.org|no such user here/);
  });

  it('are unknown where the connection ends after the message, and not sent where nobody listens', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.write('220 here\r\n');
      let inData = false;
      socket.on('error', () => {});
      socket.on('data', (data) => {
        const text = data.toString();
        if (inData) {
          if (text.includes('\r\n.\r\n')) socket.destroy();
          return;
        }
        if (text.startsWith('EHLO')) return socket.write('250 here\r\n');
        if (text.startsWith('DATA')) {
          inData = true;
          return socket.write('354 go on\r\n');
        }
        return socket.write('250 ok\r\n');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(mailerFor(port).send(mail)).rejects.toMatchObject({ kind: 'unknown-outcome' });
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    await expect(mailerFor(port).send(mail)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});
