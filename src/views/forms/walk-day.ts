import { localDate } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Thing } from '../../domain/equipment/thing.ts';
import type { Flow } from '../../domain/flow/flow.ts';
import type { ChannelId, Person } from '../../domain/people/people.ts';
import type { OwnedTold } from '../../domain/systems/owned.ts';
import { act } from '../act-names.ts';
import { item, items } from '../blocks.ts';
import { gapWords } from '../departure/gap-words.ts';
import type { HandingOver } from '../departure/heir-words.ts';
import type { FlatPart, FoldPart, FormView } from '../form-view.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { encodeDates } from './dates-fields.ts';
import { form, shown } from './form-parts.ts';
import { lastDayParts, otherDatesFields, type ShownDates } from './walk-dates.ts';
import { handoverBlocks } from './walk-handovers.ts';
import { heirParts, heirsFold } from './walk-heirs.ts';
import { walkBack, walkHead, walkLeave } from './walk-page.ts';
import { placeParts } from './walk-place.ts';
import { thingsFields } from './walk-things.ts';

/** What stands folded on the page: all dates but the last day, and who sees what. */
const dayFolds = ['dates', 'heirs', 'place'] as const;
export type DayFold = (typeof dayFolds)[number];

/**
 * The second page: the last day, handovers and things to give back. Everything else is folded until it is wanted or
 * does not fit.
 */
export function walkDayForm({
  reader,
  departure,
  flow,
  dates,
  channel,
  open = [],
  problem = null,
  suggested = null,
  lent = [],
  handingOver = [],
}: {
  reader: Person;
  departure: Departure;
  flow: Flow | null;
  dates: ShownDates;
  /** Where the reader is: only channels of this platform can be named there. */
  channel: ChannelId;
  /** Folds that were opened already. */
  open?: readonly DayFold[];
  /** What is wrong inside a fold that the page did not show; told there. */
  problem?: { fold: DayFold; text: string } | null;
  /** What the leaver owns; null until the systems were asked. */
  suggested?: OwnedTold | null;
  /** What the register says that the leaver was lent. */
  lent?: readonly Thing[];
  /** Systems in which what the leaver owns passes to somebody. */
  handingOver?: readonly HandingOver[];
}): FormView {
  const voice = voiceFor(reader);
  const { id } = departure;
  const { known } = dates;
  const seen = known ? encodeDates(known) : undefined;
  const carried = seen === undefined ? {} : { seen };
  const opened = dayFolds.filter((name) => open.includes(name) || problem?.fold === name);
  /** What a change answers with: whoever changes something inside a fold has it open. */
  const changedIn = (...names: readonly DayFold[]) =>
    act('walk.day.changed', id, { ...carried, target: [...new Set([...opened, ...names])].join(',') });
  const day = lastDayParts(voice, { dates, flow, onChange: changedIn() });
  const fold = (name: DayFold, isOpen: boolean, parts: readonly FlatPart[]): FoldPart => ({
    type: 'fold',
    id: name,
    label: voice.t(`walk.day.${name}`),
    open: isOpen || opened.includes(name),
    show: changedIn(name),
    parts: [...(problem?.fold === name ? told(problem.text, voice) : []), ...parts],
  });
  const heirs = heirsFold(departure, {
    systems: handingOver,
    voice,
    open: opened.includes('heirs'),
    show: changedIn('heirs'),
  });
  return form(voice, {
    kind: 'day',
    title: 'walk.day.title',
    submit: { label: 'form.next', act: act('walk.day', id, carried) },
    close: 'form.later',
    leave: walkLeave(voice, departure, seen),
    parts: [
      shown(walkHead(voice, 'day', { departure, flow })),
      day.field,
      shown(day.follows),
      fold(
        'dates',
        isUnusual(dates, { departure, flow, voice }),
        otherDatesFields(departure, { reader, voice, flow, dates, onChange: changedIn('dates') }),
      ),
      shown(handoverBlocks(departure, { seen, suggested, voice })),
      heirParts(departure, { systems: handingOver, voice }),
      ...(heirs ? [heirs] : []),
      thingsFields(departure, lent, voice),
      fold(
        'place',
        departure.draft.cardChannel !== null || departure.draft.hears !== undefined,
        placeParts(departure, { flow, channel, voice }),
      ),
      shown(walkBack(voice, 'day', { departure, flow, ...carried })),
    ],
  });
}

/** The folds that an act of the page says are open. */
export function readFolds(target: string | null): readonly DayFold[] {
  const named = (target ?? '').split(',');
  return dayFolds.filter((name) => named.includes(name));
}

/**
 * What must be seen without asking for it: the hour of a meeting, what was set by hand, and what does not fit together.
 */
function isUnusual(
  { known, when }: ShownDates,
  { departure, flow, voice }: { departure: Departure; flow: Flow | null; voice: Voice },
): boolean {
  if (flow?.cutOff.mode === 'released' || when === 'now') return true;
  if (known === null) return false;
  const { lastWorkingDay, contractEnd, cutOff } = known;
  return (
    contractEnd.date !== lastWorkingDay.date ||
    localDate(cutOff.at, cutOff.zone) !== lastWorkingDay.date ||
    lastWorkingDay.zone !== departure.leaver.timeZone ||
    gapWords(known, voice) !== null
  );
}

function told(problem: string, voice: Voice): readonly FlatPart[] {
  return shown(items([item('late', voice.t('walk.plan.dates'), problem)]));
}
