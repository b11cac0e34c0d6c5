import { z } from 'zod';
import type { PersonId } from '../../domain/people/people.ts';
import { deskViewIds } from '../../views/desk/desk-page.ts';
import type { NotesStore } from '../ports/store.ts';

/** What of an address is kept: short names, and values that a filter may have. */
export const deskQuerySchema = z
  .record(z.string().regex(/^[a-zA-Z]{1,20}$/), z.string().max(200))
  .refine((query) => Object.keys(query).length <= 20, 'expected at most twenty filters');

/** What somebody asks to be kept. */
export const givenViewSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  view: z.enum(deskViewIds),
  query: deskQuerySchema,
});
export type GivenView = z.infer<typeof givenViewSchema>;

const savedSchema = z.array(givenViewSchema.extend({ id: z.string() }));
type Saved = z.infer<typeof savedSchema>;

const mostSaved = 20;

/** Pages of the desk that people gave a name, kept sealed for each of them. */
export interface SavedViews {
  of(person: PersonId): Promise<Saved>;
  /** `full`: there are twenty; nothing was kept. */
  save(person: PersonId, id: string, given: GivenView): Promise<'saved' | 'full'>;
  remove(person: PersonId, id: string): Promise<void>;
  forget(person: PersonId): Promise<void>;
}

export function createSavedViews(notes: NotesStore): SavedViews {
  const at = (person: PersonId) => `desk-views/${person}`;
  const read = (kept: unknown) => savedSchema.catch([]).parse(kept ?? []);
  return {
    of: async (person) => read(await notes.read(at(person))),
    save: (person, id, given) =>
      notes.change(at(person), (kept) => {
        const saved = read(kept);
        if (saved.length >= mostSaved) return { value: saved, answer: 'full' as const };
        return { value: [...saved, { id, ...given }], answer: 'saved' as const };
      }),
    remove: (person, id) =>
      notes.change(at(person), (kept) => {
        const left = read(kept).filter((one) => one.id !== id);
        return { value: left.length > 0 ? left : null, answer: undefined };
      }),
    forget: (person) => notes.write(at(person), null),
  };
}
