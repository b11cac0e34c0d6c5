import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawMail } from '../../src/channels/email/draw-mail.tsx';
import type { Mailer } from '../../src/channels/email/mailer.ts';
import { createSmtpMailer } from '../../src/channels/email/smtp-mailer.ts';
import { csvOf } from '../../src/evidence/csv.ts';
import { blocks, facts, item, items, text } from '../../src/views/blocks.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { refusedAddress } from '../../src/views/words/mail-words.ts';
import { readPage } from '../../src/workspace/mail/read-page.ts';
import { createMailWorld, type MailWorld } from '../channels/email/mail-world.ts';
import { runs } from './runs.ts';

const ours = 'https://relais.example.com/p/abc';
const reader = { locale: 'en', timeZone: 'Europe/Paris' } as const;
/** What people may be called, or have written. */
const hostile = fc.oneof(
  fc.constantFrom(
    'Alex\r\nBcc: stranger@example.org',
    'Alex\nContent-Type: text/html\n\n<h1>',
    'Alex\u2028Bcc: stranger@example.org',
    '=?utf-8?B?QmNjOiB4QGV4YW1wbGUub3Jn?=',
    '"<stranger@example.org>, <second@example.org>',
    '<img src=https://evil.example.com/p.gif>',
    '<a href="https://evil.example.com">open</a>',
    '</style><script>alert(1)</script>',
    '"><form action=https://evil.example.com>',
    'javascript:alert(1)',
    '\u202eexe.fdp',
    'a\u0000b',
    '.\r\nQUIT\r\n',
    `${'A'.repeat(5000)}\r\nX: y`,
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
);

function cardOf(words: string): CardView {
  return {
    kind: 'task',
    title: words,
    subtitle: words,
    tone: 'neutral',
    blocks: blocks(text([{ strong: words }, words]), facts([words, words]), items([item('todo', words, words)])),
    fallback: words,
  };
}

describe('a mail that holds whatever people wrote', () => {
  let server: SMTPServer;
  let mailer: Mailer;
  const taken: { to: readonly string[]; raw: Buffer }[] = [];
  beforeAll(async () => {
    server = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'] },
      onData(stream, { envelope }, done) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          taken.push({ to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(parts) });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    mailer = createSmtpMailer({
      url: new URL(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`),
      ...{ encryption: 'if-offered', oauth: null, dkim: null, from: 'Relais <relais@relais.example.com>' },
      refusedAddress,
    });
  });
  afterAll(async () => {
    mailer.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('goes to its one reader, with our headers alone, and leads nowhere but to its page', async () => {
    const before = taken.length;
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(hostile, async (words) => {
        const drawn = drawMail(cardOf(words), { reader, link: ours, until: '2026-12-24T09:00:00.000Z' });
        sent += 1;
        await mailer.send({
          ...{ ...drawn, to: 'alex@example.com', messageId: `<m${sent}@relais.example.com>`, thread: null },
          ...{ locale: 'en', unsubscribe: null },
        });
        const last = taken.at(-1);
        expect(last?.to).toEqual(['alex@example.com']);
        const {
          headers,
          subject = '',
          html = '',
          text: plain = '',
          attachments,
        } = await PostalMime.parse(last?.raw ?? '');
        expect(new Set(headers.map(({ key }) => key))).toEqual(expected);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
        expect(subject).not.toMatch(/[\u0000-\u001f\u2028\u2029]/);
        expect(subject.length).toBeLessThanOrEqual(121);
        expect(attachments).toEqual([]);
        expect(html).not.toMatch(/<(?:script|img|form|iframe|link|style|object|base|meta http-equiv)\b/i);
        expect([...html.matchAll(/\b(?:href|src|action)\s*=\s*"([^"]*)"/gi)].map(([, to]) => to)).toEqual([ours]);
        expect(plain).toContain(ours);
      }),
      { numRuns: runs(60) },
    );
    expect(taken.length - before).toBe(sent);
  });
});

const expected = new Set([
  ...['auto-submitted', 'content-language', 'content-type', 'date', 'from', 'message-id', 'mime-version'],
  ...['subject', 'to', 'x-auto-response-suppress'],
]);

describe('a link to a page', () => {
  let desk: MailWorld;
  beforeAll(async () => {
    desk = await createMailWorld();
  });
  afterAll(() => desk.close());

  it('changed anywhere, or made of anything, leads nowhere, is in no log and fails nothing', async () => {
    await desk.onlyByMail('priya');
    const id = await desk.world.plan();
    await desk.world.engine.reconcile(id);
    const link = desk.linkIn(desk.mails.find(({ to }) => to === 'priya@example.com'));
    expect((await desk.open(link)).status).toBe(200);
    const [base = '', token = ''] = link.split('/p/');
    const entries = (await desk.world.load(id)).entries;
    const changed = fc
      .tuple(fc.nat({ max: token.length - 1 }), fc.constantFrom('A', 'b', '.', '-', '%00', '/', '?x=', '#'))
      .map(([at, by]) => `${token.slice(0, at)}${by}${token.slice(at + 1)}`)
      .filter((one) => one.split(/[?#]/)[0] !== token);
    const anything = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }).map(encodeURIComponent),
      fc.constantFrom('..%2f..%2fetc', '%', '%ff', 'a.b.c', `${'x'.repeat(6000)}`, 'eyJhbGciOiJub25lIn0.e30.'),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, anything), fc.boolean(), async (one, posts) => {
        const body = new URLSearchParams({ do: one, form: one });
        const page = await desk.open(`${base}/p/${one}`, posts ? { method: 'POST', body } : {});
        expect([400, 404, 410, 429, 431]).toContain(page.status);
        expect(readPage(page.html).lines.join(' ')).not.toContain('Billing');
      }),
      { numRuns: runs(120) },
    );
    expect((await desk.world.load(id)).entries).toBe(entries);
    expect(desk.logged.join('')).not.toContain(token.slice(-40));
  });
});

describe('a CSV file that Relais writes', () => {
  it('has no cell that begins as a formula, by whichever separator it is opened', () => {
    const cell = fc.oneof(
      fc.constantFrom('=1+1', '+1', '-1+cmd', '@SUM(A1)', '\t=1', '\r=1', '＝1', 'a;=1', 'a\n=HYPERLINK("x")', '"=1'),
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), (cells) => {
        const written = Buffer.from(csvOf(['a'], [cells]))
          .toString('utf8')
          .slice('a\r\n'.length);
        for (const separator of [',', ';'])
          for (const part of written.split(new RegExp(`[${separator}\\r\\n]`)))
            expect(part.replace(/^"/, '')).not.toMatch(/^[=+\-@＝＋－＠]/);
      }),
      { numRuns: runs(300) },
    );
  });
});
