import type { Departure } from '../../../domain/departure.ts';
import { readAlong } from '../../cards/channel-readers.ts';
import type { Turn } from '../turn.ts';
import { flowOf } from './walk-pages.ts';

/**
 * Why the card of a confidential departure may not go into this channel; null when it may. Other departures may go
 * wherever their requester wants.
 */
export async function placeProblem(
  turn: Turn,
  departure: Departure,
  place: Departure['draft']['cardChannel'],
): Promise<string | null> {
  const { deps, voice } = turn;
  if (place === null || !flowOf(turn, departure)?.confidential) return null;
  const found = await readAlong(deps, departure, place);
  switch (found.type) {
    case 'insiders':
      return null;
    case 'others':
      return voice.t('notice.channelOthers', { count: found.count });
    case 'open':
      return voice.t('notice.channelOpen', { why: found.why });
    case 'not-asked':
      return voice.t('notice.channelNotAsked');
  }
}
