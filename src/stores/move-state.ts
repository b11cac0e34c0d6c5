import { z } from 'zod';
import { instantSchema } from '../domain/calendar/time.ts';
import { StoreError } from '../engine/ports/store.ts';

/**
 * Under which key a database says that it is being moved, or was; beside the count of departures. Whoever starts from
 * it is refused.
 */
export const moveKey = 'moved';

const moveSchema = z.strictObject({
  /** `arriving`: half a copy. `leaving`: the copy of it is being made. `left`: the copy is whole and in use. */
  state: z.enum(['arriving', 'leaving', 'left']),
  /** The same on both sides of one move. */
  id: z.string(),
  /** Which database is moved: see `fingerprint`. */
  of: z.string(),
  at: instantSchema,
});
export type Move = z.infer<typeof moveSchema>;

export function moveIn(value: Uint8Array | null): Move | null {
  if (value === null) return null;
  const text = Buffer.from(value).toString('utf8');
  const parsed = moveSchema.safeParse(text.startsWith('{') ? JSON.parse(text) : null);
  if (!parsed.success)
    throw new StoreError('corrupt', 'the mark of a migration was changed; see: relais migrate --help');
  return parsed.data;
}

export function written(move: Move): Buffer {
  return Buffer.from(JSON.stringify(move), 'utf8');
}

/**
 * Throws StoreError `unavailable`: two installations that act for the same people would be the end of every promise.
 */
export function requireNotMoved(value: Uint8Array | null): void {
  const move = moveIn(value);
  switch (move?.state) {
    case undefined:
      return;
    case 'arriving':
      throw new StoreError('unavailable', {
        en: 'the database is a migration that did not come to its end; run the same "relais migrate" again, or start from where it comes from',
        fr: 'la base de données est un déplacement qui n’est pas allé à son terme ; relancez le même « relais migrate », ou démarrez depuis là d’où elle vient',
      });
    case 'leaving':
      throw new StoreError('unavailable', {
        en: 'the database is being moved by "relais migrate"; let that come to its end, or take it back first: relais migrate --take-back <database>',
        fr: 'la base de données est en cours de déplacement par « relais migrate » ; laissez-le finir, ou reprenez-la d’abord : relais migrate --take-back <database>',
      });
    case 'left':
      throw new StoreError('unavailable', {
        en: `the database was moved by "relais migrate" on ${move?.at}; start from where it went, or take it back once nothing runs there any more: relais migrate --take-back <database>`,
        fr: `la base de données a été déplacée par « relais migrate » le ${move?.at} ; démarrez depuis là où elle est allée, ou reprenez-la une fois que plus rien n’y tourne : relais migrate --take-back <database>`,
      });
  }
}
