import type { LeaverAccount } from '../../src/domain/actions/leaver-account.ts';
import type { Revocation } from '../../src/domain/actions/revocation.ts';
import { day, hour, type Instant, minute, plus } from '../../src/domain/calendar/time.ts';
import { coveringAll } from '../../src/domain/confirmation/coverage.ts';
import { type Departure, departureSchema } from '../../src/domain/departure.ts';
import { flowSchema } from '../../src/domain/flow/flow.ts';
import { emptyDraft } from '../../src/domain/lifecycle/draft.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { AskedSystem } from '../../src/domain/systems/asked-system.ts';
import type { Task } from '../../src/domain/tasks/task.ts';
import { sampleTaskFile } from './sample-files.ts';
import { everybody, people } from './sample-people.ts';
import {
  actions,
  createdAt,
  cutOff,
  dates,
  dismissalFlow,
  planHash,
  sampleAction,
  sampleFlow,
  sampleRevocation,
  sampleTask,
  secrets,
  tasks,
} from './sample-plan.ts';

export function sampleDeparture(rest: Partial<Departure> = {}): Departure {
  const revocations = rest.revocations ?? actions.map((action) => sampleRevocation(action));
  const accounts = accountsOf(revocations);
  const departure: Departure = {
    id: 'd1',
    version: 7,
    entries: 12,
    status: 'active',
    createdAt,
    requester: 'maya',
    leaver: people.alex,
    manager: 'maya',
    cast: { hr: ['nadia'], it: ['tom', 'ines'], admin: ['hugo'] },
    people: Object.fromEntries(everybody.map((person) => [person.id, person])),
    draft: {
      ...emptyDraft,
      kind: 'resignation',
      workerType: 'employee',
      flowId: 'resignation',
      dates,
      handovers: [
        { title: 'Supplier invoices', notes: secrets.notes, to: 'jonas', fallback: 'lea', dueDate: '2026-11-20' },
      ],
      equipment: ['Laptop'],
      credentials: ['Alarm code'],
    },
    kind: 'resignation',
    workerType: 'employee',
    flow: sampleFlow(),
    dates,
    accounts: rest.runStartedAt ? coveringAll({ accounts, revocations }) : accounts,
    systems: [
      askedSystem('okta', { asked: ['alex.moreau@example.com'], accounts: 1 }),
      askedSystem('wiki', { asked: ['alex.moreau@example.com', { en: 'employee number 1042', fr: 'matricule 1042' }] }),
    ],
    accessRev: 0,
    kept: [],
    tasks: [...tasks],
    revocations,
    planHash,
    planChange: null,
    confirmations: [],
    released: null,
    runStartedAt: null,
    runEndedAt: null,
    runFirstEndedAt: null,
    farewellAt: '2026-11-26T09:00:00.000Z',
    survey: {
      opensAt: '2026-11-24T09:00:00.000Z',
      closesAt: '2026-12-11T17:00:00.000Z',
      answeredAt: null,
      answers: null,
      edits: 0,
    },
    posts: [],
    ended: null,
    alerts: [],
    ...rest,
  };
  return departureSchema.parse(departure);
}

/** Each account in which something is planned. */
function accountsOf(revocations: readonly Revocation[]): LeaverAccount[] {
  const accounts = revocations.map(
    ({ action }): LeaverAccount => ({
      system: action.system,
      systemLabel: action.systemLabel,
      tenant: action.tenant,
      id: action.accountId,
      login: action.accountLogin,
      name: 'Alex Moreau',
      status: 'ACTIVE',
      protectedBecause: null,
      seenAt: createdAt,
      snapshot: null,
      covered: [],
      watchedFrom: null,
      usedUntil: null,
      useReadAt: null,
      useAskedAt: null,
    }),
  );
  return [...new Map(accounts.map((account) => [`${account.system}/${account.id}`, account])).values()];
}

function confirmedBy(by: string, role: 'hr' | 'it' | 'admin', at: Instant = '2026-11-10T10:00:00.000Z') {
  return { by, role, at, planHash, expiresAt: plus(at, 30 * day) };
}

const bothConfirmed = [confirmedBy('nadia', 'hr'), confirmedBy('tom', 'it')];
const before: Instant = '2026-11-12T10:00:00.000Z';
const after: Instant = plus(cutOff, 5 * minute);

