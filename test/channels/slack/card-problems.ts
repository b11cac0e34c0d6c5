import { drawCard, drawCardModal, drawHome } from '../../../src/channels/slack/draw-card.ts';
import type { CardView } from '../../../src/views/card-view.ts';
import { checkBlocks, checkFallback, checkView, slackSchemas } from '../../support/slack-limits.ts';
import { drawing } from './samples.ts';

/** Null where there are no types of Slack's to make them of. */
export const schemas = slackSchemas();

/** What Slack would refuse of the card as a message, a home page or a modal, or what its reader must not be shown. */
export function cardProblems(view: CardView): string[] {
  const message = drawCard(view, drawing);
  const home = drawHome(view, drawing);
  const modal = drawCardModal(view, drawing);
  return [
    ...checkFallback(message.text),
    ...checkBlocks(message.blocks, 'message'),
    ...checkView(home),
    ...checkView(modal),
    ...(schemas ? [...schemas.blocks(message.blocks), ...schemas.view(home), ...schemas.view(modal)] : []),
  ];
}
