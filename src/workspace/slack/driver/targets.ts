import { type PlacedElement, placedElements } from '../blocks/placed-elements.ts';
import type { Block, Container, Message, View } from '../browser-api.ts';

/** An `action_id` or a label, word for word; or a pattern for either. */
export type Target = string | RegExp;

export interface Clickable {
  container: Container;
  placed: PlacedElement;
  /** The words on it, or of the input around it. */
  label: string;
}

export function clickableIn(container: Container, blocks: readonly Block[]): Clickable[] {
  return placedElements(blocks).map((placed) => ({ container, placed, label: labelOf(placed) }));
}

export function messageBlocksOf(message: Message): Block[] {
  return [...message.blocks, ...message.attachments.flatMap((attachment) => attachment.blocks ?? [])];
}

export function viewContainer(view: View): Container {
  return view.kind === 'home' ? { kind: 'home' } : { kind: 'modal', viewId: view.id };
}

export function isMeant(target: Target, { placed, label }: Clickable): boolean {
  const names = [placed.element.action_id, placed.blockId, label];
  return names.some((name) => (typeof target === 'string' ? name === target : target.test(name)));
}

function labelOf({ element, input }: PlacedElement): string {
  if (input) return input.label;
  const text = element['text'] ?? element['placeholder'];
  return typeof text === 'object' && text !== null && 'text' in text && typeof text.text === 'string' ? text.text : '';
}
