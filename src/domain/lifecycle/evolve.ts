import { newRevocation } from '../actions/new-revocation.ts';
import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { askedSystem, plannedAccounts } from '../looks/evolve.ts';
import { cancelUndone } from './cancel-undone.ts';
import type { LifecycleEvent } from './events.ts';
import { reopened } from './reopened.ts';
import { restored } from './restored.ts';
import { stopped } from './stopped.ts';

/** What changes the departure as a whole. */
export function evolveLifecycle(state: Departure, event: LifecycleEvent, at: Instant, by: string): Departure {
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
        ...(event.inapplicable && { inapplicable: event.inapplicable }),
        ...(event.equipment && { equipment: event.equipment }),
        revocations: event.actions.map((action) => newRevocation(action)),
        planHash: event.planHash,
        cast: event.cast,
        people: { ...state.people, ...event.people },
        farewellAt: event.farewellAt,
        survey: event.survey ? { ...event.survey, answeredAt: null, answers: null, edits: 0 } : null,
      };
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
    case 'cut-off-released':
      return { ...state, released: { by, at } };
    case 'restored':
      return restored(state, at);
    case 'completed':
      return { ...state, status: 'completed', ended: { at, by: by === 'system' ? null : by, reason: null } };
    case 'cancelled':
      return stopped(state, 'cancelled', { at, by, reason: event.reason });
    case 'cancel-undone':
      return cancelUndone({ ...state, aside: event.aside ? true : state.aside }, at);
    case 'retained':
      return stopped(state, 'retained', {
        ...{ at, by, reason: event.reason },
        ...(event.because && { because: event.because }),
      });
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
