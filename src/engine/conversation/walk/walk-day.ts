import type { Dates } from '../../../domain/calendar/dates.ts';
import type { Departure } from '../../../domain/departure.ts';
import { leaverAsKnown } from '../../../domain/people/leaver.ts';
import { type Refusal, refuse } from '../../../domain/refusal.ts';
import { datesFields, linesOf, walkPlaceFields, walkThingsFields } from '../../../views/forms/fields.ts';
import { readFolds } from '../../../views/forms/walk-day.ts';
import { ownedThings } from '../../access/owned-things.ts';
import type { Reply } from '../conversation.ts';
import { fieldOfDatesProblem, handoversFollowing, readDates, redrawnDates } from '../dates.ts';
import { errorReply, formReply } from '../replies.ts';
import { command, type Turn, textOf } from '../turn.ts';
import { hearsOf, hearsProblem } from './walk-hears.ts';
import { heirsChecked, heirsOf } from './walk-heirs.ts';
import { datesInWalk, dayForm, flowOf, pageReply } from './walk-pages.ts';
import { placeProblem } from './walk-place.ts';
import { type Draft, required } from './walk-saving.ts';

const mostLines = 30;
const longestLine = 150;

/** The page of the last day was sent: what is wrong is told at its field, else the next page follows. */
export async function submitDay(turn: Turn, departure: Departure): Promise<Reply> {
  const flow = flowOf(turn, departure);
  const read = readDates(turn, departure, flow);
  if ('missing' in read) return required(turn, read.missing);
  if (read.now && !read.nowConfirmed)
    return errorReply(turn, datesFields.nowConfirmed, refuse('now-needs-confirmation').refusal);
  const things = thingsOf(turn);
  const unfit = thingsProblem(turn, things);
  if (unfit) return unfit;
  const unheard = hearsProblem(turn, departure, read.dates);
  if (unheard) return unheard;
  const place = { ...placeOf(turn), ...hearsOf(turn, departure) };
  const problem = await placeProblem(turn, departure, place.cardChannel ?? null);
  if (problem) return { type: 'errors', errors: { [walkPlaceFields.cardChannel]: problem } };
  const heirs = heirsOf(turn, departure);
  const checked = await heirsChecked(turn, departure, heirs);
  if ('reply' in checked) return checked.reply;
  const handovers = handoversFollowing(turn, departure, { from: flow, to: flow, dates: read.dates });
  const { dates, nowConfirmed } = read;
  const result = await command(turn, departure.id, {
    type: 'draft.edit',
    patch: { ...things, ...place, ...heirs, dates, nowConfirmed, handovers },
    people: checked.people,
  });
  if (result.type === 'done') return pageReply(turn, result.departure, flow?.access === 'old-role' ? 'kept' : 'plan');
  const { code, params } = result.refusal;
  const now = flow?.cutOff.mode === 'released' ? 'none' : 'offered';
  return datesRefused(turn, departure, { code, params: { ...params, now } });
}

/** A refusal of dates is told at its field; where that is folded away, the fold is opened and tells it. */
function datesRefused(turn: Turn, departure: Departure, refusal: Refusal): Reply {
  const field = fieldOfDatesProblem(refusal.code);
  if (Object.hasOwn(turn.act.values ?? {}, field)) return errorReply(turn, field, refusal);
  const text = turn.voice.t(`refusal.${refusal.code}`, refusal.params);
  return redrawn(turn, departure, { fold: 'dates', text });
}

/** The same page with what is filled in, and with what follows from it moved along. */
export function changedDay(turn: Turn, departure: Departure): Reply {
  return redrawn(turn, departure);
}

/** The page with what the leaver owns in the systems, as they tell it now. */
export async function suggestHandovers(turn: Turn, seen: Departure): Promise<Reply> {
  return suggestedDay(turn, await keepDay(turn, seen));
}

/** The page of the last day as the draft has it, with what the leaver owns. */
export async function suggestedDay(turn: Turn, departure: Departure): Promise<Reply> {
  const suggested = await ownedThings(turn.deps, leaverAsKnown(departure));
  return formReply(dayForm(turn, departure, { suggested }));
}

function redrawn(turn: Turn, departure: Departure, problem?: { fold: 'dates'; text: string }): Reply {
  const flow = flowOf(turn, departure);
  const usual = datesInWalk(turn, departure, flow);
  const known = redrawnDates(turn, departure, flow) ?? usual.known;
  const isMoved = known?.lastWorkingDay.date !== usual.known?.lastWorkingDay.date;
  const { values } = turn.act;
  const when = textOf(turn, datesFields.when);
  const confirmed = values?.[datesFields.nowConfirmed];
  // What is filled in is shown again, also where the platform forgets it; nothing of it is stored.
  const draft = {
    ...departure.draft,
    ...keptThings(turn),
    ...placeOf(turn),
    ...heirsOf(turn, departure),
    ...hearsOf(turn, departure),
    ...(confirmed !== undefined && { nowConfirmed: isTicked(confirmed) }),
  };
  return formReply(
    dayForm(
      turn,
      { ...departure, draft },
      {
        dates: {
          known,
          from: isMoved ? 'chosen' : usual.from,
          when: when === null ? usual.when : when === 'now' ? 'now' : 'scheduled',
        },
        open: readFolds(turn.act.ref.target),
        ...(problem && { problem }),
      },
    ),
  );
}

