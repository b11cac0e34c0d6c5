import { createHmac } from 'node:crypto';
import { type Company, type FakePerson, hasLeft, odd } from '../company.ts';
import { type Asked, bad, type FakeVendor, type Given, nowhere, unauthorised } from '../fake-vendor.ts';

function answer({ method, url, headers, body }: Asked, company: Company): Given {
  const { pathname } = url;
  if (method === 'POST' && pathname === '/v2/auth/token') {
    const form = new URLSearchParams(body ?? '');
    const isRight = form.get('client_id') === 'relais' && form.get('client_secret') === 'canary-client-secret';
    if (form.get('grant_type') !== 'client_credentials') return bad('unsupported_grant_type');
    return isRight
      ? { json: { access_token: 'canary-token', expires_in: 86400 } }
      : { status: 401, json: { error: 'invalid_client' } };
  }
  if (headers['authorization'] !== 'Bearer canary-token') return unauthorised;
  const limit = Number(url.searchParams.get('limit') ?? '10');
  if (!(limit >= 1 && limit <= 50)) return bad('limit');
  if (pathname === '/v2/persons') {
    const { people, next } = company.page(Number(url.searchParams.get('cursor') ?? '0'));
    return { json: { _data: people.map((one) => personOf(one, company)), _meta: { links: linksTo(url, next) } } };
  }
  const [, id = '', employments] = /^\/v2\/persons\/(\w+)(\/employments)?$/.exec(pathname) ?? [];
  const one = company.find(id);
  if (!one) return nowhere;
  if (!employments) return { json: personOf(one, company) };
  if (company.lie === 'hides-ends') return { json: { _data: [], _meta: {} } };
  return { json: { _data: [employmentOf(one, company)], _meta: { links: linksTo(url, null) } } };
}

function linksTo(url: URL, next: number | null): object {
  if (next === null) return {};
  const to = new URL(url);
  to.searchParams.set('cursor', String(next));
  return { next: { href: to.href } };
}

function personOf(one: FakePerson, company: Company): object {
  return {
    id: one.id,
    email: odd(company, one.email),
    first_name: odd(company, one.firstName),
    last_name: odd(company, one.lastName),
    preferred_name: null,
    status: hasLeft(one, company.now()) ? 'INACTIVE' : 'ACTIVE',
    created_at: '2021-03-01T08:00:00Z',
    updated_at: '2026-01-01T08:00:00Z',
    employments: [{ id: `e-${one.id}` }],
  };
}

function employmentOf(one: FakePerson, company: Company): object {
  return {
    id: `e-${one.id}`,
    status: hasLeft(one, company.now()) ? 'INACTIVE' : 'ACTIVE',
    type: odd(company, one.contractor ? 'EXTERNAL' : 'INTERNAL'),
    employment_start_date: odd(company, one.startsOn),
    employment_end_date: null,
    contract_end_date: null,
    termination:
      one.end === null
        ? null
        : { termination_date: one.end, last_working_date: null, terminated_at: null, type: 'QUIT', reason: '123' },
    position: odd(company, { title: one.title }),
    supervisor: odd(company, one.managerId === null ? null : { id: one.managerId }),
    org_units: odd(company, [{ type: 'team', id: '1', name: one.team }]),
    updated_at: one.changedAt,
  };
}

export const personioFake: FakeVendor = {
  type: 'personio',
  settings: { clientId: 'relais', clientSecret: 'env:CLIENT_SECRET', companyId: '4711' },
  env: { CLIENT_SECRET: 'canary-client-secret' },
  answer,
  issuesToken: true,
  tellsChanges: true,
  cannot: { 'ends-early': 'Personio v2 does not say how many persons there are' },
  hooks: {
    hasEvent: false,
    minutes: 3 * 24 * 60 + 10,
    signsBody: true,
    namesCompany: true,
    send(personId, { secret, at, companyId = '4711', body: instead }) {
      const body =
        instead ??
        JSON.stringify({
          company_id: companyId,
          event_name: 'employment.updated',
          occurred_at: at.toISOString(),
          payload: { id: `e-${personId}`, person: { id: personId } },
        });
      const signature = createHmac('sha256', secret).update(body).digest('hex');
      return { query: {}, rawBody: Buffer.from(body), headers: { 'x-personio-signature': signature } };
    },
  },
};
