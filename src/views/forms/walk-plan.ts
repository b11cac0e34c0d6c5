import type { Dates } from '../../domain/calendar/dates.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Flow } from '../../domain/flow/flow.ts';
import type { Person } from '../../domain/people/people.ts';
import type { PlannedAction } from '../../domain/systems/action.ts';
import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import type { SystemLook } from '../../domain/systems/look.ts';
import type { Inapplicable, Task } from '../../domain/tasks/task.ts';
import { plannedSystems } from '../access/access-state.ts';
import { keptBlocks, noAccountBlocks, untoldNotes } from '../access/asked-systems.ts';
import { planBlocks } from '../access/plan.ts';
import { unresolvedWords } from '../access/unresolved-words.ts';
import { act } from '../act-names.ts';
import { blocks, facts, heading, item, items, note, section, text } from '../blocks.ts';
import type { CardBlock, CardItem } from '../card-view.ts';
import { stepGroups } from '../cards/departure-details.ts';
import { gapWords } from '../departure/gap-words.ts';
import { type HandingOver, heirWords } from '../departure/heir-words.ts';
import type { FormView } from '../form-view.ts';
import { inapplicableItems, stepPhrases } from '../tasks/step-words.ts';
import { byDue, taskTitle } from '../tasks/task-state.ts';
import { kindName } from '../words/kind-name.ts';
import { oneLine, shownName } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { workerTypeName } from '../words/worker-type-name.ts';
import { form, shown } from './form-parts.ts';
import { walkBack, walkHead, walkLeave } from './walk-page.ts';
import { whoHears } from './walk-place.ts';

/** The plan as it would be made now; nothing of it is stored yet. */
export interface PlanPreview {
  flow: Flow;
  tasks: readonly Task[];
  /** What the flow would do (`actionsOf`, with what is kept taken out). */
  actions: readonly PlannedAction[];
  /** How each system was asked. */
  systems: readonly SystemLook[];
  /** What the manager keeps of an old role. */
  kept: readonly PlannedAction[];
  /** Systems in which what the leaver owns passes to somebody. */
  handingOver?: readonly HandingOver[];
  /** Steps of the flow that are not for this departure. */
  inapplicable: readonly Inapplicable[];
}

/**
 * The last page of the walk: dated steps and the dry run, system by system. `preview` is null while the systems are
 * being asked.
 */
export function walkPlanForm({
  reader,
  departure,
  preview,
}: {
  reader: Person;
  departure: Departure;
  preview: PlanPreview | null;
}): FormView {
  const voice = voiceFor(reader);
  const { id, entries } = departure;
  const flow = preview?.flow ?? null;
  return form(voice, {
    kind: 'plan',
    title: 'walk.plan.title',
    submit: preview && { label: 'walk.plan.submit', act: act('walk.submit', id, { seen: entries }) },
    close: 'form.later',
    leave: walkLeave(voice, departure),
    parts: shown(
      walkHead(voice, 'plan', { departure, flow }),
      preview === null ? text(voice.t('walk.plan.checking')) : previewBlocks(departure, preview, voice),
      walkBack(voice, 'plan', { departure, flow }),
    ),
  });
}

