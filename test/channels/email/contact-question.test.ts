import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flowSchema } from '../../../src/domain/flow/flow.ts';
import { confidentialFlow, mustDo, testFlow, testPeople } from '../../support/memory/memory-world.ts';
import { createMailWorld, type MailWorld } from './mail-world.ts';

let desk: MailWorld;

beforeEach(async () => {
  desk = await createMailWorld();
});

afterEach(() => desk.close());

const own = 'alex.moreau@example.org';
const ended = '2026-03-20T18:00:00.000Z';

async function confirmed(flow = testFlow): Promise<string> {
  const id = await desk.world.plan({}, flow);
  const { planHash } = await desk.world.load(id);
  await mustDo(desk.world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
  return id;
}

const toOwn = () => desk.mails.filter(({ to }) => to === own);
const alertsOf = async (id: string) =>
  (await desk.world.load(id)).alerts.filter(({ kind }) => kind === 'contact-open').map(({ clearedAt }) => clearedAt);

describe('the question whether an address is the leaver’s', () => {
  it('is all that goes there before it is answered, and tells a stranger nothing: in the mail, on its page, and in what comes back', async () => {
    const id = await confirmed();
    await mustDo(desk.world.ask('hr', id, { type: 'contact.give', email: own }));
    await desk.world.advanceTo(ended);
    expect(new Set(toOwn().map(({ subject }) => subject))).toEqual(new Set(['Atelier Lumen: is this address yours?']));
    const [question] = toOwn();
    const link = desk.linkIn(question);
    const page = await desk.open(link);
    const refused = await desk.press(link, page, 'No, write nothing here');
    const after = await desk.open(link);
    const said = [question?.subject, question?.text, question?.html, page.html, refused.html, after.html].join('\n');
    expect(said).not.toMatch(/alex(?!\.moreau@)|moreau(?!@)|departure|leav|access|Maya|Durand|survey|checklist/i);
    expect(page.buttons).toEqual(['Yes, it is mine', 'No, write nothing here']);
    expect(after.buttons).toEqual([]);
  });

  it('changes nothing by being opened, however often a scanner does', async () => {
    const id = await confirmed();
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    await desk.world.engine.idle();
    const link = desk.linkIn(toOwn()[0]);
    for (const method of ['GET', 'HEAD', 'GET']) await desk.open(link, { method });
    expect((await desk.world.load(id)).contact?.confirmedAt).toBeUndefined();
    const { html } = await desk.answerAt(own);
    expect(html).toContain('Thank you. This address is confirmed.');
    expect((await desk.world.load(id)).contact?.confirmedAt).toBeDefined();
  });

  it('is asked once more after two days, and after two more HR hears what to do; an answer clears that', async () => {
    const id = await confirmed();
    await desk.world.advanceTo('2026-03-19T09:00:00.000Z');
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    await desk.world.advanceTo('2026-03-21T08:59:00.000Z');
    expect(toOwn()).toHaveLength(1);
    await desk.world.advanceTo('2026-03-21T09:01:00.000Z');
    expect(toOwn()).toHaveLength(2);
    expect(await alertsOf(id)).toEqual([]);
    await desk.world.advanceTo('2026-03-30T09:00:00.000Z');
    expect(toOwn()).toHaveLength(2);
    expect(await alertsOf(id)).toEqual([null]);
    const told = desk.world.channel.messages.filter(({ view }) => JSON.stringify(view).includes('n’est pas confirmée'));
    expect(told.map(({ key }) => key.split('|').at(-1))).toEqual(['nadia']);
    expect(JSON.stringify(told)).toMatch(/Appelez, vérifiez l’adresse lettre par lettre/);
    expect(JSON.stringify(told)).not.toContain(own);
    await desk.answerAt(own);
    expect(await alertsOf(id)).toEqual([expect.any(String)]);
  });

  it('ends all mails there when it is answered with no, also by the mail program’s own button, and HR hears of it at once', async () => {
    const id = await confirmed();
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    await desk.world.advanceTo(ended);
    await desk.answerAt(own);
    const mail = desk.mails.findLast(({ subject }) => subject === 'Thank you, Alex');
    const { unsubscribe } = mail ?? {};
    expect(unsubscribe).toBe(desk.linkIn(mail));
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await desk.open(unsubscribe ?? '', { method: 'POST', body })).status).toBe(200);
    await desk.world.engine.idle();
    expect((await desk.world.load(id)).contact).toMatchObject({ deniedAt: expect.any(String) });
    expect((await alertsOf(id)).at(-1)).toBeNull();
    expect((await desk.open(unsubscribe ?? '')).status).toBe(410);
    const before = toOwn().length;
    await desk.world.advanceTo('2026-03-25T18:00:00.000Z');
    expect(toOwn()).toHaveLength(before);
  });

  it('waits in a confidential departure until everybody may know, whoever gave the address', async () => {
    const id = await desk.world.plan({ kind: 'dismissal' }, confidentialFlow);
    await mustDo(desk.world.ask('hr', id, { type: 'contact.give', email: own }));
    await desk.world.advanceTo('2026-03-20T16:59:00.000Z');
    expect(toOwn()).toEqual([]);
    const { planHash } = await desk.world.load(id);
    for (const who of ['it', 'security'] as const)
      await mustDo(desk.world.ask(who, id, { type: 'access.confirm', planHash: planHash ?? '' }));
    await mustDo(desk.world.ask('hr', id, { type: 'cut-off.release', planHash: planHash ?? '' }));
    await desk.world.advanceTo('2026-03-24T17:00:00.000Z');
    expect(toOwn().map(({ subject }) => subject)[0]).toBe('Atelier Lumen: is this address yours?');
  });

  it('is answered on its own page alone: no chat account of the leaver counts for the mailbox', async () => {
    const id = await confirmed();
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    const { contact } = await desk.world.load(id);
    const ref = { name: 'contact.confirm', departureId: id, target: contact?.at ?? '', seen: null };
    const speaker = { person: testPeople.leaver, channel: 'slack' as const };
    const reply = await desk.conversation.act({ ref, values: null, words: [] }, speaker);
    expect(reply).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    expect((await desk.world.load(id)).contact?.confirmedAt).toBeUndefined();
  });

  it('is asked anew about an address that is given anew, and an answer about the earlier one counts for nothing', async () => {
    const id = await confirmed();
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: 'alex.moraeu@example.org' }));
    await desk.world.engine.idle();
    const link = desk.linkIn(desk.mails.at(-1));
    const page = await desk.open(link);
    await desk.world.advanceTo('2026-03-03T09:00:00.000Z');
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    await desk.world.engine.idle();
    expect((await desk.press(link, page, 'Yes, it is mine')).status).toBe(410);
    expect((await desk.world.load(id)).contact?.confirmedAt).toBeUndefined();
    expect(toOwn()).toHaveLength(1);
  });

  it('leaves the address nowhere but in the departure, so that it is erased with it', async () => {
    const notes: unknown[] = [];
    const { store } = desk.world.deps;
    const write = store.notes.write.bind(store.notes);
    store.notes.write = async (key, value) => {
      notes.push(key, value);
      await write(key, value);
    };
    const id = await confirmed();
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    await desk.world.advanceTo(ended);
    await desk.answerAt(own);
    await desk.world.advanceTo('2026-03-27T18:00:00.000Z');
    expect(toOwn().length).toBeGreaterThan(3);
    expect(JSON.stringify(notes)).not.toContain(own);
  });
});

