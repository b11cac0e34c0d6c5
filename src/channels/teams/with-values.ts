import type { FlatPart, FormField, FormValues, FormView } from '../../views/form-view.ts';

/** The same form with what was filled in. */
export function withValues(form: FormView, values: FormValues): FormView {
  const filled = (part: FlatPart): FlatPart =>
    part.type === 'field' && Object.hasOwn(values, part.field.id)
      ? { ...part, field: withValue(part.field, values[part.field.id] ?? null) }
      : part;
  return {
    ...form,
    parts: form.parts.map((part) => (part.type === 'fold' ? { ...part, parts: part.parts.map(filled) } : filled(part))),
  };
}

function withValue(field: FormField, value: string | readonly string[] | null): FormField {
  const one = typeof value === 'string' ? value : null;
  switch (field.type) {
    case 'choices':
      return { ...field, initial: one === null ? [value ?? []].flat() : [one] };
    case 'number':
      return { ...field, initial: one === null || !Number.isFinite(Number(one)) ? null : Number(one) };
    case 'text':
    case 'choice':
    case 'person':
    case 'date':
    case 'time':
    case 'channel':
      return { ...field, initial: one };
  }
}
