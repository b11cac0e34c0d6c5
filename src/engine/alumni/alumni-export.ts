import { z } from 'zod';
import { type Alumnus, agreesTo, type ExportedPurpose, exportedPurposes } from '../../domain/alumni/alumnus.ts';
import { exported } from '../../domain/alumni/changes.ts';
import { instantSchema, localDate, toInstant } from '../../domain/calendar/time.ts';
import type { Person } from '../../domain/people/people.ts';
import { alumniExportWords } from '../../views/words/alumni-words.ts';
import type { EngineDeps } from '../deps.ts';

/** That somebody took addresses out: for what and how many, without whose. */
const exportSchema = z.strictObject({
  purpose: z.enum(exportedPurposes),
  count: z.int(),
  by: z.string(),
  at: instantSchema,
});
export type AlumniExport = z.infer<typeof exportSchema>;
const exportsSchema = z.array(exportSchema);

const key = 'alumni/exports';
const mostKept = 200;

/** The latest last. */
export async function readExports({ store }: Pick<EngineDeps, 'store'>): Promise<readonly AlumniExport[]> {
  return exportsSchema.parse((await store.notes.read(key)) ?? []);
}

/** Everybody who stays in touch; whoever cannot be read any more is left out. */
export async function readAlumni({ store }: Pick<EngineDeps, 'store'>): Promise<readonly Alumnus[]> {
  const found: Alumnus[] = [];
  for (const { id } of await store.alumni.list()) {
    const alumnus = await store.alumni.load(id);
    if (alumnus) found.push(alumnus);
  }
  return found;
}

/** Writes a CSV file that no spreadsheet takes for formulas. */
type WriteCsv = (head: readonly string[], rows: readonly (readonly string[])[]) => Uint8Array;

export interface AlumniExports {
  /** How many agree to it now; null for whoever may not take addresses. */
  count(person: Person, purpose: ExportedPurpose): Promise<number | null>;
  /** The file; null for whoever may not have it. Before it is given, it stands in the record of everybody in it. */
  make(person: Person, purpose: ExportedPurpose): Promise<Uint8Array | null>;
}

export function createAlumniExports(deps: EngineDeps, writeCsv: WriteCsv): AlumniExports {
  const { store, directory, clock } = deps;
  const may = (person: Person) => directory.rolesOf(person).includes('hr');
  return {
    async count(person, purpose) {
      return may(person) ? (await readAlumni(deps)).filter((one) => agreesTo(one, purpose)).length : null;
    },
    async make(person, purpose) {
      if (!may(person)) return null;
      const by = { at: toInstant(clock.now()), by: person.id };
      const rows: string[][] = [];
      for (const { id } of await store.alumni.list()) {
        // Whoever ends it in this very moment is either in the file, with an entry, or in neither.
        const taken = await store.alumni.change(id, (kept) =>
          agreesTo(kept, purpose)
            ? { value: exported(kept, purpose, by), answer: kept }
            : { value: kept, answer: null },
        );
        if (taken?.answer) rows.push(rowOf(taken.answer, purpose));
      }
      await store.notes.change(key, (note) => {
        const fresh = { purpose, count: rows.length, ...by };
        return { value: [...exportsSchema.parse(note ?? []), fresh].slice(-mostKept), answer: undefined };
      });
      deps.log.info(
        { event: 'alumni.exported', purpose, count: rows.length, by: person.id },
        'addresses were taken out',
      );
      return writeCsv(alumniExportWords(person).columns, rows);
    },
  };
}

function rowOf({ name, email, locale, purposes, timeZone }: Alumnus, purpose: ExportedPurpose): string[] {
  const since = purposes[purpose];
  return [name, email, locale, since === undefined ? '' : localDate(since, timeZone)];
}
