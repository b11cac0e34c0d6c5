import { z } from 'zod';
import { zoneSchema } from '../../domain/calendar/time.ts';
import { flowRoleSchema, workerTypeSchema } from '../../domain/flow/flow.ts';
import { flowTextSchema } from '../../domain/flow/flow-text.ts';
import { countrySchema } from '../../domain/people/country.ts';
import { channelIdSchema, companyRoleSchema, localeSchema, userNamesSchema } from '../../domain/people/people.ts';
import { unnamedOrganisation } from '../../views/words/organisation-name.ts';
import { precedenceSchema } from './sources/precedence.ts';

const email = z.email().transform((address) => address.toLowerCase());

/**
 * Somebody who holds a role by an address, or everybody in a group. A group is named by its immutable id, never by a
 * name.
 */
const roleMemberSchema = z.union(
  [
    email,
    z.strictObject({
      slackGroup: z
        .string()
        .regex(/^S[A-Z0-9]{5,20}$/, { error: 'expected the id of a Slack user group, such as S0614TZR7' }),
    }),
    z.strictObject({ group: z.string().min(1), in: z.string().min(1) }),
  ],
  {
    error:
      'expected an address, { slackGroup: S0614TZR7 } with the id of a Slack user group, or { group: <id>, in: <system> } with the id of a group in a system of this file',
  },
);
export type RoleMember = z.infer<typeof roleMemberSchema>;
export type RoleGroup = Exclude<RoleMember, string>;

/** The addresses of those who hold a role by an address. */
export function addressesAmong(members: readonly RoleMember[]): string[] {
  return members.filter((one) => typeof one === 'string');
}

const ownRoleSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, { error: 'expected lower-case words joined by hyphens' })
    .refine((id) => !(flowRoleSchema.options as readonly string[]).includes(id), {
      error: 'expected a new id; manager, leaver, hr, it and admin are there already',
    })
    .meta({ description: 'As flows name the role: `legal`, `facilities`. Keep it; plans hold it.' }),
  name: flowTextSchema.meta({ description: 'As people read it: a text, or one per language.' }),
  people: z.array(roleMemberSchema).min(1, { error: 'expected at least one address or group' }).meta({
    description: 'Addresses of those who hold it, in the order they are asked, and groups, as in `organisation.roles`.',
  }),
});

/** What `relais.yaml` says about the organisation; the chat platform knows the rest. */
export const organisationSchema = z.strictObject({
  name: z.string().min(1).default(unnamedOrganisation).meta({ description: 'What people call it.' }),
  country: countrySchema.default('FR').meta({
    description: 'ISO code, for the weekends and public holidays of people without a country of their own.',
  }),
  locale: localeSchema.default('en').meta({ description: 'For people whose language nobody tells.' }),
  timeZone: zoneSchema.default('Europe/Paris').meta({ description: 'IANA zone, for people whose own nobody tells.' }),
  roles: z.partialRecord(companyRoleSchema, z.array(roleMemberSchema)).default({}).meta({
    description:
      'Who holds `hr`, `it` and `admin`: addresses as in Slack, `{ slackGroup: <id> }` for everybody in a Slack user group, `{ group: <id>, in: <system> }` for everybody in a group of Okta, Entra ID or an LDAP source. Groups by their ids alone, which no renaming changes.',
  }),
  ownRoles: z
    .array(ownRoleSchema)
    .default([])
    .superRefine((roles, context) => {
      roles.forEach(({ id }, index) => {
        const first = roles.findIndex((other) => other.id === id);
        if (first < index)
          context.addIssue({
            code: 'custom',
            path: [index, 'id'],
            message: `${id} is already the id of ownRoles.${first}`,
          });
      });
    })
    .meta({
      description:
        'Roles of your own, such as legal or facilities, that steps of flows name. They get their tasks, and no right besides.',
    }),
  precedence: precedenceSchema,
  people: z
    .array(
      z.strictObject({
        email: email.meta({ description: 'Whom this is about.' }),
        alsoKnownAs: z.array(email).max(20).optional().meta({
          description:
            'Further addresses and aliases: systems are asked by each of them, and platforms may know the person by any.',
        }),
        employeeNumber: z.string().min(1).max(60).optional().meta({
          description: 'As HR and some systems number the person; systems are asked by it too.',
        }),
        userNames: userNamesSchema.optional().meta({
          description:
            'User names by the id of a system that goes by them (Okta, Keycloak, GitHub, GitLab, Gitea, PostgreSQL, SCIM), a list each: it is asked by them too.',
        }),
        manager: email.optional().meta({
          description:
            'Address of the manager, who may begin this departure too. Without one, only HR and administrators may begin it.',
        }),
        title: z.string().optional().meta({ description: 'Wins over the title in Slack.' }),
        workerType: workerTypeSchema.optional().meta({
          description: 'The contract that the walk proposes when this person leaves; without it, an employee’s.',
        }),
        contractEnd: z.iso.date({ error: 'expected a day such as 2027-03-31' }).optional().meta({
          description:
            'The last day of a contract for a time: the sponsor is asked before it whether it is extended, else the departure is drafted.',
        }),
        sponsor: email.optional().meta({
          description:
            'Address of whoever answers for this access and may extend the contract; without one, the manager.',
        }),
        team: z.string().optional().meta({ description: 'For plans, and for manual systems that name teams.' }),
        country: countrySchema.optional().meta({ description: 'ISO code, for weekends and public holidays.' }),
        locale: localeSchema.optional().meta({ description: 'Wins over the language in Slack.' }),
        timeZone: zoneSchema.optional().meta({ description: 'IANA zone; wins over the one in Slack.' }),
        channel: channelIdSchema.optional().meta({
          description:
            '`slack` or `teams`: where cards go; without it, where the person last spoke to Relais. `email`: has no account on either, and is written to at this address.',
        }),
        name: z.string().min(1).max(100).optional().meta({
          description:
            'What people call them; only with `channel: email`, because the chat platform knows everybody else.',
        }),
      }),
    )
    .default([])
    .superRefine((people, context) => {
      people.forEach(({ channel, name }, index) => {
        if ((channel === 'email') === (name !== undefined)) return;
        const message =
          name === undefined
            ? 'has `channel: email`, so no chat platform tells the name: add `name`'
            : 'is only for people with `channel: email`; the chat platform knows the name of everybody else';
        context.addIssue({ code: 'custom', path: [index, 'name'], message });
      });
      const taken = new Map<string, number>();
      people.forEach(({ email, alsoKnownAs = [] }, index) => {
        for (const address of new Set([email, ...alsoKnownAs])) {
          const other = taken.get(address);
          if (other !== undefined)
            context.addIssue({
              code: 'custom',
              path: [index, address === email ? 'email' : 'alsoKnownAs'],
              message: `${address} is also an address of people.${other}; each address is one person's`,
            });
          taken.set(address, index);
        }
      });
    })
    .meta({ description: 'What Slack does not know, person by person.' }),
});
export type Organisation = z.infer<typeof organisationSchema>;
