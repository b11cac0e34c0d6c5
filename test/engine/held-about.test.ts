import { beforeEach, describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
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
    expect(besides).toEqual({ notToldYet: [], underHold: ['d1'], open: ['d1'] });
    expect(text).not.toContain('canary');
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
    { self: people.alex, ownAddresses: ['me@home.example'] },
  );

  it.each([
    ['an id within another', `alert-1-${uuid}`, 'alert-1-person-1'],
    ['a number of theirs', '1042', 'person-1'],
    ['a number within a text is none of theirs', 'invoice 1042', 'invoice 1042'],
    ['a user name', 'WMoreau', 'person-1'],
    ['a first name, and not the word', 'Will will not', 'person-1 will not'],
    ['a family name that is one’s own too', 'Moreau', 'Moreau'],
    ['an address of one’s own', 'write to me@home.example', 'write to me@home.example'],
    ['an address of nobody here', 'write to x@home.example', 'write to [an address]'],
  ])('%s', (_what, text, expected) => {
    expect(of({ [text]: [text] })).toEqual({ [expected]: [expected] });
  });

  it('also as a whole, with what is said of them', () => {
    expect(of({ heir: will, me: { id: 'alex', name: 'Alex' } })).toEqual({
      heir: 'person-1',
      me: { id: 'you', name: 'Alex' },
    });
  });
});
