import { describe, expect, it } from 'vitest';
import { audience } from '../../src/domain/cards/audience.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { Flow } from '../../src/domain/flow/flow.ts';
import { maySee } from '../../src/domain/people/visibility.ts';
import { preflight } from '../../src/engine/access/preflight.ts';
import { createConversation } from '../../src/engine/conversation/create-conversation.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { type ActName, actNames, act as actRef } from '../../src/views/act-names.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  type TestPersonName,
  testFlow,
  testPeople,
  worldDates,
} from '../support/memory/memory-world.ts';

/** A dismissal that HR prepares with Priya; Maya, who is recorded as Alex' manager, is left out. */
const scheduled: Flow = {
  ...confidentialFlow,
  cutOff: { ...confidentialFlow.cutOff, mode: 'scheduled' },
  confirmation: { ...testFlow.confirmation, confirmers: [{ role: 'it', count: 1 }] },
  farewell: { from: 'cut-off', offset: 0, unit: 'minutes' },
  survey: {
    opens: { from: 'cut-off', offset: 0, unit: 'minutes' },
    closes: { from: 'cut-off', offset: 14, unit: 'days' },
  },
};
const asHr = { type: 'person', id: 'nadia', roles: ['hr'] } as const;
const outsiders = ['manager', 'leaver', 'jonas'] as const satisfies readonly TestPersonName[];

async function drafted(world: MemoryWorld): Promise<string> {
  const people = Object.fromEntries(Object.values(testPeople).map((one) => [one.id, one]));
  const begun = await world.engine.begin(
    { type: 'draft.start', leaver: testPeople.leaver, manager: 'priya', people },
    asHr,
  );
  if (begun.type !== 'done') throw new Error(begun.refusal.code);
  const { id } = begun.departure;
  const handover = { title: 'Billing', notes: '', to: 'jonas', fallback: null, dueDate: '2026-03-25' };
  const patch = { kind: 'dismissal', workerType: 'employee', dates: worldDates, handovers: [handover] } as const;
  await mustDo(world.engine.command(id, { type: 'draft.edit', patch: { ...patch, handovers: [handover] } }, asHr));
  return id;
}

async function secret(world: MemoryWorld, flow: Flow = scheduled): Promise<string> {
  const id = await drafted(world);
  const found = await preflight(world.deps, testPeople.leaver);
  const cast = { hr: ['nadia'], it: ['tom', 'ines'], admin: [] };
  await mustDo(world.engine.command(id, { type: 'plan.submit', flow, preflight: found, cast, people: {} }, asHr));
  await world.engine.idle();
  return id;
}

async function confirm(world: MemoryWorld, id: string): Promise<void> {
  await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: (await world.load(id)).planHash ?? '' }));
}

/** The conversation of somebody with Relais; what it answers, without the ids of departures. */
function talkIn(world: MemoryWorld) {
  const conversation = createConversation(world.deps, world.engine);
  const plain = (value: unknown) => JSON.stringify(value).replaceAll(/id-\d+/g, 'id');
  return {
    async say(
      who: TestPersonName,
      name: ActName,
      more: {
        id?: string | null;
        target?: string;
        seen?: string;
        values?: Record<string, string | null>;
        leaver?: string;
      } = {},
    ): Promise<{ words: string; id: string | null; seen: string | null }> {
      const { id = null, target, seen, values, leaver } = more;
      const ref = actRef(name, id, { ...(target && { target }), ...(seen && { seen }) });
      const words = leaver ? [{ personId: leaver }] : [];
      const speaker = { person: testPeople[who], channel: 'slack' as const };
      const reply = await conversation.act({ ref, values: values ?? null, words }, speaker);
      await world.engine.idle();
      const submit = reply.type === 'form' ? reply.form.submit : null;
      return { words: plain(reply), id: submit?.act.departureId ?? null, seen: submit?.act.seen ?? null };
    },
    home: async (who: TestPersonName) => plain(await conversation.home({ person: testPeople[who], channel: 'slack' })),
    /** Every message that they have. */
    cards: (who: TestPersonName) =>
      world.channel
        .inbox(`U-${who === 'manager' ? 'maya' : who === 'leaver' ? 'alex' : who}`)
        .map(({ view }) => plain(view)),
  };
}

const dates = {
  lastWorkingDay: '2026-03-20',
  contractEnd: '2026-03-31',
  zone: 'Europe/Paris',
  when: 'scheduled',
  cutOffDate: '2026-03-20',
  cutOffTime: '18:00',
};

