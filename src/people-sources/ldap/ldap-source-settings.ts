import { z } from 'zod';
import { dnSchema, ldapSettings } from '../../connectors/ldap-client/ldap-settings.ts';

/** What is read of an entry; `id` is what stays when somebody is renamed or moved. */
const ldapFields = [
  'id',
  'name',
  'firstName',
  'lastName',
  'email',
  'otherEmails',
  'employeeNumber',
  'manager',
  'title',
  'team',
  'country',
  'language',
  'timeZone',
] as const;
type LdapField = (typeof ldapFields)[number];

/** Attributes by field; a directory has none for what is missing here. */
export type LdapAttributes = Readonly<Partial<Record<LdapField, string>> & { id: string; email: string }>;

interface Kind {
  attributes: LdapAttributes;
  /** Who is a person. */
  filter: string;
  /** Who is a group. */
  groupFilter: string;
}

/** What the two kinds of directories name their attributes: RFC 2798 and 4519, and Microsoft's schema of users. */
export const ldapKinds: Readonly<Record<'ldap' | 'active-directory', Kind>> = {
  ldap: {
    attributes: {
      ...{ id: 'entryUUID', name: 'displayName', firstName: 'givenName', lastName: 'sn', email: 'mail' },
      ...{ employeeNumber: 'employeeNumber', manager: 'manager', title: 'title', team: 'departmentNumber' },
      ...{ country: 'c', language: 'preferredLanguage' },
    },
    filter: '(objectClass=inetOrgPerson)',
    groupFilter: '(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))',
  },
  'active-directory': {
    attributes: {
      ...{ id: 'objectGUID', name: 'displayName', firstName: 'givenName', lastName: 'sn', email: 'mail' },
      ...{ otherEmails: 'proxyAddresses', employeeNumber: 'employeeID', manager: 'manager', title: 'title' },
      ...{ team: 'department', country: 'c', language: 'preferredLanguage' },
    },
    filter: '(&(objectCategory=person)(objectClass=user))',
    groupFilter: '(objectClass=group)',
  },
};

const attributeName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,80}$/, { error: 'expected the name of an attribute, such as employeeID' });

const filterSchema = z
  .string()
  .regex(/^\(.+\)$/s, { error: 'expected a filter in brackets, such as (objectClass=inetOrgPerson)' });

const basesSchema = z.array(dnSchema).min(1, { error: 'expected at least one DN' }).max(20);

/** `ldap:` of an entry of `organisation.sources`. */
export const ldapSourceSchema = z.strictObject({
  kind: z.enum(['ldap', 'active-directory']).meta({
    description: '`active-directory`, or `ldap` for OpenLDAP, 389 Directory Server, FreeIPA and their like.',
  }),
  ...ldapSettings,
  peopleBases: basesSchema.meta({
    description:
      'Below which DNs people stand, as in `[OU=People,DC=example,DC=com]`. Each must be whole on this server.',
  }),
  peopleFilter: filterSchema.optional().meta({
    description:
      'Who of them is a person: `(objectClass=inetOrgPerson)` without it, in Active Directory `(&(objectCategory=person)(objectClass=user))`.',
  }),
  groupsBases: basesSchema.optional().meta({
    description: 'Below which DNs groups stand that give roles; `peopleBases` without it.',
  }),
  attributes: z.partialRecord(z.enum(ldapFields), attributeName).default({}).meta({
    description:
      'By field, the attribute that holds it, where it is another than usual: `employeeNumber`, `manager` (a DN), `team`, `country`, `language`, `timeZone`, `otherEmails`, … Only attributes that people cannot write themselves.',
  }),
  userNames: z.record(z.string().min(1), attributeName).default({}).meta({
    description:
      'By the id of a system that goes by user names, the attribute that holds them, as in `{ github: githubLogin }`. Only attributes that people cannot write themselves.',
  }),
});
export type LdapSourceSettings = z.infer<typeof ldapSourceSchema>;

/** The kind's attributes, and what the settings say instead. */
export function attributesOf({ kind, attributes }: Pick<LdapSourceSettings, 'kind' | 'attributes'>): LdapAttributes {
  return { ...ldapKinds[kind].attributes, ...attributes };
}

/** What ids of its groups look like. An attribute of one's own may hold anything. */
export function ldapGroupId(settings: Pick<LdapSourceSettings, 'kind' | 'attributes'>) {
  const { id } = attributesOf(settings);
  const isUuid = ['entryuuid', 'objectguid', 'ipauniqueid'].includes(id.toLowerCase());
  return {
    pattern: isUuid ? /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i : /^\S{1,200}$/,
    example: '7b1b4a3e-5f0c-4f4e-9d2e-2f6f5a0c9b11',
  };
}
