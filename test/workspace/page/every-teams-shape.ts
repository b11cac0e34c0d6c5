import type { AdaptiveCard } from '../../../src/channels/teams/adaptive-card.ts';
import { drawCard } from '../../../src/channels/teams/draw-card.ts';
import { drawForm } from '../../../src/channels/teams/draw-form.ts';
import type { Language } from '../../../src/workspace/page/words/words.ts';
import { everybody } from '../../support/sample-people.ts';
import type { DistinctViews } from './distinct-views.ts';

const names = new Map(everybody.map(({ id, name }) => [id, name]));

/** Everything Relais shows on Teams, one of each shape: two cards that differ only in their words are one. */
export function everyTeamsShape(locale: Language, { cards, forms }: DistinctViews): readonly AdaptiveCard[] {
  const personOf = (id: string) => ({ handle: `29:${id}`, name: names.get(id) ?? id });
  const found = new Map<string, AdaptiveCard>();
  const add = (card: AdaptiveCard): void => {
    const shape = shapeOf(card);
    if (!found.has(shape)) found.set(shape, card);
  };
  const drawing = { key: 'key', locale, personOf, refreshFor: [] };
  for (const view of cards) add(drawCard(view, drawing));
  for (const view of forms) add(drawForm(view, { locale, personOf }));
  return [...found.values()];
}

/** The kinds of thing in a card, each with its look: what a theme, a language or the renderer can change. */
function shapeOf(card: object): string {
  const kinds = new Set<string>();
  JSON.stringify(card, (key, value: unknown) => {
    if (key === 'data' || key === 'fallback') return undefined;
    if (typeof value === 'object' && value !== null && 'type' in value) {
      const looks = [
        'type',
        'style',
        'size',
        'weight',
        'color',
        'isSubtle',
        'isMultiSelect',
        'isRequired',
        'separator',
      ];
      kinds.add(
        JSON.stringify(
          value,
          looks.filter((look) => look in value),
        ),
      );
    }
    return value;
  });
  return [...kinds].toSorted().join();
}
