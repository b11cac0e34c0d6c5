import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLinks } from '../../../src/channels/email/links.ts';
import { minute } from '../../../src/domain/calendar/time.ts';
import { ChannelError } from '../../../src/engine/ports/channel.ts';
import { mailReturned } from '../../../src/engine/waves/mail-returned.ts';
import { testPeople } from '../../support/memory/memory-world.ts';
import { emails, type WaveWorld, waveWorld } from '../../support/wave-world.ts';
import { createMailWorld, type MailWorld } from './mail-world.ts';

const { it: tom, hr: nadia } = testPeople;

let made: WaveWorld;
let desk: MailWorld;
afterEach(() => desk.close());

const mailsTo = (address: string) => desk.mails.filter(({ to }) => to === address);

/** Confirms on the pages behind the newest mail to this address. */
async function confirmBehind(address: string) {
  const link = desk.linkIn(mailsTo(address).at(-1));
  const page = await desk.open(link);
  const label = page.buttons.find((one) => /^(Confirm|Confirmer)$/.test(one)) ?? '';
  const form = await desk.press(link, page, label);
  return desk.press(link, form, label, { leaveOut: '' });
}

describe('a wave, for whoever is reached by mail alone', () => {
  beforeEach(async () => {
    made = await waveWorld(3);
    desk = await createMailWorld(Object.values(testPeople), made.world);
    await desk.onlyByMail('it');
    const { channel } = made.world;
    const lookUp = channel.lookUp.bind(channel);
    channel.lookUp = async (who) => {
      const found = await lookUp(who);
      return found?.email === tom.email ? null : found;
    };
    await made.begun(emails(made.people));
  });

  it('comes by a mail whose subject and first line tell nothing, and is confirmed on its page', async () => {
    const [mail] = mailsTo(tom.email);
    expect(mail?.subject).toBe('Something is waiting for you in Relais');
    expect(mail?.text.split('\n')[0]).toBe('This is confidential. Open it where nobody reads along.');
    expect(`${mail?.subject} ${mail?.html.split('<body')[0]}`).not.toMatch(/Spring|Wave|departure/i);
    const done = await confirmBehind(tom.email);
    expect([done.status, done.html.includes('role="status"')]).toEqual([200, true]);
    expect((await made.wave()).confirmations.map(({ by }) => by)).toEqual([tom.id]);
  });

  it('opens no way to another wave, nor to anything else', async () => {
    const link = desk.linkIn(mailsTo(tom.email)[0]);
    const { secret } = (await made.world.deps.store.notes.read('email/link-secret')) as { secret: string };
    const links = createLinks(Buffer.from(secret, 'base64url'), () => made.world.clock.now().getTime());
    const token = link.split('/p/')[1] ?? '';
    for (const act of [
      { name: 'wave.confirm', departureId: null, target: 'another', seen: 'x' },
      { name: 'wave', departureId: null, target: null, seen: null },
      { name: 'status', departureId: null, target: null, seen: null },
    ]) {
      const value = await links.carry(token, { act, confirm: null, submits: false });
      const answered = await desk.open(link, { method: 'POST', body: new URLSearchParams({ do: value }) });
      expect(answered.html, act.name).toContain('no longer current');
    }
  });
});

