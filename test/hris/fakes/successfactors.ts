import { SignedXml } from 'xml-crypto';
import { rsaKeys } from '../../support/rsa-keys.ts';
import { type Company, type FakePerson, hasLeft, odd } from '../company.ts';
import { type Asked, bad, type FakeVendor, type Given, nowhere, unauthorised } from '../fake-vendor.ts';

const { privateKey, publicKey } = rsaKeys('successfactors');
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** What SAP would find wrong with the assertion; null when nothing. */
function whyNot(assertion: string, now: Date): string | null {
  const xml = Buffer.from(assertion, 'base64').toString();
  const signature = /<(?:\w+:)?Signature[\s\S]*<\/(?:\w+:)?Signature>/.exec(xml)?.[0];
  if (signature === undefined) return 'not signed';
  const checker = new SignedXml({ publicCert: publicPem });
  checker.loadSignature(signature);
  if (!checker.checkSignature(xml)) return 'wrong signature';
  const [signed = ''] = checker.getSignedReferences();
  for (const expected of [
    '<saml2:Audience>www.successfactors.com</saml2:Audience>',
    'Recipient="https://api55.sapsf.eu/oauth/token"',
    '<saml2:AttributeValue>relais-api-key</saml2:AttributeValue>',
    '>relais&amp;co</saml2:NameID>',
  ])
    if (!signed.includes(expected)) return `no ${expected}`;
  const [, until = ''] = /<saml2:Conditions NotBefore="[^"]+" NotOnOrAfter="([^"]+)"/.exec(signed) ?? [];
  return Date.parse(until) > now.getTime() ? null : 'expired';
}

function answer({ method, url, headers, body }: Asked, company: Company): Given {
  if (method === 'POST' && url.pathname === '/oauth/token') {
    const form = new URLSearchParams(body ?? '');
    if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:saml2-bearer') return bad('grant_type');
    if (form.get('company_id') !== 'EXAMPLE' || form.get('client_id') !== 'relais-api-key') return bad('client');
    const why = whyNot(form.get('assertion') ?? '', company.now());
    return why === null
      ? { json: { access_token: 'canary-token', token_type: 'Bearer', expires_in: 86399 } }
      : bad(why);
  }
  if (headers['authorization'] !== 'Bearer canary-token') return unauthorised;
  if (url.pathname !== '/odata/v2/EmpEmployment') return nowhere;
  if (url.searchParams.get('$format') !== 'json')
    return { status: 200, text: '<feed xmlns="http://www.w3.org/2005/Atom"/>' };
  const filter = url.searchParams.get('$filter');
  if (filter !== null) {
    const [, id] = /^personIdExternal eq '((?:[^']|'')*)'$/.exec(filter) ?? [];
    if (id === undefined) return bad('filter');
    const own = company.people.filter((one) => one.id === id.replaceAll("''", "'"));
    return { json: { d: { __count: String(own.length), results: own.map((one) => employmentOf(one, company)) } } };
  }
  const { people, next, total } = company.page(Number(url.searchParams.get('$skiptoken') ?? '0'));
  const to = new URL(url);
  to.searchParams.set('$skiptoken', String(next));
  const results = people.map((one) => employmentOf(one, company));
  return { json: { d: { __count: String(total), results, ...(next === null ? {} : { __next: to.href }) } } };
}

function dated(day: string | null): string | null {
  const time = Date.parse(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day ?? '-');
  return isDay ? `/Date(${time})/` : day;
}

function employmentOf(one: FakePerson, company: Company): object {
  return {
    userId: `u${one.id}`,
    personIdExternal: one.id,
    startDate: odd(company, dated(one.startsOn)),
    ...(company.lie === 'hides-ends' ? {} : { endDate: dated(one.end) }),
    lastDateWorked: null,
    isContingentWorker: odd(company, one.contractor),
    lastModifiedDateTime: `/Date(${Date.parse(one.changedAt)}+0000)/`,
    userNav: {
      firstName: odd(company, one.firstName),
      lastName: odd(company, one.lastName),
      email: odd(company, one.email),
      title: odd(company, one.title),
      department: odd(company, one.team),
      country: odd(company, one.country),
      status: hasLeft(one, company.now()) ? 'f' : 't',
      manager: one.managerId === null ? null : { email: odd(company, 'Maya.Chen@example.com') },
    },
  };
}

export const successfactorsFake: FakeVendor = {
  type: 'successfactors',
  settings: {
    baseUrl: 'https://api55.sapsf.eu',
    companyId: 'EXAMPLE',
    clientId: 'relais-api-key',
    user: 'relais&co',
    privateKey: 'env:PRIVATE_KEY',
  },
  env: { PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
  answer,
  issuesToken: true,
  tellsChanges: true,
  cannot: {},
  hooks: null,
};
