import type { CardAction } from '../../views/card-view.ts';
import type { CardElement } from './adaptive-card.ts';
import { drawText } from './draw-text.ts';
import { fillTemplate } from './fill-template.ts';
import { limits } from './limits.ts';
import type { Mentions } from './mentions.ts';
import { literal, neutral } from './neutral-text.ts';

const styles = { default: 'default', primary: 'positive', danger: 'destructive' } as const;

export interface ButtonOptions {
  mentions: Mentions;
  /** `auto`: what is filled in comes with the click. */
  inputs?: 'auto' | 'none';
  /** What comes with the click besides the act. */
  carried?: Readonly<Record<string, unknown>>;
}

/**
 * Adaptive Cards have no confirm dialog: a button that must ask first opens a small card below it, which says what will
 * happen and holds the button that does it.
 */
export function drawButton(action: CardAction, options: ButtonOptions): CardElement {
  const { label, confirm } = action;
  const tooltip = tooltipOf(action);
  if (confirm === null) return execute(action, label, options);
  // The button that only opens the question looks and reads unlike the one that does it.
  return fillTemplate('blocks/confirm', {
    title: `${titleOf(label)}…`,
    tooltip,
    style: styles.default,
    question: neutral(confirm.title, limits.label),
    text: drawText(confirm.text, options.mentions),
    actions: [execute(action, confirm.confirm, options)],
  });
}

/** `Action.Execute` answers in place; clients that do not know it post the same as a message. */
function execute(action: CardAction, label: string, { inputs = 'none', carried = {} }: ButtonOptions): CardElement {
  return fillTemplate('blocks/button', {
    title: titleOf(label),
    verb: action.act.name,
    tooltip: tooltipOf(action),
    style: styles[action.style],
    inputs,
    data: { ...carried, relais: action.act },
  });
}

function tooltipOf({ accessibilityLabel, label }: CardAction): string {
  return titleOf(accessibilityLabel.trim() || label);
}

function titleOf(label: string): string {
  return literal(label.trim(), limits.button) || '–';
}
