import { describe, expect, it } from 'vitest';
import { type Flow, flowSchema } from '../../src/domain/flow/flow.ts';
import { organisationSchema } from '../../src/engine/people/directory.ts';
import { completeFields, reasonFields } from '../../src/views/forms/fields.ts';
import { testFlow, testPeople } from '../support/memory/memory-world.ts';
import { formOf, talk } from '../support/talk.ts';

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
    ['nobody', [{ ...role, people: [] }], 'Too small'],
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
