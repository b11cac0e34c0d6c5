import { z } from 'zod';
import { departureKindSchema } from '../../domain/flow/flow.ts';

/** Which departures a list shows, and which page of them; what a button carries from one page to the next. */
const filtersSchema = z.strictObject({
  open: z.boolean(),
  kind: departureKindSchema.nullable(),
  manager: z.string().max(100).nullable(),
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  late: z.boolean(),
  /** From 0 on. */
  page: z.int().min(0).max(100_000),
});
export type ListFilters = z.infer<typeof filtersSchema>;

/** The choice of every kind: no id, because a company may call a kind of its own anything that is one. */
export const everyKind = '*';

export const openOnes: ListFilters = {
  open: true,
  kind: null,
  manager: null,
  from: null,
  to: null,
  late: false,
  page: 0,
};

/** As an act carries them in its `target`. */
export function writeFilters(filters: ListFilters): string {
  return JSON.stringify(filters);
}

/** The other way round; the first page of the open ones for whatever is none: a payload may be forged. */
export function readFilters(target: string | null): ListFilters {
  if (target === null) return openOnes;
  try {
    return filtersSchema.catch(openOnes).parse(JSON.parse(target));
  } catch {
    return openOnes;
  }
}
