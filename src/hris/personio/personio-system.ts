import { z } from 'zod';
import { noAuth } from '../../connectors/http/auth.ts';
import { clientCredentials } from '../../connectors/http/client-credentials.ts';
import type { HttpClient } from '../../connectors/http/http-client.ts';
import { clientFor } from '../../connectors/http/http-settings.ts';
import { path } from '../../connectors/http/path.ts';
import { optional } from '../../connectors/kit/vendor-shapes.ts';
import { resolveSecret } from '../../connectors/secrets.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import type { CheckedHrSystem, HrSystemDependencies } from '../define-hr-system.ts';
import { explainWith } from '../kit/explain.ts';
import { hrSystemOf } from '../kit/hr-system-of.ts';
import { inParallel } from '../kit/in-parallel.ts';
import { hookSecretsOf } from '../kit/signed-hook.ts';
import {
  employmentShape,
  type PersonioEmployment,
  type PersonioPerson,
  personShape,
  toEmployment,
} from './personio-employment.ts';
import { readPersonioHook } from './personio-hook.ts';
import type { PersonioSettings } from './personio-settings.ts';

/** Every list of v2: the next page stands in `_meta`, as a whole address. */
const pageOf = <Item>(item: z.ZodType<Item>) =>
  z.looseObject({
    _data: z.array(item),
    _meta: optional(
      z.looseObject({ links: optional(z.looseObject({ next: optional(z.looseObject({ href: z.string() })) })) }),
    ),
  });

/** As many as v2 gives. */
const limit = 50;
const atOnce = 5;

export function createPersonio(settings: PersonioSettings, deps: HrSystemDependencies): CheckedHrSystem {
  const limits = { perMinute: 300, concurrency: atOnce };
  const secret = resolveSecret(settings.clientSecret, deps);
  const service = {
    http: clientFor(settings, deps, { auth: noAuth, ...limits, part: 'token' }),
    path: '/v2/auth/token',
    refuses: { en: 'Personio refuses the credentials', fr: 'Personio refuse les identifiants' },
  };
  const fields = async () => ({ client_id: settings.clientId, client_secret: secret });
  const http = clientFor(settings, deps, { auth: clientCredentials(service, fields, [secret]), ...limits });
  const secrets = hookSecretsOf(settings, deps);

  const read = async (person: PersonioPerson, context: ConnectorContext) =>
    toEmployment(person, await employmentsOf(http, person.id, context), { settings, now: context.now() });

  async function* all(context: ConnectorContext): AsyncIterable<Employment> {
    const people = await listOf(http, '/v2/persons', personShape, context);
    // v2 tells ends only person by person.
    yield* await inParallel(people, atOnce, (person) => read(person, context));
  }

  return hrSystemOf({
    identity: settings,
    all,
    async byId(id, context) {
      const { data: person } = await http.find(path`/v2/persons/${id}`, personShape, context);
      return person === null ? null : read(person, context);
    },
    async anybody(context) {
      const { data } = await http.get('/v2/persons', pageOf(personShape), context, { query: { limit: 1 } });
      return data._data[0]?.id ?? null;
    },
    readHook: async (request) => readPersonioHook(request, { secrets, companyId: settings.companyId }),
    needed: ['personio:persons:read'],
    explain: explainWith({
      product: 'Personio',
      credentials: {
        en: 'In Personio, Settings, API credentials: give them read access to persons and employments, for all employees, and check the secret.',
        fr: 'Dans Personio, Réglages, identifiants d’API : donnez-leur l’accès en lecture aux personnes et aux emplois, pour tous les salariés, et vérifiez le secret.',
      },
      baseUrl: settings.baseUrl,
    }),
  });
}

function employmentsOf(http: HttpClient, person: string, context: ConnectorContext): Promise<PersonioEmployment[]> {
  return listOf(http, path`/v2/persons/${person}/employments`, employmentShape, context);
}

async function listOf<Item>(
  http: HttpClient,
  at: string,
  item: z.ZodType<Item>,
  context: ConnectorContext,
): Promise<Item[]> {
  const schema = pageOf(item);
  const next = ({ _meta }: z.output<typeof schema>) => _meta?.links?.next?.href ?? null;
  const { pages } = await http.pages(at, { schema, next }, context, { query: { limit } });
  return pages.flatMap(({ _data }) => _data);
}
