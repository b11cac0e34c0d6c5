import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { openQuestions } from '../../domain/knowledge/asking.ts';
import type { Topic } from '../../domain/knowledge/dossier.ts';
import type { Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, fold, item } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** What a leaver was asked about their own work and has not answered yet. */
export interface MyQuestions {
  departure: Departure;
  topics: readonly Topic[];
  /** When they were last asked. */
  askedAt: Instant;
}

/**
 * The open questions of the reader's own dossiers, while these are under way; none of a departure that is still
 * confidential.
 */
export function myQuestions(
  departures: readonly Departure[],
  reader: Pick<Person, 'id'>,
  now: Instant,
): readonly MyQuestions[] {
  return departures.flatMap((departure) => {
    const { leaver, status, dossier } = departure;
    const askedAt = dossier?.askedAt ?? null;
    if (leaver.id !== reader.id || status !== 'active' || askedAt === null || isConfidential(departure, now)) return [];
    const topics = openQuestions(departure);
    return topics.length === 0 ? [] : [{ departure, topics, askedAt }];
  });
}

/** The open questions with the way to answer them. */
export function questionBlocks(questions: readonly MyQuestions[], voice: Voice): readonly CardBlock[] {
  return blocks(
    ...questions.flatMap(({ departure, topics }) => [
      // Nine lines would push aside everything else that a leaver has to do; the button asks one after the other
      // anyway.
      fold(
        voice.t('dossier.questions', { count: topics.length }),
        {
          ...{ type: 'items' },
          items: topics
            .slice(0, mostShown)
            .map((topic) => item('todo', voice.t('word.open'), cut(oneLine(voice.localized(topic.title)), 150))),
        },
        ...(topics.length > mostShown
          ? [{ type: 'note' as const, text: voice.t('form.status.more', { count: topics.length - mostShown }) }]
          : []),
      ),
      actions(
        button(voice, act('dossier.answer', departure.id), 'button.answer', {
          style: 'primary',
          about: voice.t('dossier.title'),
        }),
      ),
    ]),
  );
}

const mostShown = 5;
