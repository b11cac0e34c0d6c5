import { z } from 'zod';
import { idText, optional } from '../kit/vendor-shapes.ts';

/**
 * What we read of Okta's answers: https://developer.okta.com/docs/api/openapi/okta-management/ . Everything else is
 * dropped.
 */
export const userShape = z.object({
  id: idText,
  status: z.string(),
  transitioningToStatus: optional(z.string()),
  lastLogin: optional(z.iso.datetime({ offset: true })),
  profile: z.object({
    login: z.string(),
    email: optional(z.string()),
    secondEmail: optional(z.string()),
    employeeNumber: optional(idText),
    displayName: optional(z.string()),
    firstName: optional(z.string()),
    lastName: optional(z.string()),
  }),
});
export type OktaUser = z.infer<typeof userShape>;

/** `type` decides whether it can be left, so it has to be told; a name is for people. */
export const groupShape = z.object({
  id: idText,
  type: z.string(),
  profile: optional(z.object({ name: optional(z.string()) })),
});
export type OktaGroup = z.infer<typeof groupShape>;

export const roleShape = z.object({
  id: idText,
  /** `SUPER_ADMIN`, … : decides about protection, so it has to be told. */
  type: z.string(),
  label: optional(z.string()),
  /** `GROUP` for a role that comes with a group: it goes with the group. */
  assignmentType: optional(z.string()),
});
export type OktaRole = z.infer<typeof roleShape>;

export const assigneesShape = z.object({ value: z.array(z.object({ id: idText })) });

export const factorShape = z.object({ id: idText, factorType: z.string(), provider: optional(z.string()) });

export const grantShape = z.object({ id: idText, status: optional(z.string()) });

export const clientShape = z.object({ client_id: idText });

export const refreshTokenShape = z.object({ id: idText, status: optional(z.string()) });

export const apiTokenShape = z.object({ id: idText, name: optional(z.string()), userId: optional(idText) });
export type OktaApiToken = z.infer<typeof apiTokenShape>;

export const appLinkShape = z.object({ appInstanceId: idText, label: optional(z.string()) });

export const logEntryShape = z.object({ published: z.iso.datetime({ offset: true }), eventType: z.string() });

/**
 * `GET /.well-known/okta-organization`:
 * https://developer.okta.com/okta-sdk-java/apidocs/com/okta/sdk/resource/model/WellKnownOrgMetadata.html
 */
export const organisationShape = z.object({ id: idText });