function previewBlocks(departure: Departure, preview: PlanPreview, voice: Voice): readonly CardBlock[] {
  const { flow, tasks, actions, handingOver = [] } = preview;
  const { dates, kind, workerType } = departure.draft;
  const groups = stepGroups({ tasks: [...tasks], dates: null, draft: departure.draft });
  const list = (some: readonly Task[]) => items(some.map((task) => stepItem(departure, { task, flow }, voice)));
  const of = (nature: Task['nature']) => list(tasks.filter((task) => task.nature === nature).sort(byDue));
  return blocks(
    text(voice.t('walk.plan.intro', { roles: confirmersWords(flow, voice) })),
    facts(
      [voice.t('departure.leaver'), [{ strong: shownName(departure.leaver.name) }]],
      [voice.t('departure.manager'), nameOf(departure, departure.manager, voice)],
      kind === null ? null : [voice.t('walk.kind.kind'), kindName(kind, flow, voice)],
      workerType === null ? null : [voice.t('walk.kind.workerType'), workerTypeName(workerType, flow, voice)],
      [voice.t('walk.plan.flow'), voice.localized(flow.name)],
      handingOver.length > 0 ? [voice.t('walk.heirs.heir'), heirWords(departure, handingOver, voice)] : null,
      dates && [voice.t('departure.lastWorkingDay'), voice.day(dates.lastWorkingDay)],
      dates && [voice.t('departure.contractEnd'), voice.day(dates.contractEnd)],
      dates && [
        voice.t('departure.cutOff'),
        flow.cutOff.mode === 'released'
          ? voice.t('departure.cutOffReleased', { when: voice.zoned(dates.cutOff) })
          : voice.zoned(dates.cutOff),
      ],
    ),
    items([whoHears(departure, flow, voice)]),
    section(voice.t('walk.plan.problems'), items(problems(departure, preview, voice))),
    section(voice.t('details.before'), list(groups.before)),
    section(voice.t('details.lastDay'), list(groups.lastDay)),
    section(voice.t('details.after'), list(groups.after)),
    section(voice.t('step.none'), items(inapplicableItems(preview.inapplicable, flow, departure, voice))),
    section(voice.t('details.handovers'), of('handover')),
    section(voice.t('details.equipment'), of('equipment')),
    section(voice.t('details.credentials'), of('credential')),
    section(voice.t('details.sharedAccounts'), of('shared-account')),
    { type: 'divider' },
    heading(voice.t('walk.plan.access')),
    actions.length === 0 ? text(voice.t('walk.plan.noAccess')) : planBlocks(plannedSystems(actions), voice),
    noAccountBlocks(preview.systems, voice),
    untoldNotes(preview.systems, voice),
    keptBlocks(preview.kept, voice),
    note(voice.t('walk.plan.noteNoAct')),
  );
}

function confirmersWords(flow: Flow, voice: Voice): string {
  return voice.list(
    flow.confirmation.confirmers.map(({ role, count }) =>
      voice.t('walk.plan.confirmers', { count, role: voice.t(`role.${role}`) }),
    ),
  );
}

function stepItem(departure: Departure, { task, flow }: { task: Task; flow: Flow }, voice: Voice): CardItem {
  const more = stepPhrases(task, flow, departure, voice);
  const who = task.assignee ? nameOf(departure, task.assignee, voice) : voice.t('word.nobody');
  return item('waiting', voice.t(`nature.${task.nature}`), [{ strong: taskTitle(task, voice) }], {
    detail: [voice.t('walk.plan.step', { who, when: voice.instant(task.dueAt) }), ...more].join(' · '),
  });
}

/**
 * A day on which the leaver can answer no question any more; nothing to say where the flow itself hands over
 * afterwards.
 */
function isAfterLeaving(date: string, dates: Dates | null, { handovers }: Flow): boolean {
  const isBefore = handovers.due.from === 'last-working-day' && handovers.due.offset <= 0;
  return isBefore && dates !== null && date > dates.lastWorkingDay.date;
}

function problems({ draft }: Departure, { flow, tasks, systems }: PlanPreview, voice: Voice): readonly CardItem[] {
  const gap = draft.dates && gapWords(draft.dates, voice);
  return [
    ...(gap === null ? [] : [item('late', voice.t('walk.plan.dates'), gap)]),
    ...draft.handovers
      .filter(({ dueDate }) => isAfterLeaving(dueDate, draft.dates, flow))
      .map(({ title }) =>
        item('late', voice.t('walk.plan.dates'), voice.t('walk.plan.handoverLate', { title: oneLine(title) })),
      ),
    ...unresolvedOf({ systems }).map(({ systemLabel, reason }) =>
      item(
        'failed',
        voice.t('word.unresolved'),
        voice.t('walk.plan.problem', { system: oneLine(systemLabel), reason: unresolvedWords(reason, voice) }),
      ),
    ),
    ...tasks
      .filter((task) => task.status === 'unassigned')
      .map((task) =>
        item(
          'failed',
          voice.t('task-status.unassigned'),
          voice.t('walk.plan.unassigned', { title: taskTitle(task, voice) }),
        ),
      ),
  ];
}
