import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { kitSettings } from '../kit/kit-settings.ts';
import { secretRefSchema } from '../secrets.ts';

const leavable = ['consents', 'credentials', 'groups', 'roles'] as const;

export const keycloakSettings = {
  baseUrl: baseUrlSchema.meta({
    description:
      'Where Keycloak answers, with its path where it has one: https://sso.example.com or https://sso.example.com/auth.',
  }),
  realm: z
    .string()
    .regex(/^[^/\s]+$/, { error: 'expected the name of one realm, such as acme' })
    .meta({ description: 'The realm of your people. Not `master`, unless they are there.' }),
  clientId: z.string().min(1).meta({
    description: 'A confidential client of that realm with a service account; its roles are listed above.',
  }),
  clientSecret: secretRefSchema.meta({ description: 'The client’s secret.' }),
  employeeNumberAttribute: z.string().min(1).optional().meta({
    description:
      'The user attribute that holds the employee number, where your realm has one. Left out: not asked by number.',
  }),
  leave: z.array(z.enum(leavable)).default([]).meta({ description: 'What Relais leaves alone.' }),
  ...kitSettings('User names or ids'),
  tokenMinutes: z.int().min(0).max(1440).default(5).meta({
    description:
      'How long access tokens issued before may live on, for whoever checks only their signature; the realm’s access token lifespan.',
  }),
  ...httpSettings,
};

export type KeycloakSettings = Identity & z.output<z.ZodObject<typeof keycloakSettings>>;

/** Roles of the client `realm-management` that the service account needs. `manage-users` reads too. */
export const neededRoles = ['manage-users', 'view-realm', 'view-clients', 'view-events'] as const;