/**
 * The draft with everything of the page that can be kept: whoever goes elsewhere loses nothing. A day that was only
 * proposed, and was left as it was, stays a proposal.
 */
export async function keepDay(turn: Turn, departure: Departure): Promise<Departure> {
  if (turn.act.values === null) return departure;
  const dates = keptDates(turn, departure);
  const place = placeOf(turn);
  const isPlaceFit =
    place.cardChannel !== undefined && (await placeProblem(turn, departure, place.cardChannel)) === null;
  const heirs = heirsOf(turn, departure);
  const checked = await heirsChecked(turn, departure, heirs);
  const isHeirFit = 'people' in checked;
  const people = isHeirFit ? checked.people : {};
  const rest: Draft = {
    ...keptThings(turn),
    ...hearsOf(turn, departure),
    ...(isPlaceFit && place),
    ...(isHeirFit && heirs),
  };
  return (
    (await edited(turn, departure, { patch: { ...rest, ...dates }, people })) ??
    (await edited(turn, departure, { patch: rest, people })) ??
    departure
  );
}

/** Null when it was refused. */
async function edited(
  turn: Turn,
  departure: Departure,
  { patch, people }: { patch: Draft; people: Departure['people'] },
): Promise<Departure | null> {
  if (Object.keys(patch).length === 0) return departure;
  const result = await command(turn, departure.id, { type: 'draft.edit', patch, people });
  return result.type === 'done' ? result.departure : null;
}

function keptDates(turn: Turn, departure: Departure): Draft {
  const flow = flowOf(turn, departure);
  const read = readDates(turn, departure, flow);
  if ('missing' in read || (read.now && !read.nowConfirmed)) return {};
  const { dates, nowConfirmed } = read;
  if (departure.draft.dates === null && !nowConfirmed) {
    const { known } = datesInWalk(turn, departure, flow);
    if (known && areSame(dates, known)) return {};
  }
  const handovers = handoversFollowing(turn, departure, { from: flow, to: flow, dates });
  return { dates, nowConfirmed, handovers };
}

function areSame(one: Dates, other: Dates): boolean {
  const parts = ({ lastWorkingDay, contractEnd, cutOff }: Dates) =>
    [lastWorkingDay.date, lastWorkingDay.zone, contractEnd.date, cutOff.at].join(' ');
  return parts(one) === parts(other);
}

/** Nothing where the page did not show them. */
function thingsOf(turn: Turn): Pick<Draft, 'equipment' | 'credentials'> {
  const { values } = turn.act;
  const things: Pick<Draft, 'equipment' | 'credentials'> = {};
  for (const field of ['equipment', 'credentials'] as const)
    if (values && Object.hasOwn(values, walkThingsFields[field]))
      things[field] = linesOf(textOf(turn, walkThingsFields[field]));
  return things;
}

/** What of it fits into a draft. */
function keptThings(turn: Turn): Draft {
  const cut = (lines: readonly string[]) => lines.slice(0, mostLines).map((line) => line.slice(0, longestLine));
  const { equipment, credentials } = thingsOf(turn);
  return { ...(equipment && { equipment: cut(equipment) }), ...(credentials && { credentials: cut(credentials) }) };
}

function thingsProblem(turn: Turn, things: Pick<Draft, 'equipment' | 'credentials'>): Reply | null {
  for (const field of ['equipment', 'credentials'] as const) {
    const lines = things[field] ?? [];
    const length = Math.max(0, ...lines.map((line) => line.length));
    if (lines.length > mostLines)
      return tell(field, turn.voice.t('notice.tooManyLines', { max: mostLines, count: lines.length }));
    if (length > longestLine) return tell(field, turn.voice.t('notice.textTooLong', { max: longestLine, length }));
  }
  return null;
}

function tell(field: 'equipment' | 'credentials', text: string): Reply {
  return { type: 'errors', errors: { [walkThingsFields[field]]: text } };
}

/** Where the live card goes; nothing where the page did not ask. */
function placeOf(turn: Turn): Pick<Draft, 'cardChannel'> {
  const { values } = turn.act;
  if (!values || !Object.hasOwn(values, walkPlaceFields.cardChannel)) return {};
  const id = textOf(turn, walkPlaceFields.cardChannel);
  return { cardChannel: id === null ? null : { channel: turn.speaker.channel, id } };
}

function isTicked(value: string | readonly string[] | null): boolean {
  return Array.isArray(value) && value.includes('confirmed');
}
