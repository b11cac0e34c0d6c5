import { z } from 'zod';
import { type Address, createAddresses } from '../../channels/teams/addresses.ts';
import { botClouds } from '../../channels/teams/clouds.ts';
import { howToInstall } from '../../channels/teams/teams-error.ts';
import type { Config } from '../../config.ts';
import { createTeamsAppInstaller } from '../../connectors/entra/teams-app.ts';
import { inEnglish, inFrench, type Localized } from '../../domain/localized.ts';
import type { Locale } from '../../domain/people/people.ts';
import type { Organisation } from '../../engine/people/organisation.ts';
import { noProxy, type ProxyFor } from '../../network/proxy-for.ts';
import type { TeamsSettings } from '../../teams-config.ts';
import { openIfThere } from '../open-store.ts';
import { about, type Finding, good, networkFix, note, problem, wordsOf } from './finding.ts';
import { namedPeople } from './named-people.ts';

export interface LookAtTeams {
  settings: TeamsSettings;
  fetch: typeof globalThis.fetch;
  /** Where tokens are made; the cloud's own when left out. */
  loginUrl?: string;
}

const answerSchema = z.looseObject({ access_token: z.string().optional(), error: z.string().optional() });
const patience = 15_000;

/** Whether Microsoft takes the app id and its secret. */
export async function lookAtTeams({
  settings: { appId, password, tenantId, type, cloud },
  fetch,
  loginUrl = botClouds[cloud].login,
}: LookAtTeams): Promise<Finding[]> {
  const { sharedTenant, scope } = botClouds[cloud];
  if (password === null)
    return [
      note('teams', {
        en: 'A managed identity proves itself on the machine that has it; this is not tried here.',
        fr: 'Une identité managée se prouve sur la machine qui l’a ; cela n’est pas essayé ici.',
      }),
    ];
  try {
    const response = await fetch(`${loginUrl}/${type === 'MultiTenant' ? sharedTenant : tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: password,
        scope: `${scope}/.default`,
      }),
      signal: AbortSignal.timeout(patience),
    });
    const answer = answerSchema.parse(await response.json());
    return [
      response.ok && answer.access_token
        ? good('teams', {
            en: 'Microsoft takes the app id and its secret.',
            fr: 'Microsoft accepte l’identifiant d’application et son secret.',
          })
        : problem(
            'teams',
            {
              en: `Microsoft refuses the app: ${answer.error ?? `HTTP ${response.status}`}.`,
              fr: `Microsoft refuse l’application : ${answer.error ?? `HTTP ${response.status}`}.`,
            },
            {
              en: 'Check MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD (the value of the secret, not its id; secrets expire) and MICROSOFT_APP_TENANT_ID.',
              fr: 'Vérifiez MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD (la valeur du secret, pas son identifiant ; les secrets expirent) et MICROSOFT_APP_TENANT_ID.',
            },
          ),
    ];
  } catch (error) {
    const why = {
      en: `Microsoft cannot be reached: ${inEnglish(wordsOf(error))}`,
      fr: `Microsoft ne peut pas être joint : ${inFrench(wordsOf(error))}`,
    };
    return [problem('teams', why, networkFix)];
  }
}

/** Whether Relais may install itself for people, where it is told to. Changes nothing. */
export async function lookAtInstalling(
  { teams, allowPrivateAddresses }: Config,
  { proxyFor = noProxy, ...graph }: GraphAt = {},
): Promise<Finding[]> {
  if (!teams?.installForPeople || teams.password === null) return [];
  const { appId, tenantId, password, cloud } = teams;
  const installer = createTeamsAppInstaller(
    { appId, tenantId, password, cloud, ...graph },
    { allowPrivateAddresses, proxyFor },
  );
  const { problems } = await installer.check({ now: () => new Date(), signal: AbortSignal.timeout(patience) });
  return problems.length === 0
    ? [
        good('teams', {
          en: 'Relais may install itself for people, and its app is in the catalogue.',
          fr: 'Relais peut s’installer chez les personnes, et son application est au catalogue.',
        }),
      ]
    : problems.map(({ message, fix }) =>
        problem(
          'teams',
          {
            en: `Relais cannot install itself: ${inEnglish(message)}`,
            fr: `Relais ne peut pas s’installer lui-même : ${inFrench(message)}`,
          },
          fix,
        ),
      );
}

/** How Graph is reached; its address and the login service's only where they are not Microsoft's own. */
interface GraphAt {
  proxyFor?: ProxyFor;
  baseUrl?: string;
  loginUrl?: string;
}

/** Whom of the organisation Relais cannot write to on Teams, and how that is mended. */
export async function lookAtReach(config: Config, organisation: Organisation): Promise<Finding[]> {
  const emails = namedPeople(organisation);
  if (emails.length === 0) return [];
  const whyNot = await reasons(config, emails);
  const comes = whyNot.filter(({ why }) => why === installsItself).map(({ email }) => `  ${email}`);
  const later = comes.length === 0 ? [] : [note('teams', allOf(installsItself, comes))];
  const unreached = whyNot.filter(({ why }) => why !== installsItself);
  if (unreached.length === 0)
    return [
      ...later,
      good('teams', {
        en: `All ${emails.length} people of relais.yaml can be reached.`,
        fr: `Les ${emails.length} personnes de relais.yaml peuvent être jointes.`,
      }),
    ];
  const list = (language: Locale) => unreached.map(({ email, why }) => `\n  ${about(email, why)[language]}`).join('');
  const message = {
    en: `${unreached.length} of the ${emails.length} people of relais.yaml cannot be reached on Teams:${list('en')}`,
    fr: `${unreached.length} des ${emails.length} personnes de relais.yaml ne peuvent pas être jointes sur Teams :${list('fr')}`,
  };
  // Where there is Slack as well, that is their own affair.
  return [...later, config.slack ? note('teams', message) : problem('teams', message, howToInstall)];
}

/** What is so of each of these, one to a line. */
function allOf({ en, fr }: Localized, lines: readonly string[]): Localized {
  const list = lines.join('\n');
  return { en: `${en}:\n${list}`, fr: `${fr} :\n${list}` };
}

async function reasons(config: Config, emails: readonly string[]): Promise<{ email: string; why: Localized }[]> {
  const installs = config.teams?.installForPeople ?? false;
  const store = await openIfThere(config);
  if (store === null) return emails.map((email) => ({ email, why: reasonOf([], installs) ?? notInstalled }));
  try {
    const addresses = createAddresses(store.notes);
    const found: { email: string; why: Localized }[] = [];
    for (const email of emails) {
      const why = reasonOf(await addresses.withEmail(email), installs);
      if (why !== null) found.push({ email, why });
    }
    return found;
  } finally {
    await store.close();
  }
}

const notInstalled = { en: 'Relais is not installed for them', fr: 'Relais n’est pas installé chez elle' };
const unmet = {
  en: 'Relais has not met them in Teams: add it to a team they belong to, and it installs itself for them',
  fr: 'Relais ne l’a pas rencontrée dans Teams : ajoutez-le à une équipe dont elle fait partie, et il s’installe chez elle',
};
const removed = {
  en: 'they, or an administrator, have removed Relais',
  fr: 'elle, ou l’administration, a retiré Relais',
};
const installsItself = {
  en: 'Relais is not installed for these yet, and installs itself when it first writes to them',
  fr: 'Relais n’est pas encore installé chez ces personnes, et s’installe quand il leur écrit pour la première fois',
};

function reasonOf(known: readonly Address[], installs: boolean): Localized | null {
  const usable = known.filter(({ installed, outsider }) => installed && !outsider);
  if (usable.length > 1)
    return {
      en: 'two accounts have this address, and nobody guesses',
      fr: 'deux comptes ont cette adresse, et personne ne devine',
    };
  const [one] = usable;
  const [met] = known.filter(({ outsider }) => !outsider);
  if (!one && !met) {
    if (known.length > 0) return { en: 'they are a guest', fr: 'elle est invitée' };
    return installs ? unmet : notInstalled;
  }
  if (!one) {
    if (met?.conversation != null) return removed;
    return installs ? installsItself : notInstalled;
  }
  return one.blocked === null
    ? null
    : {
        en: 'they have blocked Relais, or an administrator has switched it off',
        fr: 'elle a bloqué Relais, ou l’administration l’a désactivé',
      };
}
