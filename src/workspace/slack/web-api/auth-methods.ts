import { z } from 'zod';
import { bot, team } from '../identity.ts';
import { defineMethod } from './method.ts';
import { SlackError } from './slack-error.ts';
import { avatarUrl } from './user-json.ts';

export const authMethods = [
  defineMethod({
    name: 'api.test',
    scope: null,
    args: z.looseObject({ error: z.string().optional() }),
    run: (_slack, { error, ...args }) => {
      if (error) throw new SlackError(error);
      return { args };
    },
  }),
  defineMethod({
    name: 'auth.test',
    scope: null,
    args: z.looseObject({}),
    run: (slack) => ({
      url: `${slack.origin()}/`,
      team: team.name,
      user: bot.handle,
      team_id: team.id,
      user_id: bot.userId,
      bot_id: bot.botId,
      is_enterprise_install: false,
    }),
  }),
  defineMethod({
    name: 'bots.info',
    scope: 'users:read',
    args: z.looseObject({ bot: z.string().optional() }),
    run: (slack, args) => {
      if (args.bot !== bot.botId) throw new SlackError('bot_not_found');
      const image = avatarUrl(bot.userId, slack);
      return {
        bot: {
          id: bot.botId,
          app_id: bot.appId,
          user_id: bot.userId,
          name: bot.name,
          deleted: false,
          updated: 1_700_000_000,
          icons: { image_36: image, image_48: image, image_72: image },
        },
      };
    },
  }),
];
