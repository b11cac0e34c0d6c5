import { z } from 'zod';

/** What we read of GitHub's answers: https://docs.github.com/rest . Everything else is dropped. */
export const userShape = z.object({ id: z.int(), login: z.string(), name: z.string().nullish() });
export type GithubUser = z.infer<typeof userShape>;

export const membershipShape = z.object({
  /** `pending` until the invitation is accepted. */
  state: z.enum(['active', 'pending']),
  role: z.string(),
  /** False when the membership comes from an enterprise team alone. */
  direct_membership: z.boolean().nullish(),
  enterprise_teams_providing_indirect_membership: z.array(z.string()).nullish(),
});

export const teamShape = z.object({ id: z.int(), slug: z.string(), name: z.string() });

export const teamMembershipShape = z.object({ state: z.string(), role: z.string() });

export const organisationRolesShape = z.object({ roles: z.array(z.object({ id: z.int(), name: z.string() })) });

export const credentialShape = z.object({
  login: z.string(),
  credential_id: z.int(),
  credential_type: z.string(),
});

export const accessTokenShape = z.object({
  id: z.int(),
  owner: z.object({ login: z.string(), id: z.int() }),
  token_name: z.string().nullish(),
});

export const logEntryShape = z.object({ '@timestamp': z.number(), action: z.string().nullish() });
