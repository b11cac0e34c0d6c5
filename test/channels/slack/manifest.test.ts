import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { entries } from '../../../src/channels/slack/listeners.ts';
import { manifestText } from './slack-world.ts';

const source = resolve(import.meta.dirname, '../../../src/channels/slack');
const code = readdirSync(source)
  .map((name) => readFileSync(resolve(source, name), 'utf8'))
  .join('\n');

const manifest = z
  .looseObject({
    display_information: z.looseObject({
      name: z.string().max(35),
      description: z.string().max(140),
      long_description: z.string().min(174).max(4000),
    }),
    features: z.looseObject({
      app_home: z.looseObject({ home_tab_enabled: z.literal(true), messages_tab_enabled: z.literal(true) }),
      slash_commands: z.array(
        z.looseObject({ command: z.string(), url: z.url(), description: z.string(), should_escape: z.literal(true) }),
      ),
      shortcuts: z.array(
        z.looseObject({
          type: z.enum(['global', 'message']),
          callback_id: z.string(),
          name: z.string().max(24),
          description: z.string().max(150),
        }),
      ),
    }),
    oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
    settings: z.looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()), request_url: z.url() }),
      interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: z.url() }),
    }),
  })
  .parse(parse(manifestText));

/**
 * What Slack asks for; for `conversations.*` only the kinds of conversation that Relais looks into.
 * https://docs.slack.dev/reference/methods
 */
const scopesOfMethods: Readonly<Record<string, readonly string[]>> = {
  'auth.teams.list': [],
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'conversations.open': ['im:write'],
  'conversations.info': ['groups:read'],
  'conversations.members': ['groups:read'],
  'conversations.history': ['im:history', 'groups:history'],
  'conversations.replies': ['im:history', 'groups:history'],
  'users.info': ['users:read', 'users:read.email'],
  'users.list': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read.email'],
  'usergroups.users.list': ['usergroups:read'],
  'views.open': [],
  'views.push': [],
  'views.update': [],
  'views.publish': [],
};

const scopesOfEvents: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  'message.im': ['im:history'],
};

const used = [...new Set([...code.matchAll(/\bclient\.((?:[a-z]+\.)+[a-zA-Z]+)\(/g)].map(([, method = '']) => method))];

describe('the Slack manifest', () => {
  it('canary: the methods in the code are found', () => {
    expect(used).toContain('chat.postMessage');
    expect(used.toSorted()).toEqual(Object.keys(scopesOfMethods).toSorted());
    // Nothing may be called in a way this test does not see; what a client of ours hands on as it came is not a call of
    // its own.
    const calls = code.replaceAll(/\bsuper\.apiCall\(method,|override async apiCall\(/g, '');
    expect(calls).not.toMatch(/apiCall|client\[/);
  });

  it('asks for exactly the scopes that the code needs', () => {
    const needed = new Set(['commands']);
    for (const method of used) for (const scope of scopesOfMethods[method] ?? []) needed.add(scope);
    for (const event of entries.events) for (const scope of scopesOfEvents[event] ?? []) needed.add(scope);
    expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...needed].toSorted());
  });

  it('gives a reason for each scope', () => {
    const lines = manifestText.split('\n');
    for (const scope of manifest.oauth_config.scopes.bot) {
      const at = lines.findIndex((line) => line.trim() === `- ${scope}`);
      expect(lines[at - 1], scope).toMatch(/^\s+# .{15,}/);
    }
  });

  it('declares the command, shortcuts and events that the code listens to, and no others', () => {
    const { slash_commands: commands, shortcuts } = manifest.features;
    expect(commands.map(({ command }) => command)).toEqual([entries.command]);
    expect(shortcuts.map(({ type, callback_id }) => [type, callback_id])).toEqual([
      ['global', entries.globalShortcut],
      ['message', entries.messageShortcut],
    ]);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([...entries.events]);
    const listened = [...code.matchAll(/app\.event\('([a-z_]+)'/g)].map(([, event]) => event);
    expect(entries.events.map((event) => event.split('.')[0])).toEqual(listened);
  });

  it('sends everything to one address', () => {
    const { event_subscriptions: events, interactivity } = manifest.settings;
    const urls = [
      events.request_url,
      interactivity.request_url,
      ...manifest.features.slash_commands.map(({ url }) => url),
    ];
    expect(new Set(urls)).toEqual(new Set(['https://relais.example.com/slack/events']));
  });
});
