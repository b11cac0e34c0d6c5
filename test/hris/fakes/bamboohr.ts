import { createHmac } from 'node:crypto';
import { type Company, type FakePerson, hasLeft, odd } from '../company.ts';
import { type Asked, bad, basic, type FakeVendor, type Given, nowhere, unauthorised } from '../fake-vendor.ts';

const known = [
  'firstName',
  'lastName',
  'preferredName',
  'jobTitleName',
  'status',
  'workEmail',
  'homeEmail',
  'hireDate',
];
const more = ['departmentName', 'employmentStatusName', 'reportsToId'];

function answer({ method, url, headers }: Asked, company: Company): Given {
  if (headers['authorization'] !== basic('canary-api-key', 'x')) return unauthorised;
  if (method !== 'GET') return { status: 405 };
  const asked = url.searchParams.get('fields')?.split(',') ?? [];
  const { pathname } = url;
  if (pathname === '/api/v1/employees') {
    const limit = Number(url.searchParams.get('page[limit]') ?? '250');
    if (!(limit >= 1 && limit <= 100)) return bad('BadRequest');
    const { people, next, total } = company.page(Number(url.searchParams.get('page[after]') ?? '0'));
    const shown = people.slice(0, limit);
    return {
      json: {
        data: shown.map((one) => ({
          employeeId: one.id,
          photoUrl: null,
          _restrictedFields: [],
          ...fieldsOf(one, asked, company),
        })),
        meta: { total, page: { limit, nextCursor: next === null ? null : String(next), prevCursor: null } },
        _links: { self: { href: url.href } },
      },
    };
  }
  if (pathname === '/api/v1/employees/all/tables/employmentStatus')
    return { json: company.lie === 'hides-ends' ? [] : company.people.flatMap((one) => rowsOf(one)) };
  if (pathname === '/api/v1/employees/changed') {
    const since = url.searchParams.get('since');
    if (since === null || Number.isNaN(Date.parse(since))) return bad('since');
    const changed = company.people.map((one) => [
      one.id,
      { id: one.id, action: 'Updated', lastChanged: one.changedAt },
    ]);
    return { json: { latest: '2026-11-30T09:00:00Z', employees: Object.fromEntries(changed) } };
  }
  const [, id = '', table] = /^\/api\/v1\/employees\/(\w+)(\/tables\/employmentStatus)?$/.exec(pathname) ?? [];
  const one = company.find(id);
  if (!one) return nowhere;
  if (table) return { json: company.lie === 'hides-ends' ? [] : rowsOf(one) };
  return { json: { id: one.id, ...fieldsOf(one, asked, company) } };
}

function fieldsOf(one: FakePerson, asked: readonly string[], company: Company): Record<string, unknown> {
  const all: Record<string, unknown> = {
    firstName: odd(company, one.firstName),
    lastName: odd(company, one.lastName),
    preferredName: null,
    jobTitleName: odd(company, one.title),
    status: hasLeft(one, company.now()) ? 'Inactive' : 'Active',
    workEmail: odd(company, one.email),
    homeEmail: odd(company, one.privateEmail),
    hireDate: odd(company, one.startsOn),
    departmentName: odd(company, one.team),
    employmentStatusName: one.contractor ? 'Contractor' : 'Full-Time',
    reportsToId: odd(company, one.managerId),
  };
  const always = ['firstName', 'lastName', 'preferredName', 'jobTitleName', 'status'];
  const names = [...always, ...asked].filter((name) => [...known, ...more].includes(name));
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** The history, not in the order of its days. */
function rowsOf(one: FakePerson): object[] {
  const begun = {
    id: `${one.id}1`,
    employeeId: one.id,
    date: one.startsOn,
    employmentStatus: one.contractor ? 'Contractor' : 'Full-Time',
  };
  const ended = {
    id: `${one.id}2`,
    employeeId: one.id,
    date: one.end,
    employmentStatus: 'Terminated',
    terminationReasonId: 'Resignation (Voluntary)',
  };
  return one.end === null ? [begun] : [ended, begun];
}

export const bamboohrFake: FakeVendor = {
  type: 'bamboohr',
  settings: { baseUrl: 'https://example.bamboohr.com', apiKey: 'env:API_KEY' },
  env: { API_KEY: 'canary-api-key' },
  answer,
  issuesToken: false,
  tellsChanges: true,
  cannot: {},
  hooks: {
    hasEvent: false,
    minutes: 5,
    signsBody: true,
    namesCompany: false,
    send(personId, { secret, at, body: instead }) {
      const body =
        instead ??
        JSON.stringify({
          type: 'employee.updated',
          timestamp: at.toISOString(),
          data: { employeeId: personId, changedFields: ['employmentStatus'] },
        });
      const sentAt = String(Math.floor(at.getTime() / 1000));
      return {
        query: {},
        rawBody: Buffer.from(body),
        headers: {
          'x-bamboohr-timestamp': sentAt,
          'x-bamboohr-signature': createHmac('sha256', secret).update(`${body}${sentAt}`).digest('hex'),
        },
      };
    },
  },
};
