import type { LookUpRow, RehearsedVendor } from '../contracts/rehearsal-contract.ts';
import { atlassianWorld } from './atlassian-world.ts';
import { entraWorld } from './entra-world.ts';
import { giteaWorld } from './gitea-world.ts';
import { githubWorld } from './github-world.ts';
import { gitlabWorld } from './gitlab-world.ts';
import { googleWorld } from './google-world.ts';
import { hubspotWorld } from './hubspot-world.ts';
import { keycloakWorld } from './keycloak-world.ts';
import { oktaWorld } from './okta-world.ts';
import { salesforceWorld } from './salesforce-world.ts';
import { scimLyingWorld } from './scim-lying-world.ts';
import { slackWorld } from './slack-world.ts';
import { webhookLyingWorld } from './webhook-lying-world.ts';
import { zoomWorld } from './zoom-world.ts';

const noUser = { status: 404, body: { error: 'no such user' } };

/** A path whose last part is an address: `/users/alex@example.com`. */
function byPath(names: string, above: string): LookUpRow {
  return {
    names,
    is: ({ url }) =>
      decodeURIComponent(url.pathname)
        .match(/^(.*)\/[^/]+@[^/]+$/)?.[1]
        ?.endsWith(above) === true,
    nobody: noUser,
  };
}

/** A list with a filter among its query. */
function byQuery(names: string, { name, says, empty }: { name: string; says: string; empty: unknown }): LookUpRow {
  return {
    names,
    is: ({ url }) => url.searchParams.get(name)?.includes(says) === true,
    nobody: { status: 200, body: empty },
  };
}

const okta = (names: string, attribute: string) =>
  byQuery(names, { name: 'search', says: `profile.${attribute} eq`, empty: [] });
const oktaLookUps = [
  byPath('the login, directly', '/api/v1/users'),
  okta('by the login', 'login'),
  okta('the e-mail address', 'email'),
  okta('the employee number', 'employeeNumber'),
];
const google = (names: string, says: string) =>
  byQuery(names, { name: 'query', says, empty: { kind: 'admin#directory#users' } });
const entra = (attribute: string) =>
  byQuery(`by ${attribute}`, { name: '$filter', says: attribute, empty: { value: [] } });
const scim = (names: string, says: string) =>
  byQuery(names, { name: 'filter', says, empty: { totalResults: 0, Resources: [] } });
const salesforce = (names: string, says: string) =>
  byQuery(names, { name: 'q', says, empty: { totalSize: 0, done: true, records: [] } });

