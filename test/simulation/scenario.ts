import fc from 'fast-check';
import type { Flow } from '../../src/domain/flow/flow.ts';
import type { Stage } from '../../src/domain/systems/action.ts';
import { checkFlow } from '../../src/flows/check-flow.ts';
import { type CompanyPlan, type Name, names } from './company.ts';
import { flowArbitrary } from './flow-arbitrary.ts';
import { liesArbitrary, openingWith, stepWith } from './lies.ts';
import { laterArbitrary, lifted, onHold, openingArbitrary, type Step, stepArbitrary } from './steps.ts';

export interface DeparturePlan {
  leaver: Name;
  flow: Flow;
  /** Days from the start to the last working day, and from there to the contract's end. */
  notice: number;
  leave: number;
  /** The cut-off on the last working day, in the zone's own hours; null: at once. */
  cutOffAt: string | null;
  handovers: readonly { to: Name; fallback: Name | null; daysBefore: number }[];
  equipment: number;
  credentials: number;
  inChannel: boolean;
}

/** One outside system, and how much each person has there. */
interface SystemPlan {
  stages: readonly Stage[];
  manual: boolean;
  accounts: number;
  /** Of each stage whose things are listed. */
  items: number;
}

/** Everything a run is made of; the same scenario always gives the same run. */
export interface Scenario {
  /** For the jitter of back-offs. */
  dice: number;
  start: string;
  company: CompanyPlan;
  systems: readonly SystemPlan[];
  departures: readonly DeparturePlan[];
  steps: readonly Step[];
  /** Whether to look on for the weeks of re-checks after the end. */
  afterwards: boolean;
  /** What happens in these weeks. */
  later: readonly Step[];
}

const teammate = fc.constantFrom<Name>('pia', 'jon', 'hugo', 'max', 'tom');

const company: fc.Arbitrary<CompanyPlan> = fc.record({
  roles: fc.record({
    // Mostly a company that can finish what it begins; now and then one that cannot, and must be able to call it off.
    hr: fc.oneof(
      {
        weight: 16,
        arbitrary: fc.constantFrom<readonly Name[]>(['hana', 'hugo'], ['hana'], ['hana', 'hugo'], ['max', 'hugo']),
      },
      { weight: 1, arbitrary: fc.constantFrom<readonly Name[]>(['hana', 'lea'], ['max'], ['lea'], []) },
    ),
    it: fc.oneof(
      {
        weight: 16,
        arbitrary: fc.constantFrom<readonly Name[]>(['tom', 'ines'], ['tom', 'ines'], ['tom'], ['tom', 'hana']),
      },
      { weight: 1, arbitrary: fc.constantFrom<readonly Name[]>(['lea', 'tom'], ['max', 'ines'], []) },
    ),
    admin: fc.constantFrom<readonly Name[]>(['ines'], [], [], ['max']),
  }),
  zones: fc.constantFrom(
    ['Europe/Paris'],
    ['Europe/Paris', 'America/New_York', 'Asia/Kolkata'],
    ['Australia/Lord_Howe', 'Europe/Paris'],
    ['America/St_Johns', 'Pacific/Auckland', 'UTC'],
  ),
  french: fc.constantFrom([false], [true], [false, true, false]),
  // Often there is no chat platform at all: what is cut, and when, must not hang on it, and such runs are quick.
  offline: fc.oneof(
    { weight: 12, arbitrary: fc.constant(names) },
    { weight: 3, arbitrary: fc.constantFrom<readonly Name[]>([], [], ['lea'], ['pia'], ['hana']) },
  ),
  blocked: fc.constantFrom<readonly Name[]>([], [], [], ['tom'], ['lea', 'jon']),
});

