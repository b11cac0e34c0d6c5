/**
 * Microsoft's clouds as the Bot Framework knows them: the public one and the national ones, by the names that the Entra
 * connector has for them too. GCC High and DoD:
 * https://learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high China (21Vianet):
 * https://docs.azure.cn/bot-service/how-to-deploy-china-cloud
 */
export interface BotCloud {
  /** Where the bot gets its tokens; the tenant follows. */
  login: string;
  /** The tenant of a bot of the type MultiTenant. */
  sharedTenant: string;
  /** What a token of the bot is for. */
  scope: string;
  /** Who signs what comes from Teams, and where its keys are published. */
  issuer: string;
  openIdMetadata: string;
  /** Where the keys of the emulator are: botbuilder wants to know, though nobody uses it here. */
  emulatorMetadata: string;
  /** Where people would sign in; Relais asks nobody to. */
  oauth: string;
}

const usGovernment: BotCloud = {
  login: 'https://login.microsoftonline.us',
  sharedTenant: 'MicrosoftServices.onmicrosoft.us',
  scope: 'https://api.botframework.us',
  issuer: 'https://api.botframework.us',
  openIdMetadata: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  emulatorMetadata:
    'https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration',
  oauth: 'https://tokengcch.botframework.azure.us/',
};

export const botClouds = {
  global: {
    login: 'https://login.microsoftonline.com',
    sharedTenant: 'botframework.com',
    scope: 'https://api.botframework.com',
    issuer: 'https://api.botframework.com',
    openIdMetadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    emulatorMetadata: 'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration',
    oauth: 'https://api.botframework.com',
  },
  'us-government': usGovernment,
  'us-government-dod': { ...usGovernment, oauth: 'https://apiDoD.botframework.azure.us' },
  china: {
    login: 'https://login.partner.microsoftonline.cn',
    sharedTenant: 'microsoftservices.partner.onmschina.cn',
    scope: 'https://api.botframework.azure.cn',
    issuer: 'https://api.botframework.azure.cn',
    openIdMetadata: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
    emulatorMetadata:
      'https://login.partner.microsoftonline.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269/v2.0/.well-known/openid-configuration',
    oauth: 'https://token.botframework.azure.cn/',
  },
} as const satisfies Readonly<Record<string, BotCloud>>;

export type BotCloudName = keyof typeof botClouds;
