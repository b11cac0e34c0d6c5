import { exportPKCS8, generateKeyPair } from 'jose';
import { expect, it } from 'vitest';
import { findingsOf } from '../../src/cli/people/findings.ts';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { okta } from '../../src/connectors/okta/index.ts';
import { createOktaDirectory } from '../../src/connectors/okta/okta-people.ts';
import { disagreementsIn } from '../../src/engine/people/sources/disagreements.ts';
import { merge } from '../../src/engine/people/sources/merge.ts';
import { readSource } from '../../src/engine/people/sources/read-source.ts';
import type { SourcePerson } from '../../src/engine/ports/people-source.ts';

const at = '2026-11-02T09:00:00.000Z';
const context = { now: () => new Date(at), signal: new AbortController().signal };
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

const mallory = {
  ...{ id: '00uMALLORY0000000', status: 'ACTIVE' },
  profile: { login: 'mallory@example.com', email: 'mallory@example.com', githubUsername: 'priya-nair' },
};
const self = (action: string) => ({ githubUsername: { permissions: [{ principal: 'SELF', action }] } });

/** An organisation with a type of user for each of these, by what its schema says; or that refuses to tell. */
function organisation(types: readonly unknown[] | number) {
  const asked: string[] = [];
  const fetch: Fetch = async ({ pathname }) => {
    asked.push(pathname);
    if (pathname === '/api/v1/users') return json([mallory]);
    if (typeof types === 'number') return json({ errorCode: 'E', errorSummary: 'no' }, types);
    if (pathname === '/api/v1/meta/types/user')
      return json(
        types.map((_, n) => ({ _links: { schema: { href: `https://evil.example.com/meta/schemas/user/osc${n}` } } })),
      );
    const [, n] = /^\/api\/v1\/meta\/schemas\/user\/osc(\d)$/.exec(pathname) ?? [];
    return json({ definitions: { base: { properties: {} }, custom: { properties: types[Number(n)] } } });
  };
  const { people } = createOktaDirectory(
    okta.schema.parse({
      ...{ id: 'okta', type: 'okta', label: 'Okta', baseUrl: 'https://acme.okta.com' },
      auth: { method: 'token', token: 'env:TOKEN' },
    }),
    {
      ...{ fetch, env: { TOKEN: 'canary' }, now: context.now, allowPrivateAddresses: false },
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
    },
    { github: 'githubUsername' },
  );
  return { people, asked };
}

const hint = { selfWrittenUserNames: { github: ['priya-nair'] } };

async function told(
  types: readonly unknown[] | number,
): Promise<Pick<SourcePerson, 'userNames' | 'selfWrittenUserNames'>> {
  const { people } = organisation(types);
  const listed = (await readSource(people, context)).people[0];
  const asked = await people.byEmail('mallory@example.com', context);
  expect(asked).toEqual(listed);
  const { userNames, selfWrittenUserNames } = listed ?? {};
  return { ...(userNames && { userNames }), ...(selfWrittenUserNames && { selfWrittenUserNames }) };
}

it('takes a user name for told only where the schema of every type of user keeps people from writing it', async () => {
  const certain = { userNames: { github: ['priya-nair'] } };
  expect(await told([self('READ_ONLY')])).toEqual(certain);
  expect(await told([self('HIDE'), {}])).toEqual(certain);
  expect(await told([self('READ_WRITE')])).toEqual(hint);
  expect(await told([self('READ_ONLY'), self('READ_WRITE')])).toEqual(hint);
});

it('takes it for a hint where Okta does not tell who may write it', async () => {
  expect(await told([{}])).toEqual(hint);
  expect(await told([{ githubUsername: {} }])).toEqual(hint);
  expect(await told([self('SOMETHING_NEW')])).toEqual(hint);
  expect(await told([])).toEqual(hint);
  expect(await told(403)).toEqual(hint);
  const { people } = organisation(500);
  await expect(readSource(people, context)).rejects.toMatchObject({ kind: 'unavailable' });
});

