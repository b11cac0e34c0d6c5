/**
 * What we read of Slack's requests; everything else in them is ignored. Bolt has checked where they come from, not what
 * is in them. https://docs.slack.dev/reference/interaction-payloads
 */
import { z } from 'zod';

const id = z.string().min(1).max(64);

const user = z.looseObject({ id, team_id: z.string().nullish() });
const team = z.looseObject({ id }).nullish();

/** An input's state; which key is there depends on `type`. */
const elementState = z.looseObject({
  type: z.string(),
  value: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
  selected_options: z.array(z.looseObject({ value: z.string() })).nullish(),
});
export type ElementState = z.infer<typeof elementState>;

const block = z.looseObject({ type: z.string(), block_id: z.string().optional() });
const plainText = z.looseObject({ type: z.literal('plain_text'), text: z.string() });

export const viewSchema = z.looseObject({
  id,
  type: z.string(),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  root_view_id: z.string().nullish(),
  previous_view_id: z.string().nullish(),
  title: plainText.nullish(),
  submit: plainText.nullish(),
  close: plainText.nullish(),
  blocks: z.array(block),
  state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), elementState)) }).nullish(),
});
export type PayloadView = z.infer<typeof viewSchema>;

export const commandSchema = z.looseObject({
  command: z.string(),
  text: z.string().default(''),
  user_id: id,
  team_id: id,
  channel_id: id,
  trigger_id: z.string(),
  response_url: z.url(),
});

export const shortcutSchema = z.looseObject({
  type: z.enum(['shortcut', 'message_action']),
  callback_id: z.string(),
  trigger_id: z.string(),
  user,
  team,
  /** Only for a message shortcut; a message of an app may have no user. */
  message: z.looseObject({ user: z.string().optional(), bot_id: z.string().nullish() }).optional(),
  response_url: z.url().optional(),
});

export const blockActionsSchema = z.looseObject({
  type: z.literal('block_actions'),
  trigger_id: z.string(),
  user,
  team,
  view: viewSchema.nullish(),
  channel: z.looseObject({ id }).nullish(),
  response_url: z.url().optional(),
  actions: z
    .tuple([z.looseObject({ action_id: z.string(), type: z.string(), value: z.string().nullish() })])
    .rest(z.unknown()),
});

export const viewActionSchema = z.looseObject({
  type: z.enum(['view_submission', 'view_closed']),
  user,
  team,
  view: viewSchema,
});

export const homeOpenedSchema = z.looseObject({
  team_id: z.string().nullish(),
  event: z.looseObject({ type: z.literal('app_home_opened'), user: id, tab: z.string().default('home') }),
});

export const messageSchema = z.looseObject({
  team_id: z.string().nullish(),
  event: z.looseObject({
    type: z.literal('message'),
    channel: id,
    channel_type: z.string(),
    text: z.string().default(''),
    user: id.optional(),
    /** Set on everything that is not simply typed: edits, joins, files, messages of apps. */
    subtype: z.string().optional(),
    bot_id: z.string().nullish(),
  }),
});
