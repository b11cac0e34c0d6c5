import type { Dates } from '../../domain/calendar/dates.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Flow } from '../../domain/flow/flow.ts';
import type { Person } from '../../domain/people/people.ts';
import { blocks, facts, item, items } from '../blocks.ts';
import type { ActRef, CardBlock } from '../card-view.ts';
import { gapWords } from '../departure/gap-words.ts';
import type { FlatPart } from '../form-view.ts';
import type { Voice } from '../words/voice.ts';
import { contractFields, cutOffFields, lastDayField } from './dates-fields.ts';
import { datesFields } from './fields.ts';
import { choiceField, choicesField, option } from './form-parts.ts';

/** What the page of the last day shows of dates. */
export interface ShownDates {
  /** What the draft holds, else what Relais proposes; null while no flow is chosen. */
  known: Dates | null;
  /** Where the last working day comes from. */
  from: 'chosen' | 'said' | 'proposed';
  /** What is picked at the moment. */
  when: 'scheduled' | 'now';
}

/** The one day that must be right, and what follows from it. */
export function lastDayParts(
  voice: Voice,
  { dates, flow, onChange }: { dates: ShownDates; flow: Flow | null; onChange: ActRef },
): { field: FlatPart; follows: readonly CardBlock[] } {
  const hint = voice.t('walk.day.lastDayHint', { from: dates.from });
  return {
    field: lastDayField(voice, { known: dates.known, hint, onChange }),
    follows: followsBlocks(dates, flow, voice),
  };
}

function followsBlocks({ known, when }: ShownDates, flow: Flow | null, voice: Voice): readonly CardBlock[] {
  if (known === null) return [];
  const gap = when === 'now' ? null : gapWords(known, voice);
  const planned = voice.zoned(known.cutOff);
  const access =
    flow?.cutOff.mode === 'released'
      ? voice.t('departure.cutOffReleased', { when: planned })
      : when === 'now'
        ? voice.t('departure.cutOffAtOnce')
        : planned;
  return blocks(
    facts([voice.t('departure.cutOff'), access], [voice.t('departure.contractEnd'), voice.day(known.contractEnd)]),
    items(gap === null ? [] : [item('late', voice.t('walk.plan.dates'), gap)]),
  );
}

/** Everything else that is a date or a time. A flow whose access ends at a click has no "now": the click is the now. */
export function otherDatesFields(
  departure: Departure,
  {
    reader,
    voice,
    flow,
    dates: { known, when },
    onChange,
  }: { reader: Person; voice: Voice; flow: Flow | null; dates: ShownDates; onChange: ActRef },
): readonly FlatPart[] {
  const released = flow?.cutOff.mode === 'released';
  const hint = voice.t(released ? 'walk.dates.releasedHint' : 'walk.dates.cutOffHint');
  return [
    ...contractFields(departure, { reader, voice, known, onChange }),
    ...(released ? [] : [whenField(voice, onChange, when)]),
    ...(released || when === 'scheduled'
      ? cutOffFields({ voice, known, hint, onChange })
      : [nowField(voice, departure.draft.nowConfirmed)]),
  ];
}

function whenField(voice: Voice, onChange: ActRef, when: 'scheduled' | 'now'): FlatPart {
  return choiceField(
    voice,
    { id: datesFields.when, label: 'walk.dates.when', onChange },
    {
      options: [
        option('scheduled', voice.t('walk.dates.scheduled'), voice.t('walk.dates.scheduledDetail')),
        option('now', voice.t('walk.dates.now'), voice.t('walk.dates.nowDetail')),
      ],
      initial: when,
    },
  );
}

function nowField(voice: Voice, confirmed: boolean): FlatPart {
  return choicesField(
    voice,
    { id: datesFields.nowConfirmed, label: 'walk.dates.nowConfirmed' },
    {
      options: [option('confirmed', voice.t('walk.dates.nowConfirm'), voice.t('walk.dates.nowConfirmDetail'))],
      initial: confirmed ? ['confirmed'] : [],
    },
  );
}
