import type { Locale } from '../../domain/people/people.ts';
import type { ActRef, CardAction } from '../../views/card-view.ts';
import {
  type FlatPart,
  type FoldPart,
  type FormField,
  type FormValues,
  type FormView,
  flatParts,
} from '../../views/form-view.ts';
import { type AdaptiveWords, adaptiveWords } from '../../views/words/adaptive-words.ts';
import type { AdaptiveCard, CardElement, PersonOf } from './adaptive-card.ts';
import { drawBlock } from './draw-block.ts';
import { type ButtonOptions, drawButton } from './draw-button.ts';
import { drawField, type FieldDrawing } from './draw-field.ts';
import { drawText } from './draw-text.ts';
import { fillTemplate } from './fill-template.ts';
import { finishCard } from './finish-card.ts';
import { fitBlocks, type Part } from './fit-blocks.ts';
import { type CarriedForm, carriedBy, packed } from './form-data.ts';
import { limits } from './limits.ts';
import { createMentions, type Mentions } from './mentions.ts';
import { literal, neutral } from './neutral-text.ts';
import { withValues } from './with-values.ts';

export interface FormOptions {
  locale: Locale;
  personOf?: PersonOf;
  /** What was filled in, when the form is shown again. */
  values?: FormValues;
  /** By field; what belongs to no field here stands on top. */
  errors?: Readonly<Record<string, string>>;
}

/** A form as one card, for a message and for a dialog alike: no form is reachable only through a dialog. */
export function drawForm(form: FormView, options: FormOptions): AdaptiveCard {
  const { locale, personOf = () => null, errors = {} } = options;
  const words = adaptiveWords(locale);
  const shown = options.values ? withValues(form, options.values) : form;
  const mentions = createMentions(personOf);
  const carried = carriedBy(shown);
  const drawing = { words, personOf, mentions, clientChecks: !flatParts(form.parts).some(asksUnchecked) };
  const { above, beside } = lastButtons(shown);
  const buttons = [
    ...(form.submit ? [submitOf(form.submit, carried, mentions)] : []),
    ...[...beside, ...(form.leave ?? [])].map((action) => drawButton(action, buttonIn(carried, action, mentions))),
  ];
  const buttonOf = (action: CardAction) => buttonIn(carried, action, mentions);
  return fitBlocks([...topOf(shown, errors, mentions), ...partsOf(above, { drawing, errors, carried, buttonOf })], {
    mentions,
    words,
    buttonOf,
    frame: (blocks) =>
      finishCard(
        fillTemplate('form', {
          lang: locale,
          title: neutral(form.title, limits.title) || 'Relais',
          fallbackText: literal(form.title, limits.fallback) || 'Relais',
          blocks: blocks.length > 0 ? blocks : drawText('–', mentions),
          hasButtons: buttons.length > 0,
          buttons,
        }),
        mentions,
      ),
  });
}

/** The way back stands beside the way on. */
function lastButtons(form: FormView): { above: FormView['parts']; beside: readonly CardAction[] } {
  const last = form.parts.at(-1);
  if (last?.type !== 'block' || last.block.type !== 'actions' || last.block.actions.length > 1)
    return { above: form.parts, beside: [] };
  return { above: form.parts.slice(0, -1), beside: last.block.actions };
}

/**
 * Going back, and asking what a choice changes, must work while the form is half empty: then Relais does the checking.
 */
function asksUnchecked(part: FlatPart): boolean {
  if (part.type === 'field') return part.field.onChange !== null;
  return part.block.type === 'actions' && part.block.actions.some(({ act }) => keepsValues(act));
}

/** Whoever goes elsewhere with these keeps what is filled in. */
const keeping: ReadonlySet<string> = new Set([
  'walk.back',
  'walk.later',
  'handover.form',
  'handover.remove',
  'handover.suggest',
]);

function keepsValues({ name }: ActRef): boolean {
  return keeping.has(name);
}

function topOf(form: FormView, errors: Readonly<Record<string, string>>, mentions: Mentions): Part[] {
  const fields = new Set(flatParts(form.parts).flatMap((part) => (part.type === 'field' ? [part.field.id] : [])));
  return Object.entries(errors)
    .filter(([id]) => !fields.has(id))
    .map(([, error]) => ({ type: 'drawn', elements: [messageOf(error, mentions)] }));
}

