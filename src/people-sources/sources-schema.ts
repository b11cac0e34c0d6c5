import { z } from 'zod';
import type { UserNamePlaces } from '../connectors/kit/told-user-names.ts';
import { type LdapSourceSettings, ldapSourceSchema } from './ldap/ldap-source-settings.ts';

/** An entry of `organisation.sources`, as it is written. */
const entrySchema = z
  .strictObject({
    from: z.string().min(1).optional().meta({
      description: 'The id of what knows who is who in this file: Okta, Entra ID, Google Workspace, or an HR system.',
    }),
    id: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'expected small letters, digits and dashes, such as staff-list' })
      .optional()
      .meta({ description: 'The name of a source that is no system, for `precedence`. Do not change it later.' }),
    label: z.string().min(1).max(60).optional().meta({ description: 'What people call it; its id without it.' }),
    userNames: z.record(z.string().min(1), z.string().min(1)).optional().meta({
      description:
        'Beside `from`: by the id of a system that goes by user names, the attribute that holds them: of Okta’s profile, as in `{ github: githubUsername }`, of Entra ID `extensionAttribute7` or `extension_…`, of Google Workspace `Schema.field`. Only attributes that people cannot write themselves: of Okta Relais checks it (`okta.schemas.read`, `okta.userTypes.read`) and shows others on the walk alone; of Entra ID and Google Workspace nothing tells.',
    }),
    csv: z
      .strictObject({
        file: z.string().min(1).optional().meta({
          description:
            'Where something else writes the list, which is then read daily. Without it a person brings it: `relais people import`.',
        }),
      })
      .optional()
      .meta({ description: 'A list of people as CSV.' }),
    ldap: ldapSourceSchema.optional().meta({ description: 'A directory: Active Directory, OpenLDAP and their like.' }),
  })
  .superRefine(({ from, id, label, userNames, csv, ldap }, context) => {
    const issue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if ([from, csv, ldap].filter((one) => one !== undefined).length !== 1)
      issue([], 'expected either `from` with the id of a system, or `id` and one of `csv` and `ldap`');
    else if (from !== undefined && (id !== undefined || label !== undefined))
      issue([id === undefined ? 'label' : 'id'], 'a source that is a system is called as the system is');
    else if (from === undefined && userNames !== undefined)
      issue(['userNames'], 'stands beside `from`; a directory has its own below `ldap`, a CSV list has columns for it');
    else if (from === undefined && id === undefined) issue([], 'expected an `id`, such as staff-list');
  });

/** One source of people. `file` is null where a person brings the list. */
export type ConfiguredSource =
  | { type: 'system'; id: string; userNames: UserNamePlaces }
  | { type: 'csv'; id: string; label: string; file: string | null }
  | { type: 'ldap'; id: string; label: string; settings: LdapSourceSettings };

/** `organisation.sources` of `relais.yaml`: who says who is who, in order. */
export const peopleSourcesSchema = z
  .array(
    entrySchema.transform(({ from, id = '', label = id, userNames = {}, csv, ldap }): ConfiguredSource => {
      if (from !== undefined) return { type: 'system', id: from, userNames };
      if (ldap !== undefined) return { type: 'ldap', id, label, settings: ldap };
      return { type: 'csv', id, label, file: csv?.file ?? null };
    }),
  )
  .max(20)
  .default([])
  .superRefine((sources, context) => {
    sources.forEach(({ id, type }, index) => {
      const first = sources.findIndex((other) => other.id === id);
      const path = [index, type === 'system' ? 'from' : 'id'];
      if (first < index) context.addIssue({ code: 'custom', path, message: `${id} is sources.${first} already` });
    });
  })
  .meta({
    description:
      'Where people, managers, teams, countries and employee numbers come from, in order. What `organisation.people` says wins over all of them.',
  });
