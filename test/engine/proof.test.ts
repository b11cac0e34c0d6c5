import { describe, expect, it } from 'vitest';
import { wishedCards } from '../../src/domain/cards/audience.ts';
import type { PersonCommand } from '../../src/domain/command.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { type Flow, flowSchema } from '../../src/domain/flow/flow.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import {
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  type TestPersonName,
  testFlow,
  testPeople,
} from '../support/memory/memory-world.ts';
import { actNamesOf, cardTexts } from '../support/view-text.ts';

/** As shipped for finance; here for the tier of the one system that people close by hand. */
const twoPeople: Flow = { ...testFlow, confirmation: { ...testFlow.confirmation, secondPersonTiers: ['crm'] } };
const cutOff = '2026-03-20T17:00:00.000Z';

async function planned(flow: Flow): Promise<{ world: MemoryWorld; id: string }> {
  const world = await createMemoryWorld({ manual: true });
  return { world, id: await world.plan({ handovers: [] }, flow) };
}

/** The one action that only a person can do. */
async function byHand({ world, id }: { world: MemoryWorld; id: string }) {
  const one = (await world.load(id)).revocations.find(({ action }) => action.system === 'crm');
  if (!one) throw new Error('the plan has nothing to do by hand');
  return one;
}

type OnAction = 'access.hand' | 'access.prove' | 'access.accept-proof';

async function ask(
  at: { world: MemoryWorld; id: string },
  who: TestPersonName,
  type: OnAction,
  to: Person = testPeople[who],
): Promise<string> {
  const { action, rev } = await byHand(at);
  const on = { actionId: action.id, rev };
  const command: PersonCommand =
    type === 'access.hand'
      ? { type, ...on, to }
      : type === 'access.prove'
        ? { type, ...on, proof: 'Closed it, the list is empty' }
        : { type, ...on };
  const result = await at.world.ask(who, at.id, command);
  return result.type === 'refused' ? result.refusal.code : 'done';
}

async function confirmed(flow: Flow) {
  const at = await planned(flow);
  const { planHash } = await at.world.load(at.id);
  await mustDo(at.world.ask('it', at.id, { type: 'access.confirm', planHash: planHash ?? '' }));
  return at;
}

const words = (card: CardView) => cardTexts(card).join('\n');

