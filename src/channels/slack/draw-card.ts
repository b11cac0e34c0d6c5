import type { types } from '@slack/bolt';
import type { CardView, Tone } from '../../views/card-view.ts';
import { contextLine, header } from './draw-block.ts';
import { mrkdwnOf, plain } from './draw-text.ts';
import { type Drawing, fitBlocks, type Part } from './fit-blocks.ts';
import { limits } from './limits.ts';
import type { DrawnBlock } from './newer-blocks.ts';

export interface DrawnMessage {
  /** What notifications and screen readers get. */
  text: string;
  blocks: DrawnBlock[];
}

/** The card's words say the same; the icon is for the eye. */
const toneIcons: Readonly<Record<Tone, string>> = { neutral: '', good: '✅', attention: '⚠️', danger: '🛑' };

export function drawCard(view: CardView, drawing: Drawing): DrawnMessage {
  return {
    text: mrkdwnOf(view.fallback.trim() || view.title, limits.fallback, drawing.handleOf) || 'Relais',
    blocks: fitBlocks(partsOf(view, drawing), 'message', drawing),
  };
}

export function drawHome(view: CardView, drawing: Drawing): types.HomeView {
  return { type: 'home', blocks: fitBlocks(partsOf(view, drawing), 'home', drawing) };
}

/** A card that answers one person where no message can be shown. */
export function drawCardModal(view: CardView, drawing: Drawing): types.ModalView {
  const blocks = fitBlocks(partsOf(view, drawing), 'modal', drawing);
  return { type: 'modal', title: plain(view.title, limits.modalTitle), blocks };
}

function partsOf(view: CardView, { handleOf }: Drawing): Part[] {
  const title = `${toneIcons[view.tone]} ${view.title}`.trim();
  const top = [header(title), ...(view.subtitle === null ? [] : contextLine(view.subtitle, handleOf))];
  return [
    ...top.map((block): Part => ({ type: 'drawn', block })),
    ...view.blocks.map((block): Part => ({ type: 'card', block })),
  ];
}