describe('what is asked in several departures of a wave, by mail alone', () => {
  it('is one mail for all, and is done for several on its page, which opens nothing else', async () => {
    made = await waveWorld(3);
    desk = await createMailWorld(Object.values(testPeople), made.world);
    await made.begun(emails(made.people));
    await desk.onlyByMail('hr');
    await made.confirm(tom);
    await made.confirm(testPeople.security);
    const about = mailsTo(nadia.email).filter(({ text }) => text.includes('Préparer les documents'));
    expect(about).toHaveLength(1);
    expect(about[0]?.subject).not.toMatch(/Zelda|départ/i);
    const link = desk.linkIn(about[0]);
    const page = await desk.open(link);
    expect(page.html).toContain('Zelda Quill 3');
    const form = await desk.press(link, page, 'Plusieurs sont faits');
    const done = await desk.press(link, form, 'Marquer comme fait', { chosen: ['0', '1'], notes: '' });
    expect(done.status).toBe(200);
    expect((await desk.open(link)).html).toContain('1 à faire');
    const ends = await Promise.all(
      (await made.wave()).members.map(async ({ departure }) => (await made.world.load(departure)).tasks[0]?.status),
    );
    expect(ends.toSorted()).toEqual(['done', 'done', 'offered']);
    // The link is for this one thing.
    const { secret } = (await made.world.deps.store.notes.read('email/link-secret')) as { secret: string };
    const links = createLinks(Buffer.from(secret, 'base64url'), () => made.world.clock.now().getTime());
    const [member] = (await made.wave()).members;
    for (const act of [
      { name: 'collected.show', departureId: null, target: `${(await made.wave()).id}/departure`, seen: '0' },
      { name: 'departure.cancel', departureId: member?.departure ?? '', target: null, seen: null },
      { name: 'wave.show', departureId: null, target: (await made.wave()).id, seen: null },
    ]) {
      const value = await links.carry(link.split('/p/')[1] ?? '', { act, confirm: null, submits: false });
      const answered = await desk.open(link, { method: 'POST', body: new URLSearchParams({ do: value }) });
      expect(answered.html, act.name).toContain('plus à jour');
    }
  });
});

describe('a mail about several departures that came back', () => {
  it('is told to HR in each of them, once, and of no other message', async () => {
    made = await waveWorld(2);
    desk = await createMailWorld(Object.values(testPeople), made.world);
    await made.begun(emails(made.people));
    await desk.onlyByMail('manager');
    await made.confirm(tom);
    await made.confirm(testPeople.security);
    const { id, members } = await made.wave();
    const key = `collected/${id}/departure/maya`;
    const told = async () =>
      Promise.all(
        members.map(async ({ departure }) =>
          (await made.world.load(departure)).alerts
            .filter(({ kind }) => kind === 'mail-returned')
            .map(({ subject }) => subject),
        ),
      );
    const reported = (which: string) => mailReturned(made.world.deps, which, '5.1.1');
    expect(await reported(`${key}/7`)).toEqual([]);
    expect(await reported(`collected/${id}/departure/tom/0`)).toEqual([]);
    expect(await told()).toEqual([[], []]);
    expect((await reported(`${key}/0`)).toSorted()).toEqual(members.map(({ departure }) => departure).toSorted());
    expect(await reported(`${key}/0`)).toEqual([]);
    expect(await told()).toEqual([['maya'], ['maya']]);
  });
});

describe('a wave while chat is down', () => {
  it('goes by mail after a while, once for each reason, and stands in chat once that is back', async () => {
    made = await waveWorld(2);
    desk = await createMailWorld([], made.world);
    made.world.deps.mailsAfter = 15 * minute;
    const { channel } = made.world;
    const [post, find] = [channel.post.bind(channel), channel.find.bind(channel)];
    let down = true;
    const away = () => {
      if (down) throw new ChannelError('unavailable', 'the chat does not answer');
    };
    channel.post = async (...given) => {
      away();
      return post(...given);
    };
    channel.find = async (...given) => {
      away();
      return find(...given);
    };
    await made.begun(emails(made.people));
    await made.world.advanceTo('2026-03-02T09:14:00.000Z');
    expect(desk.mails).toEqual([]);
    for (const at of ['09:20', '10:00', '12:00']) await made.world.advanceTo(`2026-03-02T${at}:00.000Z`);
    expect(mailsTo(tom.email)).toHaveLength(1);
    expect(mailsTo(nadia.email)).toHaveLength(1);
    await confirmBehind(tom.email);
    expect((await made.wave()).confirmations.map(({ by }) => by)).toEqual([tom.id]);
    expect(made.card(tom)).toBeUndefined();
    down = false;
    await made.world.advanceTo('2026-03-02T12:10:00.000Z');
    expect(made.card(tom)).toBeDefined();
    expect(mailsTo(tom.email)).toHaveLength(1);
  });
});
