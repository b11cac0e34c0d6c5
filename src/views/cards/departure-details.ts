import { isOpen } from '../../domain/actions/revocation.ts';
import { type Instant, localDate } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { systemMark, systemsOf } from '../access/access-state.ts';
import { audienceOf, isInside } from '../audience.ts';
import { blocks, item, items, plot, section, text } from '../blocks.ts';
import type { CardBlock, CardItem, CardView, Inline } from '../card-view.ts';
import { kindLine } from '../departure/departure-facts.ts';
import { departureLead, departureStatus, departureTone } from '../departure/departure-status.ts';
import { hrReason } from '../departure/hr-reason.ts';
import { signedWords } from '../tasks/step-extras.ts';
import { inapplicableItems, stepPhrases } from '../tasks/step-words.ts';
import { filesButton } from '../tasks/task-actions.ts';
import { byDue, isLate, taskMark, taskTitle } from '../tasks/task-state.ts';
import { cut, manyLines, oneLine, shownName } from '../words/plain.ts';
import { roleName } from '../words/role-name.ts';
import { mentionOf, nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

/** Everything planned, dated and in groups; posted in the thread of the departure card. */
export function departureDetailsCard(departure: Departure, reader: Person, now: Instant): CardView {
  if (!isInside(audienceOf(departure, reader))) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const name = shownName(departure.leaver.name);
  const systems = systemsOf(departure.revocations);
  const of = (nature: Task['nature']) =>
    items(
      departure.tasks
        .filter((task) => task.nature === nature)
        .sort(byDue)
        .map((task) => taskLine(task, { departure, reader, voice, now })),
    );
  const steps = stepGroups(departure);
  const group = (tasks: readonly Task[]) =>
    items(tasks.map((task) => taskLine(task, { departure, reader, voice, now })));
  return {
    kind: 'departure-details',
    title: voice.t('details.title', { name }),
    subtitle: kindLine(departure, voice),
    tone: 'neutral',
    blocks: blocks(
      departure.status === 'active' &&
        departureStatus(departureLead(departure, voice, now), departureTone(departure, now), voice),
      departure.tasks.length + systems.length === 0 && text(voice.t('details.empty')),
      progressPlot(departure, voice, now),
      section(voice.t('details.before'), group(steps.before)),
      section(voice.t('details.lastDay'), group(steps.lastDay)),
      section(voice.t('details.after'), group(steps.after)),
      departure.flow !== null &&
        section(
          voice.t('step.none'),
          items(inapplicableItems(departure.inapplicable ?? [], departure.flow, departure, voice)),
        ),
      section(voice.t('details.handovers'), of('handover')),
      section(voice.t('details.equipment'), of('equipment')),
      section(voice.t('details.credentials'), of('credential')),
      section(voice.t('details.sharedAccounts'), of('shared-account')),
      section(voice.t('details.restore'), of('restore')),
      section(
        voice.t('details.access'),
        items(
          systems.map((system) => {
            const { icon, state } = systemMark(system, departure, voice);
            const done = system.revocations.filter((one) => !isOpen(one)).length;
            return item(icon, state, [{ strong: system.label }], {
              detail: voice.t('details.system', { done, total: system.revocations.length }),
            });
          }),
        ),
      ),
    ),
    fallback: voice.t('details.fallback', { name, tasks: departure.tasks.length, systems: systems.length }),
  };
}

/** How many tasks stand how, the most urgent first. */
function progressPlot({ tasks }: Departure, voice: Voice, now: Instant): CardBlock {
  const stateOf = (task: Task) => (isLate(task, now) ? 'late' : task.status);
  const order = ['unassigned', 'late', 'offered', 'accepted', 'waiting', 'done', 'skipped'] as const;
  const counted = order
    .map((state) => ({ state, value: tasks.filter((task) => stateOf(task) === state).length }))
    .filter(({ value }) => value > 0);
  return plot(voice, 'parts', voice.t('departure.tasks'), {
    unit: voice.t('departure.tasks'),
    points: counted.map(({ state, value }) => ({
      label: voice.t(`task-status.${state}`),
      value,
      words: voice.number(value),
    })),
  });
}

/** A departure's steps around its last working day, by the leaver's calendar. */
export function stepGroups(departure: Pick<Departure, 'tasks' | 'dates' | 'draft'>): {
  before: readonly Task[];
  lastDay: readonly Task[];
  after: readonly Task[];
} {
  const steps = departure.tasks.filter((task) => task.nature === 'step').sort(byDue);
  const lastDay = (departure.dates ?? departure.draft.dates)?.lastWorkingDay;
  if (!lastDay) return { before: steps, lastDay: [], after: [] };
  const dateOf = (task: Task) => localDate(task.dueAt, lastDay.zone);
  return {
    before: steps.filter((task) => dateOf(task) < lastDay.date),
    lastDay: steps.filter((task) => dateOf(task) === lastDay.date),
    after: steps.filter((task) => dateOf(task) > lastDay.date),
  };
}

function taskLine(
  task: Task,
  { departure, reader, voice, now }: { departure: Departure; reader: Person; voice: Voice; now: Instant },
): CardItem {
  const { icon, state } = taskMark(task, now, voice);
  return item(icon, state, [{ strong: taskTitle(task, voice) }], {
    detail: taskDetail(task, departure, voice),
    action: opensFiles(task, departure, reader) ? filesButton(departure, task, voice, 'default') : null,
  });
}

/** As `mayOpenFile` says of those who read the details. */
function opensFiles({ files = [] }: Task, departure: Departure, reader: Person): boolean {
  const { manager, hr, admin } = audienceOf(departure, reader);
  return files.some(({ by }) => by === reader.id || manager || hr || admin);
}

function taskDetail(task: Task, departure: Departure, voice: Voice): readonly Inline[] {
  if (task.done) {
    const who = mentionOf(departure, task.done.by, voice);
    const when = voice.instant(task.done.at);
    const line = voice.rich(task.done.late ? 'details.doneLate' : 'details.doneLine', { who, when });
    const condition = task.condition
      ? [` · ${voice.t('details.condition', { condition: voice.t(`condition.${task.condition}`) })}`]
      : [];
    const notes = task.done.notes
      ? [` · ${voice.t('details.notes', { notes: cut(oneLine(manyLines(task.done.notes)), 200) })}`]
      : [];
    const files = task.files ? [` · ${voice.t('task.files', { count: task.files.length })}`] : [];
    const signature = task.done.signature ? [` · ${signedWords(task.done.signature, voice)}`] : [];
    return [...line, ...condition, ...notes, ...files, ...signature];
  }
  if (task.skipped) {
    if (task.skipped.by === null && task.skipped.reason === '' && task.nature === 'step')
      return [voice.t(isPastCutOff(departure, task) ? 'details.skippedPast' : 'details.skippedFollows')];
    const who = task.skipped.by ? nameOf(departure, task.skipped.by, voice) : voice.t('word.relais');
    const { ended } = departure;
    // What was put aside by the end of it all has its reason.
    const isByEnd = ended?.because !== undefined && task.skipped.at === ended.at;
    const reason = isByEnd && ended.because ? hrReason(ended.because, voice) : task.skipped.reason;
    return [voice.t('details.skippedLine', { who, reason: cut(oneLine(reason), 200) })];
  }
  const who = task.assignee
    ? mentionOf(departure, task.assignee, voice)
    : { strong: task.role ? roleName(departure, task.role, voice) : voice.t('word.nobody') };
  return [
    ...voice.rich('details.line', { who, when: voice.instant(task.dueAt) }),
    ...(departure.flow ? stepPhrases(task, departure.flow, departure, voice) : []).map((phrase) => ` · ${phrase}`),
    ...declinesOf(task, departure, voice),
  ];
}

/** Why others said no: whoever steers the departure reads it here, also when the next person has accepted. */
function declinesOf({ declines }: Task, departure: Departure, voice: Voice): readonly string[] {
  return declines
    .filter(({ reason }) => reason !== '')
    .map(({ by, reason }) => {
      const name = nameOf(departure, by, voice);
      return ` · ${voice.t('details.declined', { name, reason: cut(oneLine(reason), 200) })}`;
    });
}

/** It was to be done before access began to end, and that has begun. */
function isPastCutOff({ flow, runStartedAt }: Departure, { flowStepId, skipped }: Task): boolean {
  const step = flow?.steps.find(({ id }) => id === flowStepId);
  return step?.until === 'cut-off' && runStartedAt !== null && skipped !== null && skipped.at >= runStartedAt;
}