/** People of the company as GitHub knows them. */
const githubLogins = /(?<=[=:/"])[a-z]+-(?:moreau|weber|nair|rossi|chen|petit|dubois|martin)/g;

export const rehearsedVendors: Readonly<Record<string, RehearsedVendor>> = {
  'okta with an API token': { open: (watch) => numberedOkta({ watch }), lookUps: oktaLookUps },
  'okta with a service app': { open: (watch) => numberedOkta({ watch, oauth: true }), lookUps: oktaLookUps },
  google: {
    async open(watch) {
      const made = await googleWorld({ watch });
      made.sandbox.change(({ users }) => {
        for (const [index, user] of users.entries()) user.employeeNumber ??= `10${index}`;
      });
      return made;
    },
    lookUps: [
      byPath('the primary address, directly', '/admin/directory/v1/users'),
      byPath('an alias, directly', '/admin/directory/v1/users'),
      google('the primary address, in the search', 'email='),
      google('an alias, in the search', 'email='),
      google('the employee number', 'externalId='),
    ],
  },
  entra: {
    open: (watch) => entraWorld({ watch }),
    lookUps: [
      byPath('the user principal name, directly', '/users'),
      entra('userPrincipalName'),
      entra('mail'),
      entra('proxyAddresses'),
      entra('employeeId'),
    ],
  },
  keycloak: {
    open: (watch) => keycloakWorld({ employeeNumberAttribute: 'number' }, watch),
    // A consent names its client.
    personal: /(?<=clientId=)\w+/g,
    lookUps: [
      byQuery('the e-mail address', { name: 'email', says: '', empty: [] }),
      byQuery('the user name', { name: 'username', says: '', empty: [] }),
      byQuery('the employee number', { name: 'q', says: '', empty: [] }),
    ],
  },
  'gitlab, an instance': {
    open: (watch) => gitlabWorld({ of: 'instance', watch }),
    lookUps: [byQuery('the e-mail address', { name: 'search', says: '', empty: [] })],
  },
  'gitlab, a group': {
    open: (watch) => gitlabWorld({ of: 'group', watch }),
    lookUps: [byQuery('the user name', { name: 'username', says: '', empty: [] })],
  },
  gitea: {
    open: (watch) => giteaWorld({ watch }),
    // In whose name it is read.
    personal: /(?<=sudo=)[\w.-]+/g,
    lookUps: [
      byQuery('the e-mail address', { name: 'q', says: '', empty: [] }),
      {
        names: 'the user name',
        is: ({ url }) => /^\/api\/v1\/users\/(?!search$)[^/]+$/.test(url.pathname),
        nobody: { status: 404, body: { message: 'not found' } },
      },
    ],
  },
  github: {
    open: (watch) => githubWorld({ watch }),
    personal: githubLogins,
    lookUps: [
      {
        names: 'by the login',
        is: ({ url }) => /^\/users\/[^/]+$/.test(url.pathname),
        nobody: noUser,
      },
    ],
  },
  atlassian: {
    open: (watch) => atlassianWorld({ watch }),
    lookUps: [
      {
        names: 'the e-mail address',
        is: ({ url, body }) => url.pathname.endsWith('/users/search') && body.includes('"emails"'),
        nobody: { status: 200, body: { data: [], links: {} } },
      },
    ],
  },
  scim: {
    open: (watch) => scimLyingWorld({ watch, numbered: true }),
    lookUps: [
      scim('by userName', 'userName eq'),
      scim('by emails.value', 'emails.value eq'),
      scim('by externalId, for the employee number', 'externalId eq'),
    ],
  },
  'slack, business': slackOf('business'),
  'slack, enterprise': slackOf('enterprise'),
  'slack, another plan': slackOf('other'),
  zoom: { open: (watch) => zoomWorld({ watch }), lookUps: [byPath('the e-mail address', '/users')] },
  hubspot: {
    open: (watch) => hubspotWorld({ watch }),
    lookUps: [byQuery('the e-mail address', { name: 'idProperty', says: 'EMAIL', empty: null })].map((row) => ({
      ...row,
      nobody: noUser,
    })),
  },
  salesforce: {
    async open(watch) {
      const made = await salesforceWorld({ watch });
      made.sandbox.change(({ users }) => {
        for (const [index, user] of users.entries()) {
          user.employeeNumber ??= `10${index}`;
          user.federationId ??= `sso.${user.email}`;
        }
      });
      return made;
    },
    refusal: { status: 400, body: [{ errorCode: 'INVALID_FIELD', message: 'No such column' }] },
    lookUps: [
      salesforce('the user name', 'Username ='),
      salesforce('the e-mail address', 'Email ='),
      salesforce('the federation id', 'FederationIdentifier ='),
      salesforce('the employee number', 'EmployeeNumber ='),
    ],
  },
  webhook: {
    open: (watch) => webhookLyingWorld({ watch, settings: { knownAccount: 'alex.moreau@example.com' } }),
    lookUps: [byPath('at statusUrl', '/badges')].map((row) => ({
      ...row,
      nobody: { status: 404, body: { error: 'nobody', state: null, organisation: 'example.com' } },
    })),
  },
};

async function numberedOkta(options: Parameters<typeof oktaWorld>[0]) {
  const made = await oktaWorld(options);
  made.sandbox.change(({ users }) => {
    for (const [index, user] of users.entries()) Object.assign(user.profile, { employeeNumber: `10${index}` });
  });
  return made;
}

function slackOf(plan: 'business' | 'enterprise' | 'other'): RehearsedVendor {
  return {
    open: (watch) => slackWorld({ plan, watch }),
    refusal: { status: 200, body: { ok: false, error: 'missing_scope' } },
    lookUps: [
      {
        names: 'the e-mail address',
        is: ({ url }) => url.pathname.endsWith('/users.lookupByEmail'),
        nobody: { status: 200, body: { ok: false, error: 'users_not_found' } },
      },
    ],
  };
}