it('asks the schema of the organisation that the settings name, again for each list and once for many people', async () => {
  const { people, asked } = organisation([self('READ_ONLY')]);
  const ofSchema = () => asked.filter((path) => path.includes('/meta/')).length;
  await people.byEmail('mallory@example.com', context);
  await people.byEmail('mallory@example.com', context);
  expect(ofSchema()).toBe(2);
  await readSource(people, context);
  expect(ofSchema()).toBe(4);
});

it('shows a hint on the walk and once in the doctor, and looks for no account by it', async () => {
  const { people } = organisation([self('READ_WRITE')]);
  const [person] = (await readSource(people, context)).people;
  if (!person) throw new Error('nobody');
  const record = { person, at, missingSince: null, source: 'okta' };
  const merged = merge([record], { order: ['okta'], precedence: {} });
  const known = { merged: () => merged, sources: [{ id: 'okta', label: 'Okta', source: people }] };
  const [one] = merged.people;
  if (!one) throw new Error('nobody');
  expect(one.userNames).toEqual([]);
  expect(disagreementsIn(one, known)).toEqual([
    { field: 'selfWrittenNames', system: 'github', said: [{ source: 'Okta', value: 'priya-nair' }] },
  ]);
  expect(findingsOf(known)).toEqual([
    {
      en: 'Okta has user names for github where people may write about themselves, or does not tell Relais who may (1 person): the walk shows them, and Relais looks for no account by them. Let only administrators write the attribute; in Okta, Profile Editor, user permission Read Only or Hide, and grant okta.schemas.read and okta.userTypes.read.',
      fr: 'Okta donne des identifiants pour github là où chacun peut écrire sur soi, ou ne dit pas à Relais qui le peut (1 personne) : le parcours les montre, et Relais ne cherche aucun compte par eux. Réservez l’attribut aux administrateurs ; dans Okta, Profile Editor, User permission sur Read Only ou Hide, et accordez okta.schemas.read et okta.userTypes.read.',
    },
  ]);
  // What administrators wrote elsewhere counts, and nothing is left to hint at.
  const sure = {
    ...record,
    source: 'staff',
    person: { ...person, ...{ selfWrittenUserNames: undefined, userNames: { github: ['Priya-Nair'] } } },
  };
  const both = merge([record, sure], { order: ['okta', 'staff'], precedence: {} });
  const [joined] = both.people;
  if (!joined) throw new Error('nobody');
  expect(joined.userNames.map(({ name }) => name)).toEqual(['Priya-Nair']);
  expect(disagreementsIn(joined, { ...known, merged: () => both })).toEqual([]);
});

it('asks for the right to read schemas beside the others, so that a service app without it reads people all the same', async () => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const scopes: string[] = [];
  const fetch: Fetch = async ({ pathname }, { body }) => {
    if (!pathname.endsWith('/token')) return json(pathname === '/api/v1/users' ? [mallory] : []);
    const scope = new URLSearchParams(String(body)).get('scope') ?? '';
    scopes.push(scope);
    return scope.includes('okta.schemas.read')
      ? json({ error: 'invalid_scope', error_description: 'not granted' }, 400)
      : json({ access_token: 'canary-access', token_type: 'Bearer', expires_in: 3600 });
  };
  const { people } = createOktaDirectory(
    okta.schema.parse({
      ...{ id: 'okta', type: 'okta', label: 'Okta', baseUrl: 'https://acme.okta.com' },
      auth: { method: 'oauth', clientId: '0oaRELAIS', privateKey: 'env:KEY' },
    }),
    {
      ...{ fetch, env: { KEY: await exportPKCS8(privateKey) }, now: context.now, allowPrivateAddresses: false },
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
    },
    { github: 'githubUsername' },
  );
  expect((await readSource(people, context)).people).toMatchObject([hint]);
  expect(scopes).toContain('okta.schemas.read okta.userTypes.read');
  expect(scopes.some((one) => one.startsWith('okta.users.read') && !one.includes('okta.schemas'))).toBe(true);
});
