import { describe, expect, it } from 'vitest';
import type { Flow } from '../../src/domain/flow/flow.ts';
import { coverageOf } from '../../src/domain/knowledge/coverage.ts';
import { readableTopics } from '../../src/domain/knowledge/readable.ts';
import type { CardView } from '../../src/views/card-view.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { confidentialFlow, createMemoryWorld, mustDo, testFlow, testPeople } from '../support/memory/memory-world.ts';
import { formOf, talk } from '../support/talk.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';

const withDossier: Flow = { ...testFlow, dossier: true };
const none = { roles: [] } as const;

function textOfView(view: FormView | CardView | undefined): string {
  if (view === undefined) return '';
  return ('parts' in view ? formTexts(view) : cardTexts(view)).join('\n');
}

describe('the dossier of a departure', () => {
  it('begins with the plan where the flow wants it, with the template of the leaver’s job', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, withDossier);
    const { dossier, topics } = await world.load(id);
    expect(dossier).toMatchObject({ template: 'sample', perDay: 2 });
    expect(topics?.map(({ id: topic }) => topic)).toEqual(['missions', 'running', 'contacts', 'places', 'risks']);
    const other = await createMemoryWorld();
    const cook = { ...testPeople.leaver, title: 'Head Cook' };
    const second = await other.load(await other.plan({}, withDossier, cook));
    expect(second.dossier?.template).toBe('kitchen');
  });

  it('does not begin by itself where the flow does not say so, and once at most by hand', async () => {
    const { world, say } = await talk();
    const id = await world.plan();
    expect((await world.load(id)).dossier).toBeUndefined();
    expect(formOf(await say('manager', 'dossier.begin', { id })).kind).toBe('dossier');
    expect(await say('manager', 'dossier.begin', { id })).toMatchObject({
      type: 'notice',
      notice: { tone: 'refused' },
    });
  });

  it('asks the leaver a few questions a working day, in one reminder a day, until each was asked twice', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({}, withDossier);
    const asked = async () => (await world.load(id)).topics?.map((topic) => topic.asked);
    // Monday 10:00 on the leaver's clock: the first two at once.
    expect(await asked()).toEqual([1, 1, 0, 0, 0]);
    const digest = () => world.channel.inbox('U-alex').filter(({ view }) => view.kind === 'digest');
    expect(digest()).toHaveLength(1);
    await world.advanceTo('2026-03-02T22:59:00.000Z');
    expect(await asked()).toEqual([1, 1, 0, 0, 0]);
    // Tuesday: not before nine.
    await world.advanceTo('2026-03-03T07:59:00.000Z');
    expect(await asked()).toEqual([1, 1, 0, 0, 0]);
    await world.advanceTo('2026-03-03T08:00:00.000Z');
    expect(await asked()).toEqual([1, 1, 1, 1, 0]);
    // Still one message: the one of the day before is taken away.
    expect(digest()).toHaveLength(1);
    await world.advanceTo('2026-03-06T18:00:00.000Z');
    expect(await asked()).toEqual([2, 2, 2, 2, 2]);
    await world.advanceTo('2026-03-13T18:00:00.000Z');
    expect(await asked()).toEqual([2, 2, 2, 2, 2]);
  });

  it('asks nothing on a weekend, nor after the last working day', async () => {
    const world = await createMemoryWorld();
    world.clock.set(new Date('2026-03-06T16:30:00.000Z'));
    const id = await world.plan({}, withDossier);
    const asked = async () => (await world.load(id)).topics?.reduce((sum, topic) => sum + topic.asked, 0);
    expect(await asked()).toBe(2);
    await world.advanceTo('2026-03-09T07:59:00.000Z');
    expect(await asked()).toBe(2);
    await world.advanceTo('2026-03-09T08:00:00.000Z');
    expect(await asked()).toBe(4);
    const late = await createMemoryWorld();
    late.clock.set(new Date('2026-03-20T14:00:00.000Z'));
    const last = await late.plan({}, withDossier);
    await late.advanceTo('2026-03-27T12:00:00.000Z');
    expect((await late.load(last)).topics?.map((topic) => topic.asked)).toEqual([1, 1, 0, 0, 0]);
  });

  it('asks a leaver who does not know yet for nothing, and nothing afterwards either', async () => {
    const { world, say } = await talk();
    const id = await world.plan({}, { ...confidentialFlow, dossier: true });
    await world.advanceTo('2026-03-12T12:00:00.000Z');
    expect(world.channel.inbox('U-alex')).toEqual([]);
    expect((await world.load(id)).topics?.every((topic) => topic.asked === 0)).toBe(true);
    for (const act of ['dossier.open', 'dossier.answer', 'dossier.begin'] as const)
      expect(await say('leaver', act, { id }), act).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    // Whoever prepares it writes, and a teammate who is named as heir hears nothing while it is confidential.
    const written = formOf(
      await say('manager', 'topic.write.submit', {
        id,
        target: 'missions',
        seen: 0,
        values: { text: 'The weekly report' },
      }),
    );
    expect(textOfView(written)).toContain('The weekly report');
    await say('manager', 'topic.heir.submit', { id, target: 'missions', seen: 1, values: { to: 'jonas' } });
    await world.advanceTo('2026-03-13T12:00:00.000Z');
    expect(world.channel.inbox('U-jonas')).toEqual([]);
    const state = await world.load(id);
    expect(state.topics?.[0]).toMatchObject({ heir: 'jonas', offeredAt: null });
    expect(readableTopics(state, { id: 'jonas', ...none }, '2026-03-13T12:00:00.000Z')).toEqual([]);
    expect(await say('jonas', 'topic.open', { id, target: 'missions' })).toMatchObject({
      notice: { tone: 'refused' },
    });
  });

  it('goes from the leaver to the heir, who gives a receipt for the text that counts', async () => {
    const { world, say } = await talk();
    const hears = { leaver: 'flow', teammates: 'at-once' } as const;
    const id = await world.plan({ hears }, withDossier);
    const form = formOf(await say('leaver', 'dossier.answer', { id }));
    const seen = form.submit?.act.seen ?? '';
    expect(seen).toBe('missions:0,running:0');
    // One is left empty: it is asked another day.
    await say('leaver', 'dossier.answer.submit', {
      id,
      seen,
      values: { missions: 'Invoices\nReports', running: null },
    });
    await say('leaver', 'topic.heir.submit', { id, target: 'missions', seen: 1, values: { to: 'priya' } });
    expect(coverageOf(await world.load(id))).toEqual({ total: 5, written: 1, withHeir: 1, received: 0, held: 0 });
    const card = () => world.channel.inbox('U-priya').find(({ view }) => view.kind === 'dossier')?.view;
    expect(textOfView(card())).toContain('Missions');
    expect(textOfView(card())).not.toContain('Running work');
    // The heir reads what was handed to them and nothing else.
    expect(textOfView(formOf(await say('priya', 'topic.open', { id, target: 'missions' })))).toContain('Invoices');
    expect(await say('priya', 'topic.open', { id, target: 'running' })).toMatchObject({ notice: { tone: 'refused' } });
    expect(
      await say('priya', 'topic.write.submit', { id, target: 'running', seen: 0, values: { text: 'x' } }),
    ).toMatchObject({ notice: { tone: 'refused' } });
    const { rev } = (await world.load(id)).topics?.[0] ?? { rev: -1 };
    expect(await say('priya', 'topic.receive', { id, target: 'missions', seen: rev })).toMatchObject({
      type: 'done',
      notice: { tone: 'good' },
    });
    expect(coverageOf(await world.load(id))?.received).toBe(1);
    // What changes afterwards was not received.
    await say('leaver', 'topic.write.submit', {
      ...{ id, target: 'missions', seen: rev + 1 },
      values: { text: 'Invoices\nForecast' },
    });
    expect(coverageOf(await world.load(id))?.received).toBe(0);
    const page = textOfView(formOf(await say('manager', 'topic.open', { id, target: 'missions' })));
    expect(page).toContain('- Reports');
    expect(page).toContain('+ Forecast');
    // The receipt was for the text that the heir saw.
    expect(await say('priya', 'topic.receive', { id, target: 'missions', seen: rev })).toMatchObject({
      notice: { tone: 'refused' },
    });
    expect(coverageOf(await world.load(id))?.received).toBe(0);
  });

  it('writes nothing over what somebody else wrote meanwhile, and keeps what was typed', async () => {
    const { world, say } = await talk();
    const id = await world.plan({}, withDossier);
    await say('manager', 'topic.write.submit', { id, target: 'running', seen: 0, values: { text: 'By the manager' } });
    const reply = await say('leaver', 'dossier.answer.submit', {
      ...{ id, seen: 'missions:0,running:0' },
      values: { missions: 'Mine', running: 'Mine too' },
    });
    expect(reply.type).toBe('errors');
    expect((await world.load(id)).topics?.map(({ written }) => written?.text ?? null)).toEqual([
      ...[null, 'By the manager', null, null, null],
    ]);
  });

  it('shows nothing to IT, which ends access, nor to a colleague', async () => {
    const { world, say } = await talk();
    const id = await world.plan({}, withDossier);
    await mustDo(
      world.ask('manager', id, { type: 'topic.write', texts: [{ topicId: 'missions', rev: 0, text: 'Invoices' }] }),
    );
    expect(textOfView(formOf(await say('it', 'dossier.open', { id })))).not.toContain('Missions');
    expect(await say('it', 'topic.open', { id, target: 'missions' })).toMatchObject({ notice: { tone: 'refused' } });
    expect(await say('jonas', 'dossier.open', { id })).toMatchObject({ notice: { tone: 'refused' } });
    expect(textOfView(formOf(await say('hr', 'dossier.open', { id })))).toContain('Missions (FR)');
  });

  it('makes the leaver no heir of their own work', async () => {
    const { world, say } = await talk();
    const id = await world.plan({}, withDossier);
    expect(
      await say('manager', 'topic.heir.submit', { id, target: 'missions', seen: 0, values: { to: 'alex' } }),
    ).toEqual({
      type: 'errors',
      errors: { to: expect.any(String) },
    });
  });
});
