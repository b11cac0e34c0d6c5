import type { Told } from './setting.ts';

export interface TeamsSettings {
  appId: string;
  /** Null for a managed identity. */
  password: string | null;
  tenantId: string;
  type: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  cloud: 'global' | 'us-government' | 'us-government-dod' | 'china';
  installForPeople: boolean;
}

/** What a bot cannot be without, but for the secret of a managed identity; in the order in which it is asked for. */
const teamsNames = ['MICROSOFT_APP_ID', 'MICROSOFT_APP_TENANT_ID', 'MICROSOFT_APP_PASSWORD'] as const;
type TeamsName = (typeof teamsNames)[number];

/** What of the environment the settings of Teams were read from. */
interface TeamsContext {
  env: Readonly<Record<string, string | undefined>>;
  /** What is wrong is added here. */
  problems: Told[];
  expected(name: TeamsName): Told;
  /** Where to read on. */
  chapter: string;
}

/** Null where no setting of Teams is there, or one that is needed is not. */
export function teamsSettings(
  {
    appId,
    password,
    tenantId,
    type,
    cloud,
    installForPeople,
  }: {
    appId?: string | undefined;
    password?: string | undefined;
    tenantId?: string | undefined;
    type: TeamsSettings['type'];
    cloud: TeamsSettings['cloud'];
    installForPeople: boolean;
  },
  { env, problems, expected, chapter }: TeamsContext,
): TeamsSettings | null {
  const needed: readonly TeamsName[] = teamsNames.filter(
    (name) => name !== 'MICROSOFT_APP_PASSWORD' || type !== 'UserAssignedMSI',
  );
  const given = (name: TeamsName) => (env[name] ?? '') !== '';
  if (!teamsNames.some(given)) return null;
  const missing = needed.filter((name) => !given(name));
  if (missing.length > 0)
    problems.push({
      en: `${missing.join(', ')}: missing while other Teams settings are there; expected ${missing.map((name) => expected(name).en).join(', and ')}. See ${chapter}.`,
      fr: `${missing.join(', ')} : manque alors que d’autres réglages Teams sont là ; attendu ${missing.map((name) => expected(name).fr).join(', et ')}. Voyez ${chapter}.`,
    });
  if (type === 'UserAssignedMSI' && given('MICROSOFT_APP_PASSWORD'))
    problems.push({
      en: `MICROSOFT_APP_PASSWORD: a managed identity has no secret; expected none, or another MICROSOFT_APP_TYPE. See ${chapter}.`,
      fr: `MICROSOFT_APP_PASSWORD : une identité managée n’a pas de secret ; attendu aucun, ou un autre MICROSOFT_APP_TYPE. Voyez ${chapter}.`,
    });
  if (type === 'UserAssignedMSI' && installForPeople)
    problems.push({
      en: `MICROSOFT_APP_INSTALL_FOR_PEOPLE: Relais asks Graph with a client secret, which a managed identity has not; expected false, or another MICROSOFT_APP_TYPE. See ${chapter}.`,
      fr: `MICROSOFT_APP_INSTALL_FOR_PEOPLE : Relais interroge Graph avec un secret client, qu’une identité managée n’a pas ; attendu false, ou un autre MICROSOFT_APP_TYPE. Voyez ${chapter}.`,
    });
  return appId && tenantId ? { appId, password: password ?? null, tenantId, type, cloud, installForPeople } : null;
}
