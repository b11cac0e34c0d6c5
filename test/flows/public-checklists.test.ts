import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../src/domain/flow/flow.ts';
import { emptyDraft } from '../../src/domain/lifecycle/draft.ts';
import { planTasks } from '../../src/domain/tasks/plan-tasks.ts';
import { createHolidayCalendar } from '../../src/flows/holidays.ts';
import { lintFlow } from '../../src/flows/lint-flow.ts';
import { type ReadFlow, readFlows } from '../../src/flows/load-flows.ts';
import { testOwnRoles, testPerson } from '../support/memory/memory-world.ts';

const ownRoles = ['finance', 'legal', 'facilities'];
let read: readonly ReadFlow[];

beforeAll(async () => {
  read = await readFlows(join(import.meta.dirname, 'public-checklists'), { ownRoles });
});

function flowOf(id: string): Flow {
  const found = read.find(({ flow }) => flow.id === id);
  if (!found) throw new Error(`there is no flow ${id}`);
  return found.flow;
}

/** What the flow makes of the departure of somebody on Wednesday 31 March 2027, in France. */
function plan(
  flow: Flow,
  { title, team, kind }: { title: string; team: string; kind: 'resignation' | 'contract-end' },
) {
  const zone = 'Europe/Paris';
  const day = { date: '2027-03-31', zone };
  const { tasks, inapplicable } = planTasks(
    flow,
    {
      leaver: testPerson('alex', 'Alex Moreau', { title, team }),
      manager: 'maya',
      requester: 'maya',
      cast: {
        ...{ hr: ['nadia'], it: ['tom'], admin: ['hugo'] },
        own: { ...testOwnRoles, facilities: { name: 'Facilities', people: ['leo'] } },
      },
      draft: {
        ...emptyDraft,
        ...{ kind, workerType: 'employee', equipment: ['Laptop', 'Badge'], credentials: ['Call recordings'] },
      },
    },
    {
      now: '2027-02-01T09:00:00.000Z',
      dates: { lastWorkingDay: day, contractEnd: day, cutOff: { at: '2027-03-31T16:00:00.000Z', zone } },
      ...{ zone, country: 'FR', calendar: createHolidayCalendar() },
    },
    { leaving: new Set(), managesPeople: false },
  );
  const steps = tasks.filter(({ nature }) => nature === 'step');
  const step = (id: string) => {
    const found = steps.find((task) => task.id === id);
    if (!found) throw new Error(`no ${id}: ${steps.map((task) => task.id).join(', ')}`);
    return found;
  };
  return { ids: steps.map(({ id }) => id), step, left: inapplicable.map(({ stepId }) => stepId) };
}

describe('two public checklists as flows', () => {
  it('contradict themselves nowhere, and say where a language is missing', () => {
    const levels = read.map(({ flow, raw }) => [flow.id, new Set(lintFlow(flow, raw).map(({ level }) => level))]);
    expect(levels).toEqual([
      ['product-team', new Set(['note'])],
      ['remote-company', new Set()],
    ]);
    expect(flowOf('product-team').name).toEqual({
      en: 'Leaving the product team',
      fr: 'Leaving the product team (EN)',
    });
  });

  it('ask only where it applies', () => {
    const remote = flowOf('remote-company');
    const engineer = { title: 'Service engineer', team: 'Support', kind: 'resignation' } as const;
    expect(plan(remote, engineer).left).toEqual(['system-administrator']);
    expect(plan(remote, { ...engineer, title: 'Administrator', team: 'Infrastructure' }).left).toEqual([
      'support-desk',
    ]);
    const product = flowOf('product-team');
    const developer = { title: 'Developer', team: 'Product', kind: 'contract-end' } as const;
    expect(plan(product, developer).left).toEqual(['monitoring-account', 'group-managers']);
    expect(plan(product, { ...developer, title: 'Writer', kind: 'resignation' }).left).toEqual([
      'contributors',
      'monitoring',
      'monitoring-account',
      'group-managers',
    ]);
  });

  it('follow from an answer, and from one another four weeks later', () => {
    const { step } = plan(flowOf('remote-company'), { title: 'Writer', team: 'Docs', kind: 'resignation' });
    expect(step('step-forwarding').optional).toBe(true);
    expect(step('step-mail-forward').after).toEqual(['step-forwarding']);
    expect(step('step-documents').after).toEqual(['step-mail-forward']);
    // Due on Thursday 1 April; four weeks on is the 29th, and two business days Monday 3 May.
    expect(step('step-mail-forward').dueAt).toBe('2027-04-01T16:00:00.000Z');
    expect(step('step-documents').dueAt).toBe('2027-05-03T15:00:00.000Z');
  });

  it('go to the controller, to who keeps the shares and to the office', () => {
    const remote = plan(flowOf('remote-company'), { title: 'Writer', team: 'Docs', kind: 'resignation' });
    expect(remote.step('step-shares')).toMatchObject({ role: 'legal', assignee: 'jonas', candidates: ['priya'] });
    expect(remote.step('step-missing-things')).toMatchObject({ role: 'finance', assignee: 'priya', optional: true });
    expect(remote.step('approval-payroll-1')).toMatchObject({ role: 'finance', approves: 'step-payroll' });
    const product = plan(flowOf('product-team'), { title: 'Writer', team: 'Docs', kind: 'resignation' });
    expect(product.step('step-office')).toMatchObject({ role: 'facilities', assignee: 'leo' });
  });

  it('have a task for each vault and thing, parts in one step, links and notes', () => {
    const { ids, step } = plan(flowOf('remote-company'), { title: 'Writer', team: 'Docs', kind: 'resignation' });
    expect(ids).toEqual(expect.arrayContaining(['step-vault-1', 'step-things-1', 'step-things-2']));
    expect(step('step-things-2').title).toEqual({ en: 'Ask for Badge', fr: 'Demander Badge' });
    expect(step('step-code').checklist).toHaveLength(4);
    expect(step('step-code').links).toEqual([
      { label: { en: 'How to look', fr: 'Comment chercher' }, url: 'https://handbook.example.com/code' },
    ]);
    const product = plan(flowOf('product-team'), { title: 'Writer', team: 'Docs', kind: 'resignation' });
    expect(product.step('step-deploy-keys').checklist).toHaveLength(6);
    expect(product.step('step-auditors')).toMatchObject({ proof: 'note', dueAt: '2027-04-01T16:00:00.000Z' });
  });
});
