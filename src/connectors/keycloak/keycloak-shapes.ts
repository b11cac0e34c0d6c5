import { z } from 'zod';
import { idText, optional } from '../kit/vendor-shapes.ts';

/**
 * What we read of Keycloak's admin answers: https://www.keycloak.org/docs-api/latest/rest-api/ . Everything else is
 * dropped.
 */
export const userShape = z.object({
  id: idText,
  username: z.string(),
  /** Decides whether the account is closed, so it has to be told. */
  enabled: z.boolean(),
  email: optional(z.string()),
  firstName: optional(z.string()),
  lastName: optional(z.string()),
  attributes: optional(z.record(z.string(), z.array(z.string()))),
});
export type KeycloakUser = z.infer<typeof userShape>;

/** Without the right `view-realm` there is no `id` in it. */
export const realmShape = z.object({
  id: idText.nullish(),
  realm: z.string(),
  defaultRole: z.object({ id: idText }).nullish(),
});

export const sessionShape = z.object({ id: idText });

/** Also of a client that has only an offline token. `clientId` is the client's name, which may change. */
export const consentShape = z.object({ clientId: z.string() });

export const credentialShape = z.object({ id: idText, type: z.string(), userLabel: optional(z.string()) });
export type KeycloakCredential = z.infer<typeof credentialShape>;

export const groupShape = z.object({ id: idText, name: z.string(), path: optional(z.string()) });
export type KeycloakGroup = z.infer<typeof groupShape>;

const roleShape = z.object({ id: idText, name: z.string() });

/** Roles that were given to the user directly. Absent: none, or not to be seen. */
export const roleMappingsShape = z.object({
  realmMappings: z.array(roleShape).optional(),
  clientMappings: z
    .record(z.string(), z.object({ id: idText, client: z.string(), mappings: z.array(roleShape) }))
    .optional(),
});

export const clientShape = z.object({ id: idText });

export const namedClientShape = z.object({ id: idText, clientId: z.string() });

export const federatedIdentityShape = z.object({ identityProvider: z.string(), userName: optional(z.string()) });

export const eventsConfigShape = z.object({
  eventsEnabled: z.boolean(),
  enabledEventTypes: z.array(z.string()).default([]),
});

/** `time` is in milliseconds since 1970. */
export const eventShape = z.object({ time: z.int().positive(), type: z.string() });
