import { describe, expect, it } from 'vitest';
import { createConversation } from '../../src/engine/conversation/create-conversation.ts';
import { act } from '../../src/views/act-names.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { meetingCard } from '../../src/views/cards/meeting-card.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  testPeople,
} from '../support/memory/memory-world.ts';
import { actNamesOf, cardTexts } from '../support/view-text.ts';

/** Planned for Friday, 18:00 in Paris. */
const callAt = '2026-03-20T16:50:00.000Z';

function meetingOf(world: MemoryWorld, handle = 'U-maya') {
  return world.channel.inbox(handle).filter(({ view }) => view.kind === 'meeting');
}

function textsOf(message: ReturnType<typeof meetingOf>[number] | undefined): string {
  return message ? cardTexts(message.view).join('\n') : '';
}

async function confirmed(world: MemoryWorld, id: string): Promise<string> {
  const planHash = (await world.load(id)).planHash ?? '';
  for (const who of ['it', 'security'] as const) await mustDo(world.ask(who, id, { type: 'access.confirm', planHash }));
  return planHash;
}

describe('the meeting at which access is ended', () => {
  it('arrives when the cut-off is armed, and rings again ten minutes before in the place of the first', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow);
    await world.advanceTo('2026-03-18T09:00:00.000Z');
    expect(meetingOf(world)).toEqual([]);
    await confirmed(world, id);
    const [armed, ...others] = meetingOf(world);
    expect(others).toEqual([]);
    expect(textsOf(armed)).toContain('It is early');
    await world.advanceTo('2026-03-20T16:49:59.000Z');
    expect(meetingOf(world).map(({ ref }) => ref)).toEqual([armed?.ref]);
    await world.advanceTo(callAt);
    const [soon, ...rest] = meetingOf(world);
    expect(rest).toEqual([]);
    expect(soon?.ref.message).not.toBe(armed?.ref.message);
    // Nobody else is called, and the leaver least of all.
    expect(world.channel.messages.filter(({ view }) => view.kind === 'meeting')).toHaveLength(1);
    const { entries } = await world.load(id);
    await world.engine.reconcile(id);
    expect((await world.load(id)).entries).toBe(entries);
  });

  it('is called also while a confirmation is missing, and says so instead of offering the button', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow);
    await world.advanceTo(callAt);
    const [soon] = meetingOf(world);
    expect(soon?.view.fallback).toBe(
      'The meeting with Alex Moreau is planned for Friday 20 March 2026 at 18:00, and the access is not ready to be ended: 0 of 2 confirmed, waiting for IT.',
    );
    expect(JSON.stringify(soon?.view)).not.toContain('cut-off.release');
    // There is no button yet, and so the departure's card does not say where it is.
    const departure = world.channel.inbox('U-maya').find(({ view }) => view.kind === 'departure');
    expect(textsOf(departure)).toContain('Not ready yet');
    expect(textsOf(departure)).not.toContain('is on the message');
    await confirmed(world, id);
    expect(meetingOf(world).map(({ ref }) => ref)).toEqual([soon?.ref]);
    expect(JSON.stringify(meetingOf(world)[0]?.view)).toContain('cut-off.release');
  });

  it('that nobody has confirmed alarms IT while there is time, and again when it comes', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow);
    const alarms = () => world.channel.inbox('U-tom').filter(({ view }) => view.kind === 'alert');
    // Two business days before, and not in the evening.
    await world.advanceTo('2026-03-19T07:59:00.000Z');
    expect(alarms()).toEqual([]);
    await world.advanceTo('2026-03-19T08:01:00.000Z');
    expect(alarms().map(({ view }) => view.fallback)).toEqual([
      'The meeting with Alex Moreau is planned for Friday 20 March 2026 at 18:00. Its button ends nothing before the plan is complete and confirmed.',
    ]);
    await world.advanceTo('2026-03-20T17:00:30.000Z');
    expect(alarms().map(({ view }) => view.title)).toContain('The meeting cannot end access');
    await confirmed(world, id);
    expect((await world.load(id)).alerts.every(({ clearedAt }) => clearedAt !== null)).toBe(true);
    // The leaver and the teammates hear nothing of it.
    for (const one of ['U-alex', 'U-priya', 'U-jonas']) expect(world.channel.inbox(one)).toEqual([]);
  });

  it('of tomorrow alarms IT two hours before at the latest', async () => {
    const world = await createMemoryWorld();
    await world.advanceTo('2026-03-19T15:00:00.000Z');
    const id = await world.plan({}, confidentialFlow);
    await world.advanceTo('2026-03-20T14:59:00.000Z');
    expect((await world.load(id)).alerts).toEqual([]);
    await world.advanceTo('2026-03-20T15:00:00.000Z');
    expect((await world.load(id)).alerts).toMatchObject([{ kind: 'cut-off-unconfirmed', subject: 'soon' }]);
  });

  it('shows one system after the other closing once the button was pressed', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow);
    const planHash = await confirmed(world, id);
    await world.advanceTo(callAt);
    await mustDo(world.ask('manager', id, { type: 'cut-off.release', planHash }));
    const [message] = meetingOf(world);
    const progress = (message?.versions ?? []).flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'progress' ? [`${block.done}/${block.total}`] : [])),
    );
    expect(progress.at(-1)).toBe('3/3');
    expect(progress.length).toBeGreaterThan(1);
    expect(textsOf(message)).toContain('Every system is closed.');
    const state = await world.load(id);
    const french = meetingCard(state, { ...testPeople.manager, locale: 'fr' }, world.clock.now().toISOString());
    expect(cardTexts(french)).toContain('Tous les systèmes sont fermés.');
  });

  it('rings anew for another time, and keeps quiet where nothing waits for a click', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow);
    await confirmed(world, id);
    const [first] = meetingOf(world);
    const { dates } = await world.load(id);
    if (!dates) throw new Error('no dates');
    const cutOff = { ...dates.cutOff, at: '2026-03-19T09:00:00.000Z' };
    await mustDo(world.ask('hr', id, { type: 'departure.reschedule', dates: { ...dates, cutOff } }));
    await confirmed(world, id);
    const [second, ...others] = meetingOf(world);
    expect(others).toEqual([]);
    expect(second?.ref.message).not.toBe(first?.ref.message);
    const scheduled = await createMemoryWorld();
    await scheduled.plan();
    await scheduled.advanceTo('2026-03-20T17:30:00.000Z');
    expect(scheduled.channel.messages.some(({ view }) => view.kind === 'meeting')).toBe(false);
  });

  it('has its button on one message at a time, the newest, and every other card says where it is', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow);
    await confirmed(world, id);
    const inbox = () => world.channel.inbox('U-maya').map(({ view }) => view);
    const withButton = () => inbox().filter((view) => JSON.stringify(view).includes('cut-off.release'));
    const departure = () =>
      inbox()
        .filter(({ kind }) => kind === 'departure')
        .flatMap(cardTexts)
        .join('\n');
    expect(withButton().map(({ kind }) => kind)).toEqual(['meeting']);
    const where = 'The button that ends access is on the message “The meeting with Alex Moreau”.';
    expect(departure()).toContain(where);
    // What the message says of the meeting is not said a second time.
    expect(departure()).not.toContain('When you have told');
    await world.advanceTo(callAt);
    expect(withButton().map(({ kind }) => kind)).toEqual(['meeting']);
    // An hour after the planned time it rings, and the message that rings has the button.
    await world.advanceTo('2026-03-20T18:01:00.000Z');
    expect(withButton().map(({ kind }) => kind)).toEqual(['alert']);
    const [meeting] = meetingOf(world);
    expect(textsOf(meeting)).toContain('is on the message “Nobody has ended access yet”.');
    expect(departure()).toContain('is on the message “Nobody has ended access yet”.');
    // A message that nobody could be brought holds nothing; a card that others read as well has its button itself.
    const state = await world.load(id);
    const now = world.clock.now().toISOString();
    const posted = { card: 'departure', subject: null, reader: 'maya' } as const;
    const offers = (one: typeof state) => actNamesOf(departureCard(one, testPeople.manager, now, { posted }));
    expect(offers(state)).not.toContain('cut-off.release');
    // Whoever asks for it has it there, also where a person or the platform deleted the message that held it.
    const conversation = createConversation(world.deps, world.engine);
    const ref = act('departure.open', id);
    const speaker = { person: testPeople.manager, channel: 'slack' } as const;
    expect(JSON.stringify(await conversation.act({ ref, values: null, words: [] }, speaker))).toContain(
      'cut-off.release',
    );
    const posts = state.posts.map((post) => ({ ...post, ref: null }));
    expect(offers({ ...state, posts })).toContain('cut-off.release');
    const cardChannel = { channel: 'slack' as const, id: 'G1' };
    expect(offers({ ...state, draft: { ...state.draft, cardChannel } })).toContain('cut-off.release');
  });

  it('says that the earlier message is over where the platform deletes nothing, and tries again where it is silent', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, confidentialFlow);
    await confirmed(world, id);
    world.channel.keeps = true;
    await world.advanceTo('2026-03-20T16:55:00.000Z');
    const inbox = world.channel.inbox('U-maya');
    expect(inbox.filter(({ view }) => view.kind === 'meeting')).toHaveLength(1);
    expect(inbox.map(({ view }) => view.fallback)).toContain('This message is over: a newer one takes its place.');
  });
});
