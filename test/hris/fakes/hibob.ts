import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { type Company, type FakePerson, hasLeft, odd } from '../company.ts';
import { type Asked, bad, basic, type FakeVendor, type Given, nowhere, unauthorised } from '../fake-vendor.ts';

const bodyShape = z.strictObject({
  fields: z.array(z.string().regex(/^[a-z]+(?:\.\w+)+$/)).min(1),
  showInactive: z.boolean().optional(),
});

function answer({ method, url, headers, body }: Asked, company: Company): Given {
  if (headers['authorization'] !== basic('SERVICE-1', 'canary-token')) return unauthorised;
  if (method !== 'POST') return { status: 405 };
  const parsed = bodyShape.safeParse(JSON.parse(body ?? 'null'));
  if (!parsed.success) return bad('body');
  const { fields, showInactive = false } = parsed.data;
  if (url.pathname === '/v1/people/search') {
    const people =
      company.lie === 'one-id-twice' ? [...company.page(0).people, ...company.people.slice(2)] : company.people;
    const shown = people.filter((one) => showInactive || !hasLeft(one, company.now()));
    return { json: { employees: shown.map((one) => personOf(one, fields, company)) } };
  }
  const one = company.find(url.pathname.replace('/v1/people/', ''));
  return one ? { json: personOf(one, fields, company) } : nowhere;
}

/** Nested by category. A field that the service user may not read, and one that is empty, is not there. */
function personOf(one: FakePerson, fields: readonly string[], company: Company): object {
  const values: Record<string, unknown> = {
    'root.displayName': odd(company, `${one.firstName} ${one.lastName}`),
    'root.email': odd(company, one.email),
    'home.privateEmail': odd(company, one.privateEmail),
    'work.title': odd(company, one.title),
    'work.department': odd(company, one.team),
    'work.startDate': odd(company, one.startsOn),
    'work.reportsTo': odd(company, one.managerId === null ? null : { id: one.managerId, displayName: 'Maya Chen' }),
    'internal.status': hasLeft(one, company.now()) ? 'Inactive' : 'Active',
    'internal.terminationReason': one.end === null ? null : 'Resignation',
    'payroll.employment.type': odd(company, one.contractor ? 'Contractor' : 'Permanent'),
    'internal.terminationDate': company.lie === 'hides-ends' ? null : one.end,
  };
  const person: Record<string, unknown> = { id: one.id };
  for (const field of fields) {
    const value = values[field];
    if (value === undefined || value === null) continue;
    const steps = field.replace(/^root\./, '').split('.');
    const last = steps.pop() ?? '';
    let at = person;
    for (const step of steps) {
      const inner = z.record(z.string(), z.unknown()).parse(at[step] ?? {});
      at[step] = inner;
      at = inner;
    }
    at[last] = value;
  }
  return person;
}

const oneAnswer = 'Bob gives everybody in one answer';

export const hibobFake: FakeVendor = {
  type: 'hibob',
  settings: { serviceUser: 'SERVICE-1', token: 'env:TOKEN', companyId: '636192' },
  env: { TOKEN: 'canary-token' },
  answer,
  issuesToken: false,
  tellsChanges: false,
  cannot: { 'repeats-pages': oneAnswer, 'ends-early': oneAnswer },
  hooks: {
    hasEvent: false,
    minutes: 24 * 60,
    signsBody: true,
    namesCompany: true,
    send(personId, { secret, at, companyId = '636192', body: instead }) {
      const body =
        instead ??
        JSON.stringify({
          companyId: Number(companyId),
          type: 'employee.updated',
          triggeredBy: '1',
          // Without a zone, as in the documentation.
          triggeredAt: at.toISOString().slice(0, 23),
          version: 'v2',
          data: { employeeId: personId },
        });
      const signature = createHmac('sha512', secret).update(body).digest('base64');
      return { query: {}, rawBody: Buffer.from(body), headers: { 'bob-signature': signature } };
    },
  },
};
