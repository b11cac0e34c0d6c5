import type { webApi } from '@slack/bolt';
import { z } from 'zod';

/** Who Relais is in this workspace, or in this Enterprise Grid. */
export interface Identity {
  /** The workspace; where the app was installed for a whole Enterprise Grid, that. */
  teamId: string;
  enterpriseId: string | null;
  /** Installed for all workspaces of an Enterprise Grid: some calls then must say which workspace they mean. */
  orgWide: boolean;
  botUserId: string;
  botId: string | null;
}

const answerSchema = z.looseObject({
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().default(false),
  user_id: z.string(),
  bot_id: z.string().nullish(),
});

/** Asked once; a failure is not remembered, so that a later call asks again. */
export function createIdentity(client: webApi.WebClient): () => Promise<Identity> {
  let known: Promise<Identity> | null = null;
  const ask = async (): Promise<Identity> => {
    const answer = answerSchema.parse(await client.auth.test());
    const teamId = answer.team_id ?? answer.enterprise_id;
    if (teamId == null) throw new Error('Slack names neither a workspace nor an organisation for this token');
    return {
      teamId,
      enterpriseId: answer.enterprise_id ?? null,
      orgWide: answer.is_enterprise_install,
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