describe('reminders of the leaver once access has ended', () => {
  it('go to the address of their own, about that departure alone, and can be answered there', async () => {
    const badge = { ...testFlow.steps[1], id: 'badge', due: { from: 'last-working-day', offset: 7, unit: 'days' } };
    const id = await confirmed(flowSchema.parse({ ...testFlow, steps: [...testFlow.steps, badge] }));
    await mustDo(desk.world.ask('leaver', id, { type: 'contact.give', email: own }));
    await desk.world.engine.idle();
    await desk.answerAt(own);
    await desk.world.advanceTo('2026-03-30T18:00:00.000Z');
    const { tasks, runStartedAt } = await desk.world.load(id);
    const reminded = tasks.filter(
      ({ assignee, remindedAt }) => assignee === 'alex' && (remindedAt ?? '') > (runStartedAt ?? ''),
    );
    expect(reminded).not.toEqual([]);
    const sent = toOwn().filter(({ subject }) => /^Reminder|^Your open tasks/.test(subject));
    expect(sent.length).toBeGreaterThan(0);
    const link = desk.linkIn(sent.at(-1));
    expect((await desk.open(link)).buttons.length).toBeGreaterThan(0);
    const inChat = desk.world.channel.messages.filter(({ key }) => /digest\/2026-03-2\d\/alex$/.test(key));
    expect(inChat.filter(({ key }) => key.includes('2026-03-2') && !/2026-03-(19|20)/.test(key))).toEqual([]);
  });
});
