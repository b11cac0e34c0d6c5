import type { Dates } from '../../domain/calendar/dates.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Flow } from '../../domain/flow/flow.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import type { ActRef } from '../card-view.ts';
import type { FormPart, FormView } from '../form-view.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { cutOffFields, dayFields, encodeDates } from './dates-fields.ts';
import { datesFields } from './fields.ts';
import { choiceField, choicesField, form, option, shown } from './form-parts.ts';
import { walkBack, walkHead } from './walk-page.ts';

/** The three dates. A flow whose access ends at a click has no "now": the click is the now. */
export function walkDatesForm({
  reader,
  departure,
  flow,
  known,
  when,
}: {
  reader: Person;
  departure: Departure;
  flow: Flow | null;
  /** What the fields show: what the draft holds, else what the flow proposes. The acts carry it, so that what was set by hand can be told. */
  known: Dates | null;
  /** What is picked at the moment. */
  when: 'scheduled' | 'now';
}): FormView {
  const voice = voiceFor(reader);
  const { draft, id } = departure;
  const seen = known ? { seen: encodeDates(known) } : {};
  const onChange = act('walk.dates.changed', id, seen);
  const released = flow?.cutOff.mode === 'released';
  return form(voice, {
    kind: 'dates',
    title: 'walk.dates.title',
    submit: { label: 'form.next', act: act('walk.dates', id, seen) },
    close: 'form.later',
    parts: [
      shown(walkHead(voice, 'dates', departure)),
      dayFields(departure, { reader, voice, known, onChange }),
      released ? [] : whenField(voice, onChange, when),
      released || when === 'scheduled'
        ? cutOffFields({
            voice,
            known,
            hint: voice.t(released ? 'walk.dates.releasedHint' : 'walk.dates.cutOffHint'),
            onChange,
          })
        : nowField(voice, draft.nowConfirmed),
      shown(walkBack(voice, 'dates', departure)),
    ],
  });
}

function whenField(voice: Voice, onChange: ActRef, when: 'scheduled' | 'now'): FormPart {
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

function nowField(voice: Voice, confirmed: boolean): FormPart {
  return choicesField(
    voice,
    { id: datesFields.nowConfirmed, label: 'walk.dates.nowConfirmed' },
    {
      options: [option('confirmed', voice.t('walk.dates.nowConfirm'), voice.t('walk.dates.nowConfirmDetail'))],
      initial: confirmed ? ['confirmed'] : [],
    },
  );
}
