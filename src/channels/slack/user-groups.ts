import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { ConnectorError } from '../../engine/ports/connector.ts';
import type { GroupSource } from '../../engine/ports/group-source.ts';
import { platformCode } from './slack-error.ts';

const answerSchema = z.looseObject({ users: z.array(z.string().min(1)) });

/** By which codes Slack says that there is no such group; a disabled one is none either. */
const gone = new Set(['no_such_subteam', 'subteam_not_found', 'invalid_usergroup', 'user_group_disabled']);

/**
 * Slack's user groups, whose members are told by their user ids:
 * https://docs.slack.dev/reference/methods/usergroups.users.list
 */
export function createUserGroups({ client }: { client: webApi.WebClient }): GroupSource {
  return {
    id: 'slack',
    async members(group) {
      let answer: unknown;
      try {
        answer = await client.usergroups.users.list({ usergroup: group });
      } catch (error) {
        const code = platformCode(error) ?? 'no answer';
        const kind = gone.has(code) ? 'not-found' : code === 'missing_scope' ? 'unauthorised' : 'unavailable';
        throw new ConnectorError(
          kind,
          {
            en: `Slack does not tell who is in the user group (${code})`,
            fr: `Slack ne dit pas qui est dans le groupe d’utilisateurs (${code})`,
          },
          { cause: error },
        );
      }
      const read = answerSchema.safeParse(answer);
      if (read.success) return read.data.users.map((handle) => ({ handle, email: null }));
      throw new ConnectorError('rejected', {
        en: 'Slack answered in an unknown shape',
        fr: 'Slack a répondu sous une forme inconnue',
      });
    },
  };
}
