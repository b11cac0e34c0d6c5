import type { Departure } from '../../src/domain/departure.ts';
import { isTaskOpen } from '../../src/domain/tasks/task.ts';
import type { RowProblem } from '../../src/domain/waves/row-problem.ts';
import type { Wave } from '../../src/domain/waves/wave.ts';
import type { CollectedReading } from '../../src/views/cards/collected-line.ts';
import type { WaveReading } from '../../src/views/cards/wave-card.ts';

/**
 * This departure as one of a wave: while it is planned, once it is, with somebody who could not be planned and one left
 * out, and once it is over.
 */
export function sampleWaves(departure: Departure): Omit<WaveReading, 'reader' | 'roles' | 'now'>[] {
  const member = {
    ...{ departure: departure.id, person: departure.leaver.id, line: 2, from: departure.createdAt },
    ...{ problem: null, left: null },
  };
  const failed = {
    ...{ ...member, departure: 'd-none', line: 3 },
    problem: { code: 'duplicate' as const, params: {} },
  };
  const left = { ...member, line: 4, left: { by: 'tom', at: departure.createdAt } };
  const wave: Wave = {
    ...{ id: 'w1', title: 'Spring', openedAt: departure.createdAt, by: 'nadia', status: 'planned' },
    members: [member, failed, left],
    floors: [{ system: 'github', label: 'GitHub', calls: 2460, perMinute: 60 }],
    confirmations: [],
  };
  const people = [
    { member, departure },
    { member: failed, departure: null },
    { member: left, departure },
  ];
  const plans = departure.planHash === null ? {} : { [departure.id]: departure.planHash };
  return (['planning', 'planned', 'ended'] as const).map((status) => ({
    ...{ wave: { ...wave, status }, people, plans, hash: 'a1' },
  }));
}

/**
 * What is asked in so many departures of a wave: of a step, late too, and of all that somebody leads.
 */
export function sampleCollected(departure: Departure, count: number): Omit<CollectedReading, 'reader' | 'now'>[] {
  const many = Array.from({ length: count }, (_, index) => ({
    ...departure,
    leaver: { ...departure.leaver, name: `${departure.leaver.name} ${index + 1}` },
  }));
  const led = many.map((one) => ({ departure: one, task: null, isOpen: one.status === 'active' }));
  const tasks = departure.tasks.slice(0, 1).flatMap((task) =>
    ['task.step.flow.step', 'escalation.step.flow.step'].map((group) => ({
      group,
      lines: many.map((one) => ({ departure: one, task, isOpen: isTaskOpen(task) })),
    })),
  );
  return [{ group: 'departure', lines: led }, ...tasks].map((one) => ({ wave: 'w1', ...one }));
}

const problems: readonly RowProblem[] = [
  ...(['address', 'twice', 'unknown', 'leaving', 'yourself', 'day', 'contract-end', 'time', 'past', 'flow'] as const),
  ...(['contract', 'manager-missing', 'manager', 'manager-in-wave', 'heir', 'heir-in-wave'] as const),
];

/** A list with one row for each problem, and one that is well and says something. */
export const sampleWaveList = {
  begins: true,
  list: {
    ...{ title: 'Spring', seen: 'a1', imported: true },
    rows: [
      ...problems.map((problem, index) => ({
        ...{ line: index + 2, name: 'Priya Nair', problems: [problem], roles: [], manages: 0 },
      })),
      { line: 20, name: 'Tom Okafor', problems: [], roles: ['it' as const], manages: 2 },
    ],
  },
};
