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
import { groupedBy } from '../kit/grouped-by.ts';
import { hrSystemOf } from '../kit/hr-system-of.ts';
import { hookSecretsOf } from '../kit/signed-hook.ts';
import { assertWhole } from '../kit/whole-list.ts';
import { employeeShape, employmentShape, toEmployment } from './lucca-employment.ts';
import { readLuccaHook } from './lucca-hook.ts';
import type { LuccaSettings } from './lucca-settings.ts';

const pageOf = <Item>(item: z.ZodType<Item>) =>
  z.looseObject({
    items: z.array(item),
    totalCount: optional(z.int()),
    links: optional(z.looseObject({ next: optional(z.looseObject({ href: z.string() })) })),
  });

const limit = 100;

export function createLucca(settings: LuccaSettings, deps: HrSystemDependencies): CheckedHrSystem {
  const limits = { perMinute: 120, concurrency: 4 };
  const secret = resolveSecret(settings.clientSecret, deps);
  const service = {
    http: clientFor({ ...settings, baseUrl: settings.tokenUrl }, deps, { auth: noAuth, ...limits, part: 'token' }),
    path: '/connect/token',
    refuses: { en: 'Lucca refuses the credentials', fr: 'Lucca refuse les identifiants' },
  };
  const fields = async () => ({
    client_id: settings.clientId,
    client_secret: secret,
    scope: 'employees.readonly employments.readonly',
  });
  const headers = { 'api-version': settings.apiVersion };
  const http = clientFor(settings, deps, { auth: clientCredentials(service, fields, [secret]), ...limits, headers });
  const secrets = hookSecretsOf(settings, deps);

  async function* all(context: ConnectorContext): AsyncIterable<Employment> {
    const employments = groupedBy(
      await listOf(http, { at: '/lucca-api/employments', item: employmentShape }, context),
      ({ employee }) => employee.id,
    );
    for (const employee of await listOf(http, { at: '/lucca-api/employees', item: employeeShape }, context))
      yield toEmployment(employee, employments.get(employee.id) ?? [], { settings, now: context.now() });
  }

  return hrSystemOf({
    identity: settings,
    all,
    async byId(id, context) {
      const { data: employee } = await http.find(path`/lucca-api/employees/${id}`, employeeShape, context);
      if (employee === null) return null;
      const own = await listOf(
        http,
        { at: '/lucca-api/employments', item: employmentShape, filter: { 'employee.id': id } },
        context,
      );
      const employments = own.filter((one) => one.employee.id === id);
      return toEmployment(employee, employments, { settings, now: context.now() });
    },
    async anybody(context) {
      const { data } = await http.get('/lucca-api/employees', pageOf(employeeShape), context, { query: { limit: 1 } });
      return data.items[0]?.id ?? null;
    },
    readHook: async (request) => readLuccaHook(request, secrets),
    needed: ['employees.readonly', 'employments.readonly'],
    explain: explainWith({
      product: 'Lucca',
      credentials: {
        en: 'Give the OAuth application the scopes employees.readonly and employments.readonly, for all employees.',
        fr: 'Donnez à l’application OAuth les portées employees.readonly et employments.readonly, pour tous les salariés.',
      },
      baseUrl: settings.baseUrl,
    }),
  });
}

async function listOf<Item>(
  http: HttpClient,
  { at, item, filter = {} }: { at: string; item: z.ZodType<Item>; filter?: Readonly<Record<string, string>> },
  context: ConnectorContext,
): Promise<Item[]> {
  const schema = pageOf(item);
  const next = ({ links }: z.output<typeof schema>) => links?.next?.href ?? null;
  const query = { limit, include: 'links,totalCount', ...filter };
  const { pages } = await http.pages(at, { schema, next }, context, { query });
  const items = pages.flatMap((page) => page.items);
  assertWhole(items.length, pages[0]?.totalCount);
  return items;
}
