import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

/**
 * What an account is. `shared`: several people sign in by it, or none does; `service`: a program does; `guest`:
 * somebody of another organisation whom this one let in.
 */
export const accountKindSchema = z.enum(['person', 'guest', 'service', 'shared']);

/**
 * One account as a system lists it among all. What the vendor does not tell is null, or an empty list of addresses, and
 * nothing is concluded from that.
 */
const listedAccountSchema = z.strictObject({
  /** The vendor's immutable id. */
  id: z.string().min(1),
  login: z.string().min(1),
  name: z.string().nullable(),
  /** In small letters, and only such as belong to this one account. */
  addresses: z.array(z.string()),
  employeeNumber: z.string().nullable(),
  /** Job title, as the system has it. */
  title: z.string().nullable(),
  /** The vendor's own word. */
  status: z.string(),
  /** `closed`: nobody signs in by it until an administrator changes that. `invited`: nobody has accepted it yet. */
  standing: z.enum(['open', 'closed', 'invited']),
  kind: accountKindSchema,
  createdAt: instantSchema.nullable(),
  /** Null is *not told*; `never` only where the vendor itself says so. */
  lastUse: z.union([instantSchema, z.literal('never')]).nullable(),
  /** Ids of accounts of the same system, or addresses, of whoever answers for a shared or service account. */
  owners: z.array(z.string()).nullable(),
});
export type ListedAccount = z.infer<typeof listedAccountSchema>;

/**
 * A key or token that a system lists by itself, beside its accounts. `owner`: the id of an account; null: it has none.
 */
const listedCredentialSchema = z.strictObject({
  id: z.string().min(1),
  label: z.string(),
  owner: z.string().nullable(),
  lastUse: z.union([instantSchema, z.literal('never')]).nullable(),
});
export type ListedCredential = z.infer<typeof listedCredentialSchema>;
