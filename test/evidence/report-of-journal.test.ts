import { describe, expect, it } from 'vitest';
import { departureSchema } from '../../src/domain/departure.ts';
import type { DepartureEvent } from '../../src/domain/event.ts';
import type { Level } from '../../src/domain/evidence/level.ts';
import type { ActionFacts, DepartureReport } from '../../src/domain/evidence/report.ts';
import { reportOfJournal } from '../../src/domain/evidence/report-of-journal.ts';
import { replay } from '../../src/domain/evolve.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { SystemLook } from '../../src/domain/systems/look.ts';
import { drawDeparture } from '../../src/views/evidence/draw-departure.ts';
import { voiceFor } from '../../src/views/words/voice.ts';
import { goldenEntries } from './golden-store.ts';

/** The cut-off of both journals: 2026-03-20T17:00:00Z. */
type Later = readonly [at: string, event: DepartureEvent, by?: string];

function goOn(entries: readonly Entry[], ...later: readonly Later[]): Entry[] {
  const [first] = entries;
  if (!first) throw new Error('there is nothing to go on from');
  return [
    ...entries,
    ...later.map(([at, event, by = 'system'], index) => ({
      ...{ departureId: first.departureId, seq: entries.length + 1 + index, at, by, event },
    })),
  ];
}

function reportOf(entries: readonly Entry[], level: Level = 'full'): DepartureReport {
  const stored = departureSchema.parse(replay(entries));
  return reportOfJournal(
    entries,
    { stored, head: '00', committed: 0 },
    { level, codeOf: (kind, value) => `${kind}:${value.length}` },
  );
}

function actionOf({ systems }: DepartureReport, call: string): ActionFacts {
  const found = systems.flatMap(({ accounts }) => accounts.flatMap(({ actions }) => actions));
  const action = found.find((one) => one.call === call);
  if (!action) throw new Error(`${call} is not in the report`);
  return action;
}

/** What the document shows of the departure, in one text. */
function shown(report: DepartureReport): string {
  return drawDeparture(report, '', voiceFor({ locale: 'en', timeZone: 'UTC' }))
    .map((block) =>
      block.type === 'table'
        ? [block.caption, ...block.rows.map((row) => row.map(({ text }) => text).join(' | '))].join('\n')
        : block.text,
    )
    .join('\n');
}

const disable = { actionId: 'okta/okta-alex/disable' };
const called = {
  type: 'revocation-intended',
  ...disable,
  mode: 'act',
  leaseUntil: '2026-06-01T00:00:00.000Z',
} as const;
const verified = (attempt: number): DepartureEvent => ({
  ...{ type: 'revocation-recorded', ...disable, attempt, late: true },
  result: { status: 'verified', evidence: [] },
});

describe('what a pack says of an action that was open again', () => {
  const back: Later = [
    '2026-03-27T17:00:00.000Z',
    { type: 'revocation-rechecked', ...disable, day: 7, result: 'back', evidence: [] },
  ];

  it('is not that it was proven, while it is open', () => {
    const action = actionOf(reportOf(goOn(goldenEntries('by-hand'), back)), 'POST /okta-alex/disable');
    expect(action).toMatchObject({ ending: 'still-open', readBack: null, done: null, openSeconds: null });
  });

  it('counts until it was proven again, not until it was proven first', () => {
    const entries = goOn(
      goldenEntries('by-hand'),
      back,
      ['2026-03-27T17:05:00.000Z', { ...called, attempt: 2 }],
      ['2026-03-27T17:10:00.000Z', verified(2)],
    );
    const action = actionOf(reportOf(entries), 'POST /okta-alex/disable');
    expect(action).toMatchObject({
      ending: 'verified',
      readBack: { at: '2026-03-27T17:10:00.000Z', seq: entries.length },
      // Seven days and ten minutes.
      openSeconds: 605_400,
    });
  });

  it('forgets the proof of a departure that was cancelled and begun anew', () => {
    const again = goOn(
      goldenEntries('by-hand'),
      ['2026-03-23T09:00:00.000Z', { type: 'cancelled', reason: null }, 'maya'],
      ['2026-03-30T09:00:00.000Z', { type: 'reopened', reason: 'They leave after all' }, 'maya'],
    );
    expect(actionOf(reportOf(again), 'POST /okta-alex/disable')).toMatchObject({
      ...{ ending: 'still-open', readBack: null, done: null, openSeconds: null },
    });
    const proven = goOn(
      again,
      ['2026-03-30T09:05:00.000Z', { type: 'run-began' }],
      ['2026-03-30T09:06:00.000Z', { ...called, attempt: 2 }],
      ['2026-03-30T09:10:00.000Z', verified(2)],
    );
    expect(actionOf(reportOf(proven), 'POST /okta-alex/disable')).toMatchObject({
      ending: 'verified',
      readBack: { at: '2026-03-30T09:10:00.000Z', seq: proven.length },
    });
  });
});

