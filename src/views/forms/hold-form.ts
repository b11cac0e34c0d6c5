import { addDays, type Instant, localDate } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { holdBlocks } from '../access/hold.ts';
import { act } from '../act-names.ts';
import { blocks, note, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { holdFields } from './fields.ts';
import { choiceField, dateField, form, option, reasonField, shown } from './form-parts.ts';

/** After how many days HR is asked whether a hold is still needed, unless another day is chosen. */
export const daysToReview = 182;

interface HoldReading {
  departure: Departure;
  reader: Person;
  roles: readonly CompanyRole[];
  now: Instant;
}

/** The holds that stand, with what the reader may do about each; and for HR and administrators a new one. */
export function holdForm({ departure, reader, roles, now }: HoldReading): FormView {
  const voice = voiceFor(reader);
  const name = shownName(departure.leaver.name);
  const puts = roles.includes('hr') || roles.includes('admin');
  const standing = (departure.holds ?? []).flatMap((hold) => holdBlocks({ departure, reader, roles, voice }, hold));
  const scopes = (['departure', 'person'] as const).map((scope) => option(scope, voice.t(`hold.scope.${scope}`)));
  const reviewOn = addDays(localDate(now, reader.timeZone), daysToReview);
  return form(voice, {
    kind: 'hold',
    title: 'hold.title',
    submit: puts ? { label: 'hold.ask', act: act('hold.ask', departure.id) } : null,
    parts: [
      shown(
        blocks(
          standing,
          standing.length === 0 && !puts && text(voice.t('hold.none')),
          puts && note(voice.t('hold.intro', { name })),
        ),
      ),
      ...(puts
        ? [
            choiceField(
              voice,
              { id: holdFields.scope, label: 'hold.scope' },
              { options: scopes, initial: 'departure' },
            ),
            reasonField(voice),
            dateField(
              voice,
              { id: holdFields.reviewOn, label: 'hold.reviewOn', hint: voice.t('hold.reviewHint') },
              reviewOn,
            ),
          ]
        : []),
    ],
  });
}

/** The first of two words that a hold ends: why. */
export function liftHoldForm(departure: Departure, holdId: string, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'hold-lift',
    title: 'hold.lift',
    submit: { label: 'hold.lift', act: act('hold.lift.submit', departure.id, { target: holdId }) },
    parts: [shown(text(voice.t('hold.liftIntro', { name: shownName(departure.leaver.name) }))), reasonField(voice)],
  });
}
