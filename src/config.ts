import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';

/** What a process does: `web` hears from platforms and people, `worker` does what is due. */
const roleNames = ['web', 'worker'] as const;
type Role = (typeof roleNames)[number];

const roles = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((role) => role.trim()))])
  .pipe(z.array(z.enum(roleNames)).min(1));

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** One environment variable: its schema, and what `.env.example` and error messages say about it. */
interface Setting<Schema extends z.ZodType> {
  schema: Schema;
  /** One line: what it is for. */
  about: string;
  /** What a good value looks like, for errors. */
  expected: string;
  /** Shown in `.env.example`. */
  example: string;
  /** The README's chapter. */
  readOn: string;
  /** May be given as `file:/path`, and is read again while Relais runs. */
  secret?: true;
}

function setting<Schema extends z.ZodType>(one: Setting<Schema>): Setting<Schema> {
  return one;
}

const slackChapter = 'README.md, "Going live on Slack"';
const teamsChapter = 'README.md, "Going live on Teams"';
const configurationChapter = 'README.md, "Configuration"';
const rolesChapter = 'README.md, "Several processes"';
const networkChapter = 'README.md, "In your network"';

/** Without a scheme, as curl takes it too. Only plain http: that is what all of the clients in Relais can speak to a proxy. */
const proxyAddress = z
  .string()
  .transform((text) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`))
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'http:' && new URL(text).pathname === '/')
  .transform((text) => new URL(text))
  .refine((url) => canDecode(url.username) && canDecode(url.password))
  .optional();

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Every variable Relais reads; nothing else reads the environment. */
export const settings = {
  PORT: setting({
    schema: z.coerce.number().int().min(0).max(65_535).default(3000),
    about: 'Port of the one HTTP server.',
    expected: 'a port number from 0 to 65535',
    example: '3000',
    readOn: configurationChapter,
  }),
  RELAIS_HOST: setting({
    schema: z.string().min(1).optional(),
    about:
      'Address to listen on. Default: 127.0.0.1 in the local workspace, every interface once Slack or Teams is set.',
    expected: 'an address such as 127.0.0.1 or 0.0.0.0',
    example: '0.0.0.0',
    readOn: configurationChapter,
  }),
  RELAIS_DATA_DIR: setting({
    schema: z.string().min(1).default('./data'),
    about: 'Folder of the embedded database, the key file and the local workspace.',
    expected: 'a folder that Relais may write to',
    example: './data',
    readOn: configurationChapter,
  }),
  MONGODB_URI: setting({
    schema: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\/[^/?\s]+/)
      .optional(),
    about:
      'A MongoDB replica set that keeps what Relais knows, for several processes. Default: the embedded database, for one machine.',
    expected: 'mongodb:// or mongodb+srv:// with the members of a replica set, MongoDB 6.0 or newer',
    example: '',
    readOn: configurationChapter,
    secret: true,
  }),
  RELAIS_ROLES: setting({
    schema: roles.default([...roleNames]),
    about:
      'What this process does: web hears from Slack, Teams and people, worker does what is due. One alone needs MONGODB_URI, and another process for the other.',
    expected: 'web, worker, or web,worker',
    example: 'web,worker',
    readOn: rolesChapter,
  }),
  RELAIS_CONFIG: setting({
    schema: z.string().min(1).optional(),
    about: 'The organisation and its systems. Default: ./relais.yaml when it exists.',
    expected: 'the path of a YAML file',
    example: './relais.yaml',
    readOn: configurationChapter,
  }),
  RELAIS_FLOWS_DIR: setting({
    schema: z.string().min(1).optional(),
    about: 'Folder of the flows. Default: the flows that come with Relais.',
    expected: 'a folder of YAML files',
    example: './flows',
    readOn: 'README.md, "Flows"',
  }),
  RELAIS_MASTER_KEY: setting({
    schema: z.string().min(1).optional(),
    about: 'Wraps every data key. Default: a key file (0600) in the data folder, made at the first start.',
    expected: '32 random bytes in base64, for example from "openssl rand -base64 32"',
    example: '',
    readOn: configurationChapter,
    secret: true,
  }),
  RELAIS_LOG_LEVEL: setting({
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    about: 'How much is logged.',
    expected: 'fatal, error, warn, info, debug, trace or silent',
    example: 'info',
    readOn: configurationChapter,
  }),
  RELAIS_ALLOW_PRIVATE_ADDRESSES: setting({
    schema: flag.default(false),
    about: 'Lets every connector call addresses inside your network; a system of relais.yaml can allow it for itself.',
    expected: 'true or false',
    example: 'false',
    readOn: 'README.md, "Connectors"',
  }),
  HTTPS_PROXY: setting({
    schema: proxyAddress,
    about: 'Outbound proxy for everything that is called over https: Slack, Microsoft, every system.',
    expected: 'an address such as http://proxy.example.com:3128, after http:// also user:password@; no other scheme',
    example: '',
    readOn: networkChapter,
    secret: true,
  }),
  HTTP_PROXY: setting({
    schema: proxyAddress,
    about: 'The same for plain http, which Relais speaks to systems inside your network only.',
    expected: 'an address such as http://proxy.example.com:3128, after http:// also user:password@; no other scheme',
    example: '',
    readOn: networkChapter,
    secret: true,
  }),
  NO_PROXY: setting({
    schema: z.string().default(''),
    about: 'What is called directly all the same. Names count with everything below them.',
    expected: 'names, addresses and networks separated by commas, such as example.com,10.0.0.0/8',
    example: '',
    readOn: networkChapter,
  }),
  SLACK_DOMAIN: setting({
    schema: z.enum(['slack.com', 'slack-gov.com']).default('slack.com'),
    about: 'slack-gov.com for GovSlack.',
    expected: 'slack.com or slack-gov.com',
    example: 'slack.com',
    readOn: networkChapter,
  }),
  SLACK_BOT_TOKEN: setting({
    schema: z
      .string()
      .regex(/^(?:xoxe\.)?xoxb-/)
      .optional(),
    about: 'Bot token of your Slack app. Without any Slack or Teams setting Relais starts its local workspace.',
    expected: 'a bot token that starts with xoxb-, or with xoxe.xoxb- where tokens rotate',
    example: '',
    readOn: slackChapter,
    secret: true,
  }),
  SLACK_SIGNING_SECRET: setting({
    schema: z.string().min(16).optional(),
    about: 'Signing secret of your Slack app; needed unless Socket Mode is used.',
    expected: 'the signing secret from "Basic Information" of your Slack app',
    example: '',
    readOn: slackChapter,
    secret: true,
  }),
  SLACK_APP_TOKEN: setting({
    schema: z.string().startsWith('xapp-').optional(),
    about: 'App-level token; switches to Socket Mode, for hosts that Slack cannot reach.',
    expected: 'an app-level token that starts with xapp-',
    example: '',
    readOn: slackChapter,
    secret: true,
  }),
  MICROSOFT_APP_ID: setting({
    schema: z.guid().optional(),
    about: 'Application (client) id of your Azure Bot; sets up Teams, beside Slack or alone.',
    expected: 'the GUID from "Configuration" of your Azure Bot',
    example: '',
    readOn: teamsChapter,
  }),
  MICROSOFT_APP_PASSWORD: setting({
    schema: z.string().min(8).optional(),
    about: 'Client secret of its app registration; none with UserAssignedMSI.',
    expected: 'the value (not the id) of a client secret',
    example: '',
    readOn: teamsChapter,
    secret: true,
  }),
  MICROSOFT_APP_TENANT_ID: setting({
    schema: z.guid().optional(),
    about: 'Your directory. Relais answers the people of this tenant only, whatever the type.',
    expected: 'the GUID of your Microsoft Entra tenant',
    example: '',
    readOn: teamsChapter,
  }),
  MICROSOFT_APP_TYPE: setting({
    schema: z.enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI']).default('SingleTenant'),
    about: 'Type of your Azure Bot.',
    expected: 'SingleTenant, MultiTenant or UserAssignedMSI',
    example: 'SingleTenant',
    readOn: teamsChapter,
  }),
  MICROSOFT_CLOUD: setting({
    schema: z.enum(['global', 'us-government', 'us-government-dod', 'china']).default('global'),
    about: 'The cloud in which your Azure Bot and your tenant are: us-government is GCC High, china is 21Vianet.',
    expected: 'global, us-government, us-government-dod or china',
    example: 'global',
    readOn: networkChapter,
  }),
  MICROSOFT_APP_INSTALL_FOR_PEOPLE: setting({
    schema: flag.default(false),
    about:
      'Whether Relais installs itself in Teams for people it must reach and who have not; needs two permissions of Microsoft Graph.',
    expected: 'true or false',
    example: 'false',
    readOn: teamsChapter,
  }),
} as const;

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
}

export interface TeamsSettings {
  appId: string;
  /** Null for a managed identity. */
  password: string | null;
  tenantId: string;
  type: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  cloud: 'global' | 'us-government' | 'us-government-dod' | 'china';
  installForPeople: boolean;
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
  masterKey: string | null;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  allowPrivateAddresses: boolean;
  /** Null: everything is called directly. */
  proxy: ProxyConfig | null;
  /** Neither Slack nor Teams: the local workspace. */
  slack: SlackSettings | null;
  teams: TeamsSettings | null;
}

/** Lists everything that is wrong with the environment, each with what was expected and where to read on. Never holds a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Written in small letters by many, and then meant, as curl does it. */
const proxyNames: ReadonlySet<SettingName> = new Set(['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY']);

type Environment = Readonly<Record<string, string | undefined>>;

/** The process's environment, over what `.env` in the working folder says; a variable that is set wins over the file. */
export function readEnvironment(file = '.env'): Environment {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  checkAuthorities({ fromFile, own: process.env, file });
  return { ...fromFile, ...process.env };
}

const authorities = 'NODE_EXTRA_CA_CERTS';

/** Node reads this one itself, before anything of ours, and only warns of what it cannot read: every call would fail later. */
function checkAuthorities({ fromFile, own, file }: { fromFile: Environment; own: Environment; file: string }): void {
  const named = own[authorities];
  if (named === undefined && fromFile[authorities])
    throw new ConfigError([
      `${authorities}: Node reads it when it starts, before ${file}; expected it in the environment of the process. See ${networkChapter}.`,
    ]);
  try {
    if (named) readFileSync(named);
  } catch {
    throw new ConfigError([
      `${authorities}: cannot be read; expected a file of certificates in PEM. See ${networkChapter}.`,
    ]);
  }
}

/** Parses the environment once. Throws ConfigError naming every problem at once. */
export function readConfig(env: Environment): Config {
  const problems: string[] = [...unknownKeys(env)];
  const read = <Name extends SettingName>(name: Name): z.infer<(typeof settings)[Name]['schema']> => {
    const { schema, expected, readOn } = settings[name];
    // An empty variable means the same as none: that is how .env files leave things out.
    const written = proxyNames.has(name) ? (env[name.toLowerCase()] ?? env[name]) : env[name];
    const file = 'secret' in settings[name] ? fileReference.exec(written ?? '')?.[1] : undefined;
    const given = file === undefined ? written : textOf(file);
    if (given === null)
      problems.push(`${name}: its file cannot be read; check the path and who may read it. See ${readOn}.`);
    const parsed = schema.safeParse(given === '' || given === null ? undefined : given);
    if (!parsed.success) problems.push(`${name}: expected ${expected}. See ${readOn}.`);
    return parsed.data as z.infer<(typeof settings)[Name]['schema']>;
  };
  const slack = {
    domain: read('SLACK_DOMAIN'),
    botToken: read('SLACK_BOT_TOKEN'),
    signingSecret: read('SLACK_SIGNING_SECRET'),
    appToken: read('SLACK_APP_TOKEN'),
  };
  const teams = {
    appId: read('MICROSOFT_APP_ID'),
    password: read('MICROSOFT_APP_PASSWORD'),
    tenantId: read('MICROSOFT_APP_TENANT_ID'),
    type: read('MICROSOFT_APP_TYPE'),
    cloud: read('MICROSOFT_CLOUD'),
    installForPeople: read('MICROSOFT_APP_INSTALL_FOR_PEOPLE'),
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
    masterKey: read('RELAIS_MASTER_KEY') ?? null,
    logLevel: read('RELAIS_LOG_LEVEL'),
    allowPrivateAddresses: read('RELAIS_ALLOW_PRIVATE_ADDRESSES'),
    proxy: proxy.https || proxy.http ? proxy : null,
    slack: slackSettings(slack, env, problems),
    teams: teamsSettings(teams, env, problems),
  };
  if (isLocal(config) && !isLoopback(config.host) && problems.length === 0)
    problems.push(
      `RELAIS_HOST: the local workspace lets anybody act as anybody, so it listens on loopback only; expected 127.0.0.1 or ::1. See ${configurationChapter}.`,
    );
  if (problems.length === 0) problems.push(...lonelyRole(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** One role alone needs others beside it, and so a database that machines share; the local workspace is one process. */
function lonelyRole(config: Config): string[] {
  if (config.roles.length === roleNames.length) return [];
  const where = `expected ${settings.RELAIS_ROLES.example}`;
  if (isLocal(config))
    return [`RELAIS_ROLES: the local workspace is one process that does everything; ${where}. See ${rolesChapter}.`];
  if (config.mongodbUri === null)
    return [
      `RELAIS_ROLES: the embedded database is for one process that does everything; ${where}, or MONGODB_URI. See ${rolesChapter}.`,
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
  }: {
    domain: SlackSettings['domain'];
    botToken?: string | undefined;
    signingSecret?: string | undefined;
    appToken?: string | undefined;
  },
  env: Environment,
  problems: string[],
): SlackSettings | null {
  const given = (name: SettingName) => (env[name] ?? '') !== '';
  const any = given('SLACK_BOT_TOKEN') || given('SLACK_SIGNING_SECRET') || given('SLACK_APP_TOKEN');
  if (!any) return null;
  if (!given('SLACK_BOT_TOKEN'))
    problems.push(
      `SLACK_BOT_TOKEN: missing while other Slack settings are there; expected ${settings.SLACK_BOT_TOKEN.expected}. See ${slackChapter}.`,
    );
  if (!given('SLACK_SIGNING_SECRET') && !given('SLACK_APP_TOKEN'))
    problems.push(
      `SLACK_SIGNING_SECRET: missing; expected ${settings.SLACK_SIGNING_SECRET.expected}, or SLACK_APP_TOKEN for Socket Mode. See ${slackChapter}.`,
    );
  return botToken ? { domain, botToken, signingSecret: signingSecret ?? null, appToken: appToken ?? null } : null;
}

function teamsSettings(
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
  env: Environment,
  problems: string[],
): TeamsSettings | null {
  const needed = [
    'MICROSOFT_APP_ID',
    'MICROSOFT_APP_TENANT_ID',
    ...(type === 'UserAssignedMSI' ? [] : (['MICROSOFT_APP_PASSWORD'] as const)),
  ] as const;
  const given = (name: SettingName) => (env[name] ?? '') !== '';
  if (![...needed, 'MICROSOFT_APP_PASSWORD' as const].some(given)) return null;
  const missing = needed.filter((name) => !given(name));
  if (missing.length > 0)
    problems.push(
      `${missing.join(', ')}: missing while other Teams settings are there; expected ${missing.map((name) => settings[name].expected).join(', and ')}. See ${teamsChapter}.`,
    );
  if (type === 'UserAssignedMSI' && given('MICROSOFT_APP_PASSWORD'))
    problems.push(
      `MICROSOFT_APP_PASSWORD: a managed identity has no secret; expected none, or another MICROSOFT_APP_TYPE. See ${teamsChapter}.`,
    );
  if (type === 'UserAssignedMSI' && installForPeople)
    problems.push(
      `MICROSOFT_APP_INSTALL_FOR_PEOPLE: Relais asks Graph with a client secret, which a managed identity has not; expected false, or another MICROSOFT_APP_TYPE. See ${teamsChapter}.`,
    );
  return appId && tenantId ? { appId, password: password ?? null, tenantId, type, cloud, installForPeople } : null;
}

function unknownKeys(env: Environment): string[] {
  const known: readonly string[] = Object.keys(settings);
  return Object.keys(env)
    .filter((key) => key.startsWith('RELAIS_') && !key.startsWith('RELAIS_SECRET_') && !known.includes(key))
    .map(
      (key) =>
        `${key}: Relais knows no such setting; expected one of ${known.filter((one) => one.startsWith('RELAIS_')).join(', ')}, or RELAIS_SECRET_… for secrets that relais.yaml refers to. See ${configurationChapter}.`,
    );
}

/** The text of `.env.example`; a test holds the file to it. */
export function envExample(): string {
  const lines = Object.entries(settings).map(
    ([name, { about, expected, example }]) => `# ${about}\n# Expected: ${expected}.\n#${name}=${example}\n`,
  );
  return `# Every setting of Relais. All have defaults: without any, "npm start" opens the local workspace.\n# Copy it to .env, which Relais reads from the folder it is started in; a variable that is set wins over the file.\n# Generated from src/config.ts by "npm run docs".\n\n${lines.join('\n')}`;
}
