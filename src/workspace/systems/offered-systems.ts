import { generateKeyPairSync } from 'node:crypto';
import { createAtlassianSandbox } from './atlassian/atlassian-sandbox.ts';
import { atlassianSandboxOrganisation, service as jiraService } from './atlassian/seed.ts';
import {
  consentedWithMail,
  createEntraSandbox,
  entraSandboxClient,
  entraSandboxTenant,
} from './entra/entra-sandbox.ts';
import { createGiteaSandbox } from './gitea/gitea-sandbox.ts';
import { createGitlabSandbox } from './gitlab/gitlab-sandbox.ts';
import { createGoogleSandbox } from './google/google-sandbox.ts';
import { automationAddress, workspaceLicence } from './google/seed.ts';
import { createHubspotSandbox } from './hubspot/hubspot-sandbox.ts';
import { createSalesforceSandbox } from './salesforce/salesforce-sandbox.ts';
import { salesforceSandboxClient } from './salesforce/seed.ts';
import { type Sandbox, type SandboxOptions, sandboxTokenName } from './sandbox.ts';
import { createSlackAdminSandbox } from './slack-admin/slack-admin-sandbox.ts';
import { zoomSandboxApp, zoomSandboxScopes } from './zoom/seed.ts';
import { createZoomSandbox } from './zoom/zoom-sandbox.ts';

/**
 * A system that the invented company has once somebody in the local workspace adds it: until then nothing of it is
 * made.
 */
export interface OfferedSystem {
  id: string;
  /** As the sandbox calls itself: brand-free. */
  label: string;
  /** `secrets` are what its entry refers to, by name. */
  make(common: SandboxOptions & { token: string }): { sandbox: Sandbox; secrets: Readonly<Record<string, string>> };
  /**
   * Its entry in the `systems:` list, where the system answers `at` this address; `near` is for systems on this
   * computer.
   */
  entry(at: string, near: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

function googleOffer(): OfferedSystem {
  const id = 'google';
  const label = 'Office suite (Google-like)';
  const keyName = 'RELAIS_SECRET_SANDBOX_GOOGLE';
  return {
    id,
    label,
    make(common) {
      const email = 'relais@sandbox-project.iam.gserviceaccount.com';
      // Only for this process and its sandbox: the key is never written down.
      const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const key = { client_email: email, private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }) };
      const serviceAccount = { email, publicKey: publicKey.export({ format: 'jwk' }), scopes: delegated };
      return {
        // An hour, so that what waits for it can be seen waiting.
        sandbox: createGoogleSandbox({ ...common, id, label, serviceAccount, transferMilliseconds: 3_600_000 }),
        secrets: { [keyName]: JSON.stringify(key) },
      };
    },
    entry: (at, near) => ({
      id,
      type: 'google',
      label: 'Google Workspace',
      key: `env:${keyName}`,
      administrator: automationAddress,
      licences: [{ product: workspaceLicence.product, sku: workspaceLicence.sku, label: workspaceLicence.name }],
      data: { to: 'manager' },
      ...{ baseUrl: at, gmailUrl: at, devicesUrl: at, dataUrl: at, licensingUrl: at, tokenUrl: at },
      ...near,
    }),
  };
}

/** A tenant of its own beside the directory of the first run, so that the latter stays as light as it is. */
function microsoft365Offer(): OfferedSystem {
  const id = 'microsoft-365';
  const label = 'Mail and files (Microsoft-365-like)';
  return {
    id,
    label,
    make: (common) => ({
      sandbox: createEntraSandbox({ ...common, id, label, mail: true, permissions: consentedWithMail }),
      secrets: {},
    }),
    entry: (at, near) => ({
      id,
      type: 'entra',
      label: 'Microsoft 365',
      tenant: entraSandboxTenant,
      clientId: entraSandboxClient,
      auth: { method: 'secret', clientSecret: `env:${sandboxTokenName}` },
      baseUrl: `${at}/v1.0`,
      loginUrl: at,
      reportsPerMinute: 6000,
      microsoft365: {},
      ...near,
    }),
  };
}

function gitlabOffer(): OfferedSystem {
  const id = 'gitlab';
  const label = 'Code hosting (GitLab-like)';
  return {
    id,
    label,
    make: (common) => ({ sandbox: createGitlabSandbox({ ...common, id, label }), secrets: {} }),
    entry: (at, near) => ({
      id,
      type: 'gitlab',
      label: 'GitLab',
      baseUrl: at,
      token: `env:${sandboxTokenName}`,
      scope: { of: 'instance' },
      ...near,
    }),
  };
}

