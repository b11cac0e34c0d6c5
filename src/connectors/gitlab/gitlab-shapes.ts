import { z } from 'zod';
import { idText, optional } from '../kit/vendor-shapes.ts';

/** What is read of GitLab's answers: https://docs.gitlab.com/api/rest/ . Everything else is dropped. */
const basicUser = {
  id: idText,
  username: z.string(),
  name: optional(z.string()),
  /** Decides whether the account is closed, so it has to be told. */
  state: z.string(),
  bot: optional(z.boolean()),
  created_at: optional(z.string()),
  public_email: optional(z.string()),
};

/** A user as anybody sees it. */
export const userShape = z.object({ ...basicUser, email: optional(z.string()) });
export type GitlabUser = z.infer<typeof userShape>;

/** As an administrator sees it: whoever is not told `is_admin` is none. */
export const fullUserShape = z.object({
  ...basicUser,
  email: z.string(),
  is_admin: z.boolean(),
  commit_email: optional(z.string()),
  current_sign_in_at: optional(z.string()),
  last_sign_in_at: optional(z.string()),
});
export type FullUser = z.infer<typeof fullUserShape>;

export const emailShape = z.object({ id: idText, email: z.string() });

export const tokenShape = z.object({
  id: idText,
  name: optional(z.string()),
  user_id: optional(idText),
  last_used_at: optional(z.string()),
});
export type GitlabToken = z.infer<typeof tokenShape>;

export const ownTokenShape = z.object({ id: idText, user_id: idText, scopes: z.array(z.string()) });

export const sshKeyShape = z.object({ id: idText, title: optional(z.string()) });
export const gpgKeyShape = z.object({ id: idText });

export const membershipShape = z.object({
  source_id: idText,
  source_name: optional(z.string()),
  source_type: z.enum(['Namespace', 'Project']),
  access_level: optional(z.int()),
});

export const memberShape = z.object({
  id: idText,
  username: optional(z.string()),
  name: optional(z.string()),
  state: optional(z.string()),
  /** 50 owns the group. */
  access_level: z.int(),
  /** Told to the owners of a group about its enterprise users alone. */
  email: optional(z.string()),
});
export type GitlabMember = z.infer<typeof memberShape>;

export const groupShape = z.object({ id: idText, name: optional(z.string()), full_path: optional(z.string()) });

export const projectShape = z.object({
  id: idText,
  path_with_namespace: optional(z.string()),
  /** `disabled`: without pipelines, so that its schedules answer as if nobody might read them. */
  builds_access_level: optional(z.string()),
});
export type GitlabProject = z.infer<typeof projectShape>;

export const scheduleShape = z.object({
  id: idText,
  description: optional(z.string()),
  /** Null once its account was deleted; undefined where it is not told. */
  owner: z.object({ id: idText }).nullish().catch(undefined),
});
export type GitlabSchedule = z.infer<typeof scheduleShape>;

export const runnerShape = z.object({
  id: idText,
  description: optional(z.string()),
  /** Told by newer versions, to administrators. */
  created_by: optional(z.object({ id: idText })),
});
