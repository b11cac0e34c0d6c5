import { createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Alumnus, alumnusSchema } from '../domain/alumni/alumnus.ts';
import { instantSchema } from '../domain/calendar/time.ts';
import type { AlumniStore, ListedAlumnus } from '../engine/ports/alumni-store.ts';
import type { NotesStore } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import { openJson, sealJson } from './sealed-json.ts';

const keySchema = z.strictObject({ key: z.string() });
const recordSchema = z.strictObject({ sealed: z.string() });
const linkSchema = z.strictObject({ id: z.string() });
const listSchema = z.array(
  z.strictObject({ id: z.string(), departureId: z.string().nullable(), at: instantSchema, erasing: z.boolean() }),
);

const listKey = 'alumni';
/** The record's data key, sealed like every note; whatever seals notes anew seals it anew. */
const keyKey = (id: string) => `alumni/key/${id}`;
const recordKey = (id: string) => `alumni/record/${id}`;
const linkKey = (departure: string) => `alumni/of/${departure}`;
const keyLength = 32;

/** Of a key that is made of the record's, so that the one that seals it does nothing else. */
function markOf(key: Buffer, about: string): string {
  const marking = Buffer.from(hkdfSync('sha256', key, '', 'relais/alumnus-mark', keyLength));
  return createHmac('sha256', marking).update(about).digest('base64url');
}

/**
 * Records over the notes of a database: each sealed with its own key, and the key in a note of its own, so that a
 * record that is found somewhere once its key is gone cannot be read. The list comes first and goes last, so no record
 * is ever kept that nothing lists. `afterErase`: gets rid of what the database itself still holds of deleted bytes.
 */
export function createAlumniStore(notes: NotesStore, afterErase: () => void = () => {}): AlumniStore {
  const contextOf = (id: string) => joined('alumnus', id);
  const keyOf = async (id: string): Promise<Buffer | null> => {
    const read = keySchema.nullable().parse((await notes.read(keyKey(id))) ?? null);
    return read && Buffer.from(read.key, 'base64');
  };
  const sealed = (key: Buffer, value: Alumnus) => ({
    sealed: sealJson(key, alumnusSchema.parse(value), contextOf(value.id)).toString('base64'),
  });
  const opened = (key: Buffer, id: string, note: unknown): Alumnus | null => {
    const read = recordSchema.nullable().parse(note ?? null);
    if (read === null) return null;
    const bytes = Buffer.from(read.sealed, 'base64');
    return alumnusSchema.parse(openJson(key, bytes, contextOf(id), 'the record of somebody who stays in touch'));
  };
  const changeList = (decide: (list: readonly ListedAlumnus[]) => readonly ListedAlumnus[]): Promise<void> =>
    notes.change(listKey, (note) => ({ value: [...decide(listSchema.parse(note ?? []))], answer: undefined }));

  const store: AlumniStore = {
    list: async () => listSchema.parse((await notes.read(listKey)) ?? []),

    async load(id) {
      const key = await keyOf(id);
      return key && opened(key, id, await notes.read(recordKey(id)));
    },

    async ofDeparture(departure) {
      const link = linkSchema.nullable().parse((await notes.read(linkKey(departure))) ?? null);
      return link && (await store.load(link.id)) ? link.id : null;
    },

    async begin(departure, at, make) {
      const { id } = await notes.change(linkKey(departure), (note) => {
        const link = linkSchema.nullable().parse(note ?? null) ?? { id: randomUUID() };
        return { value: link, answer: link };
      });
      const listed = () =>
        changeList((list) =>
          list.some((one) => one.id === id) ? list : [...list, { id, departureId: departure, at, erasing: false }],
        );
      await listed();
      const key = await notes.change(keyKey(id), (note) => {
        const read = keySchema.nullable().parse(note ?? null) ?? { key: randomBytes(keyLength).toString('base64') };
        return { value: read, answer: Buffer.from(read.key, 'base64') };
      });
      const was = await notes.change(recordKey(id), (note) =>
        note === null || note === undefined
          ? {
              value: sealed(
                key,
                make(id, (about) => markOf(key, about)),
              ),
              answer: 'new' as const,
            }
          : { value: note, answer: 'there' as const },
      );
      // An erasure that was under way may have taken it off the list meanwhile.
      await listed();
      return { id, was };
    },

    async change(id, decide) {
      const key = await keyOf(id);
      if (key === null) return null;
      return notes.change(recordKey(id), (note) => {
        const kept = opened(key, id, note);
        if (kept === null) return { value: null, answer: null };
        const { value, answer } = decide(kept);
        return { value: sealed(key, value), answer: { answer } };
      });
    },

    async mark(id, about) {
      const key = await keyOf(id);
      return key && markOf(key, about);
    },

    async erase(id) {
      const listed = (await store.list()).find((one) => one.id === id);
      if (listed) await changeList((list) => list.map((one) => (one.id === id ? { ...one, erasing: true } : one)));
      const departure = listed?.departureId ?? null;
      if (departure !== null)
        await notes.change(linkKey(departure), (note) => ({
          value: linkSchema.nullable().parse(note ?? null)?.id === id ? null : note,
          answer: undefined,
        }));
      await notes.write(keyKey(id), null);
      await notes.write(recordKey(id), null);
      if (listed) await changeList((list) => list.filter((one) => one.id !== id));
      afterErase();
    },

    async forgetDeparture(departure) {
      await notes.write(linkKey(departure), null);
      if ((await store.list()).some((one) => one.departureId === departure))
        await changeList((list) =>
          list.map((one) => (one.departureId === departure ? { ...one, departureId: null } : one)),
        );
    },
  };
  return store;
}
