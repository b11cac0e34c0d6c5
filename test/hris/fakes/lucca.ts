import { createHmac } from 'node:crypto';
import { type Company, type FakePerson, hasLeft, odd } from '../company.ts';
import { type Asked, bad, type FakeVendor, type Given, nowhere, unauthorised } from '../fake-vendor.ts';

function answer({ method, url, headers, body }: Asked, company: Company): Given {
  const { pathname } = url;
  if (method === 'POST' && pathname === '/connect/token' && url.host === 'accounts.world.luccasoftware.com') {
    const form = new URLSearchParams(body ?? '');
    const isRight = form.get('client_id') === 'relais' && form.get('client_secret') === 'canary-client-secret';
    if (form.get('scope') !== 'employees.readonly employments.readonly') return bad('invalid_scope');
    return isRight ? { json: { access_token: 'canary-token', expires_in: 3600 } } : bad('invalid_client');
  }
  if (headers['authorization'] !== 'Bearer canary-token') return unauthorised;
  if (headers['api-version'] !== '2024-11-01') return bad('Api-Version');
  const limit = Number(url.searchParams.get('limit') ?? '25');
  if (!(limit >= 0 && limit <= 100)) return bad('limit');
  const [, kind = '', id] = /^\/lucca-api\/(employees|employments)(?:\/(\w+))?$/.exec(pathname) ?? [];
  if (kind === '') return nowhere;
  if (id !== undefined) {
    const one = company.find(id);
    return one && kind === 'employees' ? { json: employeeOf(one, company) } : nowhere;
  }
  const only = url.searchParams.get('employee.id');
  if (only !== null) {
    const own = company.people.filter((one) => one.id === only);
    return {
      json: { type: kind, items: own.map((one) => employmentOf(one, company)), totalCount: own.length, links: {} },
    };
  }
  const { people, next, total } = company.page(Number(url.searchParams.get('page') ?? '0'));
  const to = new URL(url);
  to.searchParams.set('page', String(next));
  const items = people.map((one) => (kind === 'employees' ? employeeOf(one, company) : employmentOf(one, company)));
  return {
    json: {
      type: kind,
      url: url.href,
      totalCount: total,
      items,
      links: { prev: null, next: next === null ? null : { href: to.href } },
    },
  };
}

function employeeOf(one: FakePerson, company: Company): object {
  return {
    id: one.id,
    type: 'employee',
    givenName: odd(company, one.firstName),
    familyName: odd(company, one.lastName),
    employeeNumber: odd(company, `E${one.id}`),
    status: company.lie === 'hides-ends' ? null : hasLeft(one, company.now()) ? 'left' : 'active',
    email: odd(company, one.email),
    createdAt: '2021-03-01T08:00:00.0001Z',
    lastUpdatedAt: '2026-01-01T08:00:00.0001Z',
  };
}

function employmentOf(one: FakePerson, company: Company): object {
  return {
    id: `9${one.id}`,
    type: 'employment',
    employee: { id: one.id, type: 'employee' },
    start: odd(company, { date: one.startsOn }),
    ...(company.lie === 'hides-ends' ? {} : { end: one.end === null ? null : { date: one.end } }),
    template: odd(company, { id: '4', type: 'employment-template', name: one.contractor ? 'Freelance' : 'Permanent' }),
    lastUpdatedAt: one.changedAt,
  };
}

export const luccaFake: FakeVendor = {
  type: 'lucca',
  settings: { baseUrl: 'https://example.ilucca.net', clientId: 'relais', clientSecret: 'env:CLIENT_SECRET' },
  env: { CLIENT_SECRET: 'canary-client-secret' },
  answer,
  issuesToken: true,
  tellsChanges: true,
  cannot: {},
  hooks: {
    hasEvent: true,
    minutes: 5,
    signsBody: true,
    namesCompany: false,
    send(personId, { secret, at, body: instead }) {
      const body =
        instead ??
        JSON.stringify({
          id: 'evt-1',
          type: 'event',
          topic: 'employee.updated',
          data: { id: personId, type: 'employee' },
        });
      const sentAt = `${at.toISOString().slice(0, 19)}Z`;
      return {
        query: {},
        rawBody: Buffer.from(body),
        headers: {
          'lucca-timestamp': sentAt,
          'lucca-signature': createHmac('sha256', secret).update(`${sentAt}.${body}`).digest('base64'),
        },
      };
    },
  },
};
