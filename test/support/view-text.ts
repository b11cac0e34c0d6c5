import { wordsOfCell } from '../../src/views/blocks.ts';
import type { ActRef, CardAction, CardBlock, CardView, FoldedBlock, Text } from '../../src/views/card-view.ts';
import { type FormField, type FormView, flatParts } from '../../src/views/form-view.ts';

/** Every text a card or form shows or reads out, so that tests can look for what must not be there. */
export function cardTexts(card: CardView): string[] {
  return [card.title, card.subtitle ?? '', card.fallback, ...card.blocks.flatMap(blockTexts)];
}

export function formTexts(form: FormView): string[] {
  return [
    form.title,
    form.submit?.label ?? '',
    form.close,
    ...form.parts.flatMap((part) => (part.type === 'fold' ? [part.label] : [])),
    ...flatParts(form.parts).flatMap((part) =>
      part.type === 'block' ? blockTexts(part.block) : fieldTexts(part.field),
    ),
    ...(form.leave ?? []).flatMap(actionTexts),
  ];
}

/** Mentions count as their name, moments as their words. */
export function plainText(text: Text): string {
  if (typeof text === 'string') return text;
  return text
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('strong' in part) return part.strong;
      if ('muted' in part) return part.muted;
      if ('moment' in part) return part.words;
      return 'name' in part ? part.name : part.label;
    })
    .join('');
}

function blockTexts(block: CardBlock | FoldedBlock): string[] {
  switch (block.type) {
    case 'text':
    case 'note':
      return [plainText(block.text)];
    case 'heading':
    case 'quote':
      return [block.text];
    case 'facts':
      return [
        ...block.facts.flatMap(({ label, value }) => [label, plainText(value)]),
        ...(block.picture ? [block.picture.label] : []),
      ];
    case 'status':
      return [block.state, ...[block.next, block.who].flatMap((text) => (text === null ? [] : [plainText(text)]))];
    case 'fold':
      return [block.title, ...block.blocks.flatMap(blockTexts)];
    case 'code':
      return [...block.lines];
    case 'table':
      return [block.caption, ...block.columns, ...block.rows.flat().map(wordsOfCell)];
    case 'plot':
      return [block.title, block.unit, ...block.points.flatMap(({ label, words }) => [label, words])];
    case 'steps':
      return [block.title, ...blockTexts({ type: 'items', items: block.items })];
    case 'items':
      return block.items.flatMap(({ state, text, detail, action }) => [
        state,
        plainText(text),
        ...(detail === null ? [] : [plainText(detail)]),
        ...(action ? actionTexts(action) : []),
      ]);
    case 'progress':
      return [block.label];
    case 'divider':
      return [];
    case 'actions':
      return block.actions.flatMap(actionTexts);
  }
}

function actionTexts({ label, accessibilityLabel, confirm }: CardAction): string[] {
  return [label, accessibilityLabel, ...(confirm ? Object.values(confirm) : [])];
}

function fieldTexts(field: FormField): string[] {
  const texts = [field.label, field.hint ?? ''];
  if (field.type === 'text') texts.push(field.placeholder ?? '', field.initial ?? '');
  if (field.type === 'choice' || field.type === 'choices')
    texts.push(...field.options.flatMap(({ label, detail }) => [label, detail ?? '']));
  return texts;
}

export function blockActions(blocks: readonly CardBlock[]): CardAction[] {
  return blocks.flatMap((block) => {
    if (block.type === 'actions') return block.actions;
    if (block.type === 'items') return block.items.flatMap(({ action }) => action ?? []);
    return [];
  });
}

export function formActions(form: FormView): CardAction[] {
  const inside = blockActions(flatParts(form.parts).flatMap((part) => (part.type === 'block' ? [part.block] : [])));
  return [...inside, ...(form.leave ?? [])];
}

/** The buttons of a card by the act they perform. */
export function actNamesOf(card: CardView): string[] {
  return blockActions(card.blocks).map(({ act }) => act.name);
}

export function actOf(card: CardView, name: string): ActRef | undefined {
  return blockActions(card.blocks).find(({ act }) => act.name === name)?.act;
}
