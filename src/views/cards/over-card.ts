import { blocks, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { type Reader, voiceFor } from '../words/voice.ts';

/** What a message says that was replaced and cannot be deleted. */
export function overCard(reader: Reader): CardView {
  const voice = voiceFor(reader);
  const words = voice.t('notice.moved');
  return {
    kind: 'notice',
    title: voice.t('word.relais'),
    subtitle: null,
    tone: 'neutral',
    blocks: blocks(text(words)),
    fallback: words,
  };
}