function ran(statuses: Readonly<Record<string, Partial<Revocation>>>): Revocation[] {
  return actions.map((action) =>
    sampleRevocation(action, { startedAt: cutOff, attempts: 1, ...(statuses[action.id] ?? statuses['*'] ?? {}) }),
  );
}

const verified = { status: 'verified', endedAt: plus(cutOff, 90_000) } as const;
const failed = {
  status: 'failed',
  failure: { kind: 'unavailable', message: `503 ${secrets.failure}`, at: plus(cutOff, minute) },
  notBefore: null,
} as const;
const handed = { to: 'jonas', by: 'tom', at: plus(cutOff, 2 * minute) };
const running = { confirmations: bothConfirmed, runStartedAt: cutOff };
const doneTasks = tasks.map(
  (task): Task => ({
    ...task,
    status: 'done',
    assignee: task.assignee ?? 'jonas',
    condition: task.nature === 'equipment' ? 'worn' : null,
    done: { by: task.assignee ?? 'jonas', at: '2026-11-26T10:00:00.000Z', notes: null, late: false },
    skipped: null,
  }),
);
const settled = {
  ...running,
  runEndedAt: plus(cutOff, 3 * minute),
  revocations: ran({
    '*': verified,
    'okta/1/sessions': { ...verified, residualUntil: plus(cutOff, hour) },
    'github/1/delete': {
      status: 'waived',
      waiver: { by: 'tom', reason: secrets.waiver, until: plus(cutOff, 30 * day), at: plus(cutOff, minute) },
      endedAt: plus(cutOff, minute),
    },
    'badge/1/task/door': {
      status: 'manual',
      handed,
      proof: { by: 'jonas', text: secrets.proof, at: plus(cutOff, 3 * minute) },
      endedAt: plus(cutOff, 3 * minute),
    },
  }),
};
const answered = {
  opensAt: '2026-11-24T09:00:00.000Z',
  closesAt: '2026-12-11T17:00:00.000Z',
  answeredAt: '2026-11-25T09:00:00.000Z',
  answers: { overall: 4, manager: 2, recommend: 8, reason: 'growth' as const, best: secrets.answer },
  edits: 0,
};

export interface Sample {
  departure: Departure;
  now: Instant;
}

function alertOf(kind: Departure['alerts'][number]['kind'], subject: string, clearedAt: Instant | null = null) {
  return { id: `${kind}-1-${subject}`, at: before, kind, subject, clearedAt };
}

export function askedSystem(system: string, rest: Partial<AskedSystem> = {}): AskedSystem {
  return {
    system,
    systemLabel: system.charAt(0).toUpperCase() + system.slice(1),
    asked: [],
    tenant: `https://${system}.example.com t-1`,
    accounts: 0,
    resolvedAt: createdAt,
    lookedAt: createdAt,
    lookedRev: 0,
    failures: 0,
    notBefore: null,
    problem: null,
    failingSince: null,
    triedAt: createdAt,
    triedRev: 0,
    ...rest,
  };
}

