import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { createConversation } from '../../src/engine/conversation/create-conversation.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { createMemoryWorld, type MemoryWorld, testPeople, testPerson } from '../support/memory/memory-world.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { sampleTask } from '../support/sample-plan.ts';
import { blockActions } from '../support/view-text.ts';

type Reader = Parameters<MemoryWorld['ask']>[0];

async function openWorld() {
  const world = await createMemoryWorld();
  const conversation = createConversation(world.deps, world.engine);
  let created = 0;
  const create = async (more: Partial<Departure>) => {
    created += 1;
    const leaver = testPerson(`leaver-${created}`, `Leaver ${created}`);
    const createdAt = new Date(Date.UTC(2020, 0, 1, created)).toISOString();
    const departure = sampleDeparture({ id: `d${created}`, leaver, createdAt, survey: null, tasks: [], ...more });
    expect(await world.deps.store.departures.create({ ...departure, version: 1 }, [], null)).toBe('created');
  };
  const speaker = (who: Reader) => ({ person: testPeople[who], channel: 'slack' as const });
  return {
    create,
    home: (who: Reader) => conversation.home(speaker(who)),
    async status(who: Reader) {
      const ref = { name: 'status', departureId: null, target: null, seen: null };
      const reply = await conversation.act({ ref, values: null, words: [] }, speaker(who));
      if (reply.type !== 'form') throw new Error(`expected a form, got ${reply.type}`);
      return JSON.stringify(reply.form);
    },
    async results() {
      const ref = { name: 'survey.results', departureId: null, target: null, seen: null };
      const reply = await conversation.act({ ref, values: null, words: [] }, speaker('hr'));
      if (reply.type !== 'form') throw new Error(`expected a form, got ${reply.type}`);
      return JSON.stringify(reply.form);
    },
  };
}

/** The number beside a word of the dashboard. */
function figure(card: CardView, label: string): string | undefined {
  const pairs = card.blocks.flatMap((block): readonly object[] => {
    if (block.type === 'plot') return block.points;
    return block.type === 'facts' ? block.facts : [];
  });
  const found = pairs.find((pair) => JSON.stringify(pair).includes(label));
  return found && JSON.stringify(found);
}

const survey = (answers: NonNullable<Departure['survey']>['answers']): Departure['survey'] => ({
  opensAt: '2026-03-02T08:00:00.000Z',
  closesAt: '2026-03-03T08:00:00.000Z',
  answeredAt: '2026-03-02T09:00:00.000Z',
  answers,
  edits: 0,
});

describe('the home page', () => {
  it('puts nothing before what waits for its reader', async () => {
    const { create, home } = await openWorld();
    const start = async () => blockActions((await home('priya')).blocks).find(({ act }) => act.name === 'start')?.style;
    expect(await start()).toBe('primary');
    await create({ status: 'active', tasks: [sampleTask('t1', { assignee: testPeople.priya.id, status: 'offered' })] });
    expect(await start()).toBe('default');
  });

  it('counts every departure under way, also one that is older than 250 that ended', async () => {
    const world = await openWorld();
    await world.create({ status: 'active' });
    for (let index = 0; index < 250; index += 1) await world.create({ status: 'completed' });
    const card = await world.home('hr');
    expect(figure(card, 'En cours')).toContain('"1"');
    expect(JSON.stringify(card)).toContain('Leaver 1"');
    expect(await world.status('hr')).toContain('"d1"');
  });

  it('counts what ended and what is under way together', async () => {
    const world = await openWorld();
    const handover = sampleTask('h1', { nature: 'handover', status: 'done' });
    for (let index = 0; index < 210; index += 1) await world.create({ status: 'completed', tasks: [handover] });
    await world.create({ status: 'active', tasks: [{ ...handover, status: 'offered' }] });
    expect(figure(await world.home('hr'), 'Passations')).toContain('210 sur 211');
  });

  it.each(['cancelled', 'retained', 'completed'] as const)(
    'shows an open task to give access back after a departure was %s, and no other one',
    async (status) => {
      const world = await openWorld();
      const restore = sampleTask('restore-okta', { nature: 'restore', title: 'Okta', assignee: 'tom', role: 'it' });
      await world.create({ status, tasks: [restore] });
      await world.create({ status, tasks: [{ ...restore, status: 'done' }] });
      const shown = JSON.stringify(await world.home('it'));
      expect(shown).toContain('Leaver 1');
      expect(shown).not.toContain('Leaver 2');
    },
  );

  it('shows averages of surveys only from five answers on, ended ones and those under way together', async () => {
    const world = await openWorld();
    const answers = { overall: 4, reason: 'pay' as const, best: 'the people' };
    for (let index = 0; index < 3; index += 1) await world.create({ status: 'completed', survey: survey(answers) });
    await world.create({ status: 'active', survey: survey(answers) });
    await world.create({ status: 'cancelled', survey: survey(answers) });
    const pages = async () => [JSON.stringify(await world.home('hr')), await world.results()];
    for (const page of await pages()) expect(page).not.toMatch(/4,0|4 sur 5|Motifs/);
    await world.create({ status: 'active', survey: survey({ overall: 2 }) });
    for (const page of await pages()) {
      // (4 × 4 + 2) / 5
      expect(page).toMatch(/3,6 sur 5/);
      expect(page).not.toContain('the people');
    }
  });
});
