import { type Company, type FakePerson, hasLeft, odd } from '../company.ts';
import { type Asked, bad, type FakeVendor, type Given, nowhere, unauthorised } from '../fake-vendor.ts';

const at = '/api/2026-04-01/resources/employees/employees';

function answer({ url, headers }: Asked, company: Company): Given {
  if (headers['x-api-key'] !== 'canary-api-key') return unauthorised;
  if (url.pathname.startsWith(`${at}/`)) {
    const one = company.find(url.pathname.slice(at.length + 1));
    return one ? { json: employeeOf(one, company) } : nowhere;
  }
  if (url.pathname !== at) return nowhere;
  for (const required of ['only_active', 'only_managers']) if (!url.searchParams.has(required)) return bad(required);
  const { people, next, total } = company.page(Number(url.searchParams.get('after_id') ?? '0'));
  return {
    json: {
      data: people.map((one) => employeeOf(one, company)),
      meta: {
        limit: 100,
        total,
        has_next_page: next !== null,
        has_previous_page: false,
        start_cursor: '0',
        end_cursor: next,
      },
    },
  };
}

/** Ids are numbers. */
function employeeOf(one: FakePerson, company: Company): object {
  return {
    id: Number(one.id),
    full_name: odd(company, `${one.firstName} ${one.lastName}`),
    email: odd(company, one.email),
    login_email: 'login@private.example',
    personal_email: odd(company, one.privateEmail),
    manager_id: odd(company, one.managerId === null ? null : Number(one.managerId)),
    country: odd(company, one.country.toLowerCase()),
    active: company.lie === 'hides-ends' ? null : !hasLeft(one, company.now()),
    ...(company.lie === 'hides-ends' ? {} : { terminated_on: one.end }),
    termination_reason: one.end === null ? null : 'Resignation',
    updated_at: one.changedAt,
  };
}

export const factorialFake: FakeVendor = {
  type: 'factorial',
  settings: { apiKey: 'env:API_KEY' },
  env: { API_KEY: 'canary-api-key' },
  answer,
  issuesToken: false,
  tellsChanges: true,
  cannot: {},
  hooks: {
    hasEvent: false,
    minutes: null,
    signsBody: false,
    namesCompany: false,
    send: (personId, { secret }) => ({
      query: {},
      rawBody: Buffer.from(JSON.stringify({ id: Number(personId), terminated_on: '2026-12-31' })),
      headers: { 'x-factorial-wh-challenge': secret },
    }),
  },
};
