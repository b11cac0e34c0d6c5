import { tenantAdopted } from './access/adopt-tenant.ts';
import { coveringAll } from './access/coverage.ts';
import { afterLook, askedSystem, begun, plannedAccounts, runEnded, watched } from './access/evolve-looks.ts';
import { evolveRevocation, newRevocation, revocationIdOf } from './access/evolve-revocation.ts';
import { replanned } from './access/replanned-revocations.ts';
import type { Instant } from './calendar/time.ts';
import { evolvePosts } from './cards/evolve.ts';
import { type Departure, emptyDraft } from './departure.ts';
import type { DepartureEvent, Entry } from './event.ts';
import { reopened } from './lifecycle/reopened.ts';
import { restored } from './lifecycle/restored.ts';
import { evolveTask, restoreTasks } from './tasks/evolve.ts';

/** An event with its instant and author. */
export type Occurred = Pick<Entry, 'at' | 'by' | 'event'>;

/** The next state. Total: whatever `decide` produced can be applied, and the journal replays to the stored state. `version` is the commit's, not the event's. */
export function evolve(state: Departure | null, { at, by, event }: Occurred): Departure {
  if (event.type === 'drafted') return drafted(event, at, by);
  if (state === null) throw new Error(`the first event of a departure is "drafted", not "${event.type}"`);
  return { ...applied(state, event, at, by), entries: state.entries + 1 };
}

/** Replays a journal. */
export function replay(entries: Iterable<Occurred>): Departure | null {
  let state: Departure | null = null;
  for (const entry of entries) state = evolve(state, entry);
  return state;
}

function drafted(event: DepartureEvent & { type: 'drafted' }, at: Instant, by: string): Departure {
  return {
    id: event.id,
    version: 0,
    entries: 1,
    status: 'draft',
    createdAt: at,
    requester: by,
    leaver: event.leaver,
    manager: event.manager,
    cast: { hr: [], it: [], admin: [] },
    people: event.people,
    draft: emptyDraft,
    kind: null,
    workerType: null,
    flow: null,
    dates: null,
    accounts: [],
    systems: [],
    accessRev: 0,
    kept: [],
    tasks: [],
    revocations: [],
    planHash: null,
    planChange: null,
    confirmations: [],
    released: null,
    runStartedAt: null,
    runEndedAt: null,
    runFirstEndedAt: null,
    farewellAt: null,
    survey: null,
    posts: [],
    ended: null,
    alerts: [],
    ...(event.aside && { aside: true }),
  };
}

function applied(
  state: Departure,
  event: Exclude<DepartureEvent, { type: 'drafted' }>,
  at: Instant,
  by: string,
): Departure {
  switch (event.type) {
    case 'draft-edited':
      return {
        ...state,
        draft: Object.assign({}, state.draft, event.patch),
        manager: event.manager ?? state.manager,
        people: { ...state.people, ...event.people },
      };
    case 'planned':
      return {
        ...state,
        status: 'active',
        flow: event.flow,
        kind: state.draft.kind,
        workerType: state.draft.workerType,
        dates: event.dates ?? state.draft.dates,
        draft: { ...state.draft, dates: event.dates ?? state.draft.dates },
        accounts: plannedAccounts({ ...state, accounts: [] }, event),
        systems: event.looks.map((look) => askedSystem(undefined, look, null)),
        kept: event.kept,
        tasks: event.tasks,
        revocations: event.actions.map((action) => newRevocation(action)),
        planHash: event.planHash,
        cast: event.cast,
        people: { ...state.people, ...event.people },
        farewellAt: event.farewellAt,
        survey: event.survey ? { ...event.survey, answeredAt: null, answers: null, edits: 0 } : null,
      };
    case 'plan-changed':
      return planChanged(state, event, at);
    case 'rescheduled':
      return {
        ...state,
        dates: event.dates,
        planHash: event.planHash,
        planChange:
          event.planHash === state.planHash ? state.planChange : { at, added: [], removed: [], cutOffMoved: true },
        farewellAt: event.farewellAt,
        survey: event.survey && state.survey ? { ...state.survey, ...event.survey } : state.survey,
        tasks: state.tasks.map((task) => {
          const moved = event.tasks.find((one) => one.taskId === task.id);
          if (!moved) return task;
          const { taskId: _, ...timing } = moved;
          return { ...task, ...timing, rev: task.rev + 1, escalatedAt: null };
        }),
      };
    case 'task-added':
      return { ...state, tasks: [...state.tasks, event.task], people: { ...state.people, ...event.people } };
    case 'task-reassigned':
      return withTask({ ...state, people: { ...state.people, [event.to.id]: event.to } }, event, at, by);
    case 'task-offered':
    case 'task-accepted':
    case 'task-declined':
    case 'task-completed':
    case 'task-skipped':
    case 'task-reminded':
    case 'task-escalated':
      return withTask(state, event, at, by);
    case 'access-confirmed':
      return { ...state, confirmations: [...state.confirmations, event.confirmation] };
    case 'confirmation-expired':
      // The same person may have confirmed a later plan since.
      return {
        ...state,
        confirmations: state.confirmations.filter((one) => one.by !== event.by || one.expiresAt > at),
      };
    case 'confirmation-withdrawn':
      return { ...state, confirmations: state.confirmations.filter((one) => one.by !== event.by) };
    case 'cut-off-released':
      return { ...state, released: { by, at } };
    case 'run-began':
      return begun(state, at);
    case 'looked':
      return afterLook(state, event, at);
    case 'tenant-adopted':
      return tenantAdopted(changed(state), event);
    case 'coverage-extended':
      return { ...state, accounts: coveringAll(state) };
    case 'revocation-handed':
      return withRevocation({ ...changed(state), people: { ...state.people, [event.to.id]: event.to } }, event, at, by);
    case 'revocation-recorded':
      return withRevocation(distrusted(changed(state), event), event, at, by);
    case 'revocation-intended':
      return withRevocation(state, event, at, by);
    case 'revocation-proved':
    case 'revocation-proof-accepted':
    case 'revocation-waived':
      return withRevocation(changed(state), event, at, by);
    case 'revocation-rechecked':
      return withRevocation(event.result === 'back' ? changed(state) : state, event, at, by);
    case 'revocation-repeated':
    case 'revocation-disproved':
    case 'revocation-retried':
    case 'waiver-expired':
      // What is open again ends again later; the outcome then tells the new end.
      return withRevocation({ ...changed(state), runEndedAt: null }, event, at, by);
    case 'watched':
      return watched(state, event, at);
    case 'run-ended':
      return runEnded(state, at);
    case 'alert-raised':
      return {
        ...state,
        alerts: [...state.alerts, { id: event.alertId, at, kind: event.kind, subject: event.subject, clearedAt: null }],
      };
    case 'alert-cleared':
      return {
        ...state,
        alerts: state.alerts.map((alert) => (alert.id === event.alertId ? { ...alert, clearedAt: at } : alert)),
      };
    case 'survey-answered':
      return {
        ...state,
        survey: state.survey && {
          ...state.survey,
          answers: event.answers,
          answeredAt: at,
          edits: state.survey.answeredAt ? state.survey.edits + 1 : 0,
        },
      };
    case 'post-intended':
    case 'updates-intended':
    case 'posted':
    case 'post-failed':
      return evolvePosts(state, event, at);
    case 'restored':
      return restored(state, at);
    case 'completed':
      return { ...state, status: 'completed', ended: { at, by: by === 'system' ? null : by, reason: null } };
    case 'cancelled':
      return stopped(state, 'cancelled', { at, by, reason: event.reason });
    case 'retained':
      return stopped(state, 'retained', { at, by, reason: event.reason });
    case 'reopened':
      return reopened(
        {
          ...state,
          aside: event.aside ? true : state.aside,
          planHash: event.planHash ?? state.planHash,
        },
        at,
      );
  }
}

