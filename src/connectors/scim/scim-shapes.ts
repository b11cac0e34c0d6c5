import { z } from 'zod';
import { idText } from '../kit/vendor-shapes.ts';

const text = z.string();

/** An attribute that Relais can do without: an odd value costs the attribute, not the user. */
function odd<Value>(shape: z.ZodType<Value>) {
  return shape.nullish().catch(null);
}

/** Old servers write booleans as text. */
const looseBoolean = z.union([z.boolean(), z.stringFormat('boolean', /^(true|false)$/i).transform(isTrue)]);

function isTrue(word: string): boolean {
  return word.toLowerCase() === 'true';
}

/** One value of a multi-valued attribute; `value` may be missing, or be a number. */
const valued = z.looseObject({ value: odd(idText), display: odd(text), type: odd(text) });

/**
 * Some servers tell the value alone. One that cannot be read still stands there: without a value, and nothing follows
 * from it.
 */
const oneOfSeveral = z
  .union([valued, idText.transform((value) => valued.parse({ value }))])
  .catch(() => valued.parse({}));

/** A multi-valued attribute. One that holds a single value may be told without the list around it. */
const several = z
  .union([z.array(oneOfSeveral), z.union([valued, text.min(1)]).transform((one) => [oneOfSeveral.parse(one)])])
  .nullish()
  .catch(null);

/** What we read of a user (RFC 7643, 4.1); extensions are kept for the attribute of the last sign-in. */
export const userShape = z.looseObject({
  id: idText,
  /** The standard demands it. One user without it must not cost all others. */
  userName: odd(text.min(1)),
  displayName: odd(text),
  name: odd(z.looseObject({ formatted: odd(text), givenName: odd(text), familyName: odd(text) })),
  active: odd(looseBoolean),
  emails: several,
  externalId: odd(idText),
  groups: several,
  roles: several,
  entitlements: several,
  meta: odd(z.looseObject({ version: odd(text) })),
});
export type ScimUser = z.infer<typeof userShape>;

/** A user or group exactly as the server sent it: what goes back by PUT. */
export const rawResourceShape = z.record(z.string(), z.unknown());

const metaShape = z.looseObject({ version: z.string() });

/** Which state of it was read, for `If-Match`; null where it is not told. */
export function versionOf({ meta }: z.infer<typeof rawResourceShape>): string | null {
  return metaShape.safeParse(meta).data?.version ?? null;
}

export const groupShape = z.looseObject({
  id: idText,
  displayName: odd(text),
  members: several,
});
export type ScimGroup = z.infer<typeof groupShape>;

/** RFC 7644, 3.4.2; `Resources` may be left out when nothing was found, and some servers leave the total out. */
export function listShape<Resource>(resource: z.ZodType<Resource>) {
  return z.object({
    totalResults: odd(z.int().min(0)),
    Resources: z.array(resource).nullish(),
  });
}

/** RFC 7643, 6. */
export const resourceTypeShape = z.looseObject({ name: odd(text), endpoint: odd(text) });

const supported = z.object({ supported: looseBoolean }).nullish();

/** RFC 7643, 5. */
export const configShape = z.object({ patch: supported, filter: supported, etag: supported });

export const patchSchemaId = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
