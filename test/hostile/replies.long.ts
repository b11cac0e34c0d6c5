import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { errorKindSchema } from '../../src/domain/systems/evidence.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { changed, changeOf, oddValue } from './mutations.ts';
import { runs } from './runs.ts';
import {
  type Answer,
  answerSchema,
  connectorsAt,
  everyCall,
  leaver,
  openVendor,
  type Told,
  type Vendor,
  verbs,
} from './vendor.ts';

const corpus = z
  .array(answerSchema.extend({ why: z.string() }))
  .parse(JSON.parse(readFileSync(resolve(import.meta.dirname, 'corpus/replies.json'), 'utf8')));

let vendor: Vendor;
let connectors: readonly Told[];
beforeAll(async () => {
  vendor = await openVendor();
});
// New ones for each answer: whoever was asked for patience would ask nothing for a while.
beforeEach(async () => {
  connectors = await connectorsAt(vendor.baseUrl);
});
afterAll(() => vendor.close());

const context = () => ({ now: () => new Date(), signal: AbortSignal.timeout(20_000) });

/** Each call ends with an answer or with the port's own error, of one of its kinds. */
async function ask(calls: readonly (() => Promise<unknown>)[]): Promise<ConnectorError[]> {
  const ended = await Promise.allSettled(calls.map((call) => call()));
  return ended.flatMap((one) => {
    if (one.status === 'fulfilled') return [];
    const { reason } = one;
    if (!(reason instanceof ConnectorError)) throw new Error('no ConnectorError', { cause: reason });
    errorKindSchema.parse(reason.kind);
    expect(reason.message.length).toBeLessThan(1000);
    expect(JSON.stringify([reason.message, reason.evidence, String(reason.cause)])).not.toContain('canary-hostile');
    return [reason];
  });
}

/** Also of a vendor that does not even say who it is. */
const askAll = async (odd?: string) => {
  vendor.tellsWho = false;
  await ask(
    connectors.map(
      ({ connector }) =>
        () =>
          connector.find(leaver, context()),
    ),
  );
  vendor.tellsWho = true;
  return ask(connectors.flatMap((told) => everyCall(told, context, odd)));
};

const tell = (...answers: Answer[]) => void vendor.answers.splice(0, vendor.answers.length, ...answers);

/** What the vendors really say, to be changed. */
const user = {
  id: '00u1',
  userName: 'alex.moreau@example.com',
  login: 'alex-moreau',
  active: true,
  status: 'ACTIVE',
  profile: {
    login: 'alex.moreau@example.com',
    email: 'alex.moreau@example.com',
    firstName: 'A',
    lastName: 'M',
    name: 'G',
  },
  name: { givenName: 'Alex' },
  emails: [{ value: 'alex.moreau@example.com' }],
  groups: [{ value: 'g1', display: 'G', type: 'direct' }],
  meta: { version: 'W/"1"', lastSeen: '2026-03-02T09:00:00Z' },
  lastLogin: '2026-03-02T09:00:00.000Z',
  type: 'User',
  role: 'member',
  state: 'revoked',
  lastUsed: '2026-03-02T09:00:00Z',
};
const templates: readonly unknown[] = [
  user,
  [user],
  { ...user, totalResults: 1, itemsPerPage: 1, startIndex: 1, Resources: [user] },
  {
    data: {
      organization: {
        samlIdentityProvider: {
          externalIdentities: { nodes: [{ user }], pageInfo: { hasNextPage: true, endCursor: 'x' } },
        },
      },
    },
  },
  { state: 'revoked', lastUsed: '2026-03-02T09:00:00Z' },
  // Graph, with what its login service says: the token comes from the same mouth here.
  {
    id: '00u1',
    access_token: 'not-a-token',
    expires_in: 3600,
    userPrincipalName: 'alex.moreau@example.com',
    mail: 'alex.moreau@example.com',
    proxyAddresses: ['SMTP:alex.moreau@example.com'],
    accountEnabled: false,
    userType: 'Member',
    signInSessionsValidFromDateTime: '2026-03-02T09:00:00Z',
    signInActivity: { lastSuccessfulSignInDateTime: '2026-03-02T09:00:00Z' },
    licenseAssignmentStates: [{ skuId: 's1', assignedByGroup: null }],
    value: [{ '@odata.type': '#microsoft.graph.group', id: '00u1', groupTypes: ['Unified'], skuId: 's1' }],
  },
];

