import { describe, expect, it } from 'vitest';
import { type Flow, flowSchema } from '../../src/domain/flow/flow.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { departureDetailsCard } from '../../src/views/cards/departure-details.ts';
import { farewellCard } from '../../src/views/cards/farewell-card.ts';
import { departureBlocks } from '../../src/views/departure/departure-line.ts';
import { flatParts } from '../../src/views/form-view.ts';
import { listFields } from '../../src/views/forms/fields.ts';
import { voiceFor } from '../../src/views/words/voice.ts';
import { testFlow, testPeople } from '../support/memory/memory-world.ts';
import { formOf, talk } from '../support/talk.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';

const due = { from: 'last-working-day' };

/** A kind of the company's own, with a step that is for it alone. */
function internships(more: Partial<Flow> = {}): Flow {
  return flowSchema.parse({
    ...testFlow,
    ...{ id: 'internships', kinds: ['internship', 'resignation'], workerTypes: ['contractor'] },
    names: { internship: { en: 'End of an internship', fr: 'Fin de stage' } },
    steps: [
      { id: 'report', title: 'Report', owner: 'hr', due, when: { kinds: ['internship'] } },
      { id: 'other', title: 'Other', owner: 'hr', due, when: { kinds: ['dismissal'] } },
    ],
    ...more,
  });
}

async function planned(flow: Flow) {
  const { world, say } = await talk();
  (world.deps.flows as Flow[]).push(flow);
  const who = { leaver: 'alex', manager: 'maya', kind: 'internship', workerType: 'contractor' };
  const day = formOf(await say('manager', 'walk.who', { values: who }));
  const [id, seen] = [day.submit?.act.departureId ?? '', day.submit?.act.seen ?? ''];
  const values = { lastWorkingDay: '2026-03-30', equipment: null, credentials: null };
  const plan = formOf(await say('manager', 'walk.day', { id, seen, values }));
  const start = () => say('manager', 'walk.submit', { id, seen: plan.submit?.act.seen ?? '' });
  return { world, say, id, who, plan, start };
}

describe('a kind of the company’s own', () => {
  it('is offered by name, taken when it is written with the command, and refused when no flow has it', async () => {
    const { world, say } = await talk();
    (world.deps.flows as Flow[]).push(internships());
    const who = { leaver: 'alex', manager: 'maya', kind: 'internship', workerType: 'contractor' };
    const offered = formOf(await say('manager', 'walk.who.changed', { values: who, seen: 'alex' }));
    expect(formTexts(offered)).toContain('End of an internship');
    const french = formOf(
      await say('hr', 'walk.who.changed', { values: who, seen: 'alex', target: 'fin de stage le 15 avril 2026' }),
    );
    const said = formTexts(french).join('\n');
    expect(said).toContain('Fin de stage');
    expect(said).toContain('15 avril 2026');
    const kind = flatParts(french.parts).find((part) => part.type === 'field' && part.field.id === 'kind');
    expect(kind).toMatchObject({ field: { initial: 'internship' } });
    for (const wrong of ['apprenticeship', 'constructor', 'Internship'])
      expect(await say('manager', 'walk.who', { values: { ...who, kind: wrong } })).toMatchObject({
        errors: { kind: 'Choose one.' },
      });
  });

  it('is called by its name from the draft on, in both languages, on every card that names the kind', async () => {
    const { world, id, plan, start } = await planned(internships());
    expect(formTexts(plan)).toContain('End of an internship');
    expect(formTexts(plan).join('\n')).toContain('Only for Dismissal; here it is End of an internship.');
    const draft = await world.load(id);
    const now = world.clock.now().toISOString();
    const home = JSON.stringify(departureBlocks([draft], voiceFor(testPeople.manager), now));
    expect(home).toContain('End of an internship');
    await start();
    const state = await world.load(id);
    expect(state.kind).toBe('internship');
    for (const [reader, name] of [
      [testPeople.manager, 'End of an internship'],
      [testPeople.hr, 'Fin de stage'],
    ] as const) {
      expect(departureCard(state, reader, now).subtitle).toContain(name);
      const details = departureDetailsCard(state, reader, now);
      expect(details.subtitle).toContain(name);
      expect(cardTexts(details).join('\n').replaceAll(name, '')).not.toContain('internship');
    }
    expect(state.tasks.filter(({ nature }) => nature === 'step').map((task) => task.id)).toEqual(['step-report']);
  });

  it('keeps its name once no flow has it any more, and gives it up for another kind', async () => {
    const { world, say, id, who, start } = await planned(internships());
    const again = { ...who, kind: 'resignation' };
    const other = formOf(await say('manager', 'walk.who', { id, seen: 'alex', values: again }));
    expect((await world.load(id)).draft).toMatchObject({ kind: 'resignation', kindName: null });
    expect(other.kind).toBe('day');
    const back = formOf(await say('manager', 'walk.who', { id, seen: 'alex', values: who }));
    const values = { lastWorkingDay: '2026-03-30', equipment: null, credentials: null };
    const plan = formOf(await say('manager', 'walk.day', { id, seen: back.submit?.act.seen ?? '', values }));
    await say('manager', 'walk.submit', { id, seen: plan.submit?.act.seen ?? '' });
    void start;
    (world.deps.flows as Flow[]).pop();
    const now = world.clock.now().toISOString();
    expect(departureCard(await world.load(id), testPeople.manager, now).subtitle).toContain('End of an internship');
  });

  it('is filtered by in HR’s list', async () => {
    const { say, start } = await planned(internships());
    await start();
    const list = async (kind: string) =>
      formTexts(
        formOf(
          await say('hr', 'departures.filter', { values: { [listFields.state]: 'open', [listFields.kind]: kind } }),
        ),
      );
    expect((await list('internship')).join('\n')).toContain('Alex Moreau');
    expect(await list('internship')).toContain('Fin de stage');
    expect((await list('resignation')).join('\n')).not.toContain('Alex Moreau');
  });

  it('thanks the leaver; where it is kept secret it names HR, and makes no wish of it', async () => {
    const open = await planned(internships());
    await open.start();
    const now = open.world.clock.now().toISOString();
    const thanks = cardTexts(farewellCard(await open.world.load(open.id), testPeople.leaver, now)).join('\n');
    expect(thanks).toContain('It was good to have you with us.');
    expect(thanks).toContain('Maya Chen');
    const secret = { ...(await open.world.load(open.id)) };
    if (secret.flow === null) throw new Error('no flow');
    const told = {
      ...secret,
      runStartedAt: now,
      toldAt: now,
      flow: { ...secret.flow, confidential: true },
    };
    const quiet = cardTexts(farewellCard(told, testPeople.leaver, now)).join('\n');
    expect(quiet).toContain('Thank you for the work you did here.');
    expect(quiet).toContain('Nadia Berger');
    expect(quiet).not.toContain('It was good to have you with us.');
  });
});
