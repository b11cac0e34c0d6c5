import { z } from 'zod';
import { type FormView, flatParts } from '../../views/form-view.ts';

const fieldTypeSchema = z.enum(['text', 'number', 'choice', 'choices', 'person', 'date', 'time', 'channel']);
export type FieldType = z.infer<typeof fieldTypeSchema>;

/** What the buttons of a form carry besides the act: how to read what comes with them, so that a restart of Relais loses nothing. */
export const carriedFormSchema = z.strictObject({
  kind: z.string(),
  fields: z.record(z.string(), fieldTypeSchema),
  /** Those without which nothing is submitted; none for going back. */
  required: z.array(z.string()),
});
export type CarriedForm = z.infer<typeof carriedFormSchema>;

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
