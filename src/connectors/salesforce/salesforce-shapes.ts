import { z } from 'zod';
import { optional } from '../kit/vendor-shapes.ts';

/** What is read of records: https://developer.salesforce.com/docs/platform/object-reference . Everything else is dropped. */
export const idShape = z.object({ Id: z.string().min(1) });

export const userShape = z.object({
  Id: z.string().min(1),
  Username: z.string().min(1),
  /** Decides whether the account is closed, so it has to be told. */
  IsActive: z.boolean(),
  Email: optional(z.string()),
  FederationIdentifier: optional(z.string()),
  EmployeeNumber: optional(z.string()),
  Name: optional(z.string()),
  LastLoginDate: optional(z.string()),
  Profile: optional(z.object({ Name: optional(z.string()) })),
});
export type SalesforceUser = z.infer<typeof userShape>;

/** The fields of {@link userShape}. */
export const userFields =
  'Id, Username, Email, FederationIdentifier, EmployeeNumber, Name, IsActive, LastLoginDate, Profile.Name';

export const userLoginShape = z.object({ Id: z.string().min(1), UserId: z.string().min(1), IsFrozen: z.boolean() });

/** `DeleteToken` revokes the token, so it is a secret itself. */
export const tokenShape = z.object({
  Id: z.string().min(1),
  AppName: optional(z.string()),
  DeleteToken: z.string().min(1),
});

export const permissionSetShape = z.object({
  Id: z.string().min(1),
  PermissionSet: optional(z.object({ Label: optional(z.string()) })),
});
export const groupMemberShape = z.object({
  Id: z.string().min(1),
  Group: optional(
    z.object({ Name: optional(z.string()), DeveloperName: optional(z.string()), Type: optional(z.string()) }),
  ),
});
export const permissionSetLicenceShape = z.object({
  Id: z.string().min(1),
  PermissionSetLicense: optional(z.object({ MasterLabel: optional(z.string()) })),
});
export const packageLicenceShape = z.object({
  Id: z.string().min(1),
  PackageLicense: optional(z.object({ NamespacePrefix: optional(z.string()) })),
});
export const jobShape = z.object({
  Id: z.string().min(1),
  CronJobDetail: optional(z.object({ Name: optional(z.string()) })),
});
export const titledShape = z.object({ Id: z.string().min(1), Title: optional(z.string()), Name: optional(z.string()) });
export const loginShape = z.object({ LoginTime: z.string(), Status: optional(z.string()) });
export const savedShape = z.array(z.object({ success: z.boolean() }));
