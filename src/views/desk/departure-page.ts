import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { DepartureReport } from '../../domain/evidence/report.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { TaskFile } from '../../domain/tasks/task-file.ts';
import { cutOffWords } from '../access/cut-off-words.ts';
import type { DocumentBlock } from '../evidence/document-model.ts';
import { drawDeparture } from '../evidence/draw-departure.ts';
import { byDue, taskMark, taskTitle } from '../tasks/task-state.ts';
import { formatShortInstant } from '../words/format.ts';
import { kindOf } from '../words/kind-name.ts';
import { cut, oneLine, shownName } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';
import { accessCell } from './departures-page.ts';
import type { DeskBlock, DeskCell, DeskPage } from './desk-page.ts';

export interface WholeDeparture {
  departure: Departure;
  /** From its journal; null where the journal is not whole, and then nothing is shown of what it would prove. */
  report: DepartureReport | null;
  /** Addresses of files, by their id; not of those that the reader may not open. */
  files: ReadonlyMap<string, string>;
  now: Instant;
}

/** One departure whole: its dates and tasks as they stand, the documents, and what its journal proves. */
export function departurePage({ departure, report, files, now }: WholeDeparture, voice: Voice): DeskPage {
  const { leaver, manager, dates, tasks, flow, kind } = departure;
  const { t } = voice;
  const name = shownName(leaver.name);
  const documents = tasks.flatMap((task) => (task.files ?? []).map((file) => ({ task, file })));
  return {
    view: 'departure',
    title: t('desk.departure.title', { name }),
    lead: kind === null ? null : (kindOf(departure, voice) ?? null),
    filters: [],
    blocks: [
      {
        type: 'facts',
        facts: [
          { label: t('evidence.status'), value: t(`status.${departure.status}`) },
          { label: t('departure.access'), value: accessCell(departure, now, voice).text },
          { label: t('departure.manager'), value: manager === null ? '–' : nameOf(departure, manager, voice) },
          ...(leaver.team === null ? [] : [{ label: t('desk.team'), value: oneLine(leaver.team) }]),
          ...(dates
            ? [
                { label: t('desk.column.lastDay'), value: voice.day(dates.lastWorkingDay) },
                { label: t('departure.contractEnd'), value: voice.day(dates.contractEnd) },
                { label: t('departure.cutOff'), value: cutOffWords(departure, voice) },
              ]
            : []),
          ...(flow ? [{ label: t('evidence.flow'), value: `${flow.id} ${flow.version}` }] : []),
        ],
      },
      { type: 'heading', text: t('departure.tasks') },
      ...tasksBlocks(departure, now, voice),
      { type: 'heading', text: t('desk.documents') },
      ...(documents.length === 0
        ? [{ type: 'text' as const, text: t('evidence.none') }]
        : [
            {
              ...{ type: 'table' as const, caption: t('desk.documents') },
              head: (['document', 'task', 'broughtBy', 'when'] as const).map((one) => t(`desk.column.${one}`)),
              rows: documents.map((one) => documentRow(one, { departure, files }, voice)),
            },
          ]),
      ...(report === null
        ? [{ type: 'text' as const, text: t('desk.journalBroken') }]
        : [{ type: 'heading' as const, text: t('desk.evidence') }, ...evidenceBlocks(report, voice)]),
    ],
  };
}

function tasksBlocks(departure: Departure, now: Instant, voice: Voice): readonly DeskBlock[] {
  const { t, locale, zone } = voice;
  const tasks = departure.tasks.toSorted(byDue);
  if (tasks.length === 0) return [{ type: 'text', text: t('evidence.none') }];
  return [
    {
      type: 'table',
      caption: t('departure.tasks'),
      head: (['task', 'assignee', 'due', 'state'] as const).map((one) => t(`desk.column.${one}`)),
      rows: tasks.map((task) => {
        const { state, icon } = taskMark(task, now, voice);
        return [
          { text: taskTitle(task, voice) },
          { text: task.assignee === null ? '–' : nameOf(departure, task.assignee, voice) },
          { text: formatShortInstant(locale, task.dueAt, zone) },
          {
            text: state,
            ...(icon === 'late' && { tone: 'attention' as const }),
            ...(icon === 'done' && { tone: 'good' as const }),
          },
        ];
      }),
    },
  ];
}

/** Whoever may not open a file does not read what it is called either. */
function documentRow(
  { task, file }: { task: Task; file: TaskFile },
  { departure, files }: Pick<WholeDeparture, 'departure' | 'files'>,
  voice: Voice,
): readonly DeskCell[] {
  const address = files.get(file.id);
  return [
    address === undefined
      ? { text: voice.t('desk.closedFile') }
      : { text: cut(oneLine(file.name), 80), to: { address } },
    { text: taskTitle(task, voice) },
    { text: nameOf(departure, file.by, voice) },
    { text: formatShortInstant(voice.locale, file.at, voice.zone) },
  ];
}

/** The document of the evidence, as it stands in a pack; its own heading is the title of the page. */
function evidenceBlocks(report: DepartureReport, voice: Voice): readonly DeskBlock[] {
  return drawDeparture(report, '', voice).slice(1).map(shownBlock);
}

function shownBlock(block: DocumentBlock): DeskBlock {
  switch (block.type) {
    case 'heading':
    case 'text':
      return { type: block.type, text: block.text };
    case 'table':
      return {
        ...{ type: 'table', caption: block.caption, head: block.head },
        rows: block.rows.map((row) => row.map(({ text }) => ({ text }))),
      };
  }
}
