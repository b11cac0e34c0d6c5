import type { Notice } from '../../engine/conversation.ts';
import type { Tone } from '../../views/card-view.ts';
import type { AdaptiveCard, CardOptions } from './adaptive-card.ts';
import { drawCard } from './draw-card.ts';
import { plainOf } from './draw-text.ts';

const tones: Readonly<Record<Notice['tone'], Tone>> = { neutral: 'neutral', good: 'good', refused: 'attention' };

/** An answer in words, with the ways forward below it. Forms, help, status and home are drawn by `drawForm` and `drawCard`. */
export function drawNotice({ tone, text, actions }: Notice, options: CardOptions): AdaptiveCard {
  return drawCard(
    {
      kind: 'notice',
      title: 'Relais',
      subtitle: null,
      tone: tones[tone],
      blocks: [{ type: 'text', text }, ...(actions.length > 0 ? [{ type: 'actions' as const, actions }] : [])],
      fallback: plainOf(text),
    },
    options,
  );
}