const departure = fc
  .record({
    leaver: fc.constant<Name>('lea'),
    flow: flowArbitrary.filter((flow) => checkFlow(flow, { ownRoles: [] }).length === 0),
    notice: fc.constantFrom(0, 1, 3, 5, 10, 20),
    leave: fc.constantFrom(0, 0, 7),
    cutOffAt: fc.option(fc.constantFrom('18:00', '02:30', '00:00', '12:00'), { freq: 8 }),
    handovers: fc.array(
      fc.record({ to: teammate, fallback: fc.option(teammate), daysBefore: fc.constantFrom(0, 1, 4) }),
      { maxLength: 2 },
    ),
    equipment: fc.constantFrom(0, 0, 1),
    credentials: fc.constantFrom(0, 0, 1),
    inChannel: fc.boolean(),
  })
  .map((one): DeparturePlan => ({ ...one, handovers: one.handovers.filter(({ to, fallback }) => to !== fallback) }));

const stages = fc.constantFrom<readonly Stage[]>(
  ['disable'],
  ['disable', 'sessions'],
  ['groups'],
  ['disable', 'groups'],
  ['disable', 'sessions', 'credentials'],
  ['disable', 'credentials', 'groups', 'licence'],
);

/** Mostly a handful; what makes hundreds slow is the same as what makes ten slow, so those are rare. */
const system: fc.Arbitrary<SystemPlan> = fc.record({
  stages,
  manual: fc.boolean(),
  accounts: fc.oneof(
    { weight: 6, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.constant(2) },
    { weight: 1, arbitrary: fc.constant(3) },
  ),
  items: fc.oneof(
    { weight: 60, arbitrary: fc.constant(1) },
    { weight: 18, arbitrary: fc.integer({ min: 2, max: 4 }) },
    { weight: 1, arbitrary: fc.integer({ min: 5, max: 30 }) },
  ),
});

/** As many as a vendor lists on several pages. */
const crowded: SystemPlan = { stages: ['disable', 'groups'], manual: false, accounts: 1, items: 200 };

export const scenarioArbitrary: fc.Arbitrary<Scenario> = fc
  .record({
    dice: fc.nat(1_000_000),
    // Days before clocks change in Europe, in America, in Australia, and one quiet week.
    start: fc.constantFrom(
      '2026-03-26T09:07:00.000Z',
      '2026-03-05T15:30:00.000Z',
      '2026-10-22T07:00:00.000Z',
      '2026-04-02T22:10:00.000Z',
      '2026-06-10T08:00:00.000Z',
    ),
    company,
    systems: fc.oneof(
      { weight: 420, arbitrary: fc.array(system, { minLength: 1, maxLength: 2 }) },
      { weight: 60, arbitrary: fc.array(system, { minLength: 3, maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constant<SystemPlan[]>([crowded]) },
    ),
    first: departure,
    second: fc.oneof(
      { weight: 7, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.record({ one: departure, leaver: fc.constantFrom<Name>('pia', 'jon') }) },
    ),
    opening: openingArbitrary,
    steps: fc.array(stepArbitrary, { minLength: 2, maxLength: 14, size: 'max' }),
    afterwards: fc.constantFrom(false, false, false, false, false, false, false, true),
    later: fc.array(laterArbitrary, { maxLength: 4 }),
    // The last, so that the same seeds go on giving the same scenarios besides.
    lies: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: liesArbitrary }),
  })
  .map(({ lies, ...scenario }) => {
    if (lies === null) return scenario;
    const told = (steps: readonly Step[]) => steps.map((step) => stepWith(lies, step));
    return {
      ...scenario,
      opening: openingWith(lies),
      steps: told(scenario.steps),
      later: told(scenario.later),
      // What an account has one of has no name.
      systems: scenario.systems.map((one) => ({ ...one, items: Math.max(one.items, 2) })),
    };
  })
  .map(({ first, second, systems, opening, steps, company: people, ...rest }) => ({
    ...rest,
    // Cards of many things are drawn at each step, and prove no more than those of a few.
    company: systems.some(({ items, accounts }) => items * accounts > 6) ? { ...people, offline: names } : people,
    // By the dice, so that the same seeds go on giving the same scenarios besides.
    steps:
      rest.dice % 6 === 0
        ? [...onHold, ...opening, ...steps, ...(rest.dice % 12 === 0 ? lifted : [])]
        : [...opening, ...steps],
    // By hand is rare: one system at most.
    systems: systems.map((one, index) => ({ ...one, manual: one.manual && index === 1 })),
    departures: second ? [first, { ...second.one, leaver: second.leaver }] : [first],
  }));
