import { z } from 'zod';
import { tokenAuth } from '../../connectors/http/auth.ts';
import { clientFor } from '../../connectors/http/http-settings.ts';
import { path } from '../../connectors/http/path.ts';
import { resolveSecret } from '../../connectors/secrets.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import type { CheckedHrSystem, HrSystemDependencies } from '../define-hr-system.ts';
import { explainWith } from '../kit/explain.ts';
import { hrSystemOf } from '../kit/hr-system-of.ts';
import { noHooks } from '../kit/signed-hook.ts';
import { assertWhole, unproven } from '../kit/whole-list.ts';
import { employeeShape, fields, type TrytonEmployee, toEmployment } from './tryton-employment.ts';
import type { TrytonSettings } from './tryton-settings.ts';

const model = 'company.employee';
const perPage = 200;
const mostPages = 500;

/**
 * Searches leave out who is inactive, and whoever has left is. To ask for both in the search itself, as for other
 * records, changes nothing for employees, who are inactive by their end alone (seen on Tryton 8.2).
 */
const headers = { 'x-tryton-context': paddedBase64Url(JSON.stringify({ active_test: false })) };

export function createTryton(settings: TrytonSettings, deps: HrSystemDependencies): CheckedHrSystem {
  const auth = tokenAuth('Bearer', resolveSecret(settings.key, deps));
  const http = clientFor(settings, deps, { auth, perMinute: 600, concurrency: 4, headers });
  const at = path`/${settings.database}/rest/model/${model}`;

  /** Employees `from` up to, and not including, `to`; `total` is how many there are. */
  async function page(
    domain: readonly unknown[],
    { from, to }: { from: number; to: number },
    context: ConnectorContext,
  ) {
    const d = paddedBase64Url(JSON.stringify(domain));
    const range = { range: `${model}=${from}-${to}` };
    const query = { d, f: fields };
    const reply = await http.get(at, z.array(employeeShape), context, { query, headers: range });
    const [, total] = /\/(\d+)$/.exec(reply.headers.get('content-range') ?? '') ?? [];
    if (total === undefined)
      throw unproven(
        'the server does not say how many employees there are',
        'le serveur ne dit pas combien il y a d’employés',
      );
    return { employees: reply.data, total: Number(total) };
  }

  async function search(domain: readonly unknown[], context: ConnectorContext): Promise<TrytonEmployee[]> {
    const found: TrytonEmployee[] = [];
    for (let pages = 0; pages < mostPages; pages += 1) {
      const range = { from: pages * perPage, to: (pages + 1) * perPage };
      const { employees, total } = await page(domain, range, context);
      found.push(...employees);
      if (range.to < total && employees.length > 0) continue;
      assertWhole(found.length, total);
      return found;
    }
    throw unproven('the list has no end', 'la liste n’a pas de fin');
  }

  const toEmployments = (employees: readonly TrytonEmployee[], context: ConnectorContext): Employment[] =>
    employees.map((employee) => toEmployment(employee, { settings, now: context.now() }));

  return hrSystemOf({
    identity: settings,
    async *all(context) {
      yield* toEmployments(await search([], context), context);
    },
    async byId(id, context) {
      // An id is a number there; nobody has another one. Asked by a search: a 404 may also mean that the model is not
      // there.
      if (!/^\d{1,15}$/.test(id)) return null;
      const found = await search([['id', '=', Number(id)]], context);
      return (
        toEmployments(
          found.filter((one) => one.id === id),
          context,
        )[0] ?? null
      );
    },
    async anybody(context) {
      const { employees } = await page([], { from: 0, to: 1 }, context);
      return employees[0]?.id ?? null;
    },
    readHook: noHooks,
    needed: [],
    explain: explainWith({
      product: 'Tryton',
      credentials: {
        en: 'Validate the user application of the key in Tryton, and give its user read access to employees and parties of every company.',
        fr: 'Validez dans Tryton l’application utilisateur de la clé, et donnez à son utilisateur l’accès en lecture aux employés et aux tiers de chaque société.',
      },
      baseUrl: settings.baseUrl,
    }),
  });
}

/** With its padding, without which Tryton answers 500. */
function paddedBase64Url(text: string): string {
  return Buffer.from(text).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
