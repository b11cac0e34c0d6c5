import { z } from 'zod';
import { zoneSchema } from '../calendar/time.ts';
import { type Language, languageSchema, wordsSchema } from '../localized.ts';

/** The language that a person reads. */
export const localeSchema = languageSchema;
export type Locale = Language;

export const channelIdSchema = z.enum(['slack', 'teams', 'email']);
export type ChannelId = z.infer<typeof channelIdSchema>;

/** Relais' own id of a person; stable while handles and addresses change. */
export type PersonId = string;

/** User names, by the id of the system that goes by them: elsewhere the same name may be somebody else’s. */
export const userNamesSchema = z.record(z.string(), z.array(z.string().min(1).max(200)).max(10));
export type UserNames = z.infer<typeof userNamesSchema>;

export const personSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.email(),
  /** Further addresses and aliases under which systems may know the person. */
  otherEmails: z.array(z.email()).max(20).optional(),
  /** As HR and some systems number the person. */
  employeeNumber: z.string().min(1).max(60).optional(),
  userNames: userNamesSchema.optional(),
  title: z.string().nullable(),
  team: z.string().nullable(),
  managerId: z.string().nullable(),
  locale: localeSchema,
  timeZone: zoneSchema,
  /**
   * ISO 3166-1 alpha-2, for weekends and public holidays. Checked where it is written; a journal keeps what was once
   * believed.
   */
  country: z.string().length(2),
  photoUrl: z.url().nullable(),
  /** Where the person can be reached: the platform's own user id per channel. */
  handles: z.partialRecord(channelIdSchema, z.string()),
  /**
   * Where cards go when there is more than one way: where the person last spoke to Relais, unless `relais.yaml` says.
   */
  prefers: channelIdSchema.optional(),
});
export type Person = z.infer<typeof personSchema>;

/** Every address of the person, the main one first, each once in the case it is kept in. */
export function addressesOf({ email, otherEmails = [] }: Pick<Person, 'email' | 'otherEmails'>): readonly string[] {
  const seen = new Set<string>();
  return [email, ...otherEmails].filter((address) => {
    const folded = address.toLowerCase();
    if (seen.has(folded)) return false;
    seen.add(folded);
    return true;
  });
}

/** The user names under which one system knows the person, as somebody told them; none where it goes by addresses. */
export function userNamesIn({ userNames = {} }: Pick<Person, 'userNames'>, system: string): readonly string[] {
  return userNames[system] ?? [];
}

/** What either tells, each name once. */
export function userNamesTogether(some: UserNames, others: UserNames): UserNames {
  const systems = new Set([...Object.keys(some), ...Object.keys(others)]);
  return Object.fromEntries(
    [...systems].map((system) => [system, [...new Set([...(some[system] ?? []), ...(others[system] ?? [])])]]),
  );
}

/**
 * What the organisation lets a person do in every departure; manager, leaver and assignee are relations to one
 * departure instead.
 */
export const companyRoleSchema = z.enum(['hr', 'it', 'admin']);
export type CompanyRole = z.infer<typeof companyRoleSchema>;

/** Who asks for something. `system` is Relais itself: the reconciler and the clock. */
export type Actor =
  | { readonly type: 'person'; readonly id: PersonId; readonly roles: readonly CompanyRole[] }
  | { readonly type: 'system' };

/** Names, languages and zones of the people an event or a command is about, by id. */
export const peopleByIdSchema = z.record(z.string(), personSchema);

/** Who holds a role of the organisation's own, such as legal or facilities: it gets its tasks, and no right besides. */
export const ownRoleSchema = z.strictObject({ name: wordsSchema, people: z.array(z.string()) });
export type OwnRole = z.infer<typeof ownRoleSchema>;

/** Who held which role when the plan was made. */
export const castSchema = z.strictObject({
  hr: z.array(z.string()),
  it: z.array(z.string()),
  admin: z.array(z.string()),
  /** By the role's id; those that the flow names. */
  own: z.record(z.string(), ownRoleSchema).optional(),
});
