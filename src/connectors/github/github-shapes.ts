import { z } from 'zod';

/**
 * What we read of GitHub's answers: https://docs.github.com/rest . Everything else is dropped; what is only shown may
 * be odd.
 */
const idShape = z.union([z.int(), z.string().min(1)]).transform(String);
const shownShape = z.string().nullish().catch(null);

export const userShape = z.object({ id: idShape, login: z.string().min(1), name: shownShape });
export type GithubUser = z.infer<typeof userShape>;

export const organisationShape = z.object({ id: idShape, login: z.string().min(1) });

export const membershipShape = z.object({
  /** `pending` until the invitation is accepted. */
  state: z.string(),
  role: shownShape,
  /** False when the membership comes from an enterprise team alone. */
  direct_membership: z.boolean().nullish().catch(null),
  enterprise_teams_providing_indirect_membership: z.array(z.string()).nullish().catch(null),
});
export type GithubMembership = z.infer<typeof membershipShape>;

export const teamShape = z.object({
  id: idShape,
  slug: shownShape,
  name: shownShape,
  /** Told of one team, not in lists. */
  members_count: z.number().nullish().catch(null),
});

export const teamMembershipShape = z.object({ state: shownShape, role: shownShape });

export const organisationRolesShape = z.object({ roles: z.array(z.object({ id: idShape, name: shownShape })) });

/** `assignment` is `indirect` for whoever holds the role through a team alone: it goes with the team. */
export const roleHolderShape = userShape.extend({ assignment: shownShape });

export const credentialShape = z.object({ login: z.string(), credential_id: idShape });

/** The number goes back as a number. */
export const accessTokenShape = z.object({
  id: z.union([z.int(), z.string().regex(/^\d+$/)]).transform(String),
  owner: z.object({ id: idShape }),
});

/** The same in the list of the whole organisation: https://docs.github.com/rest/orgs/personal-access-tokens */
export const organisationTokenShape = accessTokenShape.extend({
  token_name: shownShape,
  token_last_used_at: shownShape,
});

/** `login` is null for an invitation to an address. */
export const invitationShape = z.object({ id: idShape, login: shownShape, email: shownShape, created_at: shownShape });

export const repositoryShape = z.object({
  id: idShape,
  name: z.string().min(1),
  owner: z.object({ login: z.string() }),
});

export const repositoryInvitationShape = z.object({ id: idShape, invitee: z.object({ id: idShape }).nullable() });

export const logEntryShape = z.object({
  '@timestamp': z.number().nullish().catch(null),
  created_at: z.number().nullish().catch(null),
  action: shownShape,
  actor_id: idShape.nullish().catch(null),
});
