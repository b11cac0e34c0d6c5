import type { CardView, Tone } from '../../views/card-view.ts';
import { adaptiveWords } from '../../views/words/adaptive-words.ts';
import type { AdaptiveCard, CardOptions } from './adaptive-card.ts';
import { drawText } from './draw-text.ts';
import { fillTemplate } from './fill-template.ts';
import { finishCard } from './finish-card.ts';
import { fitBlocks } from './fit-blocks.ts';
import { limits } from './limits.ts';
import { createMentions } from './mentions.ts';
import { literal, neutral } from './neutral-text.ts';

/** The card's words say the same; icon and colour are for the eye. */
const tones: Readonly<Record<Tone, { icon: string; band: string }>> = {
  neutral: { icon: '', band: 'emphasis' },
  good: { icon: '✅', band: 'good' },
  attention: { icon: '⚠️', band: 'warning' },
  danger: { icon: '🛑', band: 'attention' },
};

/**
 * The verb that Teams sends by itself when somebody sees a card, and from its menu "Refresh card"; its data holds the
 * card's key.
 */
export const refreshVerb = 'card.refresh';

/** One card for one reader, below the size that Teams takes. */
export function drawCard(view: CardView, options: CardOptions): AdaptiveCard {
  const { key, locale, refreshFor = [], personOf = () => null } = options;
  const { icon, band } = tones[view.tone];
  const mentions = createMentions(personOf);
  return fitBlocks(
    view.blocks.map((block) => ({ type: 'card', block })),
    {
      mentions,
      words: adaptiveWords(locale),
      buttonOf: () => ({ mentions }),
      frame: (blocks) => {
        const filled = fillTemplate(view.kind, {
          lang: locale,
          band,
          title: `${icon} ${neutral(view.title, limits.title) || 'Relais'}`.trim(),
          hasSubtitle: (view.subtitle ?? '').trim() !== '',
          subtitle: neutral(view.subtitle ?? '', limits.label),
          fallbackText: literal(view.fallback.trim() || view.title.trim() || 'Relais', limits.fallback),
          blocks: blocks.length > 0 ? blocks : drawText('–', mentions),
        });
        return finishCard({ ...filled, ...refreshOf(key, refreshFor) }, mentions);
      },
    },
  );
}

function refreshOf(key: string, refreshFor: readonly string[]): Pick<AdaptiveCard, 'refresh'> {
  if (refreshFor.length === 0) return {};
  const userIds = refreshFor.slice(0, limits.refreshUsers);
  return { refresh: { action: { type: 'Action.Execute', verb: refreshVerb, data: { relaisCard: key } }, userIds } };
}
