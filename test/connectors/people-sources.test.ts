import { exportPKCS8, generateKeyPair } from 'jose';
import { expect, it } from 'vitest';
import type { ConnectorDependencies } from '../../src/connectors/define-connector.ts';
import { createEntraDirectory } from '../../src/connectors/entra/entra-people.ts';
import { entra } from '../../src/connectors/entra/index.ts';
import { createGoogleDirectory } from '../../src/connectors/google/google-people.ts';
import { google } from '../../src/connectors/google/index.ts';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { okta } from '../../src/connectors/okta/index.ts';
import { createOktaDirectory } from '../../src/connectors/okta/okta-people.ts';
import { readSource } from '../../src/engine/people/sources/read-source.ts';
import type { PeopleSource } from '../../src/engine/ports/people-source.ts';
import { peopleSourceContract, type VendorWorld } from '../contracts/people-source-contract.ts';

const { privateKey } = await generateKeyPair('RS256', { extractable: true });
const key = JSON.stringify({ client_email: 'relais@example.com', private_key: await exportPKCS8(privateKey) });
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };

function deps(fetch: Fetch): ConnectorDependencies {
  const env = { TOKEN: 'canary-token', KEY: key };
  return { fetch, env, now: () => new Date('2026-11-02T09:00:00.000Z'), log: silent, allowPrivateAddresses: false };
}

function json(body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json', ...headers } });
}

function token(url: URL): Response | null {
  return url.pathname.endsWith('/token')
    ? json({ access_token: 'canary-access', token_type: 'Bearer', expires_in: 3600 })
    : null;
}

const oktaUser = (id: string, profile: object) => ({ id, status: 'ACTIVE', profile });
const oktaMaya = oktaUser('00uMAYA0000000000', {
  login: 'maya@example.com',
  email: 'MAYA@example.com',
  displayName: 'Maya Chen',
});
const oktaAlex = oktaUser('00uALEX0000000000', {
  ...{ login: 'alex@example.com', email: 'Alex@Example.com', firstName: 'Alex', lastName: 'Moreau', title: 'Engineer' },
  ...{ department: 'Platform', employeeNumber: '42', managerId: 'maya@example.com', countryCode: 'FR' },
});
const oktaBea = oktaUser('00uBEA00000000000', {
  ...{ login: 'bea@example.com', displayName: null, title: 7, department: '  ', managerId: null, countryCode: 'ZZ' },
  ...{ timezone: 'Mars/Olympus', preferredLanguage: 'tlh' },
});
const oktaDirectory = (fetch: Fetch) =>
  createOktaDirectory(
    okta.schema.parse({
      ...{ id: 'okta', type: 'okta', label: 'Okta', baseUrl: 'https://acme.okta.com' },
      auth: { method: 'token', token: 'env:TOKEN' },
    }),
    deps(fetch),
    { github: 'githubUsername' },
  );
const oktaVendor: VendorWorld = {
  source: (fetch) => oktaDirectory(fetch).people,
  signIn: () => null,
  page({ url }, { part, nulls }) {
    const next = { link: `<${url.origin}/api/v1/users?after=x>; rel="next"` };
    if (nulls) return json([oktaMaya, oktaBea]);
    if (part === 'first') return json([oktaAlex], next);
    return json(part === 'last' ? [oktaMaya] : [oktaAlex, oktaMaya]);
  },
};
peopleSourceContract('Okta', oktaVendor);

const entraMaya = { id: 'id-maya', displayName: 'Maya Chen', mail: 'Maya@example.com', accountEnabled: true };
const entraAlex = {
  ...{
    id: 'id-alex',
    displayName: 'Alex Moreau',
    mail: 'Alex@example.com',
    jobTitle: 'Engineer',
    department: 'Platform',
  },
  ...{
    employeeId: '42',
    manager: { id: 'id-maya' },
    proxyAddresses: ['SMTP:Alex@example.com', 'smtp:a.m@example.com', 'x500:x'],
  },
};
const entraBea = {
  id: 'id-bea',
  displayName: null,
  mail: null,
  userPrincipalName: 'bea_x#EXT#@example.com',
  manager: null,
  country: 7,
};
const entraDirectory = (fetch: Fetch) =>
  createEntraDirectory(
    entra.schema.parse({
      ...{ id: 'entra', type: 'entra', label: 'Entra ID', tenant: 'example.com', clientId: 'app' },
      auth: { method: 'secret', clientSecret: 'env:TOKEN' },
    }),
    deps(fetch),
    { github: 'extensionAttribute7', gitlab: 'extension_0123456789abcdef0123456789abcdef_gitlab' },
  );
peopleSourceContract('Entra ID', {
  source: (fetch) => entraDirectory(fetch).people,
  signIn: token,
  page({ url }, { part, nulls }) {
    const next = `${url.origin}/v1.0/users?$skiptoken=x`;
    if (nulls) return json({ value: [entraMaya, entraBea] });
    if (part === 'first') return json({ value: [entraAlex], '@odata.nextLink': next });
    return json({ value: part === 'last' ? [entraMaya] : [entraAlex, entraMaya] });
  },
});

const googleMaya = { id: 'g-maya', primaryEmail: 'Maya@example.com', name: { fullName: 'Maya Chen' } };
const googleAlex = {
  ...{ id: 'g-alex', primaryEmail: 'Alex@example.com', name: { fullName: 'Alex Moreau' }, aliases: ['am@example.com'] },
  relations: [{ type: 'manager', value: 'MAYA@example.com' }],
  organizations: [{ title: 'Wrong' }, { title: 'Engineer', department: 'Platform', primary: true }],
  externalIds: [{ type: 'organization', value: '42' }],
  emails: [{ address: 'private@example.net' }],
};
const googleBea = { id: 'g-bea', primaryEmail: 'bea@example.com', name: null, relations: 'none', organizations: [{}] };
const googlePeople = (fetch: Fetch) =>
  createGoogleDirectory(
    google.schema.parse({
      ...{ id: 'google', type: 'google', label: 'Google', key: 'env:KEY', administrator: 'it@example.com' },
    }),
    deps(fetch),
    { github: 'Accounts.githubUsername' },
  ).people;
