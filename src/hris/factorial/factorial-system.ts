import { z } from 'zod';
import type { Auth } from '../../connectors/http/auth.ts';
import { clientFor } from '../../connectors/http/http-settings.ts';
import { path } from '../../connectors/http/path.ts';
import { idText, optional } from '../../connectors/kit/vendor-shapes.ts';
import { resolveSecret } from '../../connectors/secrets.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import type { CheckedHrSystem, HrSystemDependencies } from '../define-hr-system.ts';
import { explainWith } from '../kit/explain.ts';
import { hrSystemOf } from '../kit/hr-system-of.ts';
import { hookSecretsOf } from '../kit/signed-hook.ts';
import { assertWhole, unproven } from '../kit/whole-list.ts';
import { employeeShape, toEmployment } from './factorial-employment.ts';
import { readFactorialHook } from './factorial-hook.ts';
import type { FactorialSettings } from './factorial-settings.ts';

const pageShape = z.looseObject({
  data: z.array(employeeShape),
  meta: z.looseObject({ total: optional(z.int()), has_next_page: z.boolean(), end_cursor: optional(idText) }),
});

const everyone = { only_active: 'false', only_managers: 'false' };

export function createFactorial(settings: FactorialSettings, deps: HrSystemDependencies): CheckedHrSystem {
  const key = resolveSecret(settings.apiKey, deps);
  const auth: Auth = { headers: async () => ({ 'x-api-key': key }), secrets: [key] };
  const http = clientFor(settings, deps, { auth, perMinute: 100, concurrency: 4 });
  const secrets = hookSecretsOf(settings, deps);
  const at = path`/api/${settings.apiVersion}/resources/employees/employees`;

  async function* all(context: ConnectorContext): AsyncIterable<Employment> {
    const query = { ...everyone, limit: '100' };
    const next = ({ meta }: z.infer<typeof pageShape>) =>
      meta.has_next_page ? nextPage(query, meta.end_cursor) : null;
    const { pages } = await http.pages(at, { schema: pageShape, next }, context, { query });
    const people = pages.flatMap(({ data }) => data);
    assertWhole(people.length, pages[0]?.meta.total);
    for (const employee of people) yield toEmployment(employee, { settings, now: context.now() });
  }

  return hrSystemOf({
    identity: settings,
    all,
    async byId(id, context) {
      const { data: employee } = await http.find(`${at}${path`/${id}`}`, employeeShape, context);
      return employee === null ? null : toEmployment(employee, { settings, now: context.now() });
    },
    async anybody(context) {
      const { data } = await http.get(at, pageShape, context, { query: { ...everyone, limit: '1' } });
      return data.data[0]?.id ?? null;
    },
    readHook: async (request) => readFactorialHook(request, secrets),
    needed: [],
    explain: explainWith({
      product: 'Factorial',
      credentials: {
        en: 'Make a new API key as an administrator who sees all employees, and check that the apiVersion still lives.',
        fr: 'Créez une nouvelle clé d’API en tant qu’administrateur qui voit tous les salariés, et vérifiez que apiVersion existe encore.',
      },
      baseUrl: settings.baseUrl,
    }),
  });
}

/** `after_id` with the cursor of the page before, as Factorial's own clients page. */
function nextPage(query: Readonly<Record<string, string>>, after: string | undefined): string {
  if (after === undefined)
    throw unproven(
      'there are more pages, and no way to the next one',
      'il y a d’autres pages, et aucun moyen d’y arriver',
    );
  return `?${new URLSearchParams({ ...query, after_id: after })}`;
}
