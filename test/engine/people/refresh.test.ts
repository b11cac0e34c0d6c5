import { pino } from 'pino';
import { expect, it } from 'vitest';
import { organisationSchema } from '../../../src/engine/people/organisation.ts';
import { headcountOf } from '../../../src/engine/people/sources/headcount.ts';
import { createKeptLists } from '../../../src/engine/people/sources/kept-lists.ts';
import { createKnownPeople } from '../../../src/engine/people/sources/known-people.ts';
import { createPeopleRefresh } from '../../../src/engine/people/sources/refresh.ts';
import { type ConnectorContext, ConnectorError } from '../../../src/engine/ports/connector.ts';
import type { PeopleSource, SourcePerson } from '../../../src/engine/ports/people-source.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { createVirtualClock } from '../../support/memory/virtual-time.ts';
import { toldPerson } from './told.ts';

const crowd = (count: number) => Array.from({ length: count }, (_, index) => toldPerson(`p${index}`));
const broken = new ConnectorError('unavailable', { en: 'the source is down', fr: 'la source est en panne' });

/** One store, one source whose answers a test sets, and as many processes as it asks for. */
function world() {
  const clock = createVirtualClock('2026-11-02T08:00:00.000Z');
  const store = createMemoryStore();
  const lists = createKeptLists(store.notes);
  const state = {
    list: [] as unknown[],
    /** Thrown after so many. */
    failsAfter: Number.POSITIVE_INFINITY,
    byEmail: async (_email: string, _context: ConnectorContext): Promise<SourcePerson | null> => null,
    readings: 0,
  };
  const source: PeopleSource = {
    ...{ id: 'okta', label: 'Okta' },
    async *everybody() {
      state.readings += 1;
      for (const [index, one] of state.list.entries()) {
        if (index >= state.failsAfter) throw broken;
        yield one as SourcePerson;
      }
      if (state.list.length >= state.failsAfter) throw broken;
    },
    byEmail: (email, context) => state.byEmail(email, context),
  };
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const process = () => {
    const known = createKnownPeople({
      sources: [{ id: 'okta', label: 'Okta', source }],
      ...{ lists, organisation: organisationSchema.parse({}), clock, log },
    });
    const groups = { load: async () => undefined, refresh: async () => undefined };
    const refresh = createPeopleRefresh({ known, lists, groups, once: store.once, clock, log, works: true });
    return { known, refresh };
  };
  const pass = (hours: number) => clock.set(new Date(clock.now().getTime() + hours * 3_600_000));
  return { clock, lists, state, process, pass, lines };
}

it('reads a source daily, and another process takes what was read', async () => {
  const { state, process, pass } = world();
  state.list = crowd(3);
  const [one, other] = [process(), process()];
  await one.refresh.tick();
  await other.refresh.tick();
  expect(state.readings).toBe(1);
  expect(other.known.about('P1@Example.com')?.fields.name.value).toBe('p1');
  pass(23);
  await one.refresh.tick();
  expect(state.readings).toBe(1);
  pass(2);
  await one.refresh.tick();
  expect(state.readings).toBe(2);
});

it('keeps what was known when a reading fails midway, says so, and tries again within the hour', async () => {
  const { state, process, pass, lists } = world();
  state.list = crowd(30);
  const { refresh, known } = process();
  await refresh.tick();
  pass(25);
  state.failsAfter = 10;
  await refresh.tick();
  expect((await lists.head('okta')).failure).toMatchObject({ type: 'failed', kind: 'unavailable' });
  expect(known.merged().people).toHaveLength(30);
  expect(known.about('p29@example.com')?.records[0]?.missingSince).toBeNull();
  state.failsAfter = Number.POSITIVE_INFINITY;
  pass(1.1);
  await refresh.tick();
  expect(await lists.head('okta')).toMatchObject({ failure: null, people: 30 });
});

it('believes neither an emptied list nor one that is far shorter, until a person says so', async () => {
  for (const left of [0, 10]) {
    const { state, process, pass, lists } = world();
    state.list = crowd(30);
    const { refresh, known } = process();
    await refresh.tick();
    pass(25);
    state.list = crowd(left);
    await refresh.tick();
    expect((await lists.head('okta')).failure).toMatchObject({ type: 'shorter', listed: left, missing: 30 - left });
    expect(known.about('p29@example.com')?.records[0]?.missingSince).toBeNull();
    await lists.accept('okta');
    pass(0.1);
    await refresh.tick();
    expect(await lists.head('okta')).toMatchObject({
      failure: null,
      people: left,
      missing: 30 - left,
      accepted: false,
    });
  }
});

