import { isOpen } from '../../src/domain/actions/revocation.ts';
import { noHolidays } from '../../src/domain/calendar/business-days.ts';
import { addDays, day, type Instant, localDate, plus } from '../../src/domain/calendar/time.ts';
import type { PersonCommand } from '../../src/domain/command.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { Actor } from '../../src/domain/people/people.ts';
import { isTaskOpen } from '../../src/domain/tasks/task.ts';
import { digest } from '../../src/engine/sha256.ts';
import type { Company } from './company.ts';
import type { Family } from './steps.ts';

/** A command, or one whose dry run of the systems must still be made before it is given. */
export type Wish =
  | Exclude<PersonCommand, { type: 'access.replan' | 'plan.submit' }>
  | { type: 'access.replan' }
  | { type: 'plan.submit' };

export type PersonActor = Actor & { type: 'person' };

/** Whoever's command this could be, by asking the domain with nothing committed. */
export function whoMay(
  departure: Departure,
  wish: Wish,
  { company, now }: { company: Company; now: Instant },
): PersonActor[] {
  const command = dryRun(wish);
  return company.people
    .map(({ id }): PersonActor => ({ type: 'person', id, roles: company.rolesOf(id) }))
    .filter((actor) => {
      const context = { now, actor, calendar: noHolidays, digest, leaving: new Set<string>() };
      return decide(departure, command, context).type === 'events';
    });
}

/** The same as far as permission is concerned, without asking the systems. */
function dryRun(wish: Wish): PersonCommand {
  switch (wish.type) {
    case 'access.replan':
      return { type: wish.type, preflight: { systems: [] } };
    case 'plan.submit':
      return { type: 'draft.discard' };
    default:
      return wish;
  }
}

/** Everything of one sort that could sensibly be asked of this departure. */
export function wishesOf(family: Family, departure: Departure, company: Company, now: Instant): readonly Wish[] {
  const tasks = departure.tasks.filter(isTaskOpen);
  const taskId = (task: Departure['tasks'][number]) => ({ taskId: task.id, rev: task.rev });
  const complete = (task: Departure['tasks'][number]): Wish => ({
    type: 'task.complete',
    ...taskId(task),
    notes: 'as agreed',
    condition: 'good',
  });
  const [pia, jon] = [company.person('pia'), company.person('jon')];
  const reason = 'as people decide';
  switch (family) {
    case 'plan':
      return departure.status === 'draft' ? [{ type: 'plan.submit' }] : [];
    case 'confirm':
      return [
        { type: 'access.confirm', planHash: departure.planHash ?? '' },
        ...(departure.brake ? [{ type: 'brake.release', planHash: departure.planHash ?? '' } as const] : []),
      ];
    case 'release':
      return [{ type: 'cut-off.release', planHash: departure.planHash ?? '' }];
    case 'task':
      return tasks.flatMap((task): Wish[] => [
        complete(task),
        complete(task),
        { type: 'task.reassign', ...taskId(task), to: pia },
        { type: 'task.skip', ...taskId(task), reason },
      ]);
    case 'accept':
      return tasks.map((task) => ({ type: 'task.accept', ...taskId(task) }));
    case 'decline':
      return tasks.map((task) => ({ type: 'task.decline', ...taskId(task), reason }));
    case 'mend':
      return departure.revocations
        .filter((one) => isOpen(one) || one.status === 'waived')
        .flatMap(({ action, rev }): Wish[] => {
          const target = { actionId: action.id, rev };
          return [
            { type: 'access.retry', ...target },
            { type: 'access.waive', ...target, reason, until: plus(now, 2 * day) },
            { type: 'access.hand', ...target, to: jon },
            { type: 'access.prove', ...target, proof: 'seen by hand' },
            { type: 'access.accept-proof', ...target },
          ];
        });
    case 'replan':
      return [
        { type: 'access.replan' },
        ...departure.systems.map(({ system }): Wish => ({ type: 'access.set-aside', system })),
      ];
    case 'withdraw':
      return [{ type: 'access.withdraw' }];
    case 'reschedule':
      return departure.dates ? [-1, 2, 5].map((days) => moved(departure.dates, days)) : [];
    case 'handover': {
      const dueDate = localDate(plus(now, 2 * day), departure.leaver.timeZone);
      const handover = { title: 'One more thing', notes: '', to: 'jon', fallback: 'pia', dueDate };
      return [{ type: 'handover.add', handover, people: {} }];
    }
    case 'survey':
      return [{ type: 'survey.answer', answers: { overall: 4 } }];
    case 'complete':
      return [{ type: 'departure.complete' }];
    case 'cancel':
      return departure.status === 'draft' ? [{ type: 'draft.discard' }] : [{ type: 'departure.cancel', reason }];
    case 'retain':
      return [{ type: 'departure.retain', reason }];
    case 'acknowledge':
      return departure.alerts
        .filter(({ clearedAt }) => clearedAt === null)
        .map(({ id }) => ({ type: 'alert.acknowledge', alertId: id }));
    case 'hold':
      return [
        { type: 'hold.ask', scope: 'departure', reason, reviewOn: '2030-01-01' },
        ...(departure.holds ?? []).map(({ id: holdId }): Wish => ({ type: 'hold.confirm', holdId })),
      ];
    case 'lift':
      return (departure.holds ?? []).map(({ id: holdId }): Wish => ({ type: 'hold.lift', holdId, reason }));
    case 'reopen':
      return [{ type: 'departure.reopen', reason }];
  }
}

function moved(dates: Departure['dates'], days: number): Wish {
  if (!dates) throw new Error('there are no dates to move');
  return {
    type: 'departure.reschedule',
    dates: {
      lastWorkingDay: { ...dates.lastWorkingDay, date: addDays(dates.lastWorkingDay.date, days) },
      contractEnd: { ...dates.contractEnd, date: addDays(dates.contractEnd.date, Math.max(days, 0)) },
      cutOff: { ...dates.cutOff, at: plus(dates.cutOff.at, days * day) },
    },
  };
}

/** The same click on a card drawn before the last change. */
export function stale(wish: Wish, earlierHash: string): Wish {
  if ('rev' in wish) return { ...wish, rev: wish.rev - 1 };
  if ('planHash' in wish) return { ...wish, planHash: earlierHash };
  return wish;
}