peopleSourceContract('Google Workspace', {
  source: googlePeople,
  signIn: token,
  page(_request, { part, nulls }) {
    if (nulls) return json({ users: [googleMaya, googleBea] });
    if (part === 'first') return json({ users: [googleAlex], nextPageToken: 'x' });
    return json({ users: part === 'last' ? [googleMaya] : [googleAlex, googleMaya] });
  },
});

const context = { now: () => new Date('2026-11-02T09:00:00.000Z'), signal: new AbortController().signal };

it('Okta: takes no second e-mail, which people write themselves, and no manager by a name', async () => {
  const user = oktaUser('00uX', {
    ...{ login: 'x@example.com', email: 'x@example.com', secondEmail: 'ceo@example.com', manager: 'Maya Chen' },
  });
  const people = [];
  for await (const one of oktaDirectory(async () => json([user, oktaMaya])).people.everybody(context)) people.push(one);
  expect(people[0]).toMatchObject({ email: 'x@example.com', otherEmails: [], managerId: null, managerEmail: null });
});

it('Okta and Entra ID: a group’s members are those whose accounts are open, by their main addresses', async () => {
  const closed = { ...oktaUser('00uC', { login: 'closed@example.com' }), status: 'SUSPENDED' };
  const asked: string[] = [];
  const fromOkta = oktaDirectory(async (url) => {
    asked.push(url.pathname);
    return json([oktaMaya, closed]);
  });
  expect(await fromOkta.groups?.members('00gHR', context)).toEqual([{ handle: null, email: 'maya@example.com' }]);
  const fromEntra = entraDirectory(async (url) => {
    asked.push(url.pathname);
    return token(url) ?? json({ value: [entraMaya, { id: 'c', mail: 'c@example.com', accountEnabled: false }] });
  });
  expect(await fromEntra.groups?.members('g-1', context)).toEqual([{ handle: null, email: 'maya@example.com' }]);
  expect(asked).toEqual([
    '/api/v1/groups/00gHR/users',
    '/example.com/oauth2/v2.0/token',
    '/v1.0/groups/g-1/transitiveMembers/microsoft.graph.user',
  ]);
  const gone = oktaDirectory(async () => new Response('{}', { status: 404 }));
  await expect(gone.groups?.members('00gHR', context)).rejects.toMatchObject({ kind: 'not-found' });
});

it('Okta, Entra ID and Google Workspace: tell user names in other systems from the attributes that the settings name', async () => {
  const listed = async (source: PeopleSource) => (await readSource(source, context)).people;
  const oktaNamed = (id: string, githubUsername: unknown) =>
    oktaUser(id, { login: `${id}@example.com`, githubUsername });
  const oktaPeople = [
    oktaNamed('00uA', ' @amoreau '),
    oktaNamed('00uB', ['bea', 'bea-2', 7, null]),
    oktaNamed('00uC', { x: 1 }),
  ];
  const permissions = [{ principal: 'SELF', action: 'READ_ONLY' }];
  const okta = oktaDirectory(async ({ pathname }) => {
    if (pathname.endsWith('/meta/types/user'))
      return json([{ _links: { schema: { href: 'https://x.okta.com/osc1' } } }]);
    if (pathname.includes('/meta/schemas/'))
      return json({ definitions: { custom: { properties: { githubUsername: { permissions } } } } });
    return json(oktaPeople);
  }).people;
  expect((await listed(okta)).map(({ userNames }) => userNames)).toEqual([
    { github: ['amoreau'] },
    { github: ['bea', 'bea-2', '7'] },
    undefined,
  ]);
  expect((await okta.byEmail('00ua@example.com', context))?.userNames).toEqual({ github: ['amoreau'] });

  const asked: (string | null)[] = [];
  const entra = entraDirectory(async (url) => {
    if (url.pathname.endsWith('/users')) asked.push(url.searchParams.get('$select'));
    const own = { extension_0123456789ABCDEF0123456789abcdef_gitlab: ['am'] };
    const alex = { ...entraAlex, onPremisesExtensionAttributes: { extensionAttribute7: 'amoreau' }, ...own };
    return token(url) ?? json({ value: [alex, { ...entraMaya, onPremisesExtensionAttributes: null }] });
  }).people;
  expect((await listed(entra)).map(({ userNames }) => userNames)).toEqual([
    { github: ['amoreau'], gitlab: ['am'] },
    undefined,
  ]);
  // Graph tells nothing that is not named.
  expect(asked[0]?.split(',')).toEqual(
    expect.arrayContaining(['onPremisesExtensionAttributes', 'extension_0123456789abcdef0123456789abcdef_gitlab']),
  );
  expect((await entra.byEmail('alex@example.com', context))?.userNames).toMatchObject({ github: ['amoreau'] });

  const several = { Accounts: { githubUsername: [{ type: 'work', value: 'amoreau' }, { value: 'am-2' }] } };
  const answer = (customSchemas: unknown) => async (url: URL) =>
    token(url) ?? json({ users: [{ ...googleAlex, customSchemas }] });
  expect((await listed(googlePeople(answer(several))))[0]?.userNames).toEqual({ github: ['amoreau', 'am-2'] });
  expect((await listed(googlePeople(answer('none'))))[0]).not.toHaveProperty('userNames');
});
