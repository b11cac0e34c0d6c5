import { z } from 'zod';
import { type FormView, flatParts } from '../../views/form-view.ts';

const fieldTypeSchema = z.enum(['text', 'number', 'choice', 'choices', 'person', 'date', 'time', 'channel']);
export type FieldType = z.infer<typeof fieldTypeSchema>;

/**
 * What the buttons of a form carry besides the act: how to read what comes with them, so that a restart of Relais loses
 * nothing.
 */
const carriedFormSchema = z.strictObject({
  kind: z.string(),
  fields: z.record(z.string(), fieldTypeSchema),
  /** Those without which nothing is submitted; none for going back. */
  required: z.array(z.string()),
});
export type CarriedForm = z.infer<typeof carriedFormSchema>;

const letters: Readonly<Record<FieldType, string>> = {
  text: 't',
  number: 'n',
  choice: 'o',
  choices: 'm',
  person: 'p',
  date: 'd',
  time: 'h',
  channel: 'c',
};
const typeOf = new Map(Object.entries(letters).map(([type, letter]) => [letter, type]));

/**
 * As short as it can be: every button of a form carries it, twice, and a card has 28 KB. `day lastWorkingDay:d! zone:o`
 */
export function packed({ kind, fields, required }: CarriedForm): string {
  const parts = Object.entries(fields).map(
    ([id, type]) => `${encodeURIComponent(id)}:${letters[type]}${required.includes(id) ? '!' : ''}`,
  );
  return [encodeURIComponent(kind), ...parts].join(' ');
}

/** Cards that stand from before carry it as an object. */
export const packedFormSchema = z
  .union([z.string().max(20_000).transform(unpacked), carriedFormSchema])
  .pipe(carriedFormSchema);

function unpacked(text: string): unknown {
  const [kind = '', ...parts] = text.split(' ');
  const fields = parts.map((part) => {
    const [, name = '', letter = '', mark = ''] = /^([^:]+):(.)(!?)$/.exec(part) ?? [];
    const id = decoded(name);
    return { id, type: id === '' ? undefined : typeOf.get(letter), isRequired: mark === '!' };
  });
  return {
    kind: decoded(kind),
    fields: Object.fromEntries(fields.map(({ id, type }) => [id, type])),
    required: fields.filter(({ isRequired }) => isRequired).map(({ id }) => id),
  };
}

/** It comes back from the platform, and anybody may have written it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

export function carriedBy(form: FormView): CarriedForm {
  const fields = flatParts(form.parts)
    .flatMap((part) => (part.type === 'field' ? [part.field] : []))
    // A list of nothing is not drawn.
    .filter((field) => !('options' in field) || field.options.length > 0);
  return {
    kind: form.kind,
    fields: Object.fromEntries(fields.map(({ id, type }) => [id, type])),
    required: fields.filter(({ required }) => required).map(({ id }) => id),
  };
}
