import { beforeEach, describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { thingCalled } from '../../src/domain/equipment/thing.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { heldAbout } from '../../src/engine/erasure/held-about.ts';
import { othersLeftOut } from '../../src/engine/erasure/others-left-out.ts';
import { createSettings } from '../../src/engine/people/settings.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { createMemoryStore } from '../support/memory/memory-store.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { everybody, people } from '../support/sample-people.ts';
import { dismissalFlow, secrets } from '../support/sample-plan.ts';

const now = '2026-11-20T09:00:00.000Z';
const retention = { policies: [], sector: null } as unknown as Parameters<typeof heldAbout>[1]['retention'];

function entriesOf(id: string, events: readonly { by: string; event: object }[]): Entry[] {
  return events.map(
    ({ by, event }, index) => ({ departureId: id, seq: index + 1, at: now, by, event }) as unknown as Entry,
  );
}

describe('what is held about one person', () => {
  let store: Store;
  const keep = async (state: Departure, entries: readonly Entry[]) => {
    expect(await store.departures.create({ ...state, version: 1, entries: entries.length }, entries, null)).toBe(
      'created',
    );
  };
  const of = async (address = people.alex.email) => {
    const found = await heldAbout(store, { address, now, retention });
    if (found === null) throw new Error('nobody');
    return { ...found, text: JSON.stringify(found.held) };
  };

  beforeEach(async () => {
    store = createMemoryStore();
    for (const person of everybody) await store.people.save(person);
  });

  it('has the record, the journal and the settings of the leaver, and no other person in any of them', async () => {
    await createSettings(store.notes).save('alex', { locale: 'fr' });
    const base = sampleDeparture();
    const tasks = base.tasks.map((task, index) =>
      index > 0
        ? task
        : { ...task, notes: 'Ask Léa, or JONAS WEBER, or Weber: accounts@supplier.example. Will pays, by will.' },
    );
    await keep(
      { ...base, tasks, leaver: people.alex },
      entriesOf('d1', [
        {
          by: 'maya',
          event: { type: 'draft-edited', patch: { successor: people.jonas }, reason: `${secrets.endReason} says Maya` },
        },
        { by: 'alex', event: { type: 'survey-answered', answers: { best: secrets.answer } } },
        { by: 'nadia', event: { type: 'hold-asked', hold: { reason: 'canary-litigation' } } },
        { by: 'jonas', event: { type: 'task-declined', task: 't1', reason: secrets.declineReason } },
        { by: 'system', event: { type: 'posted', ref: { channel: 'slack', id: 'canary-post' } } },
      ]),
    );
    const { held, text } = await of();
    expect(held).toMatchObject({
      format: 1,
      person: { name: 'Alex Moreau', email: 'alex@example.com' },
      settings: { locale: 'fr' },
    });
    expect(held.departures.map(({ id }) => id)).toEqual(['d1']);
    for (const own of [secrets.login, secrets.call, secrets.answer, secrets.endReason, 'alex.moreau@example.com'])
      expect(text).toContain(own);
    for (const { id, name, email, handles } of everybody.filter((one) => one.id !== 'alex')) {
      expect(text).not.toContain(`"${id}"`);
      for (const word of [name, email, handles.slack ?? '', ...name.split(' ')])
        expect(text).not.toMatch(new RegExp(`\\b${word}\\b`));
    }
    expect(text).toMatch(/Ask person-\d, or person-\d, or person-\d: \[an address\]\. Will pays, by will\./);
    for (const canary of ['canary-litigation', 'canary-post', 'accounts@supplier', secrets.declineReason])
      expect(text).not.toContain(canary);
    expect(held.departures[0]?.journal).toMatchObject([
      { by: expect.stringMatching(/^person-\d$/), event: { type: 'draft-edited' } },
      { by: 'you', event: { type: 'survey-answered' } },
      { by: expect.stringMatching(/^person-\d$/), event: { type: 'task-declined' } },
    ]);
  });

  it('says in no word of it that there is a departure of which the person may not know yet', async () => {
    await keep(
      sampleDeparture({ id: 'canary-secret', flow: dismissalFlow, kind: 'dismissal' }),
      entriesOf('canary-secret', []),
    );
    const { held, besides, text } = await of();
    expect(besides.notToldYet).toEqual(['canary-secret']);
    expect(held.departures).toEqual([]);
    expect(text).not.toMatch(/canary|dismissal/);
  });

  it('leaves a draft out too', async () => {
    await keep(sampleDeparture({ status: 'draft' }), entriesOf('d1', []));
    const { held, besides } = await of();
    expect({ told: held.departures, besides: besides.notToldYet }).toEqual({ told: [], besides: ['d1'] });
  });

  it('tells what stands against an erasure to whoever answers, and a legal hold to them alone', async () => {
    const first = { by: 'nadia', hr: true, at: now };
    const hold = { id: 'h1', scope: 'departure', reason: 'canary-litigation', reviewOn: '2027-01-15', first } as const;
    await keep(sampleDeparture({ holds: [{ ...hold, second: null, lift: null }] }), entriesOf('d1', []));
    const { besides, text } = await of();
    expect(besides).toEqual({ notToldYet: [], underHold: ['d1'], open: ['d1'], sameAddress: [] });
    expect(text).not.toContain('canary');
  });

  it('does not tell a legal hold by the alarm that was raised for it, nor anything else that is not theirs to know', async () => {
    const alert = (id: string, kind: Departure['alerts'][number]['kind'], subject: string) => {
      return { state: { id, at: now, kind, subject, clearedAt: null }, event: { alertId: id, kind, subject } };
    };
    const raised = [
      alert('hold-waits-1-canary#put', 'hold-waits', 'canary-hold#put'),
      alert('hold-review-2-canary', 'hold-review', 'canary-hold#2027-01-15'),
      alert('erasure-waits-3-canary', 'erasure-waits', 'canary-erasure'),
      alert('remote-waits-4-canary', 'remote-waits', 't1#canary-remote'),
      alert('braked-5-canary', 'braked', 'canary-brake'),
      alert('unassigned-6-t1', 'unassigned', 't1'),
    ];
    const thing = thingCalled('Laptop');
    const remote = { by: 'tom', at: now, reason: 'canary-remote', second: null, lockTaskId: null };
    await keep(
      sampleDeparture({
        alerts: raised.map(({ state }) => state),
        erasureAsked: { by: 'nadia', hr: true, at: now, reason: 'canary-erasure' },
        equipment: [{ taskId: 't1', rev: 1, thing, remote: { ...remote, action: 'wipe' } }],
      }),
      entriesOf('d1', [
        ...raised.map(({ event }) => ({ by: 'system', event: { type: 'alert-raised', ...event } })),
        ...raised.map(({ event }) => ({ by: 'system', event: { type: 'alert-cleared', alertId: event.alertId } })),
        { by: 'nadia', event: { type: 'erasure-asked', hr: true, reason: 'canary-erasure' } },
        { by: 'system', event: { type: 'erasure-stopped' } },
        {
          by: 'tom',
          event: { type: 'equipment-remote-asked', taskId: 't1', thing, action: 'wipe', reason: 'canary-remote' },
        },
      ]),
    );
    const { held, text } = await of();
    const [departure] = held.departures;
    expect(departure?.record).toMatchObject({
      alerts: [{ at: now, kind: 'unassigned', subject: 't1', clearedAt: null }],
      equipment: [{ taskId: 't1', rev: 1, thing }],
    });
    expect(departure?.journal).toEqual([
      { seq: 6, at: now, by: 'system', event: { type: 'alert-raised', kind: 'unassigned', subject: 't1' } },
      { seq: 12, at: now, by: 'system', event: { type: 'alert-cleared', kind: 'unassigned', subject: 't1' } },
    ]);
    expect(text).not.toMatch(/canary|hold-|legal hold|erasure-|remote|braked/);
  });

  it('tells that a device was wiped once two people had agreed', async () => {
    const asked = { taskId: 't1', thing: { kind: 'laptop' }, action: 'wipe', reason: 'not sent back' };
    await keep(
      sampleDeparture(),
      entriesOf('d1', [
        { by: 'tom', event: { type: 'equipment-remote-asked', ...asked } },
        { by: 'tom', event: { type: 'equipment-remote-dropped', taskId: 't1', thing: asked.thing } },
        { by: 'tom', event: { type: 'equipment-remote-asked', ...asked } },
        {
          by: 'ines',
          event: { type: 'equipment-remote-confirmed', taskId: 't1', thing: asked.thing, lockTaskId: 't9' },
        },
      ]),
    );
    const { held } = await of();
    expect(held.departures[0]?.journal).toMatchObject([
      { seq: 3, event: { type: 'equipment-remote-asked' } },
      { seq: 4, event: { type: 'equipment-remote-confirmed' } },
    ]);
  });

  it('tells nobody who else leaves with their wave, that there is one, or how many access ends for', async () => {
    const strangers = ['0a1b2c3d-0000-4000-8000-0000000000c1', '0a1b2c3d-0000-4000-8000-0000000000c2'];
    const [one = '', other = ''] = strangers;
    const wave = { id: '0a1b2c3d-0000-4000-8000-0000000000c3', members: ['alex', one, 'jonas'] };
    const tripped = { cap: 'hour', counted: 4321, limit: 4320 } as const;
    const release = { by: other, at: now, planHash: 'p', expiresAt: now, wave: wave.id };
    await keep(
      sampleDeparture({ wave, brake: { at: now, ...tripped }, brakeReleases: [release], requester: one }),
      entriesOf('d1', [
        {
          by: one,
          event: {
            type: 'drafted',
            id: 'd1',
            leaver: people.alex,
            manager: other,
            people: { [one]: people.jonas },
            wave,
          },
        },
        { by: 'system', event: { type: 'run-braked', ...tripped } },
        { by: other, event: { type: 'brake-released', release } },
        { by: 'maya', event: { type: 'wave-left' } },
        { by: 'maya', event: { type: 'task-escalated', task: 't1', to: [one], late: false } },
      ]),
    );
    const { held, text } = await of();
    expect(held.departures[0]?.journal).toMatchObject([
      { seq: 1, by: '[an id]', event: { type: 'drafted', leaver: { id: 'you' }, manager: '[an id]' } },
      { seq: 5, event: { type: 'task-escalated', to: ['[an id]'] } },
    ]);
    for (const id of [...strangers, wave.id]) expect(text).not.toContain(id);
    expect(text).not.toMatch(/wave|members|brake|432[01]/);
    expect(held.departures[0]?.record).toMatchObject({ requester: '[an id]' });
  });

  it('keeps the ids of their own accounts, and none that is somebody’s of the directory', async () => {
    const account = '0a1b2c3d-0000-4000-8000-0000000000a1';
    const stranger = '0a1b2c3d-0000-4000-8000-0000000000b2';
    await store.people.save({ ...people.jonas, id: stranger, email: 'una@example.com', handles: {} });
    const base = sampleDeparture();
    const accounts = base.accounts.map((one, index) => (index === 0 ? { ...one, id: account, name: stranger } : one));
    await keep({ ...base, accounts }, entriesOf('d1', []));
    const { text } = await of();
    expect(text).toContain(account);
    expect(text).not.toContain(stranger);
  });

  it('leaves out who had the address before, and says that to whoever answers, who may take them in', async () => {
    const before = { ...people.alex, id: 'alex-before', name: 'Alexis Morel', handles: {} };
    await keep(sampleDeparture(), entriesOf('d1', []));
    const earlier = sampleDeparture({ id: 'd2', status: 'completed', leaver: before, people: { [before.id]: before } });
    await keep(earlier, entriesOf('d2', []));
    const { held, besides, text } = await of();
    expect(held.departures.map(({ id }) => id)).toEqual(['d1']);
    expect(besides).toEqual({ notToldYet: [], underHold: [], open: ['d1'], sameAddress: ['d2'] });
    expect(text).not.toMatch(/Morel|alex-before/);
    const both = await heldAbout(store, { address: people.alex.email, now, retention, takenIn: ['d2'] });
    expect(both?.held.departures.map(({ id }) => id).sort()).toEqual(['d1', 'd2']);
    expect(both?.besides.sameAddress).toEqual([]);
  });

  it('takes nobody for the person where the directory knows nobody and several had the address', async () => {
    const email = 'shared@example.com';
    for (const id of ['one', 'two'])
      await keep(
        sampleDeparture({
          id: `d-${id}`,
          status: id === 'one' ? 'completed' : 'active',
          leaver: { ...people.alex, id, email },
          people: {},
        }),
        entriesOf(`d-${id}`, []),
      );
    const { held, besides } = await of(email);
    expect({ told: held.departures, besides: [...besides.sameAddress].sort() }).toEqual({
      told: [],
      besides: ['d-one', 'd-two'],
    });
    const taken = await heldAbout(store, { address: email, now, retention, takenIn: ['d-two'] });
    expect(taken?.held.departures.map(({ id }) => id)).toEqual(['d-two']);
    expect(taken?.besides.sameAddress).toEqual(['d-one']);
  });

  it('says of the departures of others what the person did, and nothing else', async () => {
    await keep(
      sampleDeparture(),
      entriesOf('d1', [
        { by: 'jonas', event: { type: 'task-declined', task: 't1', reason: secrets.declineReason } },
        { by: 'maya', event: { type: 'task-reminded', task: 't1' } },
      ]),
    );
    const { held, text } = await of(people.jonas.email);
    expect(held.acts).toEqual([{ departure: 'd1', at: now, what: 'task-declined' }]);
    expect(held.departures).toEqual([]);
    expect(text).not.toMatch(/alex|Moreau|ostrich/i);
  });

  it('knows nobody where nobody goes by the address', async () => {
    expect(await heldAbout(store, { address: 'nobody@example.com', now, retention })).toBeNull();
  });
});

describe('leaving others out', () => {
  const uuid = '0a1b2c3d-0000-4000-8000-00000000000a';
  const will = {
    ...people.jonas,
    id: uuid,
    name: 'Will Moreau',
    employeeNumber: '1042',
    userNames: { okta: ['wmoreau'] },
  };
  const { of } = othersLeftOut(
    { people: { alex: people.alex, [uuid]: will } },
    { self: people.alex, ownAddresses: ['me@home.example'], ownIds: new Set(['0a1b2c3d-0000-4000-8000-0000000000ff']) },
  );

  it.each([
    ['an id within another', `alert-1-${uuid}`, 'alert-1-person-1'],
    ['a number of theirs', '1042', 'person-1'],
    ['a number within a text is none of theirs', 'invoice 1042', 'invoice 1042'],
    ['a user name', 'WMoreau', 'person-1'],
    ['a first name, and not the word', 'Will will not', 'person-1 will not'],
    ['a family name that is one’s own too', 'Moreau', 'Moreau'],
    ['an address of one’s own', 'write to me@home.example', 'write to me@home.example'],
    ['an id of nobody here', 'see 0A1B2C3D-0000-4000-8000-0000000000EE.', 'see [an id].'],
    ['an id of one’s own', 'see 0A1B2C3D-0000-4000-8000-0000000000FF.', 'see 0A1B2C3D-0000-4000-8000-0000000000FF.'],
    ['an address of nobody here', 'write to x@home.example', 'write to [an address]'],
  ])('%s', (_what, text, expected) => {
    expect(of({ [text]: [text] })).toEqual({ [expected]: [expected] });
  });

  it('also somebody whom the departure does not know, wherever a person stands', () => {
    const stranger = { ...people.jonas, id: 'stranger', name: 'Una Sato' };
    expect(of({ by: 'stranger', candidates: ['alex', uuid], to: stranger, at: { by: 'system' } })).toEqual({
      ...{ by: '[an id]', candidates: ['you', 'person-1'], to: '[an id]', at: { by: 'system' } },
    });
  });

  it('also as a whole, with what is said of them', () => {
    expect(of({ heir: will, me: { id: 'alex', name: 'Alex' } })).toEqual({
      heir: 'person-1',
      me: { id: 'you', name: 'Alex' },
    });
  });
});
