import { describe, expect, it } from 'vitest';
import { type Flow, flowSchema } from '../../src/domain/flow/flow.ts';
import { organisationSchema } from '../../src/engine/people/organisation.ts';
import { completeFields, reasonFields } from '../../src/views/forms/fields.ts';
import { testFlow, testPeople } from '../support/memory/memory-world.ts';
import { formOf, talk } from '../support/talk.ts';
import { formTexts } from '../support/view-text.ts';

describe('roles in relais.yaml', () => {
  const role = { id: 'legal', name: { en: 'Legal' }, people: ['A@Example.com'] };

  it('have an id, a name and somebody', () => {
    expect(organisationSchema.parse({ ownRoles: [role] }).ownRoles).toEqual([
      { id: 'legal', name: { en: 'Legal', fr: 'Legal (EN)' }, people: ['a@example.com'] },
    ]);
  });

  it.each([
    ['an id that is there already', [{ ...role, id: 'hr' }], 'expected a new id'],
    ['two of one id', [role, role], 'legal is already the id of ownRoles.0'],
    ['nobody', [{ ...role, people: [] }], 'expected at least one address'],
    ['an id with a space', [{ ...role, id: 'our legal' }], 'expected lower-case words joined by hyphens'],
  ])('refuse %s', (_, ownRoles, words) => {
    const parsed = organisationSchema.safeParse({ ownRoles });
    expect(parsed.error?.issues.map(({ message }) => message).join()).toContain(words);
  });

  it('are held by whom the directory knows, and say who manages people', async () => {
    const { world } = await talk();
    const roles = await world.deps.directory.ownRoles();
    expect([...roles].map(([id, { people }]) => [id, people.map((one) => one.id)])).toEqual([
      ['legal', ['jonas']],
      ['finance', ['priya']],
    ]);
    // The world's relais.yaml names no manager at all: nobody tells.
    expect(world.deps.directory.managesPeople(testPeople.manager)).toBeNull();
  });
});

describe('the walk', () => {
  it('offers contracts of the company’s own, and plans with its roles and conditions', async () => {
    const { world, say } = await talk();
    const due = { from: 'last-working-day' };
    const flow = flowSchema.parse({
      ...testFlow,
      ...{ id: 'interns', workerTypes: ['intern'], names: { intern: { en: 'Intern', fr: 'Stagiaire' } } },
      steps: [
        { id: 'shares', title: 'Shares', owner: 'legal', due, approvers: ['finance'] },
        { id: 'abroad', title: 'Abroad', owner: 'it', due, when: { countries: ['DE'] } },
      ],
    });
    (world.deps.flows as Flow[]).push(flow);
    const who = { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'intern' };
    const first = formOf(await say('manager', 'walk.who.changed', { values: who, seen: 'alex' }));
    expect(formTexts(first)).toContain('Intern');
    expect(await say('manager', 'walk.who', { values: { ...who, workerType: 'trainee' } })).toMatchObject({
      errors: { workerType: 'Choose one.' },
    });
    const day = formOf(await say('manager', 'walk.who', { values: who }));
    const [id, seen] = [day.submit?.act.departureId ?? '', day.submit?.act.seen ?? ''];
    const values = { lastWorkingDay: '2026-03-30', equipment: null, credentials: null };
    const plan = formOf(await say('manager', 'walk.day', { id, seen, values }));
    const texts = formTexts(plan);
    expect(texts).toEqual(expect.arrayContaining(['Intern', 'Shares', 'Not for this departure', 'Abroad']));
    expect(texts.join('\n')).toContain('Jonas Weber, by Monday 30 March 2026 at 17:00 · approved by Finance');
    expect(texts).toContain('Only for country Germany; here it is France.');
    await say('manager', 'walk.submit', { id, seen: plan.submit?.act.seen ?? '' });
    const state = await world.load(id);
    expect(state.cast.own).toEqual({
      legal: { name: { en: 'Legal', fr: 'le service juridique' }, people: ['jonas'] },
      finance: { name: { en: 'Finance', fr: 'la comptabilité' }, people: ['priya'] },
    });
    expect(state.tasks.find((task) => task.id === 'step-shares')?.assignee).toBe('jonas');
    expect(Object.keys(state.people)).toEqual(expect.arrayContaining(['jonas', 'priya']));
  });
});

describe('a step with a checklist, in conversation', () => {
  const flow: Flow = flowSchema.parse({
    ...testFlow,
    steps: [
      {
        id: 'keys',
        title: 'Keys',
        owner: 'it',
        due: { from: 'last-working-day' },
        checklist: ['One', 'Two'],
        optional: true,
      },
    ],
  });

  it('is ticked in a form, refused beside the field while parts are open, and left out with a reason', async () => {
    const { world, say } = await talk();
    const id = await world.plan({ handovers: [] }, flow);
    const on = async () => {
      const task = (await world.load(id)).tasks.find((one) => one.id === 'step-keys');
      return { id, target: 'step-keys', seen: task?.rev ?? 0 };
    };
    const form = formOf(await say('it', 'task.check', await on()));
    expect(form.submit?.act.name).toBe('task.check.submit');
    await say('it', 'task.check.submit', { ...(await on()), values: { [completeFields.checked]: ['1', 'x', '-1'] } });
    const task = (await world.load(id)).tasks.find((one) => one.id === 'step-keys');
    expect(task?.checklist?.map(({ done }) => done)).toEqual([false, true]);
    const open = { [completeFields.checked]: ['1'], [completeFields.notes]: null };
    expect(await say('it', 'task.complete.submit', { ...(await on()), values: open })).toMatchObject({
      type: 'errors',
      errors: { [completeFields.checked]: expect.stringContaining('One part of the checklist is not ticked yet') },
    });
    expect(formOf(await say('it', 'task.skip-own', await on())).submit?.act.name).toBe('task.skip-own.submit');
    await say('it', 'task.skip-own.submit', { ...(await on()), values: { [reasonFields.reason]: 'No keys at all' } });
    expect((await world.load(id)).tasks.find((one) => one.id === 'step-keys')?.status).toBe('skipped');
  });
});
