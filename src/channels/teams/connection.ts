import { CloudAdapterBase, ConfigurationBotFrameworkAuthentication, type TurnContext } from 'botbuilder-core';
import { type AuthenticateRequestResult, AuthenticationError, type ConnectorClient } from 'botframework-connector';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type AgentFor, createAgents } from '../../network/agents.ts';
import type { ProxyFor } from '../../network/proxy-for.ts';
import { incomingSchema, type Place } from './activity.ts';
import { createBotTokens } from './bot-tokens.ts';
import { type BotCloudName, botClouds } from './clouds.ts';

/** How Relais proves to Microsoft who it is, and how it knows that Microsoft calls. */
export interface Credentials {
  appId: string;
  /**
   * Asked for every token, because it may be renewed while Relais runs. Null for a managed identity, which needs none.
   */
  password: (() => string) | null;
  tenantId: string;
  type: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  cloud: BotCloudName;
}

/** How Microsoft is reached; directly when left out. */
export interface WayOut {
  fetch: typeof globalThis.fetch;
  proxyFor: ProxyFor;
}

/** The way to and from the Bot Framework; besides the listeners the only thing that touches its SDK. */
export interface Connection {
  /** Runs one activity when it is proven to come from Microsoft; the answer is what the HTTP caller gets. */
  receive(
    authorization: string,
    body: unknown,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<{ status: number; body?: unknown }>;
  /** Calls the connector about one place. Rejects with whatever the SDK threw. */
  call<T>(place: Place, ask: (client: ConnectorClient) => Promise<T>): Promise<T>;
}

/** What a call gives back that takes longer than this is lost to us. */
export const callOptions = { timeout: 10_000 };

/** How botbuilder keeps an invoke's answer for whoever called. */
const invokeResponseSchema = z.looseObject({
  value: z.looseObject({ status: z.number(), body: z.unknown().optional() }),
});

/**
 * What `botbuilder` calls CloudAdapter, without its web sockets and pipes, which are most of that package;
 * `botbuilder-core` has all that is used here.
 */
class Adapter extends CloudAdapterBase {
  /** Hands an activity, whose sender is proven, to `logic`. Rejects with whatever that threw. */
  async run(
    proven: AuthenticateRequestResult,
    activity: Parameters<CloudAdapterBase['processActivity']>[1],
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    await this.processActivity(proven, activity, logic);
  }
}

export function createConnection({
  credentials,
  wayOut = { fetch: globalThis.fetch, proxyFor: () => null },
  log,
}: {
  credentials: Credentials | null;
  wayOut?: WayOut | undefined;
  log: Logger;
}): Connection {
  const authentication = new ConfigurationBotFrameworkAuthentication(
    optionsOf(credentials),
    createBotTokens(credentials, wayOut.fetch),
    undefined,
    undefined,
    keysThroughProxy(credentials?.cloud ?? 'global', wayOut.proxyFor),
  );
  const agentFor = createAgents({ proxyFor: wayOut.proxyFor });
  const adapter = new Adapter(authentication);

  return {
    receive: async (authorization, body, logic) => {
      const incoming = incomingSchema.safeParse(body);
      if (!incoming.success) return { status: 400, body: { error: 'expected an activity of Microsoft Teams' } };
      const activity = incoming.data;
      let proven: Awaited<ReturnType<typeof authentication.authenticateRequest>>;
      try {
        proven = await authentication.authenticateRequest(activity, authorization);
      } catch (error) {
        const refused = isRefusal(error);
        const reason = refused ? 'unauthenticated' : 'cannot-authenticate';
        log.warn({ event: 'teams.refused', reason, err: error }, 'Refused a request that Microsoft did not sign');
        return { status: refused ? 401 : 503 };
      }
      let answer: z.infer<typeof invokeResponseSchema>['value'] | undefined;
      await adapter.run(proven, activity, async (context) => {
        await logic(context);
        const kept = [...context.turnState.values()].map((value) => invokeResponseSchema.safeParse(value).data?.value);
        answer = kept.find((value) => value !== undefined);
      });
      return answer === undefined ? { status: 200 } : { status: answer.status, body: answer.body };
    },

    call: async (place, ask) => {
      const outcome: { value?: { of: Awaited<ReturnType<typeof ask>> } } = {};
      await adapter.continueConversationAsync(credentials?.appId ?? '', referenceTo(place), async (context) => {
        const client = context.turnState.get<ConnectorClient>(adapter.ConnectorClientKey);
        if (!client) throw new Error('botbuilder gave no connector client');
        preparePipeline(client, agentFor);
        outcome.value = { of: await ask(client) };
      });
      if (!outcome.value) throw new Error('botbuilder did not run what it was given');
      return outcome.value.of;
    },
  };
}

function optionsOf(credentials: Credentials | null) {
  if (credentials === null) return {};
  const { appId, tenantId, type, password, cloud } = credentials;
  const { login, sharedTenant, scope, issuer, openIdMetadata, emulatorMetadata, oauth } = botClouds[cloud];
  return {
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: type,
    ...(password !== null && { MicrosoftAppPassword: password() }),
    // Of the public cloud botbuilder knows all of this.
    ...(cloud !== 'global' && {
      ToChannelFromBotLoginUrl: `${login}/${type === 'MultiTenant' ? sharedTenant : tenantId}`,
      ToChannelFromBotOAuthScope: scope,
      ToBotFromChannelTokenIssuer: issuer,
      OAuthUrl: oauth,
      ToBotFromChannelOpenIdMetadataUrl: openIdMetadata,
      ToBotFromEmulatorOpenIdMetadataUrl: emulatorMetadata,
    }),
  };
}

/**
 * botbuilder fetches Microsoft's keys by a client that takes nothing but a host and a port, of which it makes
 * `http://host:port`; user and password can only stand in the host. The calls themselves do not use this (see
 * `preparePipeline`).
 */
function keysThroughProxy(cloud: BotCloudName, proxyFor: ProxyFor) {
  const proxy = proxyFor(new URL(botClouds[cloud].openIdMetadata));
  if (proxy === null) return {};
  const { username, password, hostname, port } = proxy;
  const known = username === '' ? '' : `${username}:${password}@`;
  return { proxySettings: { host: `${known}${hostname}`, port: port === '' ? 80 : Number(port) } };
}

/** A token that is wrong, not one that could not be looked at. */
function isRefusal(error: unknown): boolean {
  if (error instanceof AuthenticationError) return true;
  const { name = '' } = z.looseObject({ name: z.string() }).safeParse(error).data ?? {};
  return ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'].includes(name);
}

function referenceTo({ conversation, serviceUrl, tenantId, botId }: Place) {
  return {
    channelId: 'msteams',
    serviceUrl,
    bot: { id: botId, name: 'Relais' },
    user: { id: '', name: '' },
    conversation: {
      id: conversation,
      isGroup: false,
      conversationType: '',
      name: '',
      ...(tenantId !== null && { tenantId }),
    },
  };
}

const pipelineSchema = z.looseObject({
  pipeline: z.custom<{ removePolicy(policy: { name: string }): unknown; addPolicy(policy: Policy): void }>(
    (value) => typeof value === 'object' && value !== null && 'removePolicy' in value && 'addPolicy' in value,
  ),
});

interface Outgoing {
  url: string;
  agent?: ReturnType<AgentFor>;
}

interface Policy {
  name: string;
  sendRequest<Answer>(request: Outgoing, next: (request: Outgoing) => Promise<Answer>): Promise<Answer>;
}

/**
 * The client repeats by itself whatever came back as 429 or 5xx, or did not come back: a post whose answer was lost
 * would then stand twice. What is tried again is the engine's decision. There is no option for it, so the policy is
 * taken out of the pipeline. Its own way through a proxy is taken out too: that reads the environment by itself, and
 * hands the page of a proxy that refuses on as if it were Teams' answer.
 */
function preparePipeline(client: ConnectorClient, agentFor: AgentFor): void {
  const { pipeline } = pipelineSchema.parse(Reflect.get(client, 'client'));
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline.removePolicy({ name: 'proxyPolicy' });
  pipeline.addPolicy({
    name: 'relaisWayOut',
    sendRequest: (request, next) => {
      request.agent = agentFor(new URL(request.url));
      return next(request);
    },
  });
}