function messageOf(text: string, mentions: Mentions): CardElement {
  return fillTemplate('blocks/message', { lines: drawText(`⚠️ ${text}`, mentions, { spacing: 'None' }) });
}

interface Filling {
  drawing: Omit<FieldDrawing, 'error'>;
  errors: Readonly<Record<string, string>>;
  carried: CarriedForm;
  buttonOf: (action: CardAction) => ButtonOptions;
}

function partsOf(parts: FormView['parts'], filling: Filling): Part[] {
  return parts.flatMap((part, index): Part[] => {
    if (part.type === 'block') return [{ type: 'card', block: part.block }];
    if (part.type === 'fold') return [{ type: 'drawn', elements: drawFold(part, filling) }];
    const elements = fieldOf(part.field, parts.slice(index + 1), filling);
    return elements.length === 0 ? [] : [{ type: 'drawn', elements }];
  });
}

/** A field, with the button that asks for what it changes unless a field after it brings the same. */
function fieldOf(field: FormField, later: FormView['parts'], { drawing, errors, carried }: Filling): CardElement[] {
  const error = Object.hasOwn(errors, field.id) ? (errors[field.id] ?? null) : null;
  const elements = drawField(field, { ...drawing, error });
  if (elements === null) return [];
  const comes = later.some((next) => next.type === 'field' && sameChange(next.field, field));
  return [...elements, ...(comes ? [] : updateButton(field, drawing, carried))];
}

/**
 * Teams shows and hides by itself; what is hidden is submitted all the same. A fold with a mistake in it stands open.
 */
function drawFold({ id, label, open, parts }: FoldPart, filling: Filling): CardElement[] {
  const { drawing, errors, buttonOf } = filling;
  const { mentions, words } = drawing;
  const items = parts.flatMap((part, index): CardElement[] => {
    if (part.type === 'field') return fieldOf(part.field, parts.slice(index + 1), filling);
    const mostItems = part.block.type === 'items' ? part.block.items.length : 0;
    return drawBlock(part.block, {
      ...{ mentions, words, mostItems, buttonOf },
      compact: false,
      id: `fold-${id}-${index}`,
    });
  });
  const wrong = parts.some((part) => part.type === 'field' && Object.hasOwn(errors, part.field.id));
  return [
    fillTemplate('blocks/tail-toggle', {
      id: `fold-${id}-toggle`,
      visible: true,
      title: literal(label, limits.button) || '–',
      targets: [`fold-${id}`],
    }),
    fillTemplate('blocks/form-fold', { id: `fold-${id}`, visible: open || wrong, items }),
  ];
}

function sameChange(one: FormField, other: FormField): boolean {
  return one.onChange !== null && one.onChange.name === other.onChange?.name;
}

/** Teams reports no change by itself: a button below the last field that changes the page asks for it. */
function updateButton(
  { label, onChange }: FormField,
  { words, mentions }: { words: AdaptiveWords; mentions: Mentions },
  carried: CarriedForm,
): CardElement[] {
  if (!onChange) return [];
  const action: CardAction = {
    act: onChange,
    label: words.update,
    accessibilityLabel: words.updateAbout(label),
    style: 'default',
    confirm: null,
  };
  const button = drawButton(action, {
    mentions,
    inputs: 'auto',
    carried: { form: packed({ ...carried, required: [] }) },
  });
  return [fillTemplate('blocks/actions', { spacing: 'Small', actions: [button] })];
}

function buttonIn(carried: CarriedForm, action: CardAction, mentions: Mentions): ButtonOptions {
  if (!keepsValues(action.act)) return { mentions };
  return { mentions, inputs: 'auto', carried: { form: packed({ ...carried, required: [] }) } };
}

function submitOf({ label, act }: NonNullable<FormView['submit']>, form: CarriedForm, mentions: Mentions): CardElement {
  const action: CardAction = { act, label, accessibilityLabel: label, style: 'primary', confirm: null };
  return drawButton(action, { mentions, inputs: 'auto', carried: { form: packed(form) } });
}
