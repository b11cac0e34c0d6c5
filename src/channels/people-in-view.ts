import type { CardBlock, CardView, FoldedBlock, Text } from '../views/card-view.ts';
import { type FormView, flatParts } from '../views/form-view.ts';

export function peopleInCard(view: CardView): string[] {
  return [...peopleInText(view.subtitle ?? ''), ...view.blocks.flatMap(peopleInBlock)];
}

export function peopleInForm(form: FormView): string[] {
  return flatParts(form.parts).flatMap((part) => {
    if (part.type === 'block') return peopleInBlock(part.block);
    return part.field.type === 'person' && part.field.initial !== null ? [part.field.initial] : [];
  });
}

export function peopleInText(text: Text): string[] {
  if (typeof text === 'string') return [];
  return text.flatMap((part) => (typeof part === 'object' && 'mention' in part ? [part.mention] : []));
}

function peopleInBlock(block: CardBlock | FoldedBlock): string[] {
  switch (block.type) {
    case 'text':
    case 'note':
      return peopleInText(block.text);
    case 'facts':
      return block.facts.flatMap(({ value }) => peopleInText(value));
    case 'status':
      return [...peopleInText(block.next ?? ''), ...peopleInText(block.who ?? '')];
    case 'fold':
      return block.blocks.flatMap(peopleInBlock);
    case 'items':
    case 'steps':
      return block.items.flatMap(({ text, detail }) => [...peopleInText(text), ...peopleInText(detail ?? '')]);
    case 'heading':
    case 'quote':
    case 'progress':
    case 'code':
    case 'table':
    case 'plot':
    case 'divider':
    case 'actions':
      return [];
  }
}
