import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/channels/email/links.ts';
import { asReached, closesWithAccess } from '../../../src/domain/contact/contact.ts';
import { isTaskActive } from '../../../src/domain/tasks/task.ts';
import { contactForm } from '../../../src/views/forms/contact-form.ts';
import { moreForm } from '../../../src/views/forms/more-form.ts';
import { mustDo, testPeople } from '../../support/memory/memory-world.ts';
import { createMailWorld, type MailWorld } from './mail-world.ts';

let desk: MailWorld;

beforeEach(async () => {
  desk = await createMailWorld();
});

afterEach(() => desk.close());

const own = 'alex.moreau@example.org';

async function confirmed(): Promise<string> {
  const id = await desk.world.plan();
  const { planHash } = await desk.world.load(id);
  await mustDo(desk.world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
  return id;
}

describe('the address at which the leaver is reached afterwards', () => {
  it('is asked for on the farewell card, and everything goes there once access ends', async () => {
    const id = await confirmed();
    await desk.world.advanceTo('2026-03-19T09:00:00.000Z');
    const farewell = desk.world.channel.messages.find(({ key }) => key.includes('farewell'));
    expect(JSON.stringify(farewell?.view)).toContain('Give a private address');
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    expect(desk.mails.map(({ to, subject }) => [to, subject])).toEqual([
      [own, 'Atelier Lumen: is this address yours?'],
    ]);
    await desk.answerAt(own);
    await desk.world.advanceTo('2026-03-20T17:30:00.000Z');
    expect((await desk.world.load(id)).runStartedAt).not.toBeNull();
    const toThem = desk.mails.filter(({ to }) => to === own);
    expect(toThem.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['Thank you, Alex', 'How was it for you?']),
    );
    expect(desk.mails.every(({ to }) => to === own)).toBe(true);
  });

  it('lets the survey be answered on a page, after the chat account is closed', async () => {
    const id = await confirmed();
    await mustDo(desk.world.ask('hr', id, { type: 'contact.give', email: own }));
    await desk.world.advanceTo('2026-03-20T18:00:00.000Z');
    await desk.answerAt(own);
    const link = desk.linkIn(desk.mails.find(({ to, text }) => to === own && text.includes('How was it for you?')));
    const card = await desk.open(link);
    const form = await desk.press(link, card, card.buttons.find((label) => label.startsWith('Answer')) ?? '');
    expect(form.html).toMatch(/<fieldset/);
    const submit = form.buttons[0] ?? '';
    const wrong = await desk.press(link, form, submit, { overall: '9' });
    expect([wrong.status, wrong.html.includes('Choose one of the answers')]).toEqual([422, true]);
    await desk.press(link, wrong, submit, { overall: '4', best: 'The <team>' });
    expect((await desk.world.load(id)).survey?.answers).toEqual({ overall: 4, best: 'The <team>' });
  });

  it('takes over from the address at work, whose links are over from then on', async () => {
    await desk.onlyByMail('leaver');
    const id = await confirmed();
    await desk.world.advanceTo('2026-03-19T09:00:00.000Z');
    const link = desk.linkIn(desk.mails.find(({ subject }) => subject === 'Thank you, Alex'));
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    await desk.world.engine.idle();
    await desk.answerAt(own);
    expect((await desk.open(link)).status).toBe(200);
    await desk.world.advanceTo('2026-03-20T17:30:00.000Z');
    expect((await desk.open(link)).status).toBe(410);
    const toThem = desk.mails.filter(({ to }) => to === own).map(({ subject }) => subject);
    expect(toThem).toEqual(expect.arrayContaining(['Thank you, Alex', 'How was it for you?']));
    expect(new Set(toThem).size).toBe(toThem.length);
    expect(toThem.filter((subject) => subject.includes('yours?'))).toHaveLength(1);
  });

  it('may not be one that closes with the rest; one of a public provider may, also where they worked by another of it', async () => {
    const id = await confirmed();
    const give = (email: string) => desk.world.ask('leaver', id, { type: 'contact.give', email });
    const refused = { type: 'refused', refusal: { code: 'contact-closes' } };
    expect(await give('someone.else@example.com')).toMatchObject(refused);
    const state = await desk.world.load(id);
    const atProvider = { ...state, leaver: { ...state.leaver, email: 'alex.work@example.net' } };
    expect(closesWithAccess(atProvider, 'Alex.Work@example.net')).toBe(true);
    expect(closesWithAccess(atProvider, 'alex.home@example.net')).toBe(false);
  });

  it('says who can read it: whoever may open its form', async () => {
    const departure = await desk.world.load(await confirmed());
    for (const locale of ['en', 'fr'] as const) {
      const said = JSON.stringify(contactForm(departure, { ...testPeople.leaver, locale }));
      expect(said).toMatch(locale === 'en' ? /leaving, HR and administrators/ : /part, les RH et les administrateurs/);
    }
  });

  it('is read by the leaver, HR and administrators alone, and stands on nobody’s card', async () => {
    const id = await confirmed();
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    await desk.world.advanceTo('2026-03-20T18:00:00.000Z');
    await desk.answerAt(own);
    const others = desk.world.channel.messages.filter(({ key }) => !key.endsWith('|alex'));
    expect(others.length).toBeGreaterThan(3);
    expect(JSON.stringify(others)).not.toContain(own);
    expect(desk.logged.join('')).not.toContain(own);
    expect(await desk.world.ask('manager', id, { type: 'contact.give', email: 'x@example.org' })).toMatchObject({
      type: 'refused',
    });
  });

  it('leads nowhere any more once it is removed', async () => {
    const id = await confirmed();
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    await desk.world.advanceTo('2026-03-20T18:00:00.000Z');
    await desk.answerAt(own);
    const link = desk.linkIn(desk.mails.find(({ subject }) => subject === 'Thank you, Alex'));
    expect((await desk.open(link)).status).toBe(200);
    await mustDo(desk.world.ask('hr', id, { type: 'contact.remove' }));
    expect((await desk.open(link)).status).toBe(410);
    const before = desk.mails.length;
    await desk.world.advanceTo('2026-03-22T18:00:00.000Z');
    expect(desk.mails.slice(before).filter(({ to }) => to === own)).toEqual([]);
  });

  it('gets each step that is still theirs, also one that comes up afterwards', async () => {
    const id = await confirmed();
    await mustDo(desk.world.ask('hr', id, { type: 'contact.give', email: own }));
    await desk.world.advanceTo('2026-03-20T18:00:00.000Z');
    await desk.answerAt(own);
    const { tasks } = await desk.world.load(id);
    const theirs = tasks.filter((task) => task.assignee === 'alex' && isTaskActive(task)).map((task) => task.id);
    expect(theirs).not.toEqual([]);
    const sent = await Promise.all(
      theirs.map((task) => desk.world.deps.store.notes.read(`email/card/${id}/task|${task}|alex`)),
    );
    expect(sent).toEqual(theirs.map(() => expect.objectContaining({ to: digestOf(own), state: 'sent' })));
  });

  it('is written to at once when it takes the place of one that was refused', async () => {
    const id = await confirmed();
    const wrong = 'alex.moraeu@example.org';
    desk.refuse(wrong);
    await mustDo(desk.world.ask('hr', id, { type: 'contact.give', email: wrong }));
    await desk.world.advanceTo('2026-03-20T17:30:00.000Z');
    const { posts, alerts } = await desk.world.load(id);
    expect(posts.filter(({ unreachable }) => unreachable !== null).map(({ to }) => to)).toContain('alex');
    expect(alerts.map(({ kind }) => kind)).toContain('contact-open');
    await desk.world.advanceTo('2026-03-20T18:00:00.000Z');
    const before = desk.mails.length;
    await mustDo(desk.world.ask('hr', id, { type: 'contact.give', email: own }));
    await desk.world.engine.idle();
    await desk.answerAt(own);
    expect(desk.mails.slice(before).map(({ to, subject }) => [to, subject])).toContainEqual([own, 'Thank you, Alex']);
  });

  it('is no way to whoever moves inside: they keep their account', async () => {
    const id = await confirmed();
    const departure = await desk.world.load(id);
    const at = '2026-03-19T09:00:00.000Z';
    const given = { email: own, by: 'nadia', at, confirmedAt: at };
    const moved = { ...departure, kind: 'internal-move' as const, contact: given, runStartedAt: given.at };
    expect(asReached(moved, departure.leaver)).toEqual(departure.leaver);
    const asked = (kind: 'internal-move' | 'resignation') =>
      JSON.stringify(moreForm({ ...departure, kind }, testPeople.hr, { byMail: true })).includes('contact.open');
    expect([asked('resignation'), asked('internal-move')]).toEqual([true, false]);
  });
});
