import fc from 'fast-check';
import { type Flow, type FlowRole, flowSchema, type Moment } from '../../src/domain/flow/flow.ts';
import { tierSchema } from '../../src/domain/systems/tier.ts';

const offsets = fc.constantFrom(-5, -2, -1, 0, 1, 3);
const units = fc.constantFrom<Moment['unit']>('days', 'business-days');

const due: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ from: fc.constantFrom('last-working-day', 'contract-end'), offset: offsets, unit: units }),
  fc.record({ from: fc.constant('cut-off'), offset: fc.constantFrom(0, 4, 30), unit: fc.constant('hours') }),
  fc.record({ from: fc.constant('planned'), offset: fc.constantFrom(1, 2), unit: units, at: fc.constant('12:00') }),
);

/** On or after the cut-off, as a confidential flow needs it for whatever reaches the leaver. */
const afterCutOff: fc.Arbitrary<unknown> = fc.record({
  from: fc.constant('cut-off'),
  offset: fc.constantFrom(0, 1, 24),
  unit: fc.constant('hours'),
});

const ladder = {
  reminders: fc.array(
    fc.record({ offset: fc.constantFrom(-2, -1, 0, 1), unit: fc.constantFrom('days', 'business-days', 'hours') }),
    { maxLength: 2 },
  ),
  escalateTo: fc.option(fc.constantFrom<FlowRole>('manager', 'hr')),
};

const step = fc.record({
  owner: fc.constantFrom<FlowRole>('manager', 'leaver', 'hr', 'it'),
  next: fc.option(fc.constantFrom<FlowRole>('manager', 'hr', 'admin')),
  starts: fc.option(afterCutOff),
  due,
  waits: fc.boolean(),
  proof: fc.constantFrom('none', 'none', 'note'),
  ...ladder,
});

function escalateBy(role: FlowRole | null) {
  return role ? { escalate: { after: { offset: 1, unit: 'days' }, to: role } } : {};
}

const title = { en: 'Something to do', fr: 'Quelque chose à faire' };

/** Flows of every shape; those that would be refused when they are read from a file are left out by the caller. */
export const flowArbitrary: fc.Arbitrary<Flow> = fc
  .record({
    confidential: fc.constantFrom(false, false, true),
    mode: fc.constantFrom('scheduled', 'scheduled', 'released'),
    access: fc.constantFrom('all', 'all', 'all', 'old-role'),
    confirmers: fc.constantFrom(
      [{ role: 'it', count: 1 }],
      [{ role: 'it', count: 1 }],
      [{ role: 'it', count: 2 }],
      [{ role: 'hr', count: 1 }],
      [{ role: 'hr', count: 1 }],
      [
        { role: 'hr', count: 1 },
        { role: 'it', count: 1 },
      ],
    ),
    validForDays: fc.constantFrom(1, 5, 30),
    steps: fc.array(step, { maxLength: 3 }),
    handovers: fc.record(ladder),
    survey: fc.boolean(),
  })
  .map(({ confidential, mode, access, confirmers, validForDays, steps, handovers, survey }) =>
    flowSchema.parse({
      id: 'simulated',
      version: 1,
      name: title,
      kinds: ['resignation'],
      workerTypes: ['employee'],
      confidential,
      cutOff: { mode, suggested: { from: 'last-working-day', at: '18:00' } },
      access,
      confirmation: { confirmers, validForDays, secondPersonTiers: survey ? tierSchema.options : ['finance'] },
      steps: steps.map(({ next, starts, waits, escalateTo, owner, ...rest }, index) => ({
        id: `s${index}`,
        title,
        owner,
        ...rest,
        next: next && next !== owner ? [next] : [],
        ...(starts || (confidential && owner === 'leaver')
          ? { starts: starts ?? { from: 'cut-off', offset: 0, unit: 'hours' } }
          : {}),
        after: waits && index > 0 ? [`s${index - 1}`] : [],
        ...escalateBy(escalateTo === owner ? null : escalateTo),
      })),
      handovers: {
        due: { from: 'last-working-day', offset: -1, unit: 'business-days' },
        reminders: handovers.reminders,
        ...escalateBy(handovers.escalateTo),
      },
      equipment: { due: { from: 'last-working-day', offset: 2, unit: 'days' } },
      credentials: { due: { from: 'cut-off', offset: 1, unit: 'days' } },
      ...(survey
        ? {
            survey: {
              opens: { from: 'cut-off', offset: 1, unit: 'hours' },
              closes: { from: 'cut-off', offset: 2, unit: 'days', at: '20:00' },
            },
          }
        : {}),
      farewell: { from: 'cut-off', offset: 0, unit: 'hours' },
      recheckDays: [1, 7],
    }),
  );
