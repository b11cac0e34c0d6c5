import { z } from 'zod';
import { idText, optional } from '../kit/vendor-shapes.ts';

/** What is read of Slack's answers: https://docs.slack.dev/reference/methods . Everything else is dropped. */
export const userShape = z.object({
  id: idText,
  team_id: optional(idText),
  name: optional(z.string()),
  /** Decides whether the account is closed, so it has to be told. */
  deleted: z.boolean(),
  real_name: optional(z.string()),
  is_primary_owner: optional(z.boolean()),
  is_owner: optional(z.boolean()),
  is_admin: optional(z.boolean()),
  is_bot: optional(z.boolean()),
  /** A guest of several channels, or (`is_ultra_restricted`) of one. */
  is_restricted: optional(z.boolean()),
  is_ultra_restricted: optional(z.boolean()),
  /** Somebody of another organisation, met in a shared channel. */
  is_stranger: optional(z.boolean()),
  profile: optional(z.object({ email: optional(z.string()), real_name: optional(z.string()) })),
  /** Of an Enterprise organisation: in which of its workspaces the person is. */
  enterprise_user: optional(z.object({ enterprise_id: optional(idText), teams: optional(z.array(idText)) })),
});
export type SlackUser = z.infer<typeof userShape>;

export const channelShape = z.object({
  id: idText,
  name: optional(z.string()),
  creator: optional(idText),
  is_private: optional(z.boolean()),
});
export type SlackChannel = z.infer<typeof channelShape>;

export const sessionShape = z.object({ session_id: idText, user_id: optional(idText) });

/** One line of what was done to apps and integrations; an app has `app_id`, an integration `service_id`. */
export const integrationShape = z.object({
  app_id: optional(idText),
  app_type: optional(z.string()),
  service_id: optional(idText),
  service_type: optional(z.string()),
  user_id: optional(idText),
  date: idText,
  change_type: z.string(),
  scope: optional(z.string()),
});
export type SlackIntegration = z.infer<typeof integrationShape>;

/** `collaborators`: who manages it. */
export const workflowShape = z.object({
  id: idText,
  title: optional(z.string()),
  collaborators: optional(z.array(idText)),
});

export const loginShape = z.object({ user_id: idText, date_last: z.number() });

/** `auth.test`: whose token it is, and of which workspace or organisation. */
export const identityShape = z.object({
  url: z.string(),
  user_id: idText,
  team_id: optional(idText),
  enterprise_id: optional(idText),
});

export const oneUserShape = z.object({ user: userShape });
