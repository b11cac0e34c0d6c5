import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { userSchema } from '../../channels/slack/platform-user.ts';
import { type Config, slackApiUrlOf } from '../../config.ts';
import { inEnglish, inFrench, type Localized } from '../../domain/localized.ts';
import type { Locale } from '../../domain/people/people.ts';
import type { Organisation } from '../../engine/people/organisation.ts';
import { about, type Finding, good, networkFix, note, problem, wordsOf } from './finding.ts';
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

const fix: Localized = {
  en: 'Write the address in relais.yaml as it stands in the person’s Slack profile; guests cannot hold a role or take work.',
  fr: 'Écrivez l’adresse dans relais.yaml telle qu’elle figure dans le profil Slack de la personne ; les invités ne peuvent ni tenir un rôle ni recevoir de travail.',
};

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
    const missing: { email: string; why: Localized }[] = [];
    for (const email of emails) {
      const answer = await ask(email);
      // Not about this person: the next would hear the same.
      if (!answer.ok && answer.error !== 'users_not_found')
        return [
          problem(
            'slack',
            {
              en: `Slack does not tell who the people of relais.yaml are: ${answer.error ?? 'no reason given'}.`,
              fr: `Slack ne dit pas qui sont les personnes de relais.yaml : ${answer.error ?? 'sans raison donnée'}.`,
            },
            {
              en: 'Give the app the scope users:read.email as in manifest/slack.yaml, install it again, and try once more.',
              fr: 'Donnez à l’application la portée users:read.email comme dans manifest/slack.yaml, réinstallez-la, et réessayez.',
            },
          ),
        ];
      const why = whyNot(answer.user);
      if (why !== null) missing.push({ email, why });
    }
    if (missing.length === 0)
      return [
        good('slack', {
          en: `Slack knows all ${emails.length} people of relais.yaml.`,
          fr: `Slack connaît les ${emails.length} personnes de relais.yaml.`,
        }),
      ];
    const list = (language: Locale) => missing.map(({ email, why }) => `\n  ${about(email, why)[language]}`).join('');
    const message = {
      en: `${missing.length} of the ${emails.length} people of relais.yaml are not found on Slack:${list('en')}`,
      fr: `${missing.length} des ${emails.length} personnes de relais.yaml ne sont pas trouvées sur Slack :${list('fr')}`,
    };
    // Where there is Teams as well, that is their own affair.
    return [teams ? note('slack', message) : problem('slack', message, fix)];
  } catch (error) {
    return [
      problem(
        'slack',
        {
          en: `Slack could not be asked about the people of relais.yaml: ${inEnglish(wordsOf(error))}`,
          fr: `Slack n’a pas pu être interrogé sur les personnes de relais.yaml : ${inFrench(wordsOf(error))}`,
        },
        networkFix,
      ),
    ];
  }
}

function whyNot(user: z.infer<typeof userSchema> | undefined): Localized | null {
  if (!user) return { en: 'Slack knows nobody with this address', fr: 'Slack ne connaît personne à cette adresse' };
  if (user.is_bot) return { en: 'this is a bot', fr: 'c’est un bot' };
  if (user.deleted) return { en: 'the account is closed', fr: 'le compte est fermé' };
  if (user.is_stranger) return { en: 'they are of another workspace', fr: 'elle est d’un autre espace de travail' };
  return user.is_restricted || user.is_ultra_restricted ? { en: 'they are a guest', fr: 'elle est invitée' } : null;
}
