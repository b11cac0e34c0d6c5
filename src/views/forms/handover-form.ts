import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { HandoverDraft } from '../../domain/tasks/handover-draft.ts';
import { act } from '../act-names.ts';
import { actions, button } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { handoverFields } from './fields.ts';
import { dateField, form, personField, shown, textField } from './form-parts.ts';
import { walkLeave } from './walk-page.ts';

/** One responsibility: in the walk (`index`, or `new`), or added to a departure that is under way. */
export function handoverForm({
  reader,
  departure,
  where,
  initial,
}: {
  reader: Person;
  departure: Departure;
  /** `shown`: the page before shows what the leaver owns. */
  where: { in: 'walk'; target: string; shown: boolean } | { in: 'departure' };
  /** What is known of it; a proposed due day is welcome. */
  initial: Partial<HandoverDraft>;
}): FormView {
  const voice = voiceFor(reader);
  const dates = departure.dates ?? departure.draft.dates;
  const hint = dates && voice.t('handover.dueHint', { day: voice.day(dates.lastWorkingDay) });
  return form(voice, {
    kind: 'handover',
    title: 'handover.title',
    submit:
      where.in === 'walk'
        ? { label: 'handover.save', act: act('handover.save', departure.id, { target: where.target }) }
        : { label: 'handover.ask', act: act('handover.add.submit', departure.id) },
    ...(where.in === 'walk' && { close: 'form.later', leave: walkLeave(voice, departure) }),
    parts: [
      textField(
        voice,
        { id: handoverFields.title, label: 'handover.what' },
        { min: 1, max: 150, placeholder: voice.t('handover.whatPlaceholder'), initial: initial.title ?? null },
      ),
      textField(
        voice,
        {
          id: handoverFields.notes,
          label: 'handover.notes',
          hint: voice.t('handover.notesHint'),
          required: false,
        },
        { multiline: true, max: 2000, initial: initial.notes ?? null },
      ),
      personField(voice, { id: handoverFields.to, label: 'handover.to' }, initial.to ?? null),
      personField(
        voice,
        {
          id: handoverFields.fallback,
          label: 'handover.fallback',
          hint: voice.t('handover.fallbackHint'),
          required: false,
        },
        initial.fallback ?? null,
      ),
      dateField(voice, { id: handoverFields.dueDate, label: 'handover.due', hint }, initial.dueDate ?? null),
      where.in === 'walk'
        ? shown(
            actions(
              button(
                voice,
                where.shown ? act('handover.suggest', departure.id) : act('walk.back', departure.id, { target: 'day' }),
                'button.back',
                { about: voice.t('walk.day.title') },
              ),
            ),
          )
        : [],
    ],
  });
}
