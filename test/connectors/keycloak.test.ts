import { describe, expect, it, onTestFinished } from 'vitest';
import { keycloak } from '../../src/connectors/keycloak/index.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { endsOnMove } from './ends-on-move.ts';
import { type KeycloakWorld, keycloakWorld } from './keycloak-world.ts';
import { colleague, personOf } from './people.ts';

connectorContract('keycloak', () => keycloakWorld());
lyingVendorContract('keycloak', () => keycloakWorld(), {
  emptyPages: 'Keycloak pages by index: after a page without items there is none',
  widen: 'each call names one user and one thing, and Keycloak has no list of members to write',
});

const alex = personOf(colleague('U0ALEX'));
const context = () => ({ now: () => new Date(), signal: new AbortController().signal, calledAt: null });

async function world(settings: Record<string, unknown> = {}): Promise<KeycloakWorld> {
  const made = await keycloakWorld(settings);
  onTestFinished(() => made.close());
  return made;
}

async function planOf({ connector, people }: KeycloakWorld): Promise<readonly PlannedAction[]> {
  const found = await connector.find(people.present, context());
  if (found.status !== 'found' || !found.accounts[0]) throw new Error(`not found: ${found.status}`);
  return (await connector.look(found.accounts[0], context())).items.map(({ action }) => action);
}

async function failureOf(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(() => null).catch((cause: unknown) => cause);
  if (error instanceof ConnectorError) return error;
  throw new Error(`expected a ConnectorError, got ${String(error)}`);
}

