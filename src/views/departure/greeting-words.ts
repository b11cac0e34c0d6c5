import type { Departure } from '../../domain/departure.ts';
import type { Keepsake } from '../../domain/keepsake/keepsake.ts';
import { item } from '../blocks.ts';
import type { CardAction, CardItem } from '../card-view.ts';
import { oneLine } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';

/** One greeting of the card that teammates sign: whose it is, and what it says to the letter. */
export function greetingItem(
  departure: Departure,
  { by, text }: Keepsake['signed'][number],
  voice: Voice,
  action: CardAction | null = null,
): CardItem {
  return item('info', '', [{ strong: nameOf(departure, by, voice) }], { detail: oneLine(text), action });
}
