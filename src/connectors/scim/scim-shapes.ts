import { z } from 'zod';

const text = z.string();

/** Old servers write booleans as text. */
const looseBoolean = z.union([z.boolean(), z.stringFormat('boolean', /^(true|false)$/i).transform(isTrue)]);

function isTrue(word: string): boolean {
  return word.toLowerCase() === 'true';
}

/** What we read of a user (RFC 7643, 4.1); extensions are kept for the attribute of the last sign-in. */
export const userShape = z.looseObject({
  id: text,
  userName: text,
  displayName: text.nullish(),
  name: z.object({ formatted: text.nullish(), givenName: text.nullish(), familyName: text.nullish() }).nullish(),
  active: looseBoolean.nullish(),
  emails: z.array(z.object({ value: text.nullish() })).nullish(),
  externalId: text.nullish(),
  groups: z.array(z.object({ value: text, display: text.nullish(), type: text.nullish() })).nullish(),
  meta: z.object({ version: text.nullish() }).nullish(),
});
export type ScimUser = z.infer<typeof userShape>;

export const groupShape = z.object({
  id: text,
  displayName: text.nullish(),
  members: z.array(z.object({ value: text })).nullish(),
});

/** RFC 7644, 3.4.2; `Resources` may be left out when nothing was found. */
export function listShape<Resource>(resource: z.ZodType<Resource>) {
  return z.object({
    totalResults: z.int().min(0),
    itemsPerPage: z.int().nullish(),
    Resources: z.array(resource).nullish(),
  });
}

const supported = z.object({ supported: looseBoolean }).nullish();

/** RFC 7643, 5. */
export const configShape = z.object({ patch: supported, filter: supported, etag: supported });

export const patchSchemaId = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
