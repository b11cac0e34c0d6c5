import { describe, expect, it } from 'vitest';
import type { Flow } from '../../src/domain/flow/flow.ts';
import type { ActName } from '../../src/views/act-names.ts';
import {
  confidentialFlow,
  mustDo,
  type TestPersonName,
  testFlow,
  testPeople,
  type testPerson,
} from '../support/memory/memory-world.ts';
import { formOf, type Talk, talk } from '../support/talk.ts';
import { formTexts } from '../support/view-text.ts';

const hears = { leaver: 'flow', teammates: 'at-once' } as const;

async function asked(
  { say }: Talk,
  who: TestPersonName | ReturnType<typeof testPerson>,
  act: ActName,
  words: string,
): Promise<string> {
  return formTexts(formOf(await say(who, act, { words: words.split(' ') }))).join('\n');
}

/** A departure whose leaver wrote about invoices and risks, the first of which goes to Priya. */
async function written(world: Talk['world'], flow: Flow, leaver = testPeople.leaver): Promise<string> {
  const id = await world.plan({ hears }, { ...flow, dossier: true }, leaver);
  await mustDo(
    world.ask('manager', id, {
      type: 'topic.write',
      texts: [
        { topicId: 'missions', rev: 0, text: 'The été invoices of Sarl Dupont' },
        { topicId: 'risks', rev: 0, text: 'Invoices may be late' },
      ],
    }),
  );
  await mustDo(world.ask('manager', id, { type: 'topic.assign', topicId: 'missions', rev: 1, to: testPeople.priya }));
  return id;
}

describe('a search in the dossiers', () => {
  it('finds what the reader may read, and nothing else', async () => {
    const told = await talk();
    await written(told.world, testFlow);
    expect(await asked(told, 'manager', 'knowledge.search', 'invoices')).toContain('2 topics about “invoices”');
    const heir = await asked(told, 'priya', 'knowledge.search', 'invoices');
    expect(heir).toContain('1 topic about “invoices”');
    expect(heir).not.toContain('may be late');
    for (const who of ['jonas', 'it'] as const)
      expect(await asked(told, who, 'knowledge.search', 'invoices'), who).toContain('Nothing that you may read');
    expect(await asked(told, 'hr', 'knowledge.search', 'invoices')).toContain('2 sujets');
  });

  it('wants all words, in any case and without accents, and takes beginnings', async () => {
    const told = await talk();
    await written(told.world, testFlow);
    expect(await asked(told, 'manager', 'knowledge.search', 'DUPONT ete')).toContain('1 topic about');
    expect(await asked(told, 'manager', 'knowledge.search', 'dup')).toContain('1 topic about');
    // One letter of a long word may be wrong, missing or one too many, wherever it is.
    for (const words of ['imvoices dupont', 'invoces dupont', 'invoiices dupont', 'invoicez dupont', 'xnvoices dupont'])
      expect(await asked(told, 'manager', 'knowledge.search', words), words).toContain('1 topic about');
    expect(await asked(told, 'manager', 'knowledge.search', 'imvoicez dupont')).toContain('Nothing that you may read');
    expect(await asked(told, 'manager', 'knowledge.search', 'dupont late')).toContain('Nothing that you may read');
  });

  it('asks for words where there are none', async () => {
    const told = await talk();
    expect(formOf(await told.say('manager', 'knowledge.search')).kind).toBe('search');
    expect(await told.say('manager', 'knowledge.search', { words: ['?!'] })).toMatchObject({ type: 'notice' });
    expect(await told.say('manager', 'knowledge.search', { values: { words: ' ' } })).toMatchObject({ type: 'errors' });
  });
});

describe('who has', () => {
  it('tells everybody who took something over, once the team knows', async () => {
    const told = await talk();
    const flow: Flow = {
      ...testFlow,
      teamTold: 'announce',
      steps: [
        ...testFlow.steps,
        { ...(testFlow.steps[0] as Flow['steps'][number]), id: 'announce', owner: 'manager', proof: 'none' },
      ],
    };
    const id = await told.world.plan({ hears }, flow);
    const task = (await told.world.load(id)).tasks.find(({ nature }) => nature === 'handover');
    expect(await asked(told, 'jonas', 'knowledge.who-has', 'billing')).toContain('knows of nobody');
    await mustDo(told.world.ask('priya', id, { type: 'task.accept', taskId: task?.id ?? '', rev: task?.rev ?? 0 }));
    // The manager sees it, the teammate not before the team was told.
    expect(await asked(told, 'manager', 'knowledge.who-has', 'billing')).toContain('Billing service: Priya Nair');
    expect(await asked(told, 'jonas', 'knowledge.who-has', 'billing')).toContain('knows of nobody');
    const tell = (await told.world.load(id)).tasks.find(({ flowStepId }) => flowStepId === 'announce');
    await mustDo(
      told.world.ask('manager', id, {
        ...{ type: 'task.complete', taskId: tell?.id ?? '', rev: tell?.rev ?? 0, notes: null, condition: null },
      }),
    );
    expect(await asked(told, 'jonas', 'knowledge.who-has', 'billing')).toContain('Billing service: Priya Nair');
  });

  it('finds the heirs of topics by their titles, never by their texts', async () => {
    const told = await talk();
    await written(told.world, testFlow);
    expect(await asked(told, 'jonas', 'knowledge.who-has', 'missions')).toContain('Missions: Priya Nair');
    expect(await asked(told, 'jonas', 'knowledge.who-has', 'dupont')).toContain('knows of nobody');
  });

  it('is no oracle: of a confidential departure the answer is the one where there is none', async () => {
    const without = await talk();
    const nothing = await asked(without, 'jonas', 'knowledge.who-has', 'billing');
    const told = await talk();
    const id = await written(told.world, confidentialFlow);
    // Somebody of IT, who knows of it, has taken a topic over.
    await mustDo(told.world.ask('manager', id, { type: 'topic.assign', topicId: 'risks', rev: 1, to: testPeople.it }));
    expect(await asked(told, 'manager', 'knowledge.who-has', 'risks')).toContain('Tom Okafor');
    for (const words of ['billing', 'missions', 'risks']) {
      expect(await asked(told, 'jonas', 'knowledge.who-has', words)).toBe(nothing.replaceAll('billing', words));
      expect(await asked(told, 'leaver', 'knowledge.who-has', words)).toBe(nothing.replaceAll('billing', words));
    }
    expect(await asked(told, 'leaver', 'knowledge.search', 'invoices')).toContain('Nothing that you may read');
  });

  it('knows of nobody where the person stays after all', async () => {
    const told = await talk();
    const id = await written(told.world, testFlow);
    expect(await asked(told, 'jonas', 'knowledge.who-has', 'missions')).toContain('Priya Nair');
    await mustDo(told.world.ask('manager', id, { type: 'departure.retain', reason: 'They stay' }));
    expect(await asked(told, 'jonas', 'knowledge.who-has', 'missions')).toContain('knows of nobody');
  });
});
