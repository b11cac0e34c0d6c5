import { z } from 'zod';
import { idText, optional } from '../kit/vendor-shapes.ts';

/**
 * What is read of records: https://developer.salesforce.com/docs/platform/object-reference . Everything else is
 * dropped.
 */
export const idShape = z.object({ Id: idText });

export const userShape = z.object({
  Id: idText,
  Username: z.string().min(1),
  /** Decides whether the account is closed, so it has to be told. */
  IsActive: z.boolean(),
  Email: optional(z.string()),
  FederationIdentifier: optional(z.string()),
  EmployeeNumber: optional(idText),
  Name: optional(z.string()),
  LastLoginDate: optional(z.string()),
  Profile: optional(z.object({ Name: optional(z.string()) })),
});
export type SalesforceUser = z.infer<typeof userShape>;

/** The fields of {@link userShape}. */
export const userFields =
  'Id, Username, Email, FederationIdentifier, EmployeeNumber, Name, IsActive, LastLoginDate, Profile.Name';

export const userLoginShape = z.object({ Id: idText, UserId: idText, IsFrozen: z.boolean() });

/** `DeleteToken` revokes the token, so it is a secret itself. */
export const tokenShape = z.object({
  Id: idText,
  AppName: optional(z.string()),
  DeleteToken: z.string().min(1),
});

export const permissionSetShape = z.object({
  Id: idText,
  PermissionSet: optional(z.object({ Label: optional(z.string()) })),
});
export const groupMemberShape = z.object({
  Id: idText,
  Group: optional(
    z.object({ Name: optional(z.string()), DeveloperName: optional(z.string()), Type: optional(z.string()) }),
  ),
});
export const permissionSetLicenceShape = z.object({
  Id: idText,
  PermissionSetLicense: optional(z.object({ MasterLabel: optional(z.string()) })),
});
export const packageLicenceShape = z.object({
  Id: idText,
  PackageLicense: optional(z.object({ NamespacePrefix: optional(z.string()) })),
});
export const jobShape = z.object({
  Id: idText,
  CronJobDetail: optional(z.object({ Name: optional(z.string()) })),
});
export const titledShape = z.object({ Id: idText, Title: optional(z.string()), Name: optional(z.string()) });
export const loginShape = z.object({ LoginTime: z.string(), Status: optional(z.string()) });
export const savedShape = z.array(z.object({ success: z.boolean() }));
