import { z } from 'zod';
import { idText, optional } from '../kit/vendor-shapes.ts';

/**
 * What is read of HubSpot's answers: https://developers.hubspot.com/docs/api-reference . Everything else is dropped.
 */
export const userShape = z.object({
  id: idText,
  email: z.string().min(1),
  superAdmin: z.boolean(),
  firstName: optional(z.string()),
  lastName: optional(z.string()),
  roleId: optional(z.string()),
  primaryTeamId: optional(z.string()),
  /** Left out where there is none. */
  secondaryTeamIds: optional(z.array(z.string().min(1))),
});
export type HubspotUser = z.infer<typeof userShape>;

export const teamShape = z.object({ id: idText, name: optional(z.string()) });

export const ownerShape = z.object({
  id: idText,
  archived: z.boolean(),
  email: optional(z.string()),
  userId: optional(idText),
  /** Of an archived owner, the user that it was. */
  userIdIncludingInactive: optional(idText),
});
export type HubspotOwner = z.infer<typeof ownerShape>;

export const foundRecordsShape = z.object({ total: z.int(), results: z.array(z.object({ id: idText })) });

export const detailsShape = z.object({ portalId: idText });

export const signInShape = z.object({ loginAt: z.string(), loginSucceeded: z.boolean(), userId: optional(idText) });

export const privateAppShape = z.object({ name: z.string() });

/** `userId`: by whom the token was made. */
export const tokenInfoShape = z.object({ scopes: z.array(z.string()), userId: optional(idText) });
