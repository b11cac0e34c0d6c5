import { randomUUID } from 'node:crypto';
import type { FormField, FormPart, FormValues, FormView } from '../../views/form-view.ts';

/** The forms that stand open, so that one with a mistake in it can be drawn again with what was typed. In memory: after a restart the messages come by themselves. */
export interface OpenForms {
  keep(form: FormView): string;
  find(id: string | null): FormView | null;
}

const mostKept = 2000;

export function createOpenForms(): OpenForms {
  const kept = new Map<string, FormView>();
  return {
    keep: (form) => {
      const id = randomUUID();
      kept.set(id, form);
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
      }
      return id;
    },
    find: (id) => (id === null ? null : (kept.get(id) ?? null)),
  };
}

/** The same form with what was typed, and each message above its field; one without a field stands on top. */
export function withMistakes(
  form: FormView,
  values: FormValues | null,
  errors: Readonly<Record<string, string>>,
): FormView {
  const shown = new Set<string>();
  const parts = form.parts.flatMap((part): FormPart[] => {
    if (part.type === 'block') return [part];
    const { field } = part;
    const error = Object.hasOwn(errors, field.id) ? errors[field.id] : undefined;
    const filled: FormPart = { type: 'field', field: withValue(field, values?.[field.id] ?? null) };
    if (error === undefined) return [filled];
    shown.add(field.id);
    return [note(error), filled];
  });
  const rest = Object.entries(errors).flatMap(([id, error]) => (shown.has(id) ? [] : [note(error)]));
  return { ...form, parts: [...rest, ...parts] };
}

function note(text: string): FormPart {
  return { type: 'block', block: { type: 'note', text: `⚠️ ${text}` } };
}

function withValue(field: FormField, value: string | readonly string[] | null): FormField {
  switch (field.type) {
    case 'choices':
      return { ...field, initial: typeof value === 'string' ? [value] : (value ?? []) };
    case 'number': {
      const number = typeof value === 'string' ? Number(value) : Number.NaN;
      return { ...field, initial: Number.isFinite(number) ? number : null };
    }
    case 'text':
    case 'choice':
    case 'person':
    case 'date':
    case 'time':
    case 'channel':
      return { ...field, initial: typeof value === 'string' ? value : null };
  }
}
