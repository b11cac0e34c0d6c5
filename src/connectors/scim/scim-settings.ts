import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { secretRefSchema } from '../secrets.ts';

/**
 * What taking the account away means in this product; SCIM does not say, and vendors differ (see the connectors guide):
 * - `suspend`: the user stays, inactive, and can be let in again.
 * - `remove`: the user is taken out of the product; the SCIM record may vanish with them (GitHub organisations, Figma).
 * - `delete`: the user is deleted for ever (PagerDuty).
 * - `unlink`: only the link between the directory and the account is cut (Atlassian); a person must look in the
 *   product.
 */
const semanticsSchema = z.enum(['suspend', 'remove', 'delete', 'unlink']);

export const scimSettings = {
  baseUrl: baseUrlSchema.meta({ description: 'Where /Users is, for example https://crm.example.com/scim/v2.' }),
  token: secretRefSchema.meta({ description: 'The bearer token for SCIM.' }),
  deactivateSemantics: semanticsSchema
    .default('suspend')
    .meta({ description: 'What `active: false` (or DELETE) does to the account in this product; ask its vendor.' }),
  deactivateWith: z.enum(['patch', 'patch-without-path', 'patch-old', 'put', 'delete']).optional().meta({
    description:
      'How to ask for it. `patch` is what the standard says; `patch-without-path` and `patch-old` (capital Replace, "False" as text) are for older servers, `put` for servers without PATCH. When left out: `patch` for suspend and remove, `delete` for delete and unlink.',
  }),
  lookups: z
    .array(z.enum(['userName', 'emails.value', 'emails[type eq "work"].value', 'externalId']))
    .min(1)
    .default(['userName', 'emails.value'])
    .meta({
      description:
        'By which attributes a person’s address is looked up. Where one does not find who exists, Relais reads every user and compares.',
    }),
  groups: z.enum(['remove', 'leave']).default('remove').meta({
    description:
      'Whether Relais takes a suspended user out of the groups. Products that remove users do it themselves.',
  }),
  groupRemoval: z.enum(['path', 'value']).default('path').meta({
    description: 'How a member is named in a removal: `members[value eq "…"]`, or a value array for older servers.',
  }),
  lastActivityAttribute: z.string().min(1).optional().meta({
    description:
      'The attribute of a user that holds the last sign-in, as an instant, if the product has one: `lastLogin`, or `urn:…:User:lastLogin` for one of an extension.',
  }),
  protected: z
    .array(z.string())
    .default([])
    .meta({ description: 'User names or ids of accounts that must never be touched.' }),
  ...httpSettings,
};

export type ScimSettings = Identity & z.output<z.ZodObject<typeof scimSettings>>;

export function deactivateWith({ deactivateWith: how, deactivateSemantics }: ScimSettings) {
  return how ?? (deactivateSemantics === 'delete' || deactivateSemantics === 'unlink' ? 'delete' : 'patch');
}
