import type { FieldOption, FormField } from '../../views/form-view.ts';
import type { AdaptiveWords } from '../../views/words/adaptive-words.ts';
import { clean, shorten } from '../clean.ts';
import type { CardElement, PersonOf } from './adaptive-card.ts';
import { drawText } from './draw-text.ts';
import { encodeOption, encodePerson, inputIdOf } from './field-values.ts';
import { fillTemplate } from './fill-template.ts';
import { limits } from './limits.ts';
import type { Mentions } from './mentions.ts';
import { literal, neutral } from './neutral-text.ts';

export interface FieldDrawing {
  words: AdaptiveWords;
  personOf: PersonOf;
  mentions: Mentions;
  /** Whether the client may hold back a click until everything required is filled in. */
  clientChecks: boolean;
  /** What is wrong with what was filled in. */
  error: string | null;
}

/** More stand in a menu. */
const optionsShown = 10;

/** Label, hint, message and input; null for a list of nothing, whose value is then null. */
export function drawField(field: FormField, drawing: FieldDrawing): CardElement[] | null {
  if ('options' in field && field.options.length === 0) return null;
  const { words, mentions, error } = drawing;
  const hint = field.type === 'channel' ? [field.hint ?? '', words.channelLink].join('\n') : (field.hint ?? '');
  const message =
    error === null
      ? []
      : [fillTemplate('blocks/message', { lines: drawText(`⚠️ ${error}`, mentions, { spacing: 'None' }) })];
  // The message stands above, where somebody who is brought to the field has read it already.
  return [...message, inputOf(field, drawing), ...drawText(hint, mentions, { muted: true, spacing: 'None' })];
}

function inputOf(field: FormField, { words, personOf, clientChecks }: FieldDrawing): CardElement {
  const label = literal(field.label, limits.label);
  const isRequired = field.required && clientChecks;
  const base = { id: inputIdOf(field.id), label: field.required ? label : words.optional(label), isRequired };
  const filled = (
    template: string,
    data: Readonly<Record<string, unknown>>,
    more: Readonly<Record<string, unknown>>,
  ) => ({
    ...fillTemplate(`fields/${template}`, { ...base, ...data }),
    ...(isRequired && { errorMessage: words.required }),
    ...more,
  });
  switch (field.type) {
    case 'text': {
      const most = Math.min(field.maxLength, limits.inputValue);
      return filled(
        'text',
        { multiline: field.multiline, maxLength: most },
        {
          ...(field.placeholder && { placeholder: literal(field.placeholder, limits.label) }),
          ...(field.initial && { value: shorten(clean(field.initial), most) }),
        },
      );
    }
    case 'number':
      return filled(
        'number',
        { min: field.min, max: field.max },
        field.initial === null ? {} : { value: field.initial },
      );
    case 'choice': {
      const style = field.style === 'buttons' && field.options.length <= optionsShown ? 'expanded' : 'compact';
      const known = field.options.some(({ value }) => value === field.initial);
      const preset = known && field.initial !== null ? { value: encodeOption(field.initial) } : {};
      return filled('choice', { many: false, style: style, options: optionsOf(field.options) }, preset);
    }
    case 'choices': {
      const chosen = field.options.filter(({ value }) => field.initial.includes(value));
      const preset = chosen.length > 0 ? { value: chosen.map(({ value }) => encodeOption(value)).join(',') } : {};
      // In a menu only one can be chosen on some clients.
      return filled('choice', { many: true, style: 'expanded', options: optionsOf(field.options) }, preset);
    }
    case 'person':
      return personInput(field.initial, { personOf, filled, placeholder: words.typeName });
    case 'date':
      return filled('date', {}, field.initial ? { value: field.initial } : {});
    case 'time':
      return filled('time', {}, field.initial ? { value: field.initial } : {});
    case 'channel':
      return filled('channel', {}, field.initial ? { value: clean(field.initial) } : {});
  }
}

/** Whoever is preset is named by Relais' own id, so that somebody who is not in Teams can be kept, too. */
function personInput(
  initial: string | null,
  {
    personOf,
    filled,
    placeholder,
  }: {
    personOf: PersonOf;
    filled: (
      template: string,
      data: Readonly<Record<string, unknown>>,
      more: Readonly<Record<string, unknown>>,
    ) => CardElement;
    placeholder: string;
  },
): CardElement {
  const preset = initial === null ? null : personOf(initial);
  if (initial === null || !preset) return filled('person', { options: [] }, { placeholder });
  const value = encodePerson(initial);
  return filled('person', { options: [{ title: neutral(preset.name, limits.label), value }] }, { placeholder, value });
}

function optionsOf(options: readonly FieldOption[]): { title: string; value: string }[] {
  return options.map(({ value, label, detail }) => ({
    title: neutral(detail ? `${label} – ${detail}` : label, limits.label) || '–',
    value: encodeOption(value),
  }));
}
