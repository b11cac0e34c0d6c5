import type { Directory } from '../../engine/ports/directory.ts';
import type { CardBlock, CardView, Text } from '../../views/card-view.ts';
import type { FormView } from '../../views/form-view.ts';
import type { HandleOf } from './draw-text.ts';

/** Looks up everybody who is mentioned or preset, once, so that drawing itself stays pure. */
export async function handlesFor(personIds: readonly string[], directory: Pick<Directory, 'byId'>): Promise<HandleOf> {
  const known = new Map<string, string | null>();
  await Promise.all(
    [...new Set(personIds)].map(async (id) => {
      known.set(id, (await directory.byId(id))?.handles.slack ?? null);
    }),
  );
  return (personId) => known.get(personId) ?? null;
}

export function peopleInCard(view: CardView): string[] {
  return [...peopleInText(view.subtitle ?? ''), ...view.blocks.flatMap(peopleInBlock)];
}

export function peopleInForm(form: FormView): string[] {
  return form.parts.flatMap((part) => {
    if (part.type === 'block') return peopleInBlock(part.block);
    return part.field.type === 'person' && part.field.initial !== null ? [part.field.initial] : [];
  });
}

export function peopleInText(text: Text): string[] {
  if (typeof text === 'string') return [];
  return text.flatMap((part) => (typeof part === 'object' && 'mention' in part ? [part.mention] : []));
}

function peopleInBlock(block: CardBlock): string[] {
  switch (block.type) {
    case 'text':
    case 'note':
      return peopleInText(block.text);
    case 'facts':
      return block.facts.flatMap(({ value }) => peopleInText(value));
    case 'items':
      return block.items.flatMap(({ text, detail }) => [...peopleInText(text), ...peopleInText(detail ?? '')]);
    case 'heading':
    case 'quote':
    case 'progress':
    case 'divider':
    case 'actions':
      return [];
  }
}
