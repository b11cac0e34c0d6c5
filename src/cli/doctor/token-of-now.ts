import { lastBotToken } from '../../channels/slack/rotating-token.ts';
import type { Config } from '../../config.ts';
import { openIfThere } from '../open-store.ts';

/**
 * Where tokens of Slack rotate, the one of the settings is over once Relais has renewed it: then with the one of now.
 */
export async function withTokenOfNow(config: Config): Promise<Config> {
  const { slack } = config;
  if (!slack?.rotation) return config;
  try {
    const store = await openIfThere(config);
    if (store === null) return config;
    try {
      return {
        ...config,
        slack: { ...slack, botToken: await lastBotToken(store.notes, { ...slack.rotation, ...slack }) },
      };
    } finally {
      await store.close();
    }
  } catch {
    // What is wrong with the store is a finding of its own.
    return config;
  }
}