describe('keycloak', () => {
  it('closes first, then ends what would wake again, then what lies about', async () => {
    const plan = await planOf(await world());
    expect(plan.map(({ stage, target, call, effect }) => [stage, target?.label ?? null, call, effect])).toEqual([
      ['disable', null, 'PUT /admin/realms/acme/users/u-1 enabled = false', 'reversible'],
      ['sessions', null, 'POST /admin/realms/acme/users/u-1/logout', 'reversible'],
      ['credentials', 'portal', 'DELETE /admin/realms/acme/users/u-1/consents/portal', 'reversible'],
      ['credentials', 'wiki', 'DELETE /admin/realms/acme/users/u-1/consents/wiki', 'reversible'],
      ['credentials', 'password', 'DELETE /admin/realms/acme/users/u-1/credentials/cr-1-u-1', 'destructive'],
      ['credentials', 'otp (phone)', 'DELETE /admin/realms/acme/users/u-1/credentials/cr-2-u-1', 'destructive'],
      ['groups', '/platform', 'DELETE /admin/realms/acme/users/u-1/groups/g-1', 'reversible'],
      ['groups', '/on-call', 'DELETE /admin/realms/acme/users/u-1/groups/g-2', 'reversible'],
      ['groups', 'deployer', 'DELETE /admin/realms/acme/users/u-1/role-mappings/realm deployer', 'reversible'],
      [
        'groups',
        'wiki / editor',
        'DELETE /admin/realms/acme/users/u-1/role-mappings/clients/c-wiki editor',
        'reversible',
      ],
    ]);
    expect(plan.find(({ stage }) => stage === 'sessions')?.residualMinutes).toBe(5);
    expect(plan.filter(endsOnMove).map(({ stage }) => stage)).toEqual(['groups', 'groups', 'groups', 'groups']);
  });

  it('leaves alone what the settings leave, and the role that everybody has', async () => {
    const plan = await planOf(await world({ leave: ['consents', 'credentials', 'groups', 'roles'] }));
    expect(plan.map(({ stage }) => stage)).toEqual(['disable', 'sessions']);
    const all = await planOf(await world());
    expect(all.map(({ target }) => target?.id)).not.toContain('r-default');
  });

  it('concludes nothing about roles without a right: Keycloak leaves them out and says 200', async () => {
    for (const right of ['view-realm', 'view-clients']) {
      const made = await world();
      const roles = (await planOf(made)).filter(({ id }) => id.includes('/roles/'));
      expect(roles).toHaveLength(2);
      made.fake.rights = made.fake.rights.filter((each) => each !== right);
      // The token and the realm's id are held for a minute at most.
      made.pass(301);
      for (const action of roles)
        expect((await failureOf(made.connector.readBack(action, context()))).kind).toBe('unproven');
    }
  });

  it('finds somebody by the employee number where the realm keeps it, and believes no other number', async () => {
    const byNumber: Person = { ...alex, email: 'renamed@example.com', employeeNumber: '7001' };
    const made = await world({ employeeNumberAttribute: 'number' });
    expect(await made.connector.find(byNumber, context())).toMatchObject({
      status: 'found',
      accounts: [{ id: 'u-1' }],
    });
    const another: Person = { ...alex, employeeNumber: '9999' };
    expect(await made.connector.find(another, context())).toMatchObject({ status: 'ambiguous' });
    const without = await world();
    expect((await without.connector.find(byNumber, context())).status).toBe('none');
  });

  it('finds somebody by a user name that is told for this realm', async () => {
    const made = await world();
    const named: Person = { ...alex, email: 'renamed@example.com', userNames: { sso: ['Alex.Moreau'], crm: ['bea'] } };
    expect(await made.connector.find(named, context())).toMatchObject({
      status: 'found',
      asked: ['renamed@example.com', { en: 'user name Alex.Moreau', fr: 'nom d’utilisateur Alex.Moreau' }],
      accounts: [{ id: 'u-1' }],
    });
    const nobodys: Person = { ...named, userNames: { sso: ['alex'] } };
    expect((await made.connector.find(nobodys, context())).status).toBe('none');
  });

  it('keeps for a person what was there, and by which other identity provider the leaver signs in', async () => {
    const { connector, people } = await world();
    const found = await connector.find(people.present, context());
    if (found.status !== 'found' || !found.accounts[0]) throw new Error('not found');
    expect((await connector.look(found.accounts[0], context())).snapshot).toEqual({
      status: 'enabled',
      login: 'alex.moreau',
      groups: [
        { id: 'g-1', path: '/platform' },
        { id: 'g-2', path: '/on-call' },
      ],
      roles: [
        { id: 'r-deploy', name: 'deployer', client: null },
        { id: 'r-editor', name: 'editor', client: 'wiki' },
      ],
      consents: ['portal', 'wiki'],
      identityProviders: [{ id: 'partner', login: 'at.partner' }],
    });
  });

  it('tells no use where the realm keeps no events, which is Keycloak’s default', async () => {
    const made = await world();
    made.fake.eventsEnabled = false;
    const found = await made.connector.find(made.people.present, context());
    if (found.status !== 'found' || !found.accounts[0]) throw new Error('not found');
    expect(await made.connector.lastUse(found.accounts[0], new Date(0), context())).toBeNull();
    made.fake.rights = made.fake.rights.filter((each) => each !== 'view-events');
    made.pass(301);
    const refused = made.connector.lastUse(found.accounts[0], new Date(0), context());
    expect((await failureOf(refused)).kind).toBe('unauthorised');
  });

  it('names the role that is missing, and where to give it', async () => {
    const made = await world();
    made.fake.rights = ['manage-users', 'view-realm'];
    const report = await made.connector.check(context());
    expect(report).toMatchObject({ ok: false, granted: ['manage-users', 'view-realm'] });
    expect(inEnglishToo(report.problems)).toMatchObject([
      { message: 'the service account of relais has no role view-clients', fix: expect.stringContaining('acme') },
      { message: 'the service account of relais has no role view-events' },
    ]);
  });

  it('refuses settings that would reach somewhere else', () => {
    const settings = {
      id: 'sso',
      type: 'keycloak',
      label: 'Keycloak',
      baseUrl: 'https://sso.example.com',
      realm: 'acme',
      clientId: 'relais',
      clientSecret: 'env:SSO_SECRET',
    };
    expect(keycloak.schema.safeParse(settings).success).toBe(true);
    expect(keycloak.schema.safeParse({ ...settings, realm: 'acme/../master' }).success).toBe(false);
    expect(keycloak.schema.safeParse({ ...settings, clientSecret: 'plain-secret' }).success).toBe(false);
    expect(keycloak.schema.safeParse({ ...settings, surprise: 1 }).success).toBe(false);
  });
});
