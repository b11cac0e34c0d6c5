import { describe, expect, it } from 'vitest';
import { registerOf } from '../../src/domain/auditors/register.ts';
import { departureSchema } from '../../src/domain/departure.ts';
import type { DepartureEvent } from '../../src/domain/event.ts';
import { reportOfJournal } from '../../src/domain/evidence/report-of-journal.ts';
import { replay } from '../../src/domain/evolve.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { goldenEntries } from './golden-store.ts';

/** The cut-off of this journal: 2026-03-20T17:00:00Z; it was confirmed, and its run began then. */
const byHand = goldenEntries('by-hand');

function registered(entries: readonly Entry[], now: string) {
  const stored = departureSchema.parse(replay(entries));
  const naming = { level: 'auditor' as const, codeOf: (_: string, value: string) => value };
  const report = reportOfJournal(entries, { stored, head: '00', committed: 0 }, naming);
  return registerOf(report, entries, now).map(({ kind, account, action, seconds, at }) => [
    ...[kind, account, action?.split('/').at(-1) ?? null, seconds, at],
  ]);
}

function goOn(...later: readonly [at: string, event: DepartureEvent][]): Entry[] {
  const [first] = byHand;
  if (!first) throw new Error('there is nothing to go on from');
  return [
    ...byHand,
    ...later.map(([at, event], index) => ({
      ...{ departureId: first.departureId, seq: byHand.length + 1 + index, at, by: 'system', event },
    })),
  ];
}

const waived = ['waived', 'code/code-alex', 'groups', null, '2026-03-22T17:05:00.000Z'];
const handed = ['by-hand', 'crm/crm-alex', 'task', null, '2026-03-22T17:05:00.000Z'];
/** Two days and five minutes after the cut-off. */
const late = [
  ['late-waived', 'code/code-alex', 'groups', 173_100, '2026-03-22T17:05:00.000Z'],
  ['late-by-hand', 'crm/crm-alex', 'task', 173_100, '2026-03-22T17:05:00.000Z'],
];

