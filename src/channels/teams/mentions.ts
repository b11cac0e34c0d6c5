import type { MentionEntity, PersonOf } from './adaptive-card.ts';
import { limits } from './limits.ts';
import { neutral } from './neutral-text.ts';

/** Collects who is mentioned while a card is drawn. */
export interface Mentions {
  /** What stands in the text for this person; null when they cannot be mentioned here. */
  mark(personId: string): string | null;
  entities(): readonly MentionEntity[];
}

export function createMentions(personOf: PersonOf): Mentions {
  const entities = new Map<string, MentionEntity>();
  return {
    mark: (personId) => {
      const person = personOf(personId);
      if (!person?.handle) return null;
      const name = neutral(person.name, limits.label);
      const text = `<at>${name}</at>`;
      const known = entities.get(text);
      // Teams finds the person by the text: of two namesakes in one card, only the first can be mentioned.
      if (known && known.mentioned.id !== person.handle) return null;
      entities.set(text, { type: 'mention', text, mentioned: { id: person.handle, name } });
      return text;
    },
    entities: () => [...entities.values()],
  };
}