/** A flow that says everything a flow can say of its steps, and what it makes of them. */
function toldInFull(): Partial<Departure> {
  const due = { from: 'last-working-day' };
  const parts = Array.from({ length: 12 }, (_, index) => ({ en: `Repository ${index}`, fr: `Dépôt ${index}` }));
  const links = [{ label: { en: 'Guide & more', fr: 'Guide et plus' }, url: 'https://handbook.example.com/keys?a=1' }];
  const when = {
    ...{ countries: ['FR'], teams: ['Platform'], titles: ['engineer'], kinds: ['resignation' as const] },
    ...{ workerTypes: ['employee' as const], hasEquipment: true, managesPeople: true },
  };
  const steps = flowSchema.shape.steps.parse([
    {
      id: 'keys',
      title: 'Keys',
      owner: 'hr',
      due,
      when,
      checklist: parts,
      links,
      optional: true,
      approvers: ['legal'],
    },
    { id: 'later', title: { en: 'Later' }, owner: 'it', due, after: [{ step: 'keys', offset: 2, unit: 'hours' }] },
    { id: 'abroad', title: { en: 'Abroad', fr: 'À l’étranger' }, owner: 'it', due, when: { countries: ['DE'] } },
    { id: 'wipe', title: { en: 'Wipe {item}', fr: 'Effacer {item}' }, owner: 'it', due, forEach: 'equipment' },
    { id: 'follow', title: 'Follow', owner: 'it', due, after: [{ step: 'abroad', if: 'done' }] },
  ]);
  const sentBack = [{ by: 'jonas', reason: 'One is *missing* & <b>', at: before }];
  const checklist = parts.map((label, index) => ({ label, done: index % 2 === 0 }));
  const keys = sampleTask('keys', { flowStepId: 'keys', title: 'Keys', checklist, links });
  return {
    flow: sampleFlow({ steps }),
    cast: {
      ...sampleDeparture().cast,
      own: { legal: { name: { en: 'Legal', fr: 'le juridique' }, people: ['jonas'] } },
    },
    tasks: [
      { ...keys, optional: true, sentBack, unsure: ['teams', 'managesPeople'] },
      sampleTask('approval', {
        ...{ flowStepId: 'keys', approves: 'written', assignee: 'jonas', role: 'legal', status: 'accepted' },
        links,
      }),
      sampleTask('written', {
        ...{ flowStepId: 'keys', status: 'done', proof: 'note' },
        done: { by: 'nadia', at: before, notes: 'Filed', late: false },
      }),
      sampleTask('shown', {
        ...{ title: 'Close the safe', proof: 'file' },
        files: [sampleTaskFile(), sampleTaskFile({ id: 'second', type: 'application/pdf', by: 'alex' })],
      }),
      sampleTask('unshown', { title: 'Show it', proof: 'file', assignee: 'jonas' }),
      sampleTask('later', { flowStepId: 'later', assignee: 'tom', role: 'it', status: 'waiting' }),
    ],
    inapplicable: [
      { stepId: 'abroad', unmet: 'countries' },
      { stepId: 'wipe', unmet: 'items' },
      { stepId: 'follow', unmet: 'follows' },
    ],
  };
}

