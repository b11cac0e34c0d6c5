import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { accountKindSchema } from '../systems/listed-account.ts';

/**
 * What a review finds, the gravest first. `residual`: of somebody who left. `ownerless-key`: a token or key whose owner
 * has left, or is nobody of the system. `owner-left`: a shared or service account whose owner left. `orphaned`: of
 * nobody who works here, or left. `invitation`: to somebody who left or is nobody, or older than it may be. `dormant`:
 * not used for so many days. `mismatch`: not as the sources of people have it.
 */
export const findingClassSchema = z.enum([
  'residual',
  'ownerless-key',
  'owner-left',
  'orphaned',
  'invitation',
  'dormant',
  'mismatch',
]);
export type FindingClass = z.infer<typeof findingClassSchema>;

/** What differs from what the sources of people say. */
const differenceSchema = z.enum(['name', 'address', 'title']);
export type Difference = z.infer<typeof differenceSchema>;

/** One finding about one account, or one key, of one system. It names people: it is sealed, and forgotten in time. */
export const findingSchema = z.strictObject({
  class: findingClassSchema,
  accountId: z.string(),
  login: z.string(),
  name: z.string().nullable(),
  /** Null for a key. */
  kind: accountKindSchema.nullable(),
  /** Whose it is, or whose it was; null for nobody. */
  person: z.strictObject({ name: z.string(), email: z.string() }).nullable(),
  /** The departure by which it is known that they left; null where a source of people says it. */
  departure: z.string().nullable(),
  /** Since when they are gone, or nobody used it, or it is open; null where that is not told. */
  since: instantSchema.nullable(),
  differs: z.array(differenceSchema),
});
export type Finding = z.infer<typeof findingSchema>;

/** What makes a finding the same in the next review: the system, the account and what is found of it. */
export function findingKey(system: string, { accountId, class: what }: Pick<Finding, 'accountId' | 'class'>): string {
  return JSON.stringify([system, accountId, what]);
}
