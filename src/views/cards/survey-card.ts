import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, note, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

/** The invitation to the exit survey, for the leaver alone: open, answered and still editable, or closed. */
export function surveyCard(departure: Departure, reader: Person, now: Instant): CardView {
  const { survey } = departure;
  if (reader.id !== departure.leaver.id || survey === null || survey.opensAt > now) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const title = voice.t('survey.title');
  const answered = survey.answeredAt !== null;
  if (survey.closesAt <= now || departure.status === 'cancelled' || departure.status === 'retained') {
    const words = voice.t(answered ? 'survey.closedAnswered' : 'survey.closedOpen');
    return { kind: 'survey', title, subtitle: null, tone: 'neutral', blocks: blocks(text(words)), fallback: words };
  }
  const when = voice.instant(survey.closesAt);
  const words = answered ? voice.t('survey.answered', { when }) : voice.t('survey.open');
  return {
    kind: 'survey',
    title,
    subtitle: voice.t('survey.subtitle'),
    tone: answered ? 'good' : 'neutral',
    blocks: blocks(
      text(words),
      !answered && note(voice.t('survey.closes', { when })),
      actions(
        button(voice, act('survey.open', departure.id), answered ? 'button.change' : 'button.answer', {
          style: answered ? 'default' : 'primary',
          about: title,
        }),
      ),
    ),
    fallback: answered ? words : voice.t('survey.fallback.open', { when }),
  };
}