/** Departures in every state a card or form may meet. */
export const samples: Readonly<Record<string, Sample>> = {
  'draft, empty': { departure: sampleDeparture({ ...draftOf(), draft: emptyDraft }), now: before },
  'draft, filled': { departure: sampleDeparture(draftOf()), now: before },
  planned: { departure: sampleDeparture(), now: before },
  'steps told in full': { departure: sampleDeparture(toldInFull()), now: before },
  late: { departure: sampleDeparture({ tasks: lateTasks() }), now: '2026-11-24T10:00:00.000Z' },
  'no access': { departure: sampleDeparture({ revocations: [], accounts: [] }), now: before },
  'system silent': {
    departure: sampleDeparture({
      systems: [
        askedSystem('crm', {
          systemLabel: 'CRM',
          lookedAt: null,
          lookedRev: null,
          resolvedAt: null,
          failures: 1,
          problem: { kind: 'unreachable', reason: 'unavailable: 502 Bad Gateway' },
        }),
      ],
      alerts: [alertOf('plan-unresolved', 'crm'), alertOf('unassigned', 'handover-3')],
    }),
    now: before,
  },
  'plan changed': {
    departure: sampleDeparture({
      planChange: {
        at: before,
        added: ['github/1/delete'],
        removed: ['slack/9/sessions'],
        cutOffMoved: true,
      },
    }),
    now: before,
  },
  'partly confirmed': { departure: sampleDeparture({ confirmations: [confirmedBy('nadia', 'hr')] }), now: before },
  confirmed: { departure: sampleDeparture({ confirmations: bothConfirmed }), now: before },
  'held by a brake': {
    departure: sampleDeparture({
      confirmations: bothConfirmed,
      brake: { at: after, cap: 'hour', counted: 10, limit: 10 },
      alerts: [alertOf('braked', 'cut-off')],
    }),
    now: after,
  },
  overdue: { departure: sampleDeparture({ alerts: [alertOf('cut-off-unconfirmed', 'cut-off')] }), now: after },
  'put back from a backup': {
    departure: sampleDeparture({ restoredAt: before, alerts: [alertOf('cut-off-unconfirmed', 'restored')] }),
    now: before,
  },
  'open again': {
    departure: sampleDeparture({
      ...running,
      revocations: ran({ '*': verified, 'okta/1/disable': { status: 'failed', notBefore: after } }),
      accounts: sampleDeparture().accounts,
      alerts: [alertOf('residual-access', 'okta/1/disable'), alertOf('appeared', planHash)],
    }),
    now: after,
  },
  armed: {
    departure: sampleDeparture({ kind: 'dismissal', flow: dismissalFlow, confirmations: bothConfirmed }),
    now: before,
  },
  'not armed': { departure: sampleDeparture({ kind: 'dismissal', flow: dismissalFlow }), now: before },
  'not released': {
    departure: sampleDeparture({
      kind: 'dismissal',
      flow: dismissalFlow,
      confirmations: bothConfirmed,
      alerts: [alertOf('unreleased', 'cut-off')],
    }),
    now: after,
  },
  released: {
    departure: sampleDeparture({
      kind: 'dismissal',
      flow: dismissalFlow,
      released: { by: 'maya', at: cutOff },
      ...running,
      revocations: ran({ '*': { status: 'running' } }),
    }),
    now: after,
  },
  running: {
    departure: sampleDeparture({
      ...running,
      revocations: ran({
        '*': { status: 'running' },
        'ledger/1/disable': verified,
        'okta/1/disable': { status: 'accepted', notBefore: plus(after, minute) },
      }),
    }),
    now: after,
  },
  failed: {
    departure: sampleDeparture({
      ...running,
      revocations: ran({
        '*': verified,
        'okta/1/disable': failed,
        'github/1/delete': { ...failed, notBefore: plus(after, minute) },
        'okta/1/sessions': { status: 'accepted', notBefore: null, endedAt: after },
        'badge/1/task/door': { status: 'manual', handed },
      }),
      alerts: [
        alertOf('residual-access', 'okta/1/disable'),
        alertOf('activity', '1'),
        alertOf('activity', 'gone', after),
      ],
      posts: [
        {
          key: 'task|handover-1|jonas',
          to: 'jonas',
          ref: null,
          hash: '',
          at: before,
          lease: null,
          failures: 3,
          notBefore: null,
          unreachable: 'no Slack account',
        },
      ],
    }),
    now: after,
  },
  appeared: {
    departure: sampleDeparture({
      ...running,
      revocations: [
        ...ran({ '*': verified, 'okta/1/disable': { ...failed, notBefore: null, endedAt: after } }),
        sampleRevocation(sampleAction('okta', 'sessions', { id: 'okta/1/sessions/new', residualMinutes: 60 }), {
          ...verified,
          appearedAt: after,
        }),
        sampleRevocation(
          sampleAction('okta', 'delete', {
            id: 'okta/1/delete',
            effect: 'destructive',
            fallback: { call: `DELETE /api/v1/users/1?${secrets.call}`, effect: 'destructive' },
          }),
          { appearedAt: after },
        ),
      ],
      accounts: sampleDeparture().accounts.map((account) => ({
        ...account,
        covered: [{ stage: 'sessions', effect: 'reversible' }],
        unchecked: { since: after, reason: 'unproven: the report is filtered' },
      })),
      systems: [
        askedSystem('okta', { accounts: 1, asked: ['alex.moreau@example.com'] }),
        askedSystem('crm', {
          systemLabel: 'CRM',
          failures: 2,
          failingSince: after,
          problem: { kind: 'incomplete', reason: 'unproven: groups: the list may be cut short' },
        }),
        askedSystem('wiki', {
          problem: { kind: 'mismatch', reason: 'tenant: another one', answering: 'https://wiki.example.com t-2' },
          failingSince: after,
        }),
        askedSystem('shop', {
          problem: { kind: 'mismatch', reason: 'tenant: another address', answering: 'https://acme.example.com t-1' },
          failingSince: after,
        }),
      ],
      alerts: [
        alertOf('action-failed', 'okta/1'),
        alertOf('account-open', 'okta/1'),
        alertOf('appeared', planHash),
        alertOf('plan-unresolved', 'crm'),
        alertOf('plan-unresolved', 'wiki'),
        alertOf('plan-unresolved', 'shop'),
        alertOf('activity', 'okta/1'),
        alertOf('unchecked', 'okta/1'),
      ],
    }),
    now: after,
  },
  'proof waits': {
    departure: sampleDeparture({
      ...running,
      revocations: ran({
        '*': verified,
        'ledger/1/disable': {
          status: 'manual',
          handed: { ...handed, to: 'tom' },
          proof: { by: 'tom', text: secrets.proof, at: plus(cutOff, 3 * minute), second: null },
        },
      }),
      alerts: [alertOf('proof-waits', 'ledger/1/disable')],
    }),
    now: after,
  },
  settled: { departure: sampleDeparture(settled), now: after },
  'can complete': { departure: sampleDeparture({ ...settled, tasks: doneTasks, survey: answered }), now: after },
  completed: {
    departure: sampleDeparture({
      ...settled,
      status: 'completed',
      tasks: doneTasks,
      survey: answered,
      ended: { at: plus(after, day), by: null, reason: null },
    }),
    now: plus(after, 2 * day),
  },
  cancelled: { departure: sampleDeparture(endedAs('cancelled')), now: after },
  'cancelled a moment ago': {
    departure: sampleDeparture({
      ...endedAs('cancelled'),
      ended: { at: before, by: 'maya', reason: secrets.endReason },
    }),
    now: plus(before, 30_000),
  },
  'done a moment ago': {
    departure: sampleDeparture({
      tasks: tasks.map((task) => ({
        ...task,
        status: 'done' as const,
        done: { by: task.assignee ?? 'maya', at: before, notes: null, late: false, was: 'accepted' as const },
      })),
    }),
    now: plus(before, 30_000),
  },
  'cancelled after the cut': {
    departure: sampleDeparture({
      ...settled,
      ...endedAs('cancelled'),
      tasks: [
        ...skipAll(),
        sampleTask('restore-okta', { nature: 'restore', title: 'Okta', assignee: 'tom', role: 'it' }),
      ],
    }),
    now: after,
  },
  retained: { departure: sampleDeparture(endedAs('retained')), now: after },
  'internal move': {
    departure: sampleDeparture({
      kind: 'internal-move',
      flow: sampleFlow({ access: 'old-role', kinds: ['internal-move'] }),
      kept: [sampleAction('github', 'groups', { target: { id: 'g8', label: 'Press room' } })],
      revocations: [sampleRevocation(sampleAction('github', 'groups', { target: { id: 'g7', label: 'Platform' } }))],
    }),
    now: before,
  },
  large: { departure: largeDeparture(), now: before },
};

