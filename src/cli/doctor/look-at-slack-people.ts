import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { userSchema } from '../../channels/slack/platform-user.ts';
import { type Config, slackApiUrlOf } from '../../config.ts';
import type { Organisation } from '../../engine/people/organisation.ts';
import { type Finding, good, networkFix, note, problem, wordsOf } from './finding.ts';
import { namedPeople } from './named-people.ts';

export interface LookAtSlackPeople {
  config: Pick<Config, 'slack' | 'teams'>;
  organisation: Organisation;
  fetch: typeof globalThis.fetch;
  /** Where Slack's Web API is, ending with a slash; Slack's own when left out. */
  apiUrl?: string;
}

const answerSchema = z.looseObject({ ok: z.boolean(), error: z.string().optional(), user: userSchema.optional() });

const patience = 15_000;
/** Slack asks for a pause after some fifty look-ups in a minute. */
const mostPauses = 20;
const longestPause = 60;

const fix =
  'Write the address in relais.yaml as it stands in the person’s Slack profile; guests cannot hold a role or take work.';

/** Whether Slack knows everybody of relais.yaml by the address that stands there, as a departure will look for them. */
export async function lookAtSlackPeople({
  config: { slack, teams },
  organisation,
  fetch,
  apiUrl = slack === null ? '' : slackApiUrlOf(slack),
}: LookAtSlackPeople): Promise<Finding[]> {
  const emails = namedPeople(organisation);
  if (slack === null || emails.length === 0) return [];
  const { botToken } = slack;

  const ask = async (email: string) => {
    for (let pauses = 0; ; pauses += 1) {
      const response = await fetch(`${apiUrl}users.lookupByEmail`, {
        method: 'POST',
        headers: { authorization: `Bearer ${botToken}` },
        body: new URLSearchParams({ email }),
        signal: AbortSignal.timeout(patience),
      });
      const seconds = Number(response.headers.get('retry-after') ?? 1);
      if (response.status !== 429 || pauses >= mostPauses) return answerSchema.parse(await response.json());
      await wait(Math.min(seconds, longestPause) * 1000);
    }
  };

  try {
    const missing: string[] = [];
    for (const email of emails) {
      const answer = await ask(email);
      // Not about this person: the next would hear the same.
      if (!answer.ok && answer.error !== 'users_not_found')
        return [
          problem(
            'slack',
            `Slack does not tell who the people of relais.yaml are: ${answer.error ?? 'no reason given'}.`,
            'Give the app the scope users:read.email as in manifest/slack.yaml, install it again, and try once more.',
          ),
        ];
      const why = whyNot(answer.user);
      if (why !== null) missing.push(`  ${email}: ${why}`);
    }
    if (missing.length === 0) return [good('slack', `Slack knows all ${emails.length} people of relais.yaml.`)];
    const message = `${missing.length} of the ${emails.length} people of relais.yaml are not found on Slack:\n${missing.join('\n')}`;
    // Where there is Teams as well, that is their own affair.
    return [teams ? note('slack', message) : problem('slack', message, fix)];
  } catch (error) {
    return [
      problem('slack', `Slack could not be asked about the people of relais.yaml: ${wordsOf(error)}`, networkFix),
    ];
  }
}

function whyNot(user: z.infer<typeof userSchema> | undefined): string | null {
  if (!user) return 'Slack knows nobody with this address';
  if (user.is_bot) return 'this is a bot';
  if (user.deleted) return 'the account is closed';
  if (user.is_stranger) return 'they are of another workspace';
  return user.is_restricted || user.is_ultra_restricted ? 'they are a guest' : null;
}
