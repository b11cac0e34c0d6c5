import { z } from 'zod';
import type { HttpClient } from '../../connectors/http/http-client.ts';
import { clientFor } from '../../connectors/http/http-settings.ts';
import { path } from '../../connectors/http/path.ts';
import { optional } from '../../connectors/kit/vendor-shapes.ts';
import { resolveSecret } from '../../connectors/secrets.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import type { CheckedHrSystem, HrSystemDependencies } from '../define-hr-system.ts';
import { basicAuth } from '../kit/basic-auth.ts';
import { anything } from '../kit/cleaned.ts';
import { explainWith } from '../kit/explain.ts';
import { groupedBy } from '../kit/grouped-by.ts';
import { hrSystemOf } from '../kit/hr-system-of.ts';
import { hookSecretsOf } from '../kit/signed-hook.ts';
import { assertWhole, unproven } from '../kit/whole-list.ts';
import {
  type BamboohrEmployee,
  employeeShape,
  fields,
  type StatusRow,
  statusRowShape,
  toEmployment,
} from './bamboohr-employment.ts';
import { readBamboohrHook } from './bamboohr-hook.ts';
import type { BamboohrSettings } from './bamboohr-settings.ts';

const listShape = z.looseObject({
  data: z.array(employeeShape),
  meta: z.looseObject({ total: z.int(), page: z.looseObject({ nextCursor: optional(z.string()) }) }),
});
const changedShape = z.looseObject({ employees: z.record(z.string(), z.looseObject({ lastChanged: anything })) });

/** Its description allows 2,500 in one place, and 100 in another. */
const perPage = 100;
const epoch = '2000-01-01T00:00:00Z';
/** What is asked for in the list; a hidden one is named there. */
const wanted = fields.join(',');

export function createBamboohr(settings: BamboohrSettings, deps: HrSystemDependencies): CheckedHrSystem {
  const auth = basicAuth(resolveSecret(settings.apiKey, deps), 'x');
  const http = clientFor(settings, deps, { auth, perMinute: 300, concurrency: 4 });
  const secrets = hookSecretsOf(settings, deps);

  async function* all(context: ConnectorContext): AsyncIterable<Employment> {
    const history = await historyOfAll(http, context);
    const changed = await lastChanged(http, context);
    const people = await listed(http, perPage, context);
    if (people.length > 0 && history.size === 0)
      throw unproven(
        'the table Employment Status is empty for everybody: the API key may not read it',
        'le tableau Employment Status est vide pour tous : la clé d’API n’a pas le droit de le lire',
      );
    for (const employee of people) {
      const id = idOf(employee);
      // Nobody was ever without a status: whoever has no line has none that the key may see.
      const rows = history.get(id) ?? null;
      yield toEmployment(employee, id, { rows, changedAt: changed.get(id), settings, now: context.now() });
    }
  }

  async function byId(id: string, context: ConnectorContext): Promise<Employment | null> {
    const query = { fields: `firstName,lastName,preferredName,jobTitleName,status,${wanted}`, onlyCurrent: 'false' };
    const { data: employee } = await http.find(path`/api/v1/employees/${id}`, employeeShape, context, { query });
    if (employee === null) return null;
    const table = path`/api/v1/employees/${id}/tables/employmentStatus`;
    const { data: rows } = await http.get(table, z.array(statusRowShape), context);
    const now = context.now();
    return toEmployment(employee, idOf(employee), {
      rows: rows.length > 0 ? rows : null,
      changedAt: null,
      settings,
      now,
    });
  }

  return hrSystemOf({
    identity: settings,
    all,
    byId,
    async anybody(context) {
      const query = { 'page[limit]': '1' };
      const { data } = await http.get('/api/v1/employees', listShape, context, { query });
      const [first] = data.data;
      return first === undefined ? null : idOf(first);
    },
    readHook: async (request) => readBamboohrHook(request, secrets),
    needed: [],
    explain: explainWith({
      product: 'BambooHR',
      credentials: {
        en: 'Make the API key as somebody whose access level sees every employee, work e-mail, reporting to and the table Employment Status.',
        fr: 'Créez la clé d’API en tant que quelqu’un dont le niveau d’accès voit chaque salarié, l’adresse professionnelle, le responsable et le tableau Employment Status.',
      },
      baseUrl: settings.baseUrl,
    }),
  });
}

function idOf({ employeeId, id }: BamboohrEmployee): string {
  const found = employeeId ?? id;
  if (found === undefined)
    throw unproven('somebody in the list has no id', 'une personne de la liste n’a pas d’identifiant');
  return found;
}

async function listed(http: HttpClient, limit: number, context: ConnectorContext): Promise<BamboohrEmployee[]> {
  const query = { fields: wanted, 'page[limit]': String(limit) };
  const next = (page: z.infer<typeof listShape>) => {
    const after = page.meta.page.nextCursor;
    return after === undefined ? null : `?${new URLSearchParams({ ...query, 'page[after]': after })}`;
  };
  const { pages } = await http.pages('/api/v1/employees', { schema: listShape, next }, context, { query });
  const people = pages.flatMap(({ data }) => data);
  assertWhole(people.length, pages.at(-1)?.meta.total);
  return people;
}

async function historyOfAll(http: HttpClient, context: ConnectorContext): Promise<ReadonlyMap<string, StatusRow[]>> {
  const { data } = await http.get('/api/v1/employees/all/tables/employmentStatus', z.array(statusRowShape), context);
  // A line of nobody is nobody's.
  return groupedBy(
    data.filter(({ employeeId }) => employeeId !== undefined),
    ({ employeeId = '' }) => employeeId,
  );
}

/** When each employee was last changed in anything; asked from the beginning, since the list itself has no stamp. */
async function lastChanged(http: HttpClient, context: ConnectorContext): Promise<ReadonlyMap<string, unknown>> {
  const query = { since: epoch, type: 'all' };
  const { data } = await http.get('/api/v1/employees/changed', changedShape, context, { query });
  return new Map(Object.entries(data.employees).map(([id, { lastChanged: at }]) => [id, at]));
}
