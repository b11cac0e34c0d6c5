import { z } from 'zod';
import { zoneSchema } from '../../domain/calendar/time.ts';
import { workerTypeSchema } from '../../domain/flow/flow.ts';
import { personSchema, userNamesSchema } from '../../domain/people/people.ts';
import type { ConnectorContext } from './connector.ts';

/**
 * Somebody as one source tells them. What the source has no field for, or leaves empty, is null: a source that says
 * nothing never overrules one that does. Text is trimmed, addresses are in lower case, countries are ISO 3166-1
 * alpha-2.
 */
export const sourcePersonSchema = z.strictObject({
  /** The source's own immutable id. */
  id: z.string().min(1),
  name: z.string().min(1).nullable(),
  /** The work address; null where the person has none, such as field staff. */
  email: z.email().nullable(),
  /**
   * Further work addresses. Only what administrators write: whoever could add one for themselves could pass for
   * somebody else, so private addresses and those that people type into their own profile are left out.
   */
  otherEmails: z.array(z.email()),
  employeeNumber: z.string().min(1).nullable(),
  /**
   * User names in systems that go by them, by the system's id; left out like none. Only what administrators write, as
   * with addresses.
   */
  userNames: userNamesSchema.optional(),
  /**
   * The same from where people may write about themselves, or where the source does not tell who may: shown to whoever
   * prepares a departure, and no account is looked for by it. Left out like none.
   */
  selfWrittenUserNames: userNamesSchema.optional(),
  /** The manager by the source's own id, or by address; whichever the source has. */
  managerId: z.string().min(1).nullable(),
  managerEmail: z.email().nullable(),
  title: z.string().min(1).nullable(),
  team: z.string().min(1).nullable(),
  country: personSchema.shape.country.nullable(),
  locale: personSchema.shape.locale.nullable(),
  timeZone: zoneSchema.nullable(),
  /** The contract; left out like null. */
  workerType: workerTypeSchema.nullable().optional(),
  /** The last day of a contract for a time, and the address of whoever answers for this access; left out like null. */
  contractEnd: z.iso.date().nullable().optional(),
  sponsor: z.email().nullable().optional(),
  /** Whether the account, or the employment, is in force; null where the source does not tell. */
  active: z.boolean().nullable(),
});
export type SourcePerson = z.infer<typeof sourcePersonSchema>;

/** Where people, managers, teams and numbers come from. Errors are `ConnectorError`s, as those of systems. */
export interface PeopleSource {
  /** As `relais.yaml` names it. */
  readonly id: string;
  readonly label: string;
  /**
   * Everybody, page by page to the end. Throws rather than ending early: whoever is missing from a list that came to
   * its end is not in the source.
   */
  everybody(context: ConnectorContext): AsyncIterable<SourcePerson>;
  /**
   * Who has this address, as main one or alias, asked now; null when the source, having answered, knows nobody by it.
   */
  byEmail(email: string, context: ConnectorContext): Promise<SourcePerson | null>;
}
