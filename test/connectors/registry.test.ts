import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connectorTypes, createConnectors, loadSystems, systemsSchema } from '../../src/connectors/registry.ts';
import { rsaKeys } from '../support/rsa-keys.ts';

const folder = resolve(import.meta.dirname, '../../src/connectors');
const { privateKey } = rsaKeys('registry');
const googleKey = JSON.stringify({
  client_email: 'relais@example-project.iam.gserviceaccount.com',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
});
const deps = {
  env: { TOKEN: 'canary-registry-0123456789', GOOGLE_KEY: googleKey },
  now: () => new Date(),
  log: { debug() {}, info() {}, warn() {} },
  allowPrivateAddresses: false,
};

const every = [
  {
    id: 'okta',
    type: 'okta',
    label: 'Okta',
    baseUrl: 'https://example.okta.com',
    auth: { method: 'token', token: 'env:TOKEN' },
  },
  { id: 'slack', type: 'slack', label: 'Slack', plan: 'business', token: 'env:TOKEN' },
  {
    id: 'salesforce',
    type: 'salesforce',
    label: 'Salesforce',
    baseUrl: 'https://example.my.salesforce.com',
    auth: { method: 'client-credentials', clientId: 'c', clientSecret: 'env:TOKEN' },
  },
  { id: 'hubspot', type: 'hubspot', label: 'HubSpot', token: 'env:TOKEN', closing: 'remove' },
  { id: 'zoom', type: 'zoom', label: 'Zoom', accountId: 'A1', clientId: 'c', clientSecret: 'env:TOKEN' },
  {
    id: 'atlassian',
    type: 'atlassian',
    label: 'Atlassian',
    organisation: 'o1',
    apiKey: 'env:TOKEN',
    site: { baseUrl: 'https://example.atlassian.net', email: 'jira-automation@example.com', token: 'env:TOKEN' },
  },
  { id: 'gitlab', type: 'gitlab', label: 'GitLab', token: 'env:TOKEN', scope: { of: 'instance' } },
  { id: 'github', type: 'github', label: 'GitHub', org: 'example-co', auth: { method: 'token', token: 'env:TOKEN' } },
  {
    id: 'crm',
    type: 'scim',
    label: 'CRM',
    baseUrl: 'https://crm.example.com/scim/v2',
    token: 'env:TOKEN',
    deactivateSemantics: 'suspend',
  },
  { id: 'doors', type: 'webhook', label: 'Doors', url: 'https://doors.example.com/revoke', secret: 'env:TOKEN' },
  {
    id: 'bank',
    type: 'manual',
    label: 'Bank',
    tasks: [{ id: 'card', label: 'Card', instructions: 'Cancel the card.' }],
  },
  {
    id: 'entra',
    type: 'entra',
    label: 'Entra ID',
    tenant: 'example.onmicrosoft.com',
    clientId: '11111111-2222-4333-a444-555555555555',
    auth: { method: 'secret', clientSecret: 'env:TOKEN' },
  },
  {
    id: 'sso',
    type: 'keycloak',
    label: 'Keycloak',
    baseUrl: 'https://sso.example.com',
    realm: 'example',
    clientId: 'relais',
    clientSecret: 'env:TOKEN',
  },
  { id: 'git', type: 'gitea', label: 'Gitea', baseUrl: 'https://git.example.com', token: 'env:TOKEN' },
  {
    ...{ id: 'db', type: 'postgresql', label: 'Database', host: 'db.example.com', user: 'relais' },
    ...{ databases: ['acme'], password: 'env:TOKEN' },
  },
  {
    id: 'google',
    type: 'google',
    label: 'Google Workspace',
    key: 'env:GOOGLE_KEY',
    administrator: 'it-automation@example.com',
  },
];

const byType = (type: string) => every.find((each) => each.type === type);

describe('the registry', () => {
  it('has every folder of connectors, and nothing else', () => {
    const folders = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !['http', 'kit', 'ldap-client'].includes(entry.name))
      .map(({ name }) => name);
    expect(connectorTypes.map(({ type }) => type).toSorted()).toEqual(folders.toSorted());
    expect(readdirSync(join(folder, 'http'))).toContain('http-client.ts');
    expect(readdirSync(join(folder, 'ldap-client'))).toContain('ldap-client.ts');
  });

  it('is counted in the README', () => {
    const words = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen'];
    const readme = readFileSync(resolve(folder, '../../README.md'), 'utf8');
    expect(readme).toContain(`**Systems:** the ${words[connectorTypes.length - 10]} kinds above.`);
  });

  it('has an example of each type above, and no type twice', () => {
    expect(new Set(connectorTypes.map(({ type }) => type)).size).toBe(connectorTypes.length);
    for (const type of connectorTypes.map((each) => each.type)) expect(every.map((each) => each.type)).toContain(type);
  });

  it('describes every type and every setting', () => {
    for (const { type, summary, schema, settings } of connectorTypes) {
      expect(summary, type).not.toBe('');
      for (const key of Object.keys(settings))
        expect(z.globalRegistry.get(Reflect.get(schema.shape, key))?.description, `${type}.${key}`).toBeTruthy();
    }
  });

  it('makes one of each type', async () => {
    expect(every.map(({ type }) => type).toSorted()).toEqual(connectorTypes.map(({ type }) => type).toSorted());
    const connectors = createConnectors(await loadSystems(systemsSchema.parse(every)), deps);
    expect([...connectors.keys()]).toEqual(every.map(({ id }) => id));
    for (const [id, connector] of connectors) expect(connector.id).toBe(id);
    expect(connectors.get('okta')?.tier).toBe('identity');
    expect(connectors.get('github')?.tier).toBe('code');
  });

  it.each([
    ['an unknown type', [{ ...every[0], type: 'octa' }], /type/],
    ['an unknown key', [{ ...every[0], lable: 'x' }], /lable/],
    ['an id used twice', [byType('manual'), byType('manual')], /bank is used twice/],
    ['an id that is no name', [{ ...byType('manual'), id: 'Bank 1' }], /small letters/],
    ['a secret in the file', [{ ...byType('webhook'), secret: 'hunter22-hunter22' }], /env:NAME/],
    ['an address with a password', [{ ...every[0], baseUrl: 'https://me:pw@example.okta.com' }], /without user/],
    ['an address that is none', [{ ...every[0], baseUrl: 'example.okta.com' }], /https:/],
  ])('refuses %s', (_, systems, words) => {
    const result = systemsSchema.safeParse(systems);
    expect(result.success).toBe(false);
    const message = result.error ? z.prettifyError(result.error) : '';
    expect(message).toMatch(words);
    expect(message).not.toContain('hunter22');
  });

  it('names the system whose secret or address cannot be used', async () => {
    const okta = await loadSystems(systemsSchema.parse([every[0]]));
    expect(() => createConnectors(okta, { ...deps, env: {} })).toThrow(/system okta: env:TOKEN/);
    const plain = [{ ...every[0], baseUrl: 'http://okta.example.com' }];
    const reached = await loadSystems(systemsSchema.parse(plain));
    expect(() => createConnectors(reached, deps)).toThrow(/system okta: .*https/);
  });
});
