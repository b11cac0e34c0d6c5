import { z } from 'zod';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { clientFor } from '../http/http-settings.ts';
import { path } from '../http/path.ts';
import { clientCredentials, type EntraAuth } from './client-credentials.ts';
import type { CloudName } from './clouds.ts';
import { graphUrl, loginUrl } from './entra-settings.ts';
import { missing } from './missing-permissions.ts';

/** What installing Relais for people in Teams needs, besides a bot: the least that Microsoft lists for each call. */
export const installPermissions = ['TeamsAppInstallation.ReadWriteSelfForUser.All', 'AppCatalog.Read.All'] as const;

export interface TeamsAppSettings {
  tenantId: string;
  /** The bot's app id; `npm run package:teams` writes the same into the manifest. */
  appId: string;
  password: string;
  /** Which of Microsoft's clouds; the public one when left out. */
  cloud?: CloudName;
  /** Only where they are not Microsoft's own. */
  baseUrl?: string;
  loginUrl?: string;
  /** Calls begun per minute, where it is not what Graph advises. */
  perMinute?: number;
}

/** Installs this app for people, by Microsoft Graph. Throws ConnectorError only. */
export interface TeamsAppInstaller {
  /**
   * Installs it for the person with this object id, unless they have it, and reads back the chat that came with it: its
   * id.
   */
  install(objectId: string, context: ConnectorContext): Promise<string>;
  /** Credentials, permissions, and whether the app is in the catalogue; changes nothing. */
  check(context: ConnectorContext): Promise<CheckReport>;
}

const listShape = <Item extends z.ZodType>(item: Item) => z.object({ value: z.array(item) });
const appsShape = listShape(z.object({ id: z.string(), externalId: z.string().nullish() }));
const installedShape = listShape(z.object({ id: z.string(), teamsApp: z.object({ id: z.string() }) }));
const chatShape = z.object({ id: z.string().min(1) });

/** Teams' part of Graph takes few calls of one app a second; an installation is four of them. */
const advice = { perMinute: 240, concurrency: 2 };

/**
 * https://learn.microsoft.com/microsoftteams/platform/graph-api/proactive-bots-and-messages/graph-proactive-bots-and-messages
 */
export function createTeamsAppInstaller(
  settings: TeamsAppSettings,
  deps: Pick<ConnectorDependencies, 'fetch' | 'proxyFor' | 'allowPrivateAddresses'>,
): TeamsAppInstaller {
  const { appId, password } = settings;
  const addresses = { ...settings, cloud: settings.cloud ?? 'global' };
  const perMinute = settings.perMinute ?? advice.perMinute;
  const called = { id: 'Microsoft Teams', timeoutSeconds: 20, allowPrivateAddresses: false, perMinute };
  const secrets = [password];
  const login = clientFor({ ...called, baseUrl: loginUrl(addresses) }, deps, {
    auth: { headers: async () => ({}), secrets },
    part: 'sign-in',
    ...advice,
  });
  const proof = { secrets, fields: async () => ({ client_secret: password }) };
  const auth = clientCredentials({ ...addresses, tenant: settings.tenantId, clientId: appId }, proof, login);
  const graph = graphUrl(addresses);
  const http = clientFor({ ...called, baseUrl: graph }, deps, { auth, ...advice });

  /** The id in the organisation's catalogue, under which it is installed; it is not the manifest's. */
  const inCatalogue = async (context: ConnectorContext): Promise<string> => {
    const { data } = await http.get('/appCatalogs/teamsApps', appsShape, context, {
      query: { $filter: `externalId eq '${appId}'`, $select: 'id,externalId' },
    });
    const [app, ...others] = data.value.filter(({ externalId }) => externalId === appId);
    if (!app || others.length > 0)
      throw new ConnectorError('rejected', {
        en: `${app ? 'two apps of your catalogue have' : 'no app of your catalogue has'} the id ${appId}`,
        fr: `${app ? 'deux applications de votre catalogue ont' : 'aucune application de votre catalogue n’a'} l’identifiant ${appId}`,
      });
    return app.id;
  };

  return {
    install: async (objectId, context) => {
      const app = await inCatalogue(context);
      const installed = path`/users/${objectId}/teamwork/installedApps`;
      await http.send('POST', installed, context, {
        json: { 'teamsApp@odata.bind': `${graph}/appCatalogs/teamsApps/${app}` },
        // They have it: then there is a chat to read.
        expect: [409],
      });
      const { data } = await http.get(installed, installedShape, context, {
        query: { $expand: 'teamsApp', $filter: `teamsApp/id eq '${app}'` },
      });
      const one = data.value.find(({ teamsApp }) => teamsApp.id === app);
      if (!one)
        throw new ConnectorError('unavailable', {
          en: 'Teams took the installation, and does not show it yet',
          fr: 'Teams a pris l’installation, et ne la montre pas encore',
        });
      const chat = await http.get(path`/users/${objectId}/teamwork/installedApps/${one.id}/chat`, chatShape, context);
      return chat.data.id;
    },
    check: (context) => check({ auth, inCatalogue }, context),
  };
}

async function check(
  { auth, inCatalogue }: { auth: EntraAuth; inCatalogue(context: ConnectorContext): Promise<string> },
  context: ConnectorContext,
): Promise<CheckReport> {
  const needed = [...installPermissions];
  let granted: readonly string[] | null = null;
  const problems: CheckReport['problems'][number][] = [];
  try {
    granted = await auth.granted(context);
    problems.push(...missing(needed, granted));
    if (problems.length === 0) await inCatalogue(context);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    problems.push({
      message: error.words,
      fix:
        error.kind === 'rejected'
          ? {
              en: 'Upload relais-teams.zip in the Teams admin centre, Manage apps, and keep one app of this id; see README.md, "Going live on Teams".',
              fr: 'Téléversez relais-teams.zip dans le centre d’administration Teams, Gérer les applications, et ne gardez qu’une application de cet identifiant ; voyez README.md, « Going live on Teams ».',
            }
          : {
              en: 'Check MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD and MICROSOFT_APP_TENANT_ID, and that Microsoft Graph can be reached from here.',
              fr: 'Vérifiez MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD et MICROSOFT_APP_TENANT_ID, et que Microsoft Graph peut être joint d’ici.',
            },
    });
  }
  return { ok: problems.length === 0, granted, needed, problems };
}
