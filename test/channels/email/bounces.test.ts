import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBounce } from '../../../src/channels/email/read-bounce.ts';
import { mustDo, testPeople } from '../../support/memory/memory-world.ts';
import { dsn } from './dsn.ts';
import { bouncesSecret, createMailWorld, type MailWorld } from './mail-world.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a mail that came back', () => {
  it('is read: its name and the server’s code, from the whole mail or its headers', async () => {
    const expected = { messageId: '<abc@relais.example.com>', code: '5.1.1' };
    expect(await readBounce(bytes(dsn('<abc@relais.example.com>')))).toEqual(expected);
    expect(await readBounce(bytes(dsn('<abc@relais.example.com>', { kind: 'text/rfc822-headers' })))).toEqual(expected);
  });

  it('is none where it is late, delivered, refused for now, without a name, or no report at all', async () => {
    const none = [
      dsn('<a@b.example>', { action: 'delayed', status: '4.4.1' }),
      dsn('<a@b.example>', { action: 'delivered', status: '2.0.0' }),
      dsn('<a@b.example>', { status: '4.2.2' }),
      dsn(''),
      dsn('<a b>'),
      'Subject: Absent\r\n\r\nI am on holiday. Message-ID: <a@b.example>',
      '',
    ];
    for (const text of none) expect(await readBounce(bytes(text)), text.slice(0, 40)).toBeNull();
  });

  it('is read without a throw whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string(), { maxLength: 4 }), fc.nat(1500), async (parts, at) => {
        const text = dsn('<abc@relais.example.com>');
        const spoilt = text.slice(0, at) + parts.join('\r\n') + text.slice(at);
        const read = await readBounce(bytes(spoilt));
        if (read !== null)
          expect(read).toEqual({ messageId: expect.stringMatching(/^<\S+>$/), code: expect.any(String) });
      }),
      { numRuns: 60 },
    );
  });
});

describe('where mails that came back are posted', () => {
  let desk: MailWorld;
  beforeEach(async () => {
    desk = await createMailWorld();
    await desk.onlyByMail('it');
  });
  afterEach(() => desk.close());

  const post = async (text: string, { secret = bouncesSecret, at = Date.now() } = {}) => {
    const seconds = Math.floor(at / 1000);
    const hex = createHmac('sha256', secret).update(`${seconds}.`).update(text).digest('hex');
    const headers = { 'x-relais-signature': `t=${seconds},v1=${hex}`, 'content-type': 'message/rfc822' };
    const response = await fetch(`${desk.url}/mail/bounces`, { method: 'POST', headers, body: text });
    await desk.world.engine.idle();
    return response.status;
  };
  const alertsOf = async (id: string) =>
    (await desk.world.load(id)).alerts.filter(({ kind }) => kind === 'mail-returned');

  it('a failed one rings HR once, and silences nobody: what comes next goes there all the same', async () => {
    const id = await desk.world.plan();
    const mail = desk.mails.find(({ to }) => to === testPeople.it.email);
    const [first, again] = [await post(dsn(mail?.messageId ?? '')), await post(dsn(mail?.messageId ?? ''))];
    expect([first, again]).toEqual([202, 202]);
    expect(await alertsOf(id)).toMatchObject([{ subject: 'tom', clearedAt: null }]);
    const told = desk.world.channel.messages.filter(({ key }) => key.includes('mail-returned'));
    expect(told.map(({ key }) => key.split('|').at(-1))).toEqual(['nadia']);
    expect(JSON.stringify(told)).toContain('n’a pas été remis');
    const before = desk.mails.length;
    await desk.world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(desk.mails.slice(before).filter(({ to }) => to === testPeople.it.email).length).toBeGreaterThan(0);
    const [{ id: alertId = '' } = {}] = await alertsOf(id);
    await mustDo(desk.world.ask('hr', id, { type: 'alert.acknowledge', alertId }));
    expect((await alertsOf(id)).map(({ clearedAt }) => clearedAt)).toEqual([expect.any(String)]);
  });

  it('one that is not signed, by another secret, too old, or about a mail that was never sent changes nothing', async () => {
    const id = await desk.world.plan();
    const mail = desk.mails.find(({ to }) => to === testPeople.it.email);
    const text = dsn(mail?.messageId ?? '');
    const bare = await fetch(`${desk.url}/mail/bounces`, { method: 'POST', body: text });
    expect(bare.status).toBe(401);
    expect(await post(text, { secret: 'another secret of thirty-two chars' })).toBe(401);
    expect(await post(text, { at: Date.now() - 6 * 60_000 })).toBe(401);
    expect(await post(dsn('<never@relais.example.com>'))).toBe(202);
    expect(await post('Subject: hello\r\n\r\nworld')).toBe(202);
    expect(await alertsOf(id)).toEqual([]);
    expect(desk.logged.join('')).not.toContain(testPeople.it.email);
  });

  it('about the leaver’s own address tells HR what to do about that, and not a second time', async () => {
    const own = 'alex.moreau@example.org';
    const id = await desk.world.plan();
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    await desk.world.engine.idle();
    const question = desk.mails.find(({ to }) => to === own);
    expect(await post(dsn(question?.messageId ?? ''))).toBe(202);
    const { alerts } = await desk.world.load(id);
    expect(
      alerts.map(({ kind }) => kind).filter((kind) => kind === 'contact-open' || kind === 'mail-returned'),
    ).toEqual(['contact-open']);
  });
});