/** Nothing that was not begun is begun any more; what was cut becomes a task for a person, because giving access back is a person's decision. */
function stopped(
  state: Departure,
  status: 'cancelled' | 'retained',
  end: { at: Instant; by: string; reason: string | null },
): Departure {
  const tasks = state.tasks.map((task) =>
    task.status === 'done' || task.status === 'skipped'
      ? task
      : {
          ...task,
          status: 'skipped' as const,
          rev: task.rev + 1,
          skipped: { by: end.by === 'system' ? null : end.by, reason: end.reason ?? '', at: end.at },
        },
  );
  return {
    ...state,
    status,
    ended: { at: end.at, by: end.by === 'system' ? null : end.by, reason: end.reason },
    tasks: [...tasks, ...restoreTasks(state, end.at)],
    confirmations: [],
    alerts: state.alerts.map((alert) => ({ ...alert, clearedAt: alert.clearedAt ?? end.at })),
  };
}

function planChanged(state: Departure, event: DepartureEvent & { type: 'plan-changed' }, at: Instant): Departure {
  const before = new Set(state.revocations.map((one) => one.action.id));
  const revocations = replanned(state, event.actions);
  const after = new Set(revocations.map((one) => one.action.id));
  return {
    ...state,
    accounts: plannedAccounts(state, event),
    systems: event.looks.map((look) =>
      askedSystem(
        state.systems.find(({ system }) => system === look.system),
        look,
        null,
      ),
    ),
    kept: event.kept,
    revocations,
    planHash: event.planHash,
    // What is new in the plan has not run.
    runEndedAt: null,
    planChange: {
      at,
      added: [...after].filter((id) => !before.has(id)),
      removed: [...before].filter((id) => !after.has(id)),
      cutOffMoved: false,
    },
  };
}

/** What was looked at before does not show it. */
function changed(state: Departure): Departure {
  return { ...state, accessRev: state.accessRev + 1 };
}

/** A refusal that says the account is not as it was seen: it is looked at anew before anything more is called there. */
function distrusted(state: Departure, event: DepartureEvent & { type: 'revocation-recorded' }): Departure {
  const { result } = event;
  if (result.status !== 'failed' || !['mismatch', 'conflict', 'not-found'].includes(result.kind)) return state;
  const system = state.revocations.find(({ action }) => action.id === event.actionId)?.action.system;
  return {
    ...state,
    systems: state.systems.map((one) => (one.system === system ? { ...one, resolvedAt: null } : one)),
  };
}

function withTask(state: Departure, event: DepartureEvent & { taskId: string }, at: Instant, by: string): Departure {
  return {
    ...state,
    tasks: state.tasks.map((task) => (task.id === event.taskId ? evolveTask(task, event, at, by) : task)),
  };
}

function withRevocation(
  state: Departure,
  event: DepartureEvent & { actionId: string },
  at: Instant,
  by: string,
): Departure {
  return {
    ...state,
    revocations: state.revocations.map((one) => {
      if (revocationIdOf(one) !== event.actionId) return one;
      const next = evolveRevocation(one, event, at, by);
      return settles.has(event.type) ? { ...next, endedRev: state.accessRev } : next;
    }),
  };
}

/** Events after which a look that began before says nothing about the action. */
const settles = new Set<DepartureEvent['type']>([
  'revocation-recorded',
  'revocation-proved',
  'revocation-proof-accepted',
]);