describe('what a pack says of how a departure stands', () => {
  const reopened: Later = ['2026-04-20T09:00:00.000Z', { type: 'reopened', reason: '' }];

  it('is over neither for ending access nor as a whole once something is called again', () => {
    const completed = reportOf(goldenEntries('resignation'));
    expect(completed.runEnded).toMatchObject({ seq: 131 });
    expect(completed.ended).toMatchObject({ seq: 132 });
    const report = reportOf(
      goOn(
        goldenEntries('resignation'),
        ['2026-04-20T08:59:00.000Z', { type: 'revocation-repeated', ...disable, because: 'came-back' }],
        reopened,
      ),
    );
    expect(report).toMatchObject({ status: 'active', runEnded: null, ended: null });
  });

  it('names the entry by which it ended last, not by which it ended before', () => {
    const entries = goOn(goldenEntries('resignation'), reopened, [
      '2026-04-21T09:00:00.000Z',
      { type: 'retained', reason: 'Found work here again' },
      'maya',
    ]);
    expect(reportOf(entries)).toMatchObject({
      status: 'retained',
      ended: { at: '2026-04-21T09:00:00.000Z', seq: entries.length },
    });
  });

  it('says until when sessions that were ended may go on', () => {
    // They live on for an hour after 17:06:51.
    const report = reportOf(goldenEntries('by-hand'));
    expect(actionOf(report, 'POST /okta-alex/sessions').residualUntil).toBe('2026-03-20T18:06:51.234Z');
    expect(actionOf(report, 'POST /okta-alex/disable').residualUntil).toBeNull();
    expect(shown(report)).toContain('2026-03-20 18:06:51 UTC');
  });
});

describe('what a pack says of a system', () => {
  const wiki: Omit<SystemLook, 'accounts' | 'problem'> = {
    ...{ system: 'wiki', systemLabel: 'Wiki', at: '2026-04-20T09:00:00.000Z', accessRev: 0 },
    ...{ asked: ['alex@example.com'], tenant: 'wiki' },
  };
  const looked = (look: SystemLook, appeared: PlannedAction[] = []): Later => [
    '2026-04-20T09:00:00.000Z',
    { type: 'looked', look, retryAt: null, appeared, planHash: 'later' },
  ];

  it('is not that nobody was found where it did not answer', () => {
    const silent = looked({
      ...wiki,
      accounts: [],
      problem: { kind: 'unreachable', reason: { en: 'unavailable: it is down', fr: 'unavailable: en panne' } },
    });
    const text = shown(reportOf(goOn(goldenEntries('by-hand'), silent)));
    expect(text).toContain('System: Wiki');
    expect(text).not.toContain('No account was found');
    expect(text).toContain('It did not tell which accounts there are');
  });

  it('names an account in which there is nothing to end', () => {
    const account = {
      ...{ system: 'wiki', systemLabel: 'Wiki', tenant: 'wiki', id: 'w-1', login: 'alex.wiki' },
      ...{ name: null, status: 'DISABLED', protectedBecause: null },
    };
    const found = looked({ ...wiki, accounts: [{ account, snapshot: {}, items: [] }], problem: null });
    const report = reportOf(goOn(goldenEntries('by-hand'), found));
    expect(report.systems.find(({ system }) => system === 'wiki')?.accounts).toMatchObject([
      { login: 'alex.wiki', actions: [] },
    ]);
    expect(shown(report)).toContain('One account: alex.wiki.');
    // The three of the plan, and this one.
    expect(report.counts.accounts).toBe(4);
  });
});

