import { z } from 'zod';
import type { AdaptiveCard, CardElement } from './adaptive-card.ts';
import type { Mentions } from './mentions.ts';

const framed = z.looseObject({
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.5'),
  lang: z.string(),
  fallbackText: z.string(),
  body: z.array(z.unknown()),
});
const cardSchema = z.custom<AdaptiveCard>((value) => framed.safeParse(value).success);

/** What Teams takes for granted needs no room. */
const defaults: Readonly<Record<string, string>> = { spacing: 'Default', style: 'default', associatedInputs: 'auto' };

/**
 * A filled frame with everybody who is mentioned named where Teams looks for them, in as few bytes as it can be said.
 */
export function finishCard(frame: CardElement, mentions: Mentions): AdaptiveCard {
  const said = JSON.stringify(frame, (key, value: unknown) => (defaults[key] === value ? undefined : value));
  const card = cardSchema.parse(JSON.parse(said));
  // What was folded away mentions nobody: Teams refuses an entity whose text is not there.
  const entities = mentions.entities().filter(({ text }) => said.includes(JSON.stringify(text).slice(1, -1)));
  return entities.length === 0 ? card : { ...card, msteams: { ...card.msteams, entities } };
}
