import { z } from 'zod';
import { instantSchema } from '../../../domain/calendar/time.ts';
import { sourcePersonSchema } from '../../ports/people-source.ts';

/** Somebody as one source told them last, kept until the source has not listed them for a while. */
export const keptRecordSchema = z.strictObject({
  person: sourcePersonSchema,
  /** When the source told this. */
  at: instantSchema,
  /** Since when a list that came to its end has been without them; null while they are listed. */
  missingSince: instantSchema.nullable(),
});
export type KeptRecord = z.infer<typeof keptRecordSchema>;

/** A kept record, and who told it: the source's id. */
export interface SourcedRecord extends KeptRecord {
  source: string;
}

/** The id under which what `relais.yaml` itself says about people takes part; no source can have it. */
export const ownFile = 'relais.yaml';

/** Whether the record is of somebody who is there: listed, and not told to be inactive. */
export function isCurrent({ person, missingSince }: KeptRecord): boolean {
  return missingSince === null && person.active !== false;
}