describe('what a pack says of an exception', () => {
  it('is that it ended, once it ran out', () => {
    const ranOut: Later = ['2026-06-30T10:00:00.000Z', { type: 'waiver-expired', actionId: 'code/code-alex/groups' }];
    const report = reportOf(goOn(goldenEntries('by-hand'), ranOut));
    expect(shown(report)).toContain('The repository is archived | 2026-06-30 10:00:00 UTC | 2026-06-30 10:00:00 UTC');
    expect(actionOf(report, 'POST /code-alex/groups').ending).toBe('still-open');
    expect(shown(reportOf(goldenEntries('by-hand')))).toContain(
      'The repository is archived | 2026-06-30 10:00:00 UTC | –',
    );
  });
});

describe('what a pack says of a legal hold', () => {
  const licence: PlannedAction = {
    ...{ id: 'okta/okta-alex/licence', system: 'okta', systemLabel: 'System okta', tier: 'identity' },
    ...{ tenant: 'https://okta.example.com t-1', accountId: 'okta-alex', accountLogin: 'alex@example.com' },
    ...{ stage: 'licence', target: null, call: 'POST /okta-alex/licence', effect: 'reversible', fallback: null },
    ...{ needs: [], manual: false, residualMinutes: 0 },
  };
  const word = { by: 'nadia', hr: true, at: '2026-04-20T10:00:00.000Z' };
  const entries = goOn(
    goldenEntries('by-hand'),
    [
      '2026-04-20T09:00:00.000Z',
      {
        ...{ type: 'looked', retryAt: null, appeared: [licence], planHash: 'later' },
        look: {
          ...{ system: 'okta', systemLabel: 'System okta', at: '2026-04-20T09:00:00.000Z', accessRev: 0 },
          ...{ asked: ['alex@example.com'], tenant: 'https://okta.example.com t-1', accounts: [], problem: null },
        },
      },
    ],
    [
      '2026-04-20T10:00:00.000Z',
      {
        type: 'hold-asked',
        hold: {
          ...{ id: 'by-hand/1', scope: 'departure', reason: 'A court case against Alex', reviewOn: '2026-12-01' },
          ...{ first: word, second: null, lift: null },
        },
      },
      'nadia',
    ],
    ['2026-04-20T11:00:00.000Z', { type: 'hold-confirmed', holdId: 'by-hand/1', hr: false }, 'tom'],
  );

  it('is who put it, who confirmed it and why, and that it keeps an action open', () => {
    const report = reportOf(entries);
    expect(report.decisions.slice(-2)).toMatchObject([
      { type: 'hold-asked', by: { name: 'Nadia Berger' }, about: 'departure', text: 'A court case against Alex' },
      { type: 'hold-confirmed', by: { name: 'Tom Okafor' } },
    ]);
    expect(actionOf(report, 'POST /okta-alex/licence')).toMatchObject({ ending: 'held', openSeconds: null });
    // Two that were open before, and this one.
    expect(report.counts).toMatchObject({ actions: 8, verified: 3, notProven: 3 });
    expect(shown(report)).toContain('kept by a legal hold');
  });

  it('tells an auditor no reason of it', () => {
    const report = reportOf(entries, 'auditor');
    expect(report.decisions.at(-2)?.type).toBe('hold-asked');
    expect(JSON.stringify(report)).not.toContain('court case');
    expect(JSON.stringify(report)).not.toContain('by-hand/1');
  });

  it('is open as before once it is lifted', () => {
    const lifted = goOn(entries, ['2026-05-01T10:00:00.000Z', { type: 'hold-lifted', holdId: 'by-hand/1' }, 'nadia']);
    expect(actionOf(reportOf(lifted), 'POST /okta-alex/licence').ending).toBe('still-open');
  });
});
