import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mail } from '../../src/channels/email/mailer.ts';
import type { ChannelId, Person } from '../../src/domain/people/people.ts';
import type { Channel } from '../../src/engine/ports/channel.ts';
import { createMailWorld, type MailWorld } from '../channels/email/mail-world.ts';
import { confirm, release } from '../support/memory/confirmed-run.ts';
import { confidentialFlow, mustDo, type TestPersonName, testFlow, testPeople } from '../support/memory/memory-world.ts';

/** What belongs to the leaver alone, so that whatever says one of these speaks of nobody else. */
const zephyr: Person = {
  ...testPeople.leaver,
  name: 'Zéphyrine Canari',
  email: 'zephyrine.canari@example.com',
  otherEmails: ['z.canari@example.com'],
  employeeNumber: 'CANARI-4711',
  title: 'Keeper of canaries',
  handles: { email: 'zephyrine.canari@example.com' },
};
const own = 'private.canari@example.org';
const canary = /canari|z[ée]phyrin/i;
const everybody = Object.keys(testPeople).filter((name) => name !== 'leaver') as TestPersonName[];
const inside = (['manager', 'hr', 'it', 'security'] as const).map((who) => testPeople[who].email);

let desk: MailWorld;

/** A company that is reached by mail alone: every card, reminder and alarm is one. */
beforeEach(async () => {
  desk = await createMailWorld([...Object.values(testPeople), zephyr]);
  const { deps } = desk.world;
  (deps.channels as Map<ChannelId, Channel>).delete('slack');
  for (const who of everybody) await desk.onlyByMail(who);
  await deps.store.people.save(zephyr);
});
afterEach(() => desk.close());

/** All of a mail that shows, is kept or passed on before it is opened: everything but what it says inside. */
function outside({ html, text: _, calendar, ...shown }: Mail): string {
  return JSON.stringify([shown, /<title>([^<]*)</.exec(html)?.[1], calendar]);
}

const namesLeaver = (words: string) => canary.test(words);

describe('mails of a confidential departure', () => {
  it('go to nobody outside it, and name the leaver nowhere but inside, from the draft until after the cut-off', async () => {
    const { world } = desk;
    const id = await world.plan({ kind: 'dismissal' }, confidentialFlow, zephyr);
    await world.advanceTo('2026-03-13T12:00:00.000Z');
    await confirm(world, id, 'it', 'security');
    // Reminders, digests, and alarms that the cut-off comes and was not released.
    await world.advanceTo('2026-03-20T18:30:00.000Z');
    expect(new Set(desk.mails.map(({ to }) => to))).toEqual(new Set(inside));
    expect(desk.mails.length).toBeGreaterThan(8);
    expect(desk.mails.some(({ text }) => namesLeaver(text))).toBe(true);
    expect(desk.mails.filter((mail) => namesLeaver(outside(mail))).map(outside)).toEqual([]);
    // Pages are opened from them: nothing of it stands in what proxies and browsers keep.
    for (const mail of desk.mails.slice(-6)) {
      const page = await desk.open(desk.linkIn(mail));
      expect(page.headers.get('cache-control')).toContain('no-store');
      expect(namesLeaver(JSON.stringify([...page.headers]))).toBe(false);
    }
    expect(desk.logged.filter(namesLeaver)).toEqual([]);
    await release(world, id);
    await world.advanceTo('2026-03-24T12:00:00.000Z');
  });
});

describe('mails of any departure', () => {
  it('tell nobody else where the leaver is reached, nor what they answered, and give each link to one reader', async () => {
    const { world } = desk;
    const id = await world.plan({}, testFlow, zephyr);
    await confirm(world, id);
    await world.advanceTo('2026-03-19T12:00:00.000Z');
    await mustDo(world.ask('leaver', id, { type: 'contact.give', email: own }));
    await desk.answerAt(own);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    const link = desk.linkIn(desk.mails.find(({ to, text }) => to === own && text.includes('How was it for you?')));
    const card = await desk.open(link);
    const form = await desk.press(link, card, card.buttons.find((label) => label.startsWith('Answer')) ?? '');
    await desk.press(link, form, form.buttons[0] ?? '', { overall: '2', best: 'The word of canary 5150' });
    expect((await world.load(id)).survey?.answers).toMatchObject({ best: 'The word of canary 5150' });
    await world.advanceTo('2026-03-24T12:00:00.000Z');
    const others = desk.mails.filter(({ to }) => to !== own);
    expect(new Set(others.map(({ to }) => to)).size).toBeGreaterThan(3);
    const isTheirs = (words: string) => words.includes(own) || words.includes('5150');
    expect(others.filter((mail) => isTheirs(JSON.stringify(mail))).map(({ to, subject }) => [to, subject])).toEqual([]);
    const readers = new Map<string, Set<string>>();
    for (const { to, text, html } of desk.mails)
      for (const [one] of `${text} ${html}`.matchAll(/https?:\/\/127[^\s"<]+/g))
        readers.set(one, (readers.get(one) ?? new Set()).add(to));
    expect(readers.size).toBeGreaterThan(8);
    expect([...readers.values()].filter(({ size }) => size > 1)).toEqual([]);
    for (const mail of others.filter(({ text }) => text.includes('://'))) {
      const page = await desk.open(desk.linkIn(mail));
      expect(isTheirs(page.html) ? [mail.to, mail.subject] : null).toBeNull();
    }
    // A link is a key: it stands in the mail, and in no log.
    for (const [one] of readers) expect(desk.logged.filter((line) => line.includes(new URL(one).pathname))).toEqual([]);
  });
});
