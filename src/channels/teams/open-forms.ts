import { randomUUID } from 'node:crypto';
import type { FormView } from '../../views/form-view.ts';

/**
 * The forms that stand open, so that one with a mistake in it can be drawn again with what was typed. In memory: after
 * a restart the messages come by themselves.
 */
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