function giteaOffer(): OfferedSystem {
  const id = 'gitea';
  const label = 'Git server (Gitea-like)';
  return {
    id,
    label,
    make: (common) => ({ sandbox: createGiteaSandbox({ ...common, id, label }), secrets: {} }),
    entry: (at, near) => ({
      ...{ id, type: 'gitea', label: 'Gitea', baseUrl: at, token: `env:${sandboxTokenName}` },
      ...near,
    }),
  };
}

function atlassianOffer(): OfferedSystem {
  const id = 'atlassian';
  const label = 'Issues and wiki (Atlassian-like)';
  const token = `env:${sandboxTokenName}`;
  return {
    id,
    label,
    make: (common) => ({ sandbox: createAtlassianSandbox({ ...common, id, label }), secrets: {} }),
    entry: (at, near) => ({
      id,
      type: 'atlassian',
      label: 'Atlassian',
      organisation: atlassianSandboxOrganisation,
      apiKey: token,
      site: { baseUrl: `${at}/jira`, email: jiraService.email, token },
      baseUrl: at,
      ...near,
    }),
  };
}

/** A plan under which a program closes accounts, and one under which only a person does. */
function slackOffer(plan: 'business' | 'other'): OfferedSystem {
  const isByHand = plan === 'other';
  const id = isByHand ? 'slack-free' : 'slack';
  const label = isByHand ? 'Chat accounts, free plan (Slack-like)' : 'Chat accounts (Slack-like)';
  return {
    id,
    label,
    make: (common) => ({ sandbox: createSlackAdminSandbox({ ...common, id, label, isByHand }), secrets: {} }),
    entry: (at, near) => ({
      id,
      type: 'slack',
      label: isByHand ? 'Slack (free plan)' : 'Slack',
      plan,
      token: `env:${sandboxTokenName}`,
      baseUrl: `${at}/api`,
      scimUrl: `${at}/scim/v2`,
      ...(isByHand ? {} : { integrationLogs: true, accessLogs: true }),
      ...near,
    }),
  };
}

function hubspotOffer(): OfferedSystem {
  const id = 'hubspot';
  const label = 'Customer relations (HubSpot-like)';
  return {
    id,
    label,
    make: (common) => ({ sandbox: createHubspotSandbox({ ...common, id, label }), secrets: {} }),
    entry: (at, near) => ({
      ...{ id, type: 'hubspot', label: 'HubSpot', token: `env:${sandboxTokenName}`, closing: 'remove' },
      ...{ data: { to: 'manager' }, signIns: true, baseUrl: at },
      ...near,
    }),
  };
}

function salesforceOffer(): OfferedSystem {
  const id = 'salesforce';
  const label = 'Sales and service (Salesforce-like)';
  const auth = {
    method: 'client-credentials',
    clientId: salesforceSandboxClient,
    clientSecret: `env:${sandboxTokenName}`,
  };
  return {
    id,
    label,
    make: (common) => ({ sandbox: createSalesforceSandbox({ ...common, id, label }), secrets: {} }),
    entry: (at, near) => ({
      ...{ id, type: 'salesforce', label: 'Salesforce', baseUrl: at, auth, data: { to: 'manager' } },
      ...near,
    }),
  };
}

function zoomOffer(): OfferedSystem {
  const id = 'zoom';
  const label = 'Video meetings (Zoom-like)';
  return {
    id,
    label,
    make: (common) => ({
      sandbox: createZoomSandbox({ ...common, id, label, scopes: () => zoomSandboxScopes }),
      secrets: {},
    }),
    entry: (at, near) => ({
      ...{ id, type: 'zoom', label: 'Zoom', ...zoomSandboxApp, clientSecret: `env:${sandboxTokenName}` },
      ...{ data: { to: 'manager' }, baseUrl: `${at}/v2`, tokenUrl: at },
      ...near,
    }),
  };
}

/** What an administrator of the invented company delegated to the service account. */
const delegated: readonly string[] = [
  'admin.directory.customer.readonly',
  'admin.directory.user',
  'admin.directory.user.security',
  'admin.directory.group.readonly',
  'admin.directory.group.member',
  'admin.directory.rolemanagement',
  'admin.reports.audit.readonly',
  'cloud-identity.devices',
  'apps.licensing',
  'admin.datatransfer',
  'drive.metadata.readonly',
  'calendar.events.readonly',
  'gmail.settings.basic',
  'gmail.settings.sharing',
].map((scope) => `https://www.googleapis.com/auth/${scope}`);

/** Every system that can be added, in the order in which they are offered. */
export const offeredSystems: readonly OfferedSystem[] = [
  googleOffer(),
  microsoft365Offer(),
  slackOffer('business'),
  slackOffer('other'),
  gitlabOffer(),
  giteaOffer(),
  zoomOffer(),
  hubspotOffer(),
  salesforceOffer(),
  atlassianOffer(),
];
