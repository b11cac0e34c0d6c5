import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { equipmentTasks } from '../../domain/equipment/return-state.ts';
import { commonKindSchema } from '../../domain/flow/flow.ts';
import { coverageOf } from '../../domain/knowledge/coverage.ts';
import type { Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import { isTaskOpen, type Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, facts, item, items, note, section, text } from '../blocks.ts';
import type { CardBlock, CardItem, CardView } from '../card-view.ts';
import { contactBlocks } from '../departure/contact-blocks.ts';
import { equipmentItems } from '../equipment/equipment-items.ts';
import { myQuestions, questionBlocks } from '../knowledge/my-questions.ts';
import { sessionLines } from '../knowledge/session-lines.ts';
import { linksBlock, sentBackWords, signedWords } from '../tasks/step-extras.ts';
import { doneButton, taskActions } from '../tasks/task-actions.ts';
import { byDue, taskTitle } from '../tasks/task-state.ts';
import { cut, oneLine, sentences, startingSentence } from '../words/plain.ts';
import { addressedAs, nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

/**
 * Thanks, the dates, whom to ask, and the one list of what is left for the leaver to do. `byMail`: Relais can write to
 * an address once access has ended. Of access only when it ends: it is their last day, not their trial.
 */
export function farewellCard(
  departure: Departure,
  reader: Person,
  now: Instant,
  {
    byMail = false,
    alumni = null,
  }: {
    byMail?: boolean;
    /** The company that asks whether they wish to stay in touch; null where it does not. */
    alumni?: string | null;
  } = {},
): CardView {
  const { kind, dates, survey, status } = departure;
  if (reader.id !== departure.leaver.id || kind === null || isConfidential(departure, now)) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const name = addressedAs(reader, voice);
  const title = voice.t('farewell.title', { name });
  if (status === 'cancelled' || status === 'retained') {
    const words = voice.t('farewell.stays');
    return { kind: 'farewell', title, subtitle: null, tone: 'neutral', blocks: blocks(text(words)), fallback: words };
  }
  const mine = departure.tasks
    .filter((task) => task.assignee === reader.id && task.status !== 'skipped' && task.status !== 'waiting')
    .sort(byDue);
  const things = equipmentTasks(departure);
  // What was lent is on IT's list, and to be brought back by the leaver.
  const open = [...mine, ...things].filter(isTaskOpen).length;
  const move = kind === 'internal-move';
  const contact = contactOf(departure, voice);
  const accessEnds = accessWords(departure, voice, now);
  return {
    kind: 'farewell',
    title,
    subtitle: move
      ? voice.t('farewell.subtitleMove')
      : dates && voice.t('farewell.subtitle', { day: voice.day(dates.lastWorkingDay) }),
    // No tick: being thanked is nothing that was achieved.
    tone: 'neutral',
    blocks: blocks(
      text(thanksFor(departure, voice)),
      section(
        voice.t('farewell.checklist'),
        ...joined([
          ...mine.flatMap((task) => checklistBlocks(departure, task, { reader, voice })),
          ...blocks(items(equipmentItems(departure, things, { voice, own: true }))),
        ]),
        open === 0 && text(voice.t('farewell.nothingOpen')),
      ),
      section(
        voice.t('farewell.dates'),
        facts(
          dates && move ? [voice.t('departure.lastWorkingDay'), voice.day(dates.lastWorkingDay)] : null,
          dates && !move ? [voice.t('departure.contractEnd'), voice.day(dates.contractEnd)] : null,
          accessEnds === null ? null : [voice.t('departure.cutOff'), accessEnds],
          contact === '' ? null : [voice.t('farewell.contact'), contact],
        ),
      ),
      knowledgeBlocks(departure, reader, { voice, now }),
      status === 'active' && section(voice.t('sessions.title'), items(sessionLines(departure, { voice, now }))),
      byMail && contactBlocks(departure, voice),
      alumni !== null && alumniBlocks(departure, alumni, voice),
      survey !== null &&
        survey.opensAt > now &&
        note(voice.t('farewell.survey', { when: voice.dayOf(survey.opensAt) })),
    ),
    fallback: voice.t('farewell.fallback', { name, open }),
  };
}

/** Asked, never pressed: what they answered stands nowhere in the departure. */
function alumniBlocks({ id }: Departure, organisation: string, voice: Voice): readonly CardBlock[] {
  return section(
    voice.t('alumni.title'),
    text(voice.t('alumni.ask', { organisation: oneLine(organisation) })),
    actions(button(voice, act('alumni.open', id), 'alumni.open', { about: voice.t('alumni.title') })),
  );
}

/**
 * Of a kind of the company's own nobody knows more than whether it was kept secret: then it was not the leaver's wish.
 */
function thanksFor(departure: Departure, voice: Voice): string {
  const common = commonKindSchema.safeParse(departure.kind);
  if (common.success) return voice.t(`farewell.thanks.${common.data}`);
  return voice.t(isOwnInSecret(departure) ? 'farewell.thanks.dismissal' : 'farewell.thanks.contract-end');
}

function isOwnInSecret({ kind, flow }: Departure): boolean {
  return flow?.confidential === true && !commonKindSchema.safeParse(kind).success;
}

/** Their dossier: how much is written, and the way to it, as long as they may write. */
function knowledgeBlocks(
  departure: Departure,
  reader: Person,
  { voice, now }: { voice: Voice; now: Instant },
): readonly CardBlock[] {
  const coverage = coverageOf(departure);
  if (coverage === null || departure.status !== 'active') return [];
  const asked = myQuestions([departure], reader, now);
  return section(
    voice.t('dossier.title'),
    { type: 'progress', label: voice.t('dossier.written'), done: coverage.written, total: coverage.total },
    asked.length > 0
      ? questionBlocks(asked, voice)
      : actions(
          button(voice, act('dossier.open', departure.id), 'button.dossier', { about: voice.t('dossier.title') }),
        ),
  );
}

/** Whom to ask: the manager, and HR where the manager was the one who ended it. */
function contactOf(departure: Departure, voice: Voice): string {
  const { kind, manager, cast } = departure;
  const isTheirs = kind === 'dismissal' || kind === 'redundancy' || isOwnInSecret(departure);
  const ids = isTheirs && cast.hr.length > 0 ? cast.hr.slice(0, 2) : manager === null ? [] : [manager];
  return voice.list(ids.map((id) => nameOf(departure, id, voice)));
}

/**
 * When access ends, as long as that is to come; an old role's end is no end of access, and a meeting is over by then.
 */
function accessWords({ kind, dates, flow, runStartedAt }: Departure, voice: Voice, now: Instant): string | null {
  if (kind === 'internal-move' || dates === null || flow?.cutOff.mode !== 'scheduled') return null;
  return runStartedAt === null && dates.cutOff.at > now ? voice.zoned(dates.cutOff) : null;
}

/** What the flow says about it: no other card of theirs does. */
function notesOf(task: Task, voice: Voice): string {
  return task.notes === null ? '' : cut(oneLine(voice.localized(task.notes)), 400);
}

/** A line with its button; a step that has more to say or to press, and is open, has that below its line. */
function checklistBlocks(
  departure: Departure,
  task: Task,
  { reader, voice }: { reader: Person; voice: Voice },
): readonly CardBlock[] {
  const line = checklistItem(departure, task, voice);
  if (!isTaskOpen(task)) return [items([line])];
  const hasButtons = task.optional === true || task.checklist !== undefined;
  return blocks(
    items([hasButtons ? { ...line, action: null } : line]),
    linksBlock(task, voice),
    hasButtons && taskActions(departure, task, reader, voice),
  );
}

/** Lines with nothing between them are one list. */
function joined(list: readonly CardBlock[]): readonly CardBlock[] {
  const found: CardBlock[] = [];
  for (const block of list) {
    const last = found.at(-1);
    if (last?.type === 'items' && block.type === 'items') found.splice(-1, 1, items([...last.items, ...block.items]));
    else found.push(block);
  }
  return found;
}

function checklistItem(departure: Departure, task: Task, voice: Voice): CardItem {
  const open = isTaskOpen(task);
  const sentBack = sentBackWords(departure, task, voice);
  return item(
    open ? 'todo' : 'done',
    voice.t(open ? 'word.open' : 'task-status.done'),
    [{ strong: taskTitle(task, voice) }],
    {
      // Never "late": whoever leaves is not chased on the card that thanks them.
      detail: open
        ? sentences(
            `${startingSentence(voice.t('farewell.due', { when: voice.instant(task.dueAt) }))}.`,
            notesOf(task, voice),
            sentBack ?? '',
          )
        : task.done?.signature
          ? signedWords(task.done.signature, voice)
          : null,
      action: open ? doneButton(departure, task, voice, 'default') : null,
    },
  );
}
