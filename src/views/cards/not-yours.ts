import type { Person } from '../../domain/people/people.ts';
import { blocks, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { voiceFor } from '../words/voice.ts';

/** What stands in place of a card whose reader may no longer, or not yet, know what it said. Names nobody. */
export function notYoursCard(reader: Person): CardView {
  const voice = voiceFor(reader);
  const words = voice.t('notYours.text');
  return {
    kind: 'notice',
    title: voice.t('notYours.title'),
    subtitle: null,
    tone: 'neutral',
    blocks: blocks(text(words)),
    fallback: words,
  };
}
