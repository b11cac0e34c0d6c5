import { parse } from 'yaml';
import { z } from 'zod';
import type { Shortcut, SlashCommand } from './browser-api.ts';

/** The app as the local workspace has it installed: what a manifest says about it. */
export interface InstalledApp {
  commands: readonly (SlashCommand & { shouldEscape: boolean })[];
  shortcuts: readonly Shortcut[];
  /** Bot scopes; a call that needs another one answers `missing_scope`. */
  scopes: readonly string[];
  /** Events the app subscribed to, such as `app_home_opened` and `message.im`; no others are sent. */
  events: readonly string[];
}

const manifest = z.object({
  features: z.object({
    slash_commands: z
      .array(
        z.object({
          command: z.string(),
          description: z.string().default(''),
          usage_hint: z.string().default(''),
          should_escape: z.boolean().default(false),
        }),
      )
      .default([]),
    shortcuts: z
      .array(
        z.object({
          name: z.string(),
          type: z.enum(['global', 'message']),
          callback_id: z.string(),
          description: z.string().default(''),
        }),
      )
      .default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z
    .object({ event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional() })
    .default({}),
});

/** Installs the very manifest that goes to Slack, so that a missing scope or event shows here first. */
export function installedFromManifest(yaml: string): InstalledApp {
  const { features, oauth_config, settings } = manifest.parse(parse(yaml));
  return {
    commands: features.slash_commands.map((each) => ({
      command: each.command,
      description: each.description,
      usageHint: each.usage_hint,
      shouldEscape: each.should_escape,
    })),
    shortcuts: features.shortcuts.map((each) => ({
      kind: each.type,
      callbackId: each.callback_id,
      name: each.name,
      description: each.description,
    })),
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions?.bot_events ?? [],
  };
}