function draftOf(): Partial<Departure> {
  return {
    status: 'draft',
    kind: null,
    workerType: null,
    flow: null,
    dates: null,
    accounts: [],
    tasks: [],
    revocations: [],
    planHash: null,
    farewellAt: null,
    survey: null,
    cast: { hr: [], it: [], admin: [] },
  };
}

function lateTasks(): Task[] {
  return tasks.map((task) => ({
    ...task,
    reminded: 1,
    remindedAt: '2026-11-18T09:00:00.000Z',
    escalatedAt: task.status === 'offered' ? '2026-11-23T09:00:00.000Z' : null,
  }));
}

function skipAll(): Task[] {
  return tasks.map((task) => ({
    ...task,
    status: 'skipped',
    done: null,
    skipped: { by: 'maya', reason: secrets.endReason, at: before },
  }));
}

function endedAs(status: 'cancelled' | 'retained'): Partial<Departure> {
  return { status, tasks: skipAll(), ended: { at: before, by: 'maya', reason: secrets.endReason } };
}

/** Forty steps, twenty handovers, fourteen systems with six actions each, and the longest names people may have. */
function largeDeparture(): Departure {
  const long = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(8).trim();
  const leaver: Person = { ...people.alex, name: long, title: long, team: long };
  const natures = ['step', 'handover', 'equipment', 'credential'] as const;
  return sampleDeparture({
    leaver,
    people: Object.fromEntries(everybody.map((person) => [person.id, { ...person, name: `${person.name} ${long}` }])),
    tasks: Array.from({ length: 80 }, (_, index) =>
      sampleTask(`t${index}`, {
        nature: natures[index < 40 ? 0 : index < 60 ? 1 : index % 4] ?? 'step',
        title: `${index} ${long}`.slice(0, 150),
        notes: long.repeat(7).slice(0, 2000),
        assignee: index % 2 === 0 ? 'jonas' : 'nadia',
        dueAt: plus('2026-11-20T16:00:00.000Z', (index - 20) * 12 * hour),
      }),
    ),
    revocations: Array.from({ length: 84 }, (_, index) =>
      sampleRevocation(
        sampleAction(`system-${index % 14}`, 'groups', {
          systemLabel: `System ${index % 14} ${long}`.slice(0, 80),
          target: { id: String(index), label: `${index} ${long}` },
        }),
      ),
    ),
  });
}
