import { describe, expect, it } from 'vitest';
import { roleToFill, unreachable } from '../../../src/domain/confirmation/quorum-reach.ts';
import type { Flow } from '../../../src/domain/flow/flow.ts';
import { preflight } from '../../../src/engine/access/preflight.ts';
import { voiceFor } from '../../../src/views/words/voice.ts';
import {
  createMemoryWorld,
  type MemoryWorld,
  testFlow,
  testPeople,
  worldDates,
} from '../../support/memory/memory-world.ts';

const nobody = new Set<string>();
const cast = (hr: string[], it: string[], admin: string[] = []) => ({ hr, it, admin });
const asks = (...list: ['hr' | 'it' | 'admin', number][]) => list.map(([role, count]) => ({ role, count }));

describe('a quorum', () => {
  it.each([
    ['one of one', asks(['it', 1]), cast([], ['tom']), nobody, null],
    ['nobody holds the role', asks(['it', 1]), cast(['nadia'], []), nobody, { role: 'it', needed: 1, able: [] }],
    ['the only one leaves', asks(['it', 1]), cast([], ['tom']), new Set(['tom']), { role: 'it', needed: 1, able: [] }],
    ['two asked, one there', asks(['it', 2]), cast([], ['tom']), nobody, { role: 'it', needed: 2, able: ['tom'] }],
    [
      'one person in two roles counts once',
      asks(['hr', 1], ['it', 1]),
      cast(['nadia'], ['nadia']),
      nobody,
      { role: 'it', needed: 1, able: ['nadia'] },
    ],
    [
      'and makes room where another can sit',
      asks(['hr', 1], ['it', 1]),
      cast(['nadia', 'tom'], ['nadia']),
      nobody,
      null,
    ],
    ['over three roles', asks(['hr', 1], ['it', 1], ['admin', 1]), cast(['a', 'b'], ['a', 'c'], ['a']), nobody, null],
    [
      'an entry of the same role twice adds up',
      asks(['it', 1], ['it', 1]),
      cast([], ['tom']),
      nobody,
      { role: 'it', needed: 2, able: ['tom'] },
    ],
  ] as const)('%s', (_, confirmers, people, out, expected) => {
    expect(unreachable([...confirmers], people, out)).toEqual(expected);
  });
});

/** Everything up to the last click, by Maya, with these people in the roles. */
async function submit(
  world: MemoryWorld,
  confirmers: Flow['confirmation']['confirmers'],
  people: ReturnType<typeof cast>,
) {
  const asMaya = { type: 'person', id: 'maya', roles: ['hr'] } as const;
  const everybody = Object.fromEntries(Object.values(testPeople).map((one) => [one.id, one]));
  const begun = await world.engine.begin(
    { type: 'draft.start', leaver: testPeople.leaver, manager: 'maya', people: everybody },
    asMaya,
  );
  if (begun.type !== 'done') throw new Error(begun.refusal.code);
  const { id } = begun.departure;
  const patch = { kind: 'resignation', workerType: 'employee', dates: worldDates } as const;
  await world.engine.command(id, { type: 'draft.edit', patch }, asMaya);
  const flow = { ...testFlow, confirmation: { ...testFlow.confirmation, confirmers } };
  const found = await preflight(world.deps, testPeople.leaver);
  return world.engine.command(id, { type: 'plan.submit', flow, preflight: found, cast: people, people: {} }, asMaya);
}

describe('a plan that nobody could ever confirm', () => {
  it('is refused when the only IT person leaves, and says which setting helps', async () => {
    const world = await createMemoryWorld();
    const result = await submit(world, asks(['it', 1]), cast(['maya'], ['alex']));
    if (result.type !== 'refused') throw new Error('it was started');
    expect(result.refusal.code).toBe('quorum-unreachable');
    const words = voiceFor(testPeople.manager).t(`refusal.${result.refusal.code}`, result.refusal.params);
    expect(words).toContain('1 person of IT');
    expect(words).toContain('nobody can confirm there');
    expect(words).toContain('organisation.roles.it in relais.yaml');
    expect(result.departure?.status).toBe('draft');
  });

  it('is refused when only whoever starts it could confirm, and names who should start it instead', async () => {
    const world = await createMemoryWorld();
    const result = await submit(world, asks(['hr', 2]), cast(['maya', 'nadia', 'ines'], []));
    expect(result.type).toBe('done');
    const alone = await submit(await createMemoryWorld(), asks(['hr', 2]), cast(['maya', 'nadia'], []));
    if (alone.type !== 'refused') throw new Error('it was started');
    // Nadia could not confirm what she started, so she is no help.
    expect(alone.refusal.params).toMatchObject({ able: 1, names: 'Nadia Berger', starters: 0 });
    const helped = await submit(await createMemoryWorld(), asks(['hr', 1]), cast(['maya'], [], ['nadia', 'maya']));
    if (helped.type !== 'refused') throw new Error('it was started');
    const english = voiceFor(testPeople.manager).t('refusal.quorum-unreachable', helped.refusal.params);
    expect(english).toContain('1 person of HR, and nobody can confirm there');
    expect(english).toContain('Let Nadia Berger start it');
    const french = voiceFor(testPeople.hr).t('refusal.quorum-unreachable', helped.refusal.params);
    expect(french).toContain('1 personne des RH');
    expect(french).toContain('Demandez à Nadia Berger');
  });

  it('is refused where nobody was found anywhere, because what appears later needs it, and not where nothing is configured', async () => {
    const world = await createMemoryWorld();
    for (const system of Object.values(world.systems)) system.identity = 'gone';
    const refused = await submit(world, asks(['it', 1]), cast(['maya'], ['alex']));
    expect(refused).toMatchObject({ type: 'refused', refusal: { code: 'quorum-unreachable' } });
    const bare = await createMemoryWorld();
    (bare.deps.connectors as Map<string, unknown>).clear();
    const planned = await submit(bare, asks(['it', 1]), cast(['maya'], ['alex']));
    expect(planned).toMatchObject({ type: 'done', departure: { status: 'active', systems: [] } });
  });
});

it('a confirmation counts in the role that leaves the others to be filled', async () => {
  const world = await createMemoryWorld();
  const id = await world.plan();
  const state = await world.load(id);
  const planned = {
    ...state,
    cast: cast(['nadia'], ['nadia', 'tom']),
    flow: { ...testFlow, confirmation: { ...testFlow.confirmation, confirmers: asks(['it', 1], ['hr', 1]) } },
  };
  // IT comes first in the flow, but then nobody would be left for HR.
  expect(roleToFill(planned, { id: 'nadia', roles: ['it', 'hr'] }, state.createdAt)).toBe('hr');
  expect(roleToFill(planned, { id: 'tom', roles: ['it'] }, state.createdAt)).toBe('it');
  expect(roleToFill(planned, { id: 'ada', roles: ['admin'] }, state.createdAt)).toBeNull();
});