describe('what a vendor answers', () => {
  it('canary: the vendor is reached, and a plain answer is understood', async () => {
    tell({ status: 404, headers: {}, body: '{"state":null,"organisation":"example.com"}' });
    const before = vendor.requests();
    const doors = connectors.find(({ type }) => type === 'webhook');
    expect(await doors?.connector.find(leaver, context())).toMatchObject({
      tenant: `${vendor.baseUrl} organisation:example.com`,
    });
    expect(vendor.requests()).toBeGreaterThan(before);
  });

  it('is asked by every kind of action that a connector has', () => {
    for (const [type, named] of Object.entries(verbs)) {
      // The only one of a webhook is called as the settings say.
      if (type === 'webhook') continue;
      const folder = resolve(import.meta.dirname, '../../src/connectors', type);
      // What a rehearsal names by its verb stands elsewhere too.
      const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
        (name) => name.endsWith('.ts') && name !== 'rehearsal.ts',
      );
      const found = sources.flatMap((name) =>
        [...readFileSync(join(folder, name), 'utf8').matchAll(/^\s+verb: '([\w-]+)'/gm)].map(([, verb]) => verb),
      );
      expect(found.toSorted(), type).toEqual([...named].toSorted());
    }
  });

  it.each(corpus)('$why: ends in an answer or a ConnectorError', async ({ why: _why, ...answer }) => {
    tell(answer);
    await askAll();
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('of ten megabytes is not read to its end', async () => {
    tell({ status: 200, headers: {}, body: `["${'x'.repeat(10_000_000)}"]` });
    const scim = connectors.find(({ type }) => type === 'scim');
    if (!scim) throw new Error('no connector');
    const [resolved] = everyCall(scim, context);
    const [error] = await ask([resolved ?? (() => Promise.resolve())]);
    expect(error).toMatchObject({ kind: 'rejected' });
  });

  it('of megabytes of what almost looks like a token is refused in no time', async () => {
    tell({ status: 400, headers: {}, body: '-eyJ'.repeat(1_500_000) });
    const began = performance.now();
    const scim = connectors.find(({ type }) => type === 'scim');
    if (!scim) throw new Error('no connector');
    const [resolved] = everyCall(scim, context);
    const [error] = await ask([resolved ?? (() => Promise.resolve())]);
    expect(error).toMatchObject({ kind: 'rejected' });
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('nested as deep as it likes is refused', async () => {
    tell({ status: 200, headers: {}, body: `${'['.repeat(20_000)}${']'.repeat(20_000)}` });
    await askAll();
  });

  it('changed anywhere ends in an answer or a ConnectorError', async () => {
    const answer = fc.record({
      status: fc.oneof(
        { weight: 6, arbitrary: fc.constant(200) },
        fc.constantFrom(201, 202, 204, 400, 404, 409, 429, 500),
      ),
      template: fc.constantFrom(...templates),
      changes: fc.array(changeOf, { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 5 }), async (answers) => {
        tell(
          ...answers.map(({ status, template, changes }) => ({
            status,
            headers: {},
            body: JSON.stringify(changed(template, changes)) ?? '',
          })),
        );
        await askAll();
      }),
      { numRuns: runs(5) },
    );
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('of anything at all ends in an answer or a ConnectorError', async () => {
    await fc.assert(
      fc.asyncProperty(oddValue, async (value) => {
        tell({ status: 200, headers: {}, body: JSON.stringify(value) ?? 'undefined' });
        await askAll();
      }),
      { numRuns: runs(5) },
    );
  });

  it.each(['', '.', '..', '../../admin', '\ud800', '\u0000', 'a/b?c#d', '__proto__', '%2e%2e'])(
    'that calls an account %j sends nobody astray',
    async (id) => {
      tell({ status: 200, headers: {}, body: JSON.stringify({ ...user, id }) });
      await askAll(id);
    },
  );
});