describe('what a person did by hand', () => {
  it('is not said to be done before the plan is confirmed, nor before its time', async () => {
    const at = await planned(testFlow);
    expect(await ask(at, 'it', 'access.hand')).toBe('done');
    expect(await ask(at, 'it', 'access.prove')).toBe('not-confirmed-yet');
    await at.world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(await ask(at, 'it', 'access.prove')).toBe('not-confirmed-yet');

    const early = await confirmed(testFlow);
    expect(await ask(early, 'it', 'access.hand')).toBe('done');
    expect(await ask(early, 'it', 'access.prove')).toBe('too-early-to-prove');
    await early.world.advanceTo(cutOff);
    expect(await ask(early, 'it', 'access.prove')).toBe('done');
  });

  it('is neither taken out of the run nor said to be done by whoever asked for the departure', async () => {
    const at = await confirmed(testFlow);
    const asIt = { type: 'person', id: 'maya', roles: ['it'] } as const;
    const refused = { refusal: { code: 'requester-cannot-confirm' } };
    const on = async () => ({ actionId: (await byHand(at)).action.id, rev: (await byHand(at)).rev });
    const hand = async (to: Person) => ({ type: 'access.hand' as const, ...(await on()), to });
    expect(await at.world.engine.command(at.id, await hand(testPeople.priya), asIt)).toMatchObject(refused);
    await at.world.advanceTo(cutOff);
    const prove = { type: 'access.prove', ...(await on()), proof: 'Closed it' } as const;
    expect(await at.world.engine.command(at.id, prove, asIt)).toMatchObject(refused);
    // What the run left open they may give to somebody else; nobody gives it to them.
    expect(await at.world.engine.command(at.id, await hand(testPeople.priya), asIt)).toMatchObject({ type: 'done' });
    expect(await ask(at, 'it', 'access.hand', testPeople.manager)).toBe('done');
    expect(await ask(at, 'manager', 'access.prove')).toBe('requester-cannot-confirm');
  });

  it('counts at once where the flow wants nobody else to look', async () => {
    const at = await confirmed(testFlow);
    await at.world.advanceTo(cutOff);
    expect(await ask(at, 'it', 'access.prove')).toBe('done');
    expect((await byHand(at)).proof?.second).toBeUndefined();
    expect((await at.world.load(at.id)).alerts).toEqual([]);
    expect((await at.world.load(at.id)).runEndedAt).not.toBeNull();
  });

  it('stays open in the named tiers until somebody else accepts it: two clicks of one person close nothing', async () => {
    const at = await confirmed(twoPeople);
    await at.world.advanceTo(cutOff);
    expect(await ask(at, 'it', 'access.hand', testPeople.it)).toBe('done');
    expect(await ask(at, 'it', 'access.prove')).toBe('done');
    expect(await ask(at, 'it', 'access.accept-proof')).toBe('second-person-needed');
    expect(await ask(at, 'priya', 'access.accept-proof')).toBe('not-found');
    expect(await ask(at, 'manager', 'access.accept-proof')).toBe('not-permitted');
    const complete = await at.world.ask('hr', at.id, { type: 'departure.complete' });
    expect(complete).toMatchObject({ refusal: { code: 'work-open', params: { actions: 1 } } });

    // The card says for whom it waits, and whoever may accept hears of it by a message of its own.
    const state = await at.world.load(at.id);
    const now = at.world.clock.now().toISOString();
    const mine = accessCard(state, testPeople.it, now);
    expect(words(mine)).toContain('Inès Laurent and Nadia Berger');
    expect(actNamesOf(mine)).not.toContain('access.accept-proof');
    expect(actNamesOf(accessCard(state, testPeople.security, now))).toContain('access.accept-proof');
    expect(actNamesOf(accessCard(state, testPeople.hr, now))).toContain('access.accept-proof');
    expect(words(accessCard(state, testPeople.hr, now))).toContain('Inès Laurent');
    const keys = state.posts.filter(({ ref }) => ref !== null).map(({ key }) => key);
    const { action } = await byHand(at);
    for (const reader of ['ines', 'nadia']) expect(keys).toContain(`alert|proof-waits-1-${action.id}|${reader}`);
    expect(keys).not.toContain(`alert|proof-waits-1-${action.id}|tom`);

    expect(await ask(at, 'security', 'access.accept-proof')).toBe('done');
    expect((await byHand(at)).proof).toMatchObject({ by: 'tom', second: { by: 'ines' } });
    const after = await at.world.load(at.id);
    expect(after.alerts.every(({ clearedAt }) => clearedAt !== null)).toBe(true);
    expect(await ask(at, 'hr', 'access.accept-proof')).toBe('action-not-open');
  });

  it('is on the list of whoever can settle it where nobody but its author may accept it', async () => {
    const at = await confirmed(twoPeople);
    await at.world.advanceTo(cutOff);
    expect(await ask(at, 'it', 'access.prove')).toBe('done');
    const state = await at.world.load(at.id);
    const { action } = await byHand(at);
    const readers = (cast: Departure['cast']) =>
      wishedCards({ ...state, cast }, at.world.clock.now().toISOString()).flatMap(({ card, subject, reader }) =>
        card === 'alert' && subject === `proof-waits-1-${action.id}` ? [reader] : [],
      );
    expect(readers({ it: ['tom'], hr: ['nadia'], admin: [] })).toEqual(['nadia']);
    // Tom wrote the proof; Maya asked for the departure.
    expect(readers({ it: ['tom'], hr: [], admin: ['maya'] })).toEqual(['tom', 'maya']);
    expect(readers({ it: [], hr: ['maya'], admin: [] })).toEqual(['maya']);
    expect(words(accessCard({ ...state, cast: { it: ['tom'], hr: [], admin: [] } }, testPeople.it, cutOff))).toContain(
      'Hand it to somebody else',
    );
  });

  it('is asked for anew when it is handed on or tried again', async () => {
    const at = await confirmed(twoPeople);
    await at.world.advanceTo(cutOff);
    expect(await ask(at, 'it', 'access.prove')).toBe('done');
    expect(await ask(at, 'security', 'access.hand', testPeople.priya)).toBe('done');
    expect((await byHand(at)).proof).toBeNull();
    expect(await ask(at, 'security', 'access.accept-proof')).toBe('no-proof-waits');
    expect(await ask(at, 'priya', 'access.prove')).toBe('done');
    const { action, rev } = await byHand(at);
    await mustDo(at.world.ask('it', at.id, { type: 'access.retry', actionId: action.id, rev }));
    expect((await byHand(at)).proof).toBeNull();
  });

  it('needs a second person for finance, whatever the flow leaves out', () => {
    const { secondPersonTiers: _, ...confirmation } = testFlow.confirmation;
    expect(flowSchema.parse({ ...testFlow, confirmation }).confirmation.secondPersonTiers).toEqual(['finance']);
  });
});
