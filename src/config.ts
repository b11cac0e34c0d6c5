import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { type KmsSettings, kmsSettings } from './kms-config.ts';
import { type MailSettings, mailSettings } from './mail-config.ts';
import {
  configurationChapter,
  mailChapter,
  networkChapter,
  rolesChapter,
  slackChapter,
  type Told,
  teamsChapter,
} from './setting.ts';
import { type Role, roleNames, settings } from './settings.ts';
import { type TeamsSettings, teamsSettings } from './teams-config.ts';

type SettingName = keyof typeof settings;

/** Settings that may be given as `file:/path`. */
export const secretNames = (Object.keys(settings) as SettingName[]).filter((name) => 'secret' in settings[name]);

const fileReference = /^file:(\S.*)$/;

/** The files that secrets among the settings stand in. */
export function secretFilesOf(env: Environment): readonly string[] {
  return secretNames.flatMap((name) => fileReference.exec(env[name] ?? '')?.[1] ?? []);
}

export interface SlackSettings {
  domain: 'slack.com' | 'slack-gov.com';
  botToken: string;
  signingSecret: string | null;
  appToken: string | null;
  /** By what Relais renews the bot token where tokens rotate; null: it never does. */
  rotation: { clientId: string; clientSecret: string; refreshToken: string } | null;
}

/** The addresses may hold a user and a password; they are never shown. */
interface ProxyConfig {
  http: URL | null;
  https: URL | null;
  none: string;
}

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Null: the embedded database in the data folder. Holds a password; never shown. */
  mongodbUri: string | null;
  roles: readonly Role[];
  configFile: string | null;
  flowsDir: string | null;
  dossiersDir: string | null;
  masterKey: string | null;
  newMasterKey: string | null;
  /** What wraps the master key; null: it stands as it is. Holds secrets; never shown. */
  kms: KmsSettings | null;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  allowPrivateAddresses: boolean;
  /** Null: everything is called directly. */
  proxy: ProxyConfig | null;
  /** Neither Slack nor Teams: the local workspace. */
  slack: SlackSettings | null;
  teams: TeamsSettings | null;
  /** Null: nobody is written to by mail. */
  mail: MailSettings | null;
  /** How long a chat platform may be down until cards that matter go by mail; 0: they never do. */
  chatDownMinutes: number;
  /** Signs what is posted to /brand/posts; null: nothing is taken there. */
  criticalPostsSecret: string | null;
  /** Where people reach its pages, without a slash at the end; null: nowhere from outside. */
  publicUrl: string | null;
}

/**
 * Lists everything that is wrong with the environment, each with what was expected and where to read on. Never holds a
 * value.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** In English. */
  readonly problems: readonly string[];
  /** The same, as people read them. */
  readonly words: readonly Told[];
  constructor(words: readonly Told[]) {
    const problems = words.map(({ en }) => en);
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
    this.words = words;
  }
}

/** Written in small letters by many, and then meant, as curl does it. */
const proxyNames: ReadonlySet<SettingName> = new Set(['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY']);

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The process's environment, over what `.env` in the working folder says; a variable that is set wins over the file.
 */
export function readEnvironment(file = '.env'): Environment {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  checkAuthorities({ fromFile, own: process.env, file });
  return { ...fromFile, ...process.env };
}

const authorities = 'NODE_EXTRA_CA_CERTS';

/**
 * Node reads this one itself, before anything of ours, and only warns of what it cannot read: every call would fail
 * later.
 */
function checkAuthorities({ fromFile, own, file }: { fromFile: Environment; own: Environment; file: string }): void {
  const named = own[authorities];
  if (named === undefined && fromFile[authorities])
    throw new ConfigError([
      {
        en: `${authorities}: Node reads it when it starts, before ${file}; expected it in the environment of the process. See ${networkChapter}.`,
        fr: `${authorities} : Node la lit à son démarrage, avant ${file} ; elle est attendue dans l’environnement du processus. Voyez ${networkChapter}.`,
      },
    ]);
  try {
    if (named) readFileSync(named);
  } catch {
    throw new ConfigError([
      {
        en: `${authorities}: cannot be read; expected a file of certificates in PEM. See ${networkChapter}.`,
        fr: `${authorities} : ne peut pas être lue ; attendu un fichier de certificats en PEM. Voyez ${networkChapter}.`,
      },
    ]);
  }
}

