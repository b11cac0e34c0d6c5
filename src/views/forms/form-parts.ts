import type { ActRef, CardAction, CardBlock } from '../card-view.ts';
import type { FieldOption, FlatPart, FormField, FormPart, FormView } from '../form-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { CatalogueKey } from '../words/translate.ts';
import type { Voice } from '../words/voice.ts';
import { reasonFields } from './fields.ts';

/** Short makers of form parts. */

export function shown(...list: readonly (CardBlock | readonly CardBlock[] | null | false)[]): readonly FlatPart[] {
  return list
    .flat()
    .filter((block): block is CardBlock => block !== null && block !== false)
    .map((block) => ({ type: 'block', block }));
}

interface Common {
  id: string;
  /** A text of ours, or somebody else's words. */
  label: CatalogueKey | { words: string };
  /** What the label names. */
  params?: Readonly<Record<string, string>>;
  hint?: string | null;
  required?: boolean;
  onChange?: ActRef | null;
}

function common(voice: Voice, { id, label, params, hint = null, required = true, onChange = null }: Common) {
  return { id, label: typeof label === 'string' ? voice.t(label, params) : label.words, hint, required, onChange };
}

interface TextOptions {
  multiline?: boolean;
  min?: number;
  max: number;
  placeholder?: string | null;
  initial?: string | null;
}

export function textField(voice: Voice, base: Common, options: TextOptions): FlatPart {
  const { multiline = false, min = 0, max, placeholder = null, initial = null } = options;
  return field({
    ...common(voice, base),
    type: 'text',
    multiline,
    minLength: min,
    maxLength: max,
    placeholder,
    initial: initial === '' || initial === null ? null : initial.slice(0, max),
  });
}

/** Why: 3 to 500 characters, always required. */
export function reasonField(voice: Voice): FlatPart {
  return textField(
    voice,
    { id: reasonFields.reason, label: 'reason.label' },
    { multiline: true, min: 3, max: 500, placeholder: voice.t('reason.placeholder') },
  );
}

/** Few options stand beside their buttons; from six on they are a menu. */
export function choiceField(
  voice: Voice,
  base: Common,
  { options, initial, style }: { options: readonly FieldOption[]; initial: string | null; style?: 'menu' | 'buttons' },
): FlatPart {
  return field({
    ...common(voice, base),
    type: 'choice',
    style: style ?? (options.length > 6 ? 'menu' : 'buttons'),
    options,
    initial: options.some((option) => option.value === initial) ? initial : null,
  });
}

export function choicesField(
  voice: Voice,
  base: Common,
  { options, initial }: { options: readonly FieldOption[]; initial: readonly string[] },
): FlatPart {
  return field({
    ...common(voice, base),
    type: 'choices',
    options,
    initial: initial.filter((value) => options.some((option) => option.value === value)),
  });
}

export function personField(voice: Voice, base: Common, initial: string | null): FlatPart {
  return field({ ...common(voice, base), type: 'person', initial });
}

export function dateField(voice: Voice, base: Common, initial: string | null): FlatPart {
  return field({ ...common(voice, base), type: 'date', initial });
}

export function timeField(voice: Voice, base: Common, initial: string | null, zone: string): FlatPart {
  return field({ ...common(voice, base), type: 'time', initial, zone });
}

export function channelField(
  voice: Voice,
  base: Common,
  initial: string | null,
  offers: 'private' | 'any' = 'private',
): FlatPart {
  return field({ ...common(voice, base), type: 'channel', initial, offers });
}

function field(one: FormField): FlatPart {
  return { type: 'field', field: one };
}

/** Slack's limit for the words of an option. */
export function option(value: string, label: string, detail: string | null = null): FieldOption {
  return { value, label: cut(oneLine(label), 75), detail: detail === null ? null : cut(oneLine(detail), 75) };
}

interface FormOptions {
  kind: string;
  title: CatalogueKey;
  /** Null for a page that only shows. */
  submit: { label: CatalogueKey; act: ActRef } | null;
  close?: CatalogueKey;
  leave?: readonly CardAction[];
  parts: readonly (FormPart | readonly FormPart[])[];
}

export function form(voice: Voice, { kind, title, submit, close, leave = [], parts }: FormOptions): FormView {
  return {
    kind,
    title: voice.t(title),
    submit: submit && { label: voice.t(submit.label), act: submit.act },
    close: voice.t(close ?? (submit ? 'form.cancel' : 'form.close')),
    parts: parts.flat(),
    ...(leave.length > 0 && { leave }),
  };
}