/** Everything that Maya is answered from `/offboard` to the started departure, and afterwards. */
async function wholeWalk(world: MemoryWorld): Promise<string[]> {
  const { say, home, cards } = talkIn(world);
  const answers: string[] = [];
  const step = async (...asked: Parameters<typeof say>) => {
    const answer = await say(...asked);
    answers.push(answer.words);
    return answer;
  };
  await step('manager', 'start');
  await step('manager', 'start', { leaver: 'alex' });
  await step('manager', 'walk.who.changed', { values: { leaver: 'alex', manager: null } });
  const { id } = await step('manager', 'walk.who', {
    values: { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' },
  });
  await step('manager', 'start', { leaver: 'alex' });
  const values = { ...dates, equipment: 'Laptop', credentials: null, cardChannel: null };
  const plan = await step('manager', 'walk.day', { id, values });
  answers.push(await home('manager'));
  await step('manager', 'walk.submit', { id, ...(plan.seen && { seen: plan.seen }) });
  await step('manager', 'start', { leaver: 'alex' });
  await step('manager', 'status');
  for (const who of outsiders) answers.push(await home(who), ...cards(who));
  return answers;
}

async function openOnes(world: MemoryWorld): Promise<Departure[]> {
  const found: Departure[] = [];
  for await (const one of world.deps.store.departures.search({ status: ['active'] })) found.push(one);
  return found;
}

describe('a confidential departure, asked about by those it is kept from', () => {
  it.each([
    ['a draft', drafted],
    ['under way', secret],
  ])('answers a left-out manager who begins one as if there were none: %s', async (_, prepare) => {
    const empty = await createMemoryWorld();
    const expected = await wholeWalk(empty);
    const world = await createMemoryWorld();
    await prepare(world);
    expect(await wholeWalk(world)).toEqual(expected);
    // Hers really is under way, as she was told, and HR finds both.
    const hers = (await openOnes(world)).find(({ requester }) => requester === 'maya');
    expect(hers).toMatchObject({ status: 'active', aside: true, kind: 'resignation' });
    expect((await openOnes(empty))[0]?.aside).toBeUndefined();
    expect(await talkIn(world).home('hr')).toMatch(/Alex Moreau.*Alex Moreau/);
  });

  it('tells HR, who sees it, that there is one already', async () => {
    const world = await createMemoryWorld();
    await secret(world);
    expect((await talkIn(world).say('hr', 'start', { leaver: 'alex' })).words).toContain('déjà');
  });

  it.each(outsiders)('gives %s for every act on it the answer for one that never was', async (who) => {
    const world = await createMemoryWorld();
    const id = await secret(world);
    const { say } = talkIn(world);
    const state = await world.load(id);
    const targets = [state.tasks[0]?.id ?? '', state.revocations[0]?.action.id ?? ''];
    for (const name of actNames)
      for (const target of targets) {
        const more = {
          target,
          seen: '1',
          values: { reason: 'a good reason', to: 'jonas', proof: 'seen', leaver: 'jonas', manager: 'maya' },
        };
        // What begins a departure of Jonas does so either way.
        if (name === 'walk.who' && who === 'manager') continue;
        const there = await say(who, name, { ...more, id });
        const nowhere = await say(who, name, { ...more, id: 'id-9999' });
        expect(there.words, name).toBe(nowhere.words);
      }
    expect(await world.load(id)).toMatchObject({ entries: state.entries });
  });

  it.each(outsiders)('is on no page of %s', async (who) => {
    const pages = async (world: MemoryWorld) => {
      const { say, home } = talkIn(world);
      return [await home(who), (await say(who, 'status')).words, (await say(who, 'help')).words];
    };
    const world = await createMemoryWorld();
    await secret(world);
    expect(await pages(world)).toEqual(await pages(await createMemoryWorld()));
  });
});

/** To whom anything was ever posted. */
async function readers(world: MemoryWorld, id: string): Promise<string[]> {
  return [...new Set((await world.load(id)).posts.map(({ to }) => to))].sort();
}

describe('a confidential departure whose hour has come', () => {
  it('tells nobody by the clock: without its confirmations nothing has ended, and the leaver is not thanked', async () => {
    const world = await createMemoryWorld();
    const id = await secret(world);
    await world.advanceTo('2026-03-27T17:00:00.000Z');
    expect((await world.load(id)).runStartedAt).toBeNull();
    expect(await readers(world, id)).toEqual(['ines', 'nadia', 'priya', 'tom']);
    expect((await world.load(id)).tasks.filter(({ assignee }) => assignee === 'jonas')).toMatchObject([
      { status: 'waiting' },
    ]);
    const now = world.clock.now().toISOString();
    for (const who of ['alex', 'jonas', 'maya'])
      expect(maySee(await world.load(id), { id: who, roles: [] }, now)).toBe(false);

    // Confirmed at last, it runs at once, and only then does anybody hear.
    await confirm(world, id);
    await world.advanceTo('2026-03-27T17:10:00.000Z');
    expect(await readers(world, id)).toEqual(['alex', 'ines', 'jonas', 'nadia', 'priya', 'tom']);
  });

  it('is no reason to tell where every call was refused for good, until one works', async () => {
    const world = await createMemoryWorld();
    const id = await secret(world);
    await confirm(world, id);
    const refuse = async () => {
      throw new ConnectorError('rejected', { en: 'no right to do that', fr: 'pas le droit de le faire' });
    };
    const acts = Object.values(world.systems).map(({ connector }) => ({ connector, act: connector.act }));
    for (const { connector } of acts) connector.act = refuse;
    await world.advanceTo('2026-03-23T17:00:00.000Z');
    const state = await world.load(id);
    expect(state.revocations.map(({ status }) => status)).toEqual(state.revocations.map(() => 'failed'));
    expect(state.runFirstEndedAt).not.toBeNull();
    expect(await readers(world, id)).toEqual(['ines', 'nadia', 'priya', 'tom']);

    for (const { connector, act } of acts) connector.act = act;
    const [first] = state.revocations;
    await mustDo(world.ask('it', id, { type: 'access.retry', actionId: first?.action.id ?? '', rev: first?.rev ?? 0 }));
    await world.advanceTo('2026-03-23T17:10:00.000Z');
    expect(await readers(world, id)).toEqual(['alex', 'ines', 'jonas', 'nadia', 'priya', 'tom']);
  });

  it('is no reason to tell where only people can end its access, until one of them says so', async () => {
    const world = await createMemoryWorld({ manual: true });
    for (const system of ['okta', 'code']) (world.deps.connectors as Map<string, unknown>).delete(system);
    const id = await secret(world);
    await confirm(world, id);
    await world.advanceTo('2026-03-23T17:00:00.000Z');
    const [byHand, ...more] = (await world.load(id)).revocations;
    expect([byHand?.status, more]).toEqual(['manual', []]);
    expect(await readers(world, id)).toEqual(['ines', 'nadia', 'priya', 'tom']);

    const asked = { actionId: byHand?.action.id ?? '', rev: byHand?.rev ?? 0 };
    await mustDo(world.ask('it', id, { type: 'access.prove', ...asked, proof: 'closed in the console' }));
    await world.advanceTo('2026-03-23T17:10:00.000Z');
    expect(await readers(world, id)).toEqual(['alex', 'ines', 'jonas', 'nadia', 'priya', 'tom']);
  });

  it('is known once it has passed where IT left everything open knowingly before: nobody waits for ever', async () => {
    const world = await createMemoryWorld({ manual: true });
    for (const system of ['okta', 'code']) (world.deps.connectors as Map<string, unknown>).delete(system);
    const id = await secret(world);
    const [only] = (await world.load(id)).revocations;
    const waive = { actionId: only?.action.id ?? '', rev: only?.rev ?? 0, reason: 'a shared account', until: null };
    await mustDo(world.ask('it', id, { type: 'access.waive', ...waive }));
    await world.advanceTo('2026-03-20T16:59:00.000Z');
    expect(await readers(world, id)).toEqual(['ines', 'nadia', 'priya', 'tom']);
    await world.advanceTo('2026-03-23T17:00:00.000Z');
    expect((await world.load(id)).runFirstEndedAt).not.toBeNull();
    expect(await readers(world, id)).toEqual(['alex', 'ines', 'jonas', 'nadia', 'priya', 'tom']);
  });

  it('counts for other departures only then: nothing is passed on because of it before', async () => {
    const world = await createMemoryWorld();
    const id = await secret(world);
    const { leavingAmong } = await import('../../src/engine/people/leaving.ts');
    const other = { ...(await world.load(id)), leaver: testPeople.jonas };
    const asked = {
      ...other,
      tasks: other.tasks.map((task) => ({ ...task, status: 'offered' as const, assignee: 'alex' })),
    };
    await world.advanceTo('2026-03-21T17:00:00.000Z');
    expect([...(await leavingAmong(world.deps, asked))]).toEqual([]);
    await confirm(world, id);
    await world.advanceTo('2026-03-21T17:10:00.000Z');
    expect([...(await leavingAmong(world.deps, asked))]).toEqual(['alex']);
  });

  it.each(['departure.cancel', 'departure.retain'] as const)(
    'never surfaces after %s, whatever hour passes',
    async (type) => {
      const world = await createMemoryWorld();
      const id = await secret(world);
      await mustDo(world.engine.command(id, { type, reason: 'it was settled' }, asHr));
      await world.advanceTo('2026-05-01T09:00:00.000Z');
      expect(await readers(world, id)).toEqual(['ines', 'nadia', 'priya', 'tom']);
      const { say } = talkIn(world);
      for (const who of outsiders) {
        expect((await say(who, 'departure.open', { id })).words).toBe(
          (await say(who, 'departure.open', { id: 'id-9999' })).words,
        );
        expect((await say(who, 'status')).words).not.toContain('Moreau');
      }
    },
  );

  it('never surfaces without any access either, once it was called off in time', async () => {
    const world = await createMemoryWorld();
    const id = await secret(world);
    const bare = { ...(await world.load(id)), accounts: [], revocations: [], unresolved: [] };
    const later = '2026-05-01T09:00:00.000Z';
    const before = '2026-03-19T09:00:00.000Z';
    const alex = { id: 'alex', roles: [] };
    expect(maySee(bare, alex, later)).toBe(true);
    expect(maySee(bare, alex, before)).toBe(false);
    const off = { ...bare, status: 'cancelled' as const, ended: { at: before, by: 'nadia', reason: 'no' } };
    expect(maySee(off, alex, later)).toBe(false);
  });

  it('stays known to whoever knew, when it is taken up again', async () => {
    const world = await createMemoryWorld();
    const id = await secret(world);
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    await mustDo(world.engine.command(id, { type: 'departure.cancel', reason: 'a mistake' }, asHr));
    await mustDo(world.engine.command(id, { type: 'departure.reopen', reason: 'no mistake' }, asHr));
    const state = await world.load(id);
    expect(state.runStartedAt).toBeNull();
    expect(maySee(state, { id: 'alex', roles: [] }, world.clock.now().toISOString())).toBe(true);
  });
});

it('posts nothing to whoever does not prepare it, whatever a flow says', async () => {
  const world = await createMemoryWorld();
  const state = await world.load(await secret(world));
  const now = world.clock.now().toISOString();
  const escalated = { escalateTo: ['alex', 'jonas', 'priya'], escalatedAt: now };
  const tasks = state.tasks.map((task) => ({ ...task, ...escalated, status: 'offered' as const, assignee: 'jonas' }));
  const secretly = new Set(audience({ ...state, tasks }, now).map(({ reader }) => reader));
  expect([...secretly].sort()).toEqual(['ines', 'nadia', 'priya', 'tom']);
  // A run that has begun and could call nothing yet has ended nothing.
  const begun = { ...state, tasks, runStartedAt: now };
  expect([...new Set(audience(begun, now).map(({ reader }) => reader))].sort()).toEqual([
    'ines',
    'nadia',
    'priya',
    'tom',
  ]);
  const known = new Set(audience({ ...begun, toldAt: now }, now).map(({ reader }) => reader));
  expect([...known].sort()).toEqual(['alex', 'ines', 'jonas', 'nadia', 'priya', 'tom']);
});

describe('a draft that was thrown away', () => {
  it('stays unknown to the manager whom it named, and is not taken up again', async () => {
    const world = await createMemoryWorld();
    const id = await drafted(world);
    await mustDo(world.engine.command(id, { type: 'draft.discard' }, asHr));
    const now = world.clock.now().toISOString();
    expect(maySee(await world.load(id), { id: 'priya', roles: [] }, now)).toBe(false);
    expect(maySee(await world.load(id), { id: 'tom', roles: ['it'] }, now)).toBe(false);
    expect(maySee(await world.load(id), asHr, now)).toBe(true);
    const again = await world.engine.command(id, { type: 'departure.reopen', reason: 'after all' }, asHr);
    expect(again).toMatchObject({ refusal: { code: 'wrong-status' } });
  });
});

describe('two departures of one person', () => {
  it('a manager takes an old one up again beside one that she may not know of', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await mustDo(world.ask('manager', id, { type: 'departure.cancel', reason: 'they stay' }));
    await secret(world);
    await mustDo(world.ask('manager', id, { type: 'departure.reopen', reason: 'they go' }));
    expect(await world.load(id)).toMatchObject({ status: 'active', aside: true });
  });

  it('HR does not start a second open one beside the first', async () => {
    const world = await createMemoryWorld();
    const id = await drafted(world);
    await wholeWalk(world);
    const found = await preflight(world.deps, testPeople.leaver);
    const cast = { hr: ['nadia'], it: ['tom', 'ines'], admin: [] };
    const start = (flow: Flow) =>
      world.engine.command(id, { type: 'plan.submit', flow, preflight: found, cast, people: {} }, asHr);
    await world.engine.command(id, { type: 'draft.edit', patch: { kind: 'resignation' } }, asHr);
    expect(await start(testFlow)).toMatchObject({ refusal: { code: 'duplicate' } });
    await world.engine.command(id, { type: 'draft.edit', patch: { kind: 'dismissal' } }, asHr);
    expect(await start(scheduled)).toMatchObject({ type: 'done' });
  });
});