it('marks whoever is missing from a list that came to its end, and forgets them after thirty days', async () => {
  const { state, process, pass } = world();
  state.list = crowd(30);
  const { refresh, known } = process();
  await refresh.tick();
  pass(25);
  state.list = crowd(29);
  await refresh.tick();
  const since = '2026-11-03T09:00:00.000Z';
  expect(known.about('p29@example.com')?.records[0]?.missingSince).toBe(since);
  for (let days = 0; days < 29; days += 1) {
    pass(24);
    await refresh.tick();
  }
  expect(known.about('p29@example.com')?.records[0]?.missingSince).toBe(since);
  pass(24);
  await refresh.tick();
  pass(24);
  await refresh.tick();
  expect(known.about('p29@example.com')).toBeNull();
});

it('does not take a list that repeats itself', async () => {
  const { state, process, lists } = world();
  state.list = [...crowd(3), toldPerson('p0')];
  await process().refresh.tick();
  expect(await lists.head('okta')).toMatchObject({ people: 0, readAt: null, failure: { kind: 'unproven' } });
});

it('leaves whoever cannot be read as they were, and believes no list of which a part cannot be read', async () => {
  const { state, process, pass, lists } = world();
  state.list = crowd(30);
  const { refresh, known } = process();
  await refresh.tick();
  pass(25);
  state.list = [...crowd(29), { ...toldPerson('p29'), country: 'Atlantis', title: 'New' }];
  await refresh.tick();
  expect(known.about('p29@example.com')?.records[0]).toMatchObject({ missingSince: null, person: { title: null } });
  expect(await lists.head('okta')).toMatchObject({ unreadable: 1, failure: null });
  pass(25);
  state.list = crowd(30).map((one, index) => (index < 10 ? { ...one, country: 'Atlantis' } : one));
  await refresh.tick();
  expect((await lists.head('okta')).failure).toMatchObject({ type: 'odd', unreadable: 10 });
});

it('asks about whoever is named, no longer than it has patience, and keeps what was stored when nothing comes', async () => {
  const { state, process, pass } = world();
  state.list = crowd(3);
  const { refresh, known } = process();
  await refresh.tick();
  pass(1);
  state.byEmail = async () => ({ ...toldPerson('p1'), title: 'Promoted' });
  await known.ask('p1@example.com');
  expect(known.about('p1@example.com')?.fields.title.value).toBe('Promoted');
  state.byEmail = async (_email, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(broken)));
  const began = performance.now();
  await known.ask('p2@example.com', 50);
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(known.about('p2@example.com')?.fields.name.value).toBe('p2');
  state.byEmail = async () => null;
  await known.ask('p0@example.com');
  expect(known.about('p0@example.com')?.records[0]?.missingSince).not.toBeNull();
});

it('writes no personal data into its log', async () => {
  const { state, process, lines, pass } = world();
  state.list = [
    ...crowd(30).map((one) => ({ ...one, name: 'Canary Person' })),
    { ...toldPerson('bad'), email: 'canary' },
  ];
  const { refresh, known } = process();
  await refresh.tick();
  state.byEmail = async () => Promise.reject(new Error('canary@example.com'));
  pass(1);
  await known.ask('p1@example.com');
  pass(25);
  state.failsAfter = 3;
  await refresh.tick();
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join('\n')).not.toMatch(/canary|@example\.com/i);
});

it('tells how many people there are once a source has told everybody, and counts nobody who is gone', async () => {
  const { state, lists, process, pass } = world();
  const { known, refresh } = process();
  state.byEmail = async () => toldPerson('p1');
  await known.ask('p1@example.com');
  expect(await headcountOf({ known, lists })).toBeNull();
  pass(1);
  state.list = [...crowd(30), { ...toldPerson('gone'), active: false }];
  await refresh.tick();
  expect(await headcountOf({ known, lists })).toBe(30);
  pass(25);
  state.list = crowd(29);
  await refresh.tick();
  expect(await headcountOf({ known, lists })).toBe(29);
});
