import type { webApi } from '@slack/bolt';
import { z } from 'zod';

/** Who Relais is in this workspace. */
export interface Identity {
  teamId: string;
  enterpriseId: string | null;
  botUserId: string;
  botId: string | null;
}

const answerSchema = z.looseObject({
  team_id: z.string(),
  enterprise_id: z.string().nullish(),
  user_id: z.string(),
  bot_id: z.string().nullish(),
});

/** Asked once; a failure is not remembered, so that a later call asks again. */
export function createIdentity(client: webApi.WebClient): () => Promise<Identity> {
  let known: Promise<Identity> | null = null;
  const ask = async (): Promise<Identity> => {
    const answer = answerSchema.parse(await client.auth.test());
    return {
      teamId: answer.team_id,
      enterpriseId: answer.enterprise_id ?? null,
      botUserId: answer.user_id,
      botId: answer.bot_id ?? null,
    };
  };
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}
