import { z } from 'zod';
import { type Company, type FakePerson, hasLeft, odd } from '../company.ts';
import { type Asked, type FakeVendor, type Given, nowhere, unauthorised } from '../fake-vendor.ts';

const known = new Set(
  'id active start_date end_date supervisor create_date write_date company.timezone party.name party.code party.lang.code party.contact_mechanisms.type party.contact_mechanisms.value'.split(
    ' ',
  ),
);
const domainShape = z.array(z.tuple([z.string(), z.string(), z.unknown()]));

/**
 * As the real one answers (see `test/real/tryton.long.ts`): a range ends before its second number, and a field that is
 * not there is a 500.
 */
function answer({ url, headers }: Asked, company: Company): Given {
  if (headers['authorization'] !== 'Bearer canary-key')
    return { ...unauthorised, json: undefined, text: '<!doctype html>' };
  if (url.pathname !== '/acme/rest/model/company.employee') return { ...nowhere, text: '<!doctype html>' };
  const fields = url.searchParams.getAll('f');
  if (fields.some((field) => !known.has(field))) return { status: 500, text: '<!doctype html>' };
  // Padding is not optional there.
  if ((url.searchParams.get('d') ?? '').length % 4 !== 0) return { status: 500, text: '<p>Incorrect padding</p>' };
  const domain = domainShape.parse(JSON.parse(Buffer.from(url.searchParams.get('d') ?? '', 'base64url').toString()));
  // What the search itself says of `active` changes nothing: whoever has left is left out unless the context says
  // otherwise.
  const showsInactive = contextOf(headers['x-tryton-context'])['active_test'] === false;
  const id = domain.find(([field]) => field === 'id')?.[2];
  const listed =
    company.lie === 'one-id-twice' ? [...company.page(0).people, ...company.people.slice(2)] : company.people;
  const found = listed.filter(
    (one) => (showsInactive || !hasLeft(one, company.now())) && (id === undefined || one.id === String(id)),
  );
  const [, from = '0', to = '99999'] = /^company\.employee=(\d+)-(\d+)$/.exec(headers['range'] ?? '') ?? [];
  const shown = found.slice(Number(from), company.lie === 'ends-early' ? 2 : Number(to));
  return {
    json: shown.map((one) => employeeOf(one, company)),
    headers: headers['range'] === undefined ? {} : { 'content-range': `records ${from}-${to}/${found.length}` },
  };
}

function contextOf(header = ''): Record<string, unknown> {
  const text = Buffer.from(header, 'base64').toString();
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text === '' ? '{}' : text));
}

/** Dates are objects. */
function dated(text: string | null): unknown {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)Z)?$/.exec(text ?? '') ?? [];
  if (year === undefined) return text;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (hour === undefined) return { __class__: 'date', ...date };
  return {
    __class__: 'datetime',
    ...date,
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    microsecond: 0,
  };
}

function employeeOf(one: FakePerson, company: Company): object {
  const mechanisms = [
    { __name__: 'party.contact_mechanism', id: 1, type: 'phone', value: '+33 1 00 00 00 00' },
    { __name__: 'party.contact_mechanism', id: 2, type: 'email', value: one.email },
  ];
  return {
    __name__: 'company.employee',
    id: Number(one.id),
    party: odd(company, {
      id: 1,
      name: `${one.firstName} ${one.lastName}`,
      code: one.id,
      lang: null,
      contact_mechanisms: mechanisms,
    }),
    start_date: odd(company, dated(one.startsOn)),
    ...(company.lie === 'hides-ends' ? {} : { end_date: dated(one.end) }),
    supervisor: odd(
      company,
      one.managerId === null ? null : { __name__: 'company.employee', id: Number(one.managerId) },
    ),
    company: { id: 1, timezone: null },
    create_date: dated('2021-03-01T08:00:00Z'),
    write_date: dated(one.changedAt),
  };
}

export const trytonFake: FakeVendor = {
  type: 'tryton',
  settings: { baseUrl: 'https://erp.example.com', database: 'acme', key: 'env:KEY' },
  env: { KEY: 'canary-key' },
  answer,
  issuesToken: false,
  tellsChanges: true,
  cannot: { 'repeats-pages': 'what comes is asked for by its numbers; the same people again are one id twice' },
  hooks: null,
};
