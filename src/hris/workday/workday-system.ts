import { z } from 'zod';
import { type Auth, noAuth } from '../../connectors/http/auth.ts';
import { clientCredentials } from '../../connectors/http/client-credentials.ts';
import { clientFor } from '../../connectors/http/http-settings.ts';
import { path } from '../../connectors/http/path.ts';
import { resolveSecret } from '../../connectors/secrets.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import type { CheckedHrSystem, HrSystemDependencies } from '../define-hr-system.ts';
import { basicAuth } from '../kit/basic-auth.ts';
import { explainWith } from '../kit/explain.ts';
import { hrSystemOf } from '../kit/hr-system-of.ts';
import { noHooks } from '../kit/signed-hook.ts';
import { rowShape, toEmployment } from './workday-employment.ts';
import type { WorkdaySettings } from './workday-settings.ts';

const reportShape = z.looseObject({ Report_Entry: z.array(rowShape) });

/** Reports are slow, and Workday runs few at a time. */
const limits = { perMinute: 20, concurrency: 2 };

export function createWorkday(settings: WorkdaySettings, deps: HrSystemDependencies): CheckedHrSystem {
  const http = clientFor(settings, deps, { auth: authOf(settings, deps), ...limits });
  const [owner = '', report = ''] = settings.report.split('/');
  const at = path`/ccx/service/customreport2/${settings.tenant}/${owner}/${report}`;

  /** The whole report comes in one answer. */
  async function read(context: ConnectorContext): Promise<Employment[]> {
    const query = { ...settings.prompts, format: 'json' };
    const { data } = await http.get(at, reportShape, context, { query });
    return data.Report_Entry.map((row) => toEmployment(row, { settings, now: context.now() }));
  }

  return hrSystemOf({
    identity: settings,
    async *all(context) {
      yield* await read(context);
    },
    byId: async (id, context) => (await read(context)).find(({ person }) => person.id === id) ?? null,
    anybody: async (context) => (await read(context))[0]?.person.id ?? null,
    readHook: noHooks,
    needed: [],
    explain: explainWith({
      product: 'Workday',
      credentials: {
        en: 'Share the report with the integration system user, and give its security group Get access to the domains of every column.',
        fr: 'Partagez le rapport avec l’utilisateur d’intégration, et donnez à son groupe de sécurité l’accès Get aux domaines de chaque colonne.',
      },
      baseUrl: settings.baseUrl,
    }),
  });
}

function authOf(settings: WorkdaySettings, deps: HrSystemDependencies): Auth {
  const { auth } = settings;
  if (auth.method === 'basic') return basicAuth(auth.user, resolveSecret(auth.password, deps));
  const secrets = [resolveSecret(auth.clientSecret, deps), resolveSecret(auth.refreshToken, deps)] as const;
  const service = {
    http: clientFor(settings, deps, { auth: noAuth, ...limits, part: 'token' }),
    path: path`/ccx/oauth2/${settings.tenant}/token`,
    refuses: { en: 'Workday refuses the API client', fr: 'Workday refuse le client d’API' },
  };
  const fields = async () => ({
    grant_type: 'refresh_token',
    refresh_token: secrets[1],
    client_id: auth.clientId,
    client_secret: secrets[0],
  });
  return clientCredentials(service, fields, secrets);
}
