import { existsSync } from 'node:fs';
import { z } from 'zod';
import { type Address, createAddresses } from '../../channels/teams/addresses.ts';
import { howToInstall } from '../../channels/teams/teams-error.ts';
import type { Config, TeamsSettings } from '../../config.ts';
import type { Organisation } from '../../engine/people.ts';
import { databasePath, openStore } from '../open-store.ts';
import { type Finding, good, note, problem, wordsOf } from './finding.ts';

export interface LookAtTeams {
  settings: TeamsSettings;
  fetch: typeof globalThis.fetch;
  /** Where tokens are made. */
  loginUrl?: string;
}

const answerSchema = z.looseObject({ access_token: z.string().optional(), error: z.string().optional() });
const patience = 15_000;

/** Whether Microsoft takes the app id and its secret. */
export async function lookAtTeams({
  settings: { appId, password, tenantId, type },
  fetch,
  loginUrl = 'https://login.microsoftonline.com',
}: LookAtTeams): Promise<Finding[]> {
  if (password === null)
    return [note('teams', 'A managed identity proves itself on the machine that has it; this is not tried here.')];
  try {
    const response = await fetch(
      `${loginUrl}/${type === 'MultiTenant' ? 'botframework.com' : tenantId}/oauth2/v2.0/token`,
      {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: appId,
          client_secret: password,
          scope: 'https://api.botframework.com/.default',
        }),
        signal: AbortSignal.timeout(patience),
      },
    );
    const answer = answerSchema.parse(await response.json());
    return [
      response.ok && answer.access_token
        ? good('teams', 'Microsoft takes the app id and its secret.')
        : problem(
            'teams',
            `Microsoft refuses the app: ${answer.error ?? `HTTP ${response.status}`}.`,
            'Check MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD (the value of the secret, not its id; secrets expire) and MICROSOFT_APP_TENANT_ID.',
          ),
    ];
  } catch (error) {
    const why = `Microsoft cannot be reached: ${wordsOf(error)}`;
    return [problem('teams', why, 'Check the network and the proxy of this computer.')];
  }
}

/** Whom of the organisation Relais cannot write to on Teams, and how that is mended. */
export async function lookAtReach(config: Config, organisation: Organisation): Promise<Finding[]> {
  const named = [...Object.values(organisation.roles).flat(), ...organisation.people.map(({ email }) => email)];
  const emails = [...new Set(named)].sort();
  if (emails.length === 0) return [];
  const whyNot = await reasons(config, emails);
  if (whyNot.length === 0) return [good('teams', `All ${emails.length} people of relais.yaml can be reached.`)];
  const list = whyNot.map(({ email, why }) => `  ${email}: ${why}`).join('\n');
  const message = `${whyNot.length} of the ${emails.length} people of relais.yaml cannot be reached on Teams:\n${list}`;
  // Where there is Slack as well, that is their own affair.
  return [config.slack ? note('teams', message) : problem('teams', message, howToInstall)];
}

async function reasons(config: Config, emails: readonly string[]): Promise<{ email: string; why: string }[]> {
  if (!existsSync(databasePath(config))) return emails.map((email) => ({ email, why: notInstalled }));
  const store = await openStore(config);
  try {
    const addresses = createAddresses(store.notes);
    const found: { email: string; why: string }[] = [];
    for (const email of emails) {
      const why = reasonOf(await addresses.withEmail(email));
      if (why !== null) found.push({ email, why });
    }
    return found;
  } finally {
    await store.close();
  }
}

const notInstalled = 'Relais is not installed for them';

function reasonOf(known: readonly Address[]): string | null {
  const usable = known.filter(({ installed, outsider }) => installed && !outsider);
  if (usable.length > 1) return 'two accounts have this address, and nobody guesses';
  const [one] = usable;
  if (!one) return known.some(({ outsider }) => outsider) ? 'they are a guest' : notInstalled;
  return one.blocked === null ? null : 'they have blocked Relais, or an administrator has switched it off';
}