describe('the register of exceptions', () => {
  it('has every account that was open ten minutes after the cut-off, and how long, while the run still goes on', () => {
    const lines = registered(byHand, '2026-03-22T18:00:00.000Z');
    expect(lines).toEqual([
      ...[waived, handed],
      ['open', 'code/code-alex', 'disable', 176_400, null],
      ['open', 'code/code-alex', 'sessions', 176_400, null],
      ...late,
    ]);
    // The other account was closed six minutes and 51 seconds after it.
    expect(JSON.stringify(lines)).not.toContain('okta');
  });

  it('keeps an account that was closed later, and how long it was open', () => {
    const disable = { actionId: 'code/code-alex/disable' };
    const leaseUntil = '2026-03-23T18:00:00.000Z';
    const entries = goOn(
      ['2026-03-23T16:59:00.000Z', { type: 'revocation-intended', ...disable, mode: 'act', attempt: 9, leaseUntil }],
      [
        '2026-03-23T17:00:00.000Z',
        {
          ...{ type: 'revocation-recorded', ...disable, attempt: 9, late: true },
          result: { status: 'verified', evidence: [] },
        },
      ],
    );
    expect(registered(entries, '2026-04-30T00:00:00.000Z')).toContainEqual([
      ...['late', 'code/code-alex', 'disable', 259_200, '2026-03-23T17:00:00.000Z'],
    ]);
  });

  it('has none of a cut-off that has not come, or has come ten minutes ago', () => {
    const begun = byHand.slice(0, byHand.findIndex(({ event }) => event.type === 'run-began') + 1);
    for (const [now, open] of [
      ['2026-03-20T16:00:00.000Z', 0],
      ['2026-03-20T17:10:00.000Z', 0],
      ['2026-03-20T17:10:01.000Z', 7],
    ] as const)
      expect(registered(begun, now).filter(([kind]) => kind === 'open')).toHaveLength(open);
  });

  it('has those of a cut-off that was confirmed and never begun, and none of one that nobody confirmed', () => {
    const confirmed = byHand.slice(
      0,
      byHand.findIndex(({ event }) => event.type === 'run-began'),
    );
    const unconfirmed = confirmed.filter(({ event }) => event.type !== 'access-confirmed');
    const now = '2026-03-20T18:00:00.000Z';
    expect(registered(confirmed, now).filter(([kind]) => kind === 'open')).toHaveLength(7);
    expect(registered(unconfirmed, now)).toEqual([]);
  });

  describe('of a cut-off whose run never began', () => {
    /** Confirmed for the cut-off at 17:00. */
    const confirmed = () =>
      structuredClone(
        byHand.slice(
          0,
          byHand.findIndex(({ event }) => event.type === 'run-began'),
        ),
      );
    const evening = '2026-03-20T21:00:00.000Z';
    const open = (entries: readonly Entry[], now = evening) =>
      registered(entries, now).filter(([kind]) => kind === 'open');
    const then = (entries: Entry[], ...later: readonly [at: string, event: DepartureEvent][]): Entry[] => [
      ...entries,
      ...later.map(([at, event], index) => ({
        ...{ departureId: 'by-hand', seq: entries.length + 1 + index, at, by: 'system', event },
      })),
    ];
    const braked: DepartureEvent = { type: 'run-braked', cap: 'hour', counted: 10, limit: 10 };

    it('has none where the plan was changed before it, and nobody confirmed anew', () => {
      const entries = confirmed();
      const planned = entries.find(({ event }) => event.type === 'planned')?.event;
      if (planned?.type !== 'planned') throw new Error('nothing was planned');
      const { looks, actions, kept } = planned;
      const changed = (planHash: string): DepartureEvent => ({ type: 'plan-changed', looks, actions, kept, planHash });
      expect(open(then(entries, ['2026-03-20T16:58:00.000Z', changed('another')]))).toEqual([]);
      // The canary: the same plan once more, and it counts.
      expect(open(then(entries, ['2026-03-20T16:58:00.000Z', changed(planned.planHash)]))).toHaveLength(7);
    });

    it('has none where one of two confirmed', () => {
      const entries = confirmed();
      for (const { event } of entries)
        if (event.type === 'planned') event.flow.confirmation.confirmers = [{ role: 'it', count: 2 }];
      expect(open(entries)).toEqual([]);
      const own = entries.find(({ event }) => event.type === 'access-confirmed');
      if (own?.event.type !== 'access-confirmed') throw new Error('nobody confirmed');
      const { confirmation } = own.event;
      const second = { ...confirmation, by: 'ines', at: '2026-03-20T10:00:00.000Z' };
      expect(
        open(then(entries, ['2026-03-20T10:00:00.000Z', { type: 'access-confirmed', confirmation: second }])),
      ).toHaveLength(7);
      // Withdrawn before it.
      expect(
        open(
          then(
            entries,
            ['2026-03-20T10:00:00.000Z', { type: 'access-confirmed', confirmation: second }],
            ['2026-03-20T16:00:00.000Z', { type: 'confirmation-withdrawn', by: 'ines' }],
          ),
        ),
      ).toEqual([]);
    });

    it.each([
      [{ type: 'cancelled', reason: null }],
      [{ type: 'retained', reason: 'Alex stays' }],
    ] as const satisfies readonly [DepartureEvent][])(
      'has every account where the brake held it for three hours, until it was $type',
      (end) => {
        const held = then(confirmed(), ['2026-03-20T17:00:00.000Z', braked], ['2026-03-20T20:00:00.000Z', end]);
        const told = open(held, '2026-04-30T00:00:00.000Z').map(([, account, , seconds]) => `${account} ${seconds}`);
        expect(told.toSorted()).toEqual([
          ...[1, 2, 3].map(() => 'code/code-alex 10800'),
          'crm/crm-alex 10800',
          ...[1, 2, 3].map(() => 'okta/okta-alex 10800'),
        ]);
        // Ended before the cut-off, it was none.
        expect(open(then(confirmed(), ['2026-03-20T16:00:00.000Z', end]))).toEqual([]);
      },
    );

    it('has every account where it was confirmed only after its hour, and held then', () => {
      const entries = confirmed();
      const own = entries.findIndex(({ event }) => event.type === 'access-confirmed');
      const [confirming] = entries.splice(own, 1);
      if (!confirming) throw new Error('nobody confirmed');
      expect(open(entries)).toEqual([]);
      expect(open(then(entries, ['2026-03-20T18:00:00.000Z', confirming.event]))).toHaveLength(7);
    });
  });
});