/** Parses the environment once. Throws ConfigError naming every problem at once. */
export function readConfig(env: Environment): Config {
  const problems: Told[] = [...unknownKeys(env)];
  const read = <Name extends SettingName>(name: Name): z.infer<(typeof settings)[Name]['schema']> => {
    const { schema, expected, readOn } = settings[name];
    // An empty variable means the same as none: that is how .env files leave things out.
    const written = proxyNames.has(name) ? (env[name.toLowerCase()] ?? env[name]) : env[name];
    const file = 'secret' in settings[name] ? fileReference.exec(written ?? '')?.[1] : undefined;
    const given = file === undefined ? written : textOf(file);
    if (given === null)
      problems.push({
        en: `${name}: its file cannot be read; check the path and who may read it. See ${readOn}.`,
        fr: `${name} : son fichier ne peut pas être lu ; vérifiez le chemin et qui peut le lire. Voyez ${readOn}.`,
      });
    const parsed = schema.safeParse(given === '' || given === null ? undefined : given);
    if (!parsed.success)
      problems.push({
        en: `${name}: expected ${expected.en}. See ${readOn}.`,
        fr: `${name} : attendu ${expected.fr}. Voyez ${readOn}.`,
      });
    return parsed.data as z.infer<(typeof settings)[Name]['schema']>;
  };
  const slack = {
    domain: read('SLACK_DOMAIN'),
    botToken: read('SLACK_BOT_TOKEN'),
    signingSecret: read('SLACK_SIGNING_SECRET'),
    appToken: read('SLACK_APP_TOKEN'),
    rotation: {
      clientId: read('SLACK_CLIENT_ID'),
      clientSecret: read('SLACK_CLIENT_SECRET'),
      refreshToken: read('SLACK_REFRESH_TOKEN'),
    },
  };
  const teams = {
    appId: read('MICROSOFT_APP_ID'),
    password: read('MICROSOFT_APP_PASSWORD'),
    tenantId: read('MICROSOFT_APP_TENANT_ID'),
    type: read('MICROSOFT_APP_TYPE'),
    cloud: read('MICROSOFT_CLOUD'),
    installForPeople: read('MICROSOFT_APP_INSTALL_FOR_PEOPLE'),
  };
  const mail = {
    url: read('SMTP_URL'),
    from: read('SMTP_FROM'),
    publicUrl: read('RELAIS_PUBLIC_URL'),
    encryption: read('SMTP_ENCRYPTION'),
    oauth: {
      clientId: read('SMTP_OAUTH_CLIENT_ID'),
      clientSecret: read('SMTP_OAUTH_CLIENT_SECRET'),
      refreshToken: read('SMTP_OAUTH_REFRESH_TOKEN'),
      tokenUrl: read('SMTP_OAUTH_TOKEN_URL'),
    },
    bouncesSecret: read('BOUNCES_SECRET'),
    bouncesMailbox: read('BOUNCES_IMAP_URL'),
    dkim: { domain: read('DKIM_DOMAIN'), selector: read('DKIM_SELECTOR'), privateKey: read('DKIM_PRIVATE_KEY') },
  };
  const kms = {
    ...{ key: read('RELAIS_KMS'), address: read('RELAIS_KMS_ADDRESS'), heldHours: read('RELAIS_KMS_HELD_HOURS') },
    ...{ token: read('RELAIS_KMS_TOKEN'), namespace: read('RELAIS_KMS_NAMESPACE') },
    ...{ accessKeyId: read('RELAIS_KMS_ACCESS_KEY_ID'), secretAccessKey: read('RELAIS_KMS_SECRET_ACCESS_KEY') },
    sessionToken: read('RELAIS_KMS_SESSION_TOKEN'),
  };
  const proxy = { https: read('HTTPS_PROXY') ?? null, http: read('HTTP_PROXY') ?? null, none: read('NO_PROXY') };
  const config: Config = {
    port: read('PORT'),
    host: read('RELAIS_HOST') ?? (slack.botToken || teams.appId ? '0.0.0.0' : '127.0.0.1'),
    dataDir: read('RELAIS_DATA_DIR'),
    mongodbUri: read('MONGODB_URI') ?? null,
    roles: read('RELAIS_ROLES'),
    configFile: read('RELAIS_CONFIG') ?? null,
    flowsDir: read('RELAIS_FLOWS_DIR') ?? null,
    dossiersDir: read('RELAIS_DOSSIERS_DIR') ?? null,
    masterKey: read('RELAIS_MASTER_KEY') ?? null,
    newMasterKey: read('RELAIS_NEW_MASTER_KEY') ?? null,
    kms: kmsSettings(kms, {
      env,
      problems,
      expected: (name) => settings[name].expected,
      chapter: configurationChapter,
    }),
    logLevel: read('RELAIS_LOG_LEVEL'),
    allowPrivateAddresses: read('RELAIS_ALLOW_PRIVATE_ADDRESSES'),
    proxy: proxy.https || proxy.http ? proxy : null,
    slack: slackSettings(slack, env, problems),
    teams: teamsSettings(teams, { env, problems, expected: (name) => settings[name].expected, chapter: teamsChapter }),
    mail: mailSettings(mail, {
      ...{ env, problems, chapter: mailChapter },
      expected: (name) => settings[name].expected,
    }),
    publicUrl: mail.publicUrl ?? null,
    chatDownMinutes: read('RELAIS_CHAT_DOWN_MINUTES'),
    criticalPostsSecret: read('CRITICAL_POSTS_SECRET') ?? null,
  };
  if (isLocal(config) && !isLoopback(config.host) && problems.length === 0)
    problems.push({
      en: `RELAIS_HOST: the local workspace lets anybody act as anybody, so it listens on loopback only; expected 127.0.0.1 or ::1. See ${configurationChapter}.`,
      fr: `RELAIS_HOST : l’espace local laisse chacun agir comme n’importe qui ; il n’écoute donc que sur loopback ; attendu 127.0.0.1 ou ::1. Voyez ${configurationChapter}.`,
    });
  if (problems.length === 0) problems.push(...lonelyRole(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** One role alone needs others beside it, and so a database that machines share; the local workspace is one process. */
function lonelyRole(config: Config): Told[] {
  if (config.roles.length === roleNames.length) return [];
  const roles = settings.RELAIS_ROLES.example;
  if (isLocal(config))
    return [
      {
        en: `RELAIS_ROLES: the local workspace is one process that does everything; expected ${roles}. See ${rolesChapter}.`,
        fr: `RELAIS_ROLES : l’espace local est un seul processus qui fait tout ; attendu ${roles}. Voyez ${rolesChapter}.`,
      },
    ];
  if (config.mongodbUri === null)
    return [
      {
        en: `RELAIS_ROLES: the embedded database is for one process that does everything; expected ${roles}, or MONGODB_URI. See ${rolesChapter}.`,
        fr: `RELAIS_ROLES : la base embarquée est pour un seul processus qui fait tout ; attendu ${roles}, ou MONGODB_URI. Voyez ${rolesChapter}.`,
      },
    ];
  return [];
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

/** Where the Web API of this Slack is; ends with a slash. */
export function slackApiUrlOf({ domain }: Pick<SlackSettings, 'domain'>): string {
  return `https://${domain}/api/`;
}

/** No platform is set: the local workspace, where anybody acts as anybody. */
export function isLocal({ slack, teams }: Pick<Config, 'slack' | 'teams'>): boolean {
  return slack === null && teams === null;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function slackSettings(
  {
    domain,
    botToken,
    signingSecret,
    appToken,
    rotation,
  }: {
    domain: SlackSettings['domain'];
    botToken?: string | undefined;
    signingSecret?: string | undefined;
    appToken?: string | undefined;
    rotation: { clientId?: string | undefined; clientSecret?: string | undefined; refreshToken?: string | undefined };
  },
  env: Environment,
  problems: Told[],
): SlackSettings | null {
  const given = (name: SettingName) => (env[name] ?? '') !== '';
  const any = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN', ...rotationNames] as const;
  if (!any.some(given)) return null;
  const missing = rotationNames.some(given) ? rotationNames.filter((name) => !given(name)) : [];
  for (const name of missing)
    problems.push({
      en: `${name}: missing while ${rotationNames.filter(given).join(', ')} is set; expected ${settings[name].expected.en}. See ${slackChapter}.`,
      fr: `${name} : manque alors que ${rotationNames.filter(given).join(', ')} est réglée ; attendu ${settings[name].expected.fr}. Voyez ${slackChapter}.`,
    });
  if (!given('SLACK_BOT_TOKEN'))
    problems.push({
      en: `SLACK_BOT_TOKEN: missing while other Slack settings are there; expected ${settings.SLACK_BOT_TOKEN.expected.en}. See ${slackChapter}.`,
      fr: `SLACK_BOT_TOKEN : manque alors que d’autres réglages Slack sont là ; attendu ${settings.SLACK_BOT_TOKEN.expected.fr}. Voyez ${slackChapter}.`,
    });
  if (!given('SLACK_SIGNING_SECRET') && !given('SLACK_APP_TOKEN'))
    problems.push({
      en: `SLACK_SIGNING_SECRET: missing; expected ${settings.SLACK_SIGNING_SECRET.expected.en}, or SLACK_APP_TOKEN for Socket Mode. See ${slackChapter}.`,
      fr: `SLACK_SIGNING_SECRET : manque ; attendu ${settings.SLACK_SIGNING_SECRET.expected.fr}, ou SLACK_APP_TOKEN pour Socket Mode. Voyez ${slackChapter}.`,
    });
  if (!botToken) return null;
  const { clientId, clientSecret, refreshToken } = rotation;
  return {
    ...{ domain, botToken, signingSecret: signingSecret ?? null, appToken: appToken ?? null },
    // Of three that belong together, one alone is among the problems already.
    rotation: clientId && clientSecret && refreshToken ? { clientId, clientSecret, refreshToken } : null,
  };
}

const rotationNames = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_REFRESH_TOKEN'] as const;

function unknownKeys(env: Environment): Told[] {
  const known: readonly string[] = Object.keys(settings);
  return Object.keys(env)
    .filter((key) => key.startsWith('RELAIS_') && !key.startsWith('RELAIS_SECRET_') && !known.includes(key))
    .map((key) => {
      const ours = known.filter((one) => one.startsWith('RELAIS_')).join(', ');
      return {
        en: `${key}: Relais knows no such setting; expected one of ${ours}, or RELAIS_SECRET_… for secrets that relais.yaml refers to. See ${configurationChapter}.`,
        fr: `${key} : Relais ne connaît pas ce réglage ; attendu l’un de ${ours}, ou RELAIS_SECRET_… pour les secrets que nomme relais.yaml. Voyez ${configurationChapter}.`,
      };
    });
}

/** The text of `.env.example`; a test holds the file to it. */
export function envExample(): string {
  const lines = Object.entries(settings).map(
    ([name, { about, expected, example }]) => `# ${about}\n# Expected: ${expected.en}.\n#${name}=${example}\n`,
  );
  return `# Every setting of Relais. All have defaults: without any, "npm start" opens the local workspace.\n# Copy it to .env, which Relais reads from the folder it is started in; a variable that is set wins over the file.\n# Generated from src/config.ts by "npm run docs".\n\n${lines.join('\n')}`;
}
