import { z } from 'zod';
import { kmsVariables } from './kms-settings.ts';
import { mailVariables } from './mail-settings.ts';
import {
  canDecode,
  configurationChapter,
  networkChapter,
  rolesChapter,
  setting,
  slackChapter,
  teamsChapter,
} from './setting.ts';

/** What a process does: `web` hears from platforms and people, `worker` does what is due. */
export const roleNames = ['web', 'worker'] as const;
export type Role = (typeof roleNames)[number];

const roles = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((role) => role.trim()))])
  .pipe(z.array(z.enum(roleNames)).min(1));

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/**
 * Without a scheme, as curl takes it too. Only plain http: that is what all of the clients in Relais can speak to a
 * proxy.
 */
const proxyAddress = z
  .string()
  .transform((text) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`))
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'http:' && new URL(text).pathname === '/')
  .transform((text) => new URL(text))
  .refine((url) => canDecode(url.username) && canDecode(url.password))
  .optional();

/** Every variable Relais reads; nothing else reads the environment. */
export const settings = {
  PORT: setting({
    schema: z.coerce.number().int().min(0).max(65_535).default(3000),
    about: 'Port of the one HTTP server.',
    expected: { en: 'a port number from 0 to 65535', fr: 'un numéro de port de 0 à 65535' },
    example: '3000',
    readOn: configurationChapter,
  }),
  RELAIS_HOST: setting({
    schema: z.string().min(1).optional(),
    about:
      'Address to listen on. Default: 127.0.0.1 in the local workspace, every interface once Slack or Teams is set.',
    expected: { en: 'an address such as 127.0.0.1 or 0.0.0.0', fr: 'une adresse telle que 127.0.0.1 ou 0.0.0.0' },
    example: '0.0.0.0',
    readOn: configurationChapter,
  }),
  RELAIS_DATA_DIR: setting({
    schema: z.string().min(1).default('./data'),
    about: 'Folder of the embedded database, the key file and the local workspace.',
    expected: { en: 'a folder that Relais may write to', fr: 'un dossier où Relais peut écrire' },
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
    expected: {
      en: 'mongodb:// or mongodb+srv:// with the members of a replica set, MongoDB 6.0 or newer',
      fr: 'mongodb:// ou mongodb+srv:// avec les membres d’un replica set, MongoDB 6.0 ou plus récent',
    },
    example: '',
    readOn: configurationChapter,
    secret: true,
  }),
  RELAIS_ROLES: setting({
    schema: roles.default([...roleNames]),
    about:
      'What this process does: web hears from Slack, Teams and people, worker does what is due. One alone needs MONGODB_URI, and another process for the other.',
    expected: { en: 'web, worker, or web,worker', fr: 'web, worker ou web,worker' },
    example: 'web,worker',
    readOn: rolesChapter,
  }),
  RELAIS_CONFIG: setting({
    schema: z.string().min(1).optional(),
    about: 'The organisation and its systems. Default: ./relais.yaml when it exists.',
    expected: { en: 'the path of a YAML file', fr: 'le chemin d’un fichier YAML' },
    example: './relais.yaml',
    readOn: configurationChapter,
  }),
  RELAIS_FLOWS_DIR: setting({
    schema: z.string().min(1).optional(),
    about: 'Folder of the flows. Default: the flows that come with Relais.',
    expected: { en: 'a folder of YAML files', fr: 'un dossier de fichiers YAML' },
    example: './flows',
    readOn: 'README.md, "Flows"',
  }),
  RELAIS_DOSSIERS_DIR: setting({
    schema: z.string().min(1).optional(),
    about: 'Folder of the dossiers: what leavers are asked, by their job. Default: those that come with Relais.',
    expected: { en: 'a folder of YAML files', fr: 'un dossier de fichiers YAML' },
    example: './dossiers',
    readOn: 'README.md, "Flows"',
  }),
  RELAIS_MASTER_KEY: setting({
    schema: z.string().min(1).optional(),
    about: 'Wraps every data key. Default: a key file (0600) in the data folder, made at the first start.',
    expected: {
      en: '32 random bytes in base64, for example from "openssl rand -base64 32"',
      fr: '32 octets aléatoires en base64, par exemple de « openssl rand -base64 32 »',
    },
    example: '',
    readOn: configurationChapter,
    secret: true,
  }),
  RELAIS_NEW_MASTER_KEY: setting({
    schema: z.string().min(1).optional(),
    about: 'The master key that "relais keys rotate" changes to; read by that command alone.',
    expected: {
      en: '32 random bytes in base64, for example from "openssl rand -base64 32"',
      fr: '32 octets aléatoires en base64, par exemple de « openssl rand -base64 32 »',
    },
    example: '',
    readOn: configurationChapter,
    secret: true,
  }),
  ...kmsVariables,
  CRITICAL_POSTS_SECRET: setting({
    schema: z.string().min(32).optional(),
    about: 'Signs what a service of yours posts to /brand/posts: public posts that harm the company.',
    expected: {
      en: 'at least 32 characters, for example from "openssl rand -base64 32"',
      fr: 'au moins 32 caractères, par exemple de « openssl rand -base64 32 »',
    },
    example: '',
    readOn: configurationChapter,
    secret: true,
  }),
  RELAIS_LOG_LEVEL: setting({
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    about: 'How much is logged.',
    expected: {
      en: 'fatal, error, warn, info, debug, trace or silent',
      fr: 'fatal, error, warn, info, debug, trace ou silent',
    },
    example: 'info',
    readOn: configurationChapter,
  }),
  RELAIS_ALLOW_PRIVATE_ADDRESSES: setting({
    schema: flag.default(false),
    about: 'Lets every connector call addresses inside your network; a system of relais.yaml can allow it for itself.',
    expected: { en: 'true or false', fr: 'true ou false' },
    example: 'false',
    readOn: 'README.md, "Connectors"',
  }),
  HTTPS_PROXY: setting({
    schema: proxyAddress,
    about: 'Outbound proxy for everything that is called over https: Slack, Microsoft, every system.',
    expected: {
      en: 'an address such as http://proxy.example.com:3128, after http:// also user:password@; no other scheme',
      fr: 'une adresse telle que http://proxy.example.com:3128, après http:// aussi user:password@ ; aucun autre schéma',
    },
    example: '',
    readOn: networkChapter,
    secret: true,
  }),
  HTTP_PROXY: setting({
    schema: proxyAddress,
    about: 'The same for plain http, which Relais speaks to systems inside your network only.',
    expected: {
      en: 'an address such as http://proxy.example.com:3128, after http:// also user:password@; no other scheme',
      fr: 'une adresse telle que http://proxy.example.com:3128, après http:// aussi user:password@ ; aucun autre schéma',
    },
    example: '',
    readOn: networkChapter,
    secret: true,
  }),
  NO_PROXY: setting({
    schema: z.string().default(''),
    about: 'What is called directly all the same. Names count with everything below them.',
    expected: {
      en: 'names, addresses and networks separated by commas, such as example.com,10.0.0.0/8',
      fr: 'des noms, adresses et réseaux séparés par des virgules, tels que example.com,10.0.0.0/8',
    },
    example: '',
    readOn: networkChapter,
  }),
  SLACK_DOMAIN: setting({
    schema: z.enum(['slack.com', 'slack-gov.com']).default('slack.com'),
    about: 'slack-gov.com for GovSlack.',
    expected: { en: 'slack.com or slack-gov.com', fr: 'slack.com ou slack-gov.com' },
    example: 'slack.com',
    readOn: networkChapter,
  }),
  SLACK_BOT_TOKEN: setting({
    schema: z
      .string()
      .regex(/^(?:xoxe\.)?xoxb-/)
      .optional(),
    about: 'Bot token of your Slack app. Without any Slack or Teams setting Relais starts its local workspace.',
    expected: {
      en: 'a bot token that starts with xoxb-, or with xoxe.xoxb- where tokens rotate',
      fr: 'un jeton de bot qui commence par xoxb-, ou par xoxe.xoxb- là où les jetons tournent',
    },
    example: '',
    readOn: slackChapter,
    secret: true,
  }),
  SLACK_SIGNING_SECRET: setting({
    schema: z.string().min(16).optional(),
    about: 'Signing secret of your Slack app; needed unless Socket Mode is used.',
    expected: {
      en: 'the signing secret from "Basic Information" of your Slack app',
      fr: 'le secret de signature de « Basic Information » de votre application Slack',
    },
    example: '',
    readOn: slackChapter,
    secret: true,
  }),
  SLACK_APP_TOKEN: setting({
    schema: z.string().startsWith('xapp-').optional(),
    about: 'App-level token; switches to Socket Mode, for hosts that Slack cannot reach.',
    expected: {
      en: 'an app-level token that starts with xapp-',
      fr: 'un jeton de niveau application qui commence par xapp-',
    },
    example: '',
    readOn: slackChapter,
    secret: true,
  }),
  SLACK_REFRESH_TOKEN: setting({
    schema: z.string().startsWith('xoxe-').optional(),
    about:
      'With the two below, where tokens rotate: Relais renews the bot token by itself. The one that Slack shows beside SLACK_BOT_TOKEN; used once, and again only when it is another one.',
    expected: {
      en: 'a refresh token that starts with xoxe-',
      fr: 'un jeton d’actualisation qui commence par xoxe-',
    },
    example: '',
    readOn: slackChapter,
    secret: true,
  }),
  SLACK_CLIENT_ID: setting({
    schema: z
      .string()
      .regex(/^\d+\.\d+$/)
      .optional(),
    about: 'Client id of your Slack app.',
    expected: {
      en: 'the client id from "Basic Information" of your Slack app, two numbers with a dot between them',
      fr: 'l’identifiant client de « Basic Information » de votre application Slack, deux nombres séparés par un point',
    },
    example: '',
    readOn: slackChapter,
  }),
  SLACK_CLIENT_SECRET: setting({
    schema: z.string().min(16).optional(),
    about: 'Its client secret.',
    expected: {
      en: 'the client secret from "Basic Information" of your Slack app',
      fr: 'le secret client de « Basic Information » de votre application Slack',
    },
    example: '',
    readOn: slackChapter,
    secret: true,
  }),
  MICROSOFT_APP_ID: setting({
    schema: z.guid().optional(),
    about: 'Application (client) id of your Azure Bot; sets up Teams, beside Slack or alone.',
    expected: {
      en: 'the GUID from "Configuration" of your Azure Bot',
      fr: 'le GUID de « Configuration » de votre Azure Bot',
    },
    example: '',
    readOn: teamsChapter,
  }),
  MICROSOFT_APP_PASSWORD: setting({
    schema: z.string().min(8).optional(),
    about: 'Client secret of its app registration; none with UserAssignedMSI.',
    expected: {
      en: 'the value (not the id) of a client secret',
      fr: 'la valeur (et non l’identifiant) d’un secret client',
    },
    example: '',
    readOn: teamsChapter,
    secret: true,
  }),
  MICROSOFT_APP_TENANT_ID: setting({
    schema: z.guid().optional(),
    about: 'Your directory. Relais answers the people of this tenant only, whatever the type.',
    expected: { en: 'the GUID of your Microsoft Entra tenant', fr: 'le GUID de votre locataire Microsoft Entra' },
    example: '',
    readOn: teamsChapter,
  }),
  MICROSOFT_APP_TYPE: setting({
    schema: z.enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI']).default('SingleTenant'),
    about: 'Type of your Azure Bot.',
    expected: {
      en: 'SingleTenant, MultiTenant or UserAssignedMSI',
      fr: 'SingleTenant, MultiTenant ou UserAssignedMSI',
    },
    example: 'SingleTenant',
    readOn: teamsChapter,
  }),
  MICROSOFT_CLOUD: setting({
    schema: z.enum(['global', 'us-government', 'us-government-dod', 'china']).default('global'),
    about: 'The cloud in which your Azure Bot and your tenant are: us-government is GCC High, china is 21Vianet.',
    expected: {
      en: 'global, us-government, us-government-dod or china',
      fr: 'global, us-government, us-government-dod ou china',
    },
    example: 'global',
    readOn: networkChapter,
  }),
  ...mailVariables,
  MICROSOFT_APP_INSTALL_FOR_PEOPLE: setting({
    schema: flag.default(false),
    about:
      'Whether Relais installs itself in Teams for people it must reach and who have not; needs two permissions of Microsoft Graph.',
    expected: { en: 'true or false', fr: 'true ou false' },
    example: 'false',
    readOn: teamsChapter,
  }),
} as const;
