import { z } from 'zod';

/** What we read of Okta's answers: https://developer.okta.com/docs/api/openapi/okta-management/ . Everything else is dropped. */
export const userShape = z.object({
  id: z.string(),
  status: z.string(),
  transitioningToStatus: z.string().nullish(),
  lastLogin: z.string().nullish(),
  profile: z.object({
    login: z.string(),
    email: z.string().nullish(),
    displayName: z.string().nullish(),
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
    secondEmail: z.string().nullish().catch(null),
    employeeNumber: z
      .union([z.string(), z.int().transform(String)])
      .nullish()
      .catch(null),
  }),
});
export type OktaUser = z.infer<typeof userShape>;

/** Of `/.well-known/okta-organization`. */
export const organisationShape = z.object({ id: z.string().min(1) });

export const groupShape = z.object({
  id: z.string(),
  type: z.string(),
  profile: z.object({ name: z.string() }),
});

export const roleShape = z.object({
  id: z.string(),
  type: z.string(),
  label: z.string().nullish(),
  /** `GROUP` for a role that comes with a group: it goes with the group. */
  assignmentType: z.string().nullish(),
});

export const factorShape = z.object({ id: z.string(), factorType: z.string(), provider: z.string().nullish() });

export const grantShape = z.object({ id: z.string(), status: z.string().nullish(), scopeId: z.string() });

export const clientShape = z.object({ client_id: z.string(), client_name: z.string().nullish() });

export const refreshTokenShape = z.object({ id: z.string(), status: z.string().nullish() });

export const apiTokenShape = z.object({ id: z.string(), name: z.string(), userId: z.string().nullish() });

export const appLinkShape = z.object({ appInstanceId: z.string(), label: z.string() });

export const logEntryShape = z.object({ published: z.iso.datetime(), eventType: z.string() });
