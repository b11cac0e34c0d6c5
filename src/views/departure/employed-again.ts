import type { Departure } from '../../domain/departure.ts';
import { isHeld } from '../../domain/hr/proposal.ts';
import { note } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { oneLine, sentences, shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/**
 * That nothing which waits is done, because HR says that the person is employed again: beside dates that would read as
 * if it were.
 */
export function employedAgainNote(departure: Departure, voice: Voice): CardBlock | false {
  const fact = departure.hr?.again?.fact;
  if (fact === undefined || !isHeld(departure)) return false;
  const params = { source: oneLine(fact.label), name: shownName(departure.leaver.name) };
  return note(sentences(voice.t('hr.again.fallback', params), voice.t('hr.again.who')));
}
