import { clouds } from '../../src/connectors/entra/clouds.ts';
import { neededPermissions as neededEntraPermissions } from '../../src/connectors/entra/entra-settings.ts';
import { mailSettings, mailWork } from '../../src/connectors/entra/mail/mail-settings.ts';
import { neededScopes as neededGiteaScopes } from '../../src/connectors/gitea/gitea-settings.ts';
import {
  administratorScopes as googleAdministratorScopes,
  dataScopes as googleDataScopes,
  mailboxScopes as googleMailboxScopes,
} from '../../src/connectors/google/google-settings.ts';
import { neededScopes as neededHubspotScopes, recordTypes } from '../../src/connectors/hubspot/hubspot-settings.ts';
import { neededRoles } from '../../src/connectors/keycloak/keycloak-settings.ts';
import { neededScopes as neededOktaScopes } from '../../src/connectors/okta/okta-settings.ts';
import { neededRights as neededPostgresRights } from '../../src/connectors/postgresql/postgresql-settings.ts';
import { connectorTypes } from '../../src/connectors/registry.ts';
import { neededPermissions as neededSalesforcePermissions } from '../../src/connectors/salesforce/salesforce-settings.ts';
import { neededScopes as neededSlackScopes } from '../../src/connectors/slack/slack-settings.ts';
import { neededScopes as neededZoomScopes } from '../../src/connectors/zoom/zoom-settings.ts';
import { type ConnectorType, connectorNotes } from './connector-notes.ts';
import { githubRights } from './github-rights.ts';
import { bullets, code } from './markdown.ts';
import { settingsTable } from './settings-table.ts';

/** `docs/connectors.md`: every kind of system, its settings and its limits, from the registry and the schemas. */
export function connectorsPage(): string {
  return `<!-- Generated from src/connectors by "npm run docs". Do not edit; what no schema says is in scripts/docs/connector-notes.ts. -->

# Connectors

Each outside system is one entry of the \`systems:\` list in \`relais.yaml\`. Unknown keys are refused, with their line.
Secrets stand there by reference only: \`env:NAME\` or \`file:/path\`. A name for the environment may begin with
\`RELAIS_SECRET_\`; other \`RELAIS_\` names are settings of Relais.

For every account a connector resolves the vendor's own stable id, says what it would do (the dry run), does it, and reads
back by another call whether it holds. Only what was read back is called \`verified\`. Calls go over https, never to another
host than the one named, and never to private addresses unless \`allowPrivateAddresses\` allows it.

## How far each is proved

What each cannot do stands first in its chapter; here is the first of it.

| kind | cannot, first of all | on what it was tried |
| --- | --- | --- |
${connectorTypes.map(provedRow).join('\n')}

The settings \`id\`, \`type\`, \`label\` and \`tier\` are common to all.

${connectorTypes.map(chapter).join('\n\n')}
`;
}

function provedRow({ type }: (typeof connectorTypes)[number]): string {
  const { cannot, tried } = connectorNotes[type];
  return `| [${code(type)}](#${type}) | ${cannot[0] ?? ''} | ${tried} |`;
}

function chapter({ type, summary, tier, schema }: (typeof connectorTypes)[number]): string {
  const { does, proof, cannot } = connectorNotes[type];
  return `## ${code(type)}

${summary}. Tier unless told: ${code(tier)}.

What it cannot do:

${bullets(cannot)}

What it does, in this order:

${bullets(does)}

How it knows: ${proof}

${rights[type]}

Settings:

${settingsTable(schema)}`;
}

/** What the credentials must be allowed, from the same functions that \`relais doctor\` compares with. */
const rights: Readonly<Record<ConnectorType, string>> = {
  okta: `Scopes that the service app needs (an API token has the rights of whoever made it):\n\n${bullets(oktaScopes())}`,
  entra: `How to let Relais in, step by step:

1. In the Entra admin centre, App registrations, *New registration*, of this organisation alone: its *Application (client) ID* and
   *Directory (tenant) ID* are \`clientId\` and \`tenant\`.
2. Certificates & secrets: upload a certificate (recommended), or make a client secret. \`auth\` holds references to what stays with you.
3. API permissions, *Add a permission*, Microsoft Graph, *Application permissions*: those below and no others; then *Grant admin
   consent*. \`MailboxSettings.ReadWrite\` and \`Calendars.ReadWrite\` may be kept to some mailboxes by RBAC for Applications in Exchange Online.
4. \`relais doctor\` asks Graph for the permissions, and reads each kind of thing once.

Application permissions of Microsoft Graph; a wider permission in place of one of these is not counted by \`relais doctor\`:

${bullets(entraPermissions())}\n\nAddresses of the clouds:\n\n${bullets(entraClouds())}`,
  keycloak: `Roles of the client \`realm-management\` that the service account needs:\n\n${bullets(neededRoles.map(code))}

In the realm’s admin console: Clients, Create client; switch on *Client authentication* and *Service accounts roles* and nothing else. Then
*Service account roles*, *Assign role*, and the four. \`manage-users\` reads users too.`,
  postgresql: `What the role of Relais needs (${neededPostgresRights.map(code).join(', ')}), as a superuser says it once, with the names of your settings:

\`\`\`sql
CREATE ROLE relais LOGIN CREATEROLE PASSWORD '…';
GRANT pg_signal_backend, pg_read_all_stats TO relais;
-- In pg_hba.conf: hostssl all relais <the address of Relais>/32 scram-sha-256
-- Whose a role is, for each person's:
COMMENT ON ROLE alex IS 'alex.moreau@example.com';
\`\`\`

No superuser, and no right to any table. To take back a right, Relais becomes a member of whoever gave it, and to hand over, of both roles, each within
one transaction, and is none any more when it ends. That is as far as \`CREATEROLE\` goes: what a superuser gave, or owns, a superuser takes back. From
PostgreSQL 16 on \`CREATEROLE\` reaches roles only with \`GRANT … TO relais WITH ADMIN OPTION\`: give that for each role of a person, of a team and of an owner.`,
  google: `How to let Relais in, step by step:

1. In the Google Cloud console, in a project of your organisation: enable the Admin SDK API, the Gmail API, the Cloud Identity API and,
   for licences, the Enterprise License Manager API; for data, the Drive and Calendar APIs.
2. IAM, Service accounts: make one, without any role. Keys: add a key, JSON. \`key\` is a reference to that file, whole.
   Or without a key, where Relais runs on a platform that puts a token into a file (a projected token of Kubernetes, say): enable the
   IAM Service Account Credentials API and the Security Token Service API, make a workload identity pool with a provider for that
   platform, give its principal the role *Service Account Token Creator* on the service account, and let
   \`gcloud iam workload-identity-pools create-cred-config … --service-account=… --credential-source-file=… --output-file=…\` write the
   configuration; \`key\` is a reference to that file. Google signs then, and Relais holds no secret of yours.
3. In the Admin console, Security, Access and data control, API controls, Manage domain-wide delegation: add the service account’s
   client id with the scopes below, and no others.
4. Make an administrator in whose name Relais works (\`administrator\`). A custom role with the privileges Users (read, update),
   Groups (read, update), User Security Management, Mobile Device Management, Reports and, for licences and data, License Management
   and Data Transfer is
   enough for people who administer nothing. Only a super administrator changes other administrators: else put \`roles\` under
   \`leave\`, and an administrator who leaves is refused and waits for a person.
5. \`relais doctor\` asks for each scope, reads each kind of thing once, and says what is missing.

Scopes in the administrator’s name:\n\n${bullets(googleScopes())}

Scopes in the leaver’s own name:\n\n${bullets(googleMailboxScopes({ leave: [] }).map((scope) => `${code(scope)}, unless ${code('leave: [delegates, forwarding, send-as]')}`))}
${bullets(googleDataScopes({ leave: [], data: { to: 'manager', what: ['drive', 'calendar'] } }).map((scope) => `${code(scope)}, with ${code('data')}`))}`,
  github: `Permissions of the GitHub App, or scopes of a classic token of an owner:\n\n${bullets(githubRights())}`,
  atlassian: `Two credentials, step by step:

1. In admin.atlassian.com: Settings, API keys, Create API key, *without scopes*: with scopes Atlassian refuses managed accounts. It has the
   rights of an organisation administrator. \`apiKey\` is a reference to it; the id of the organisation stands in the address: \`/o/<id>\`.
2. Make an account of its own for Relais, in a domain that the organisation has claimed, and put it into the group \`site-admins\`, or give it
   *Administer Jira*. Sign in as it, id.atlassian.com, Security, API tokens: create one, and renew it before its year is over. \`site.email\` and
   \`site.token\` are these.`,
  gitlab: `How to let Relais in, step by step:

1. Make a user for Relais alone. Of an instance: Admin, Users, New user, with the access level *Administrator*: nobody else may block
   users. Of a group on gitlab.com: an account of its own, invited to the top-level group as *Owner*, which removing members takes.
2. Signed in as that user: Preferences, Access tokens, *Add new token*, with the scope \`api\` (and \`admin_mode\`, where Admin Mode is
   on) and no others. GitLab gives it a last day: renew it before. \`token\` is a reference to it.
3. \`relais doctor\` asks GitLab for the scopes and whose token it is, and reads each kind of thing once.`,
  gitea: `How to let Relais in, step by step:

1. Make a user for Relais alone: Site Administration, User Accounts, Create User Account; then edit it and tick *Is Administrator*.
   Nobody else may prohibit sign-in, or act in a user’s name. At least one other administrator has to stay.
2. Signed in as that user: Settings, Applications, *Generate New Token*, for *All (public, private, and limited)*, with the scopes below
   and no others. \`token\` is a reference to it.
3. Forgejo lists and deletes access tokens only for a password: name the user and a reference to its password under \`basic\`; it must
   have no second factor. Without it, Relais only prohibits sign-in there. Gitea takes the token in its place.
4. \`relais doctor\` asks Gitea whose token it is and for its scopes, and reads each kind of thing once.

Scopes:\n\n${bullets(neededGiteaScopes.map(code))}`,
  slack: `How to let Relais in, step by step:

1. On api.slack.com/apps: *Create New App*, from scratch, for this alone: not the app by which Relais talks.
2. OAuth & Permissions, *User Token Scopes*: those below that your \`plan\` and settings need, and no others.
3. *Install* it as an administrator or owner who stays, best an account of its own, because the token ends with the account; with
   \`plan: enterprise\` an owner of the organisation installs it on the organisation, and adds it to every workspace.
4. Copy the *User OAuth Token* (xoxp-…): \`token\` is a reference to it.
5. \`relais doctor\` compares the scopes that Slack tells, asks whether the token is an administrator’s, and tries what the plan promises.

Scopes:\n\n${bullets(slackScopes())}`,
  salesforce: `How to let Relais in, step by step:

1. Setup, Users: make a user for Relais alone, where you can with the licence *Salesforce Integration*; it counts like any other in what it
   may see. Put its user name under \`protected\`.
2. Setup, Permission Sets: make one with the system permissions below, with *Manage All Private Reports and Dashboards* (unless
   \`leave: [reports]\`), and with read and edit of the objects that are handed on; assign it.
3. Setup, App Manager, New Connected App (or External Client App): enable OAuth with the scope \`api\`. Either *Enable Client Credentials
   Flow* and choose that user as *Run As* (\`method: client-credentials\`), or *Use digital signatures* with a certificate of yours, and
   approve the app for that user beforehand (\`method: jwt\`).
4. \`relais doctor\` asks Salesforce for the permissions, and reads each kind of thing once.

System permissions, as \`UserPermissionAccess\` names them:\n\n${bullets(salesforcePermissions())}`,
  hubspot: `How to let Relais in, step by step:

1. As a super admin who stays: Settings, Integrations, Private Apps, *Create a private app*. It goes on when its maker leaves.
2. Scopes: those below and no others. Create the app, and copy its access token: \`token\` is a reference to it.
3. \`relais doctor\` asks HubSpot which scopes the token has, and reads each kind of thing once.

Scopes:\n\n${bullets(hubspotScopes())}`,
  zoom: `How to let Relais in, step by step:

1. In the Zoom App Marketplace, Develop, Build app: a *Server-to-Server OAuth app*, made by an administrator who stays.
2. App Credentials: *Account ID*, *Client ID* and *Client Secret* are \`accountId\`, \`clientId\` and \`clientSecret\` (by reference).
3. Scopes: those below and no others. An older app has the wider name in brackets in place of each.
4. Activation: activate the app. \`relais doctor\` asks Zoom for the scopes, and reads each kind of thing once.

Scopes:\n\n${bullets(zoomScopes())}`,
  scim: 'The token must read and write `/Users` and `/Groups`. `relais.yaml` holds a reference to it.',
  webhook: `Requests carry \`X-Relais-Signature: t=<unix seconds>,v1=<hex>\`; \`v1\` is HMAC-SHA256, under the shared secret, of
\`<t>.<raw body>\` (for a \`GET\`: \`<t>.<path and query>\`). The receiver refuses a \`t\` more than five minutes away, and
compares in constant time.`,
  manual: 'It needs no credentials.',
};

function oktaScopes(): string[] {
  const leavable = ['factors', 'grants', 'api-tokens', 'roles', 'groups'] as const;
  const [all, ...rest] = [[] as const, ...leavable.map((one) => [one] as const)].map((leave) =>
    neededOktaScopes({ leave: [...leave] }),
  );
  return (all ?? []).map((scope) => {
    const without = leavable.filter((_, index) => !rest[index]?.includes(scope));
    return without.length === 0 ? code(scope) : `${code(scope)}, unless ${code(`leave: [${without.join(', ')}]`)}`;
  });
}

function salesforcePermissions(): string[] {
  const leastLeft = ['records', 'permission-sets', 'permission-set-licences'] as const;
  const of = (more: Partial<Parameters<typeof neededSalesforcePermissions>[0]>) =>
    neededSalesforcePermissions({ data: undefined, leave: [...leastLeft], ...more });
  const data = { to: 'manager' as const, what: ['Case' as const] };
  const whens: [when: string, permissions: string[]][] = [
    ['', of({})],
    [`unless ${code('leave: [permission-sets, permission-set-licences]')}`, of({ leave: ['records'] })],
    [`unless ${code('leave: [records]')}`, of({ leave: ['permission-sets', 'permission-set-licences'] })],
    [`with ${code('data')}`, of({ data })],
  ];
  return neededSalesforcePermissions({ leave: [], data }).map((permission) => {
    const when = whens.find(([, permissions]) => permissions.includes(permission))?.[0] ?? '';
    return `${code(permission)}${when === '' ? '' : `, ${when}`}`;
  });
}

function hubspotScopes(): string[] {
  const least = { closing: 'by-hand', leave: ['teams', 'records', 'private-apps'], signIns: false } as const;
  const of = (more: Partial<Parameters<typeof neededHubspotScopes>[0]>) =>
    neededHubspotScopes({ ...least, leave: [...least.leave], data: undefined, ...more });
  const data = { to: 'manager' as const, what: [...recordTypes] };
  const whens: [when: string, scopes: string[]][] = [
    ['', of({})],
    [`with ${code('closing: remove')}, or unless ${code('leave: [teams]')}`, of({ closing: 'remove' })],
    [`unless ${code('leave: [teams]')}`, of({ leave: ['records', 'private-apps'] })],
    [`unless ${code('leave: [records]')}`, of({ leave: ['teams', 'private-apps'] })],
    [`with ${code('data')}`, of({ data })],
    [`with ${code('signIns')}`, of({ signIns: true })],
  ];
  return neededHubspotScopes({ closing: 'remove', leave: [], signIns: true, data }).map((scope) => {
    const when = whens.find(([, scopes]) => scopes.includes(scope))?.[0] ?? '';
    return `${code(scope)}${when === '' ? '' : `, ${when}`}`;
  });
}

function zoomScopes(): string[] {
  const leavable = ['roles', 'groups', 'phone', 'meetings', 'licence'] as const;
  const all = neededZoomScopes({ leave: [], data: { to: 'manager' } });
  return all.map(({ scope, classic }) => {
    const isNeeded = (leave: readonly (typeof leavable)[number][], data?: { to: string }) =>
      neededZoomScopes({ leave: [...leave], data }).some((each) => each.scope === scope);
    const without = leavable.filter((one) => !isNeeded([one]));
    const unless = without.length === leavable.length ? [] : without;
    const when = isNeeded([])
      ? unless.length === 0
        ? ''
        : `, unless ${code(`leave: [${unless.join(', ')}]`)}`
      : `, with ${code('data')}`;
    return `${code(scope)} (${code(classic)})${when}`;
  });
}

function slackScopes(): string[] {
  const bare = { plan: 'other', leave: [], integrationLogs: false, accessLogs: false } as const;
  const least = neededSlackScopes(bare);
  const by = (more: Partial<Parameters<typeof neededSlackScopes>[0]>) =>
    neededSlackScopes({ ...bare, ...more })
      .filter((scope) => !least.includes(scope))
      .map(code)
      .join(', ');
  return [
    `Always: ${least.map(code).join(', ')}`,
    `${code('plan: business')}: ${by({ plan: 'business' })} (or in ${code('scimToken')})`,
    `${code('plan: enterprise')}: ${by({ plan: 'enterprise' })}; the last not with ${code('leave: [workflows]')}`,
    `${code('integrationLogs')} or ${code('accessLogs')}: ${by({ accessLogs: true })}`,
  ];
}

function googleScopes(): string[] {
  const licences = [{ product: 'Google-Apps', sku: '1010020020', label: 'Workspace' }];
  const leavable = [
    ['second-factors', 'backup-codes', 'app-passwords', 'tokens'],
    ['groups'],
    ['roles'],
    ['devices'],
  ] as const;
  const data = { to: 'manager' as const, what: ['drive' as const, 'calendar' as const] };
  const withoutLicences = googleAdministratorScopes({ leave: [], licences: [], data });
  const withoutData = googleAdministratorScopes({ leave: [], licences });
  return googleAdministratorScopes({ leave: [], licences, data }).map((scope) => {
    if (!withoutData.includes(scope)) return `${code(scope)}, with ${code('data')}`;
    if (!withoutLicences.includes(scope)) return `${code(scope)}, with ${code('licences')}`;
    const reason = leavable.find(
      (leave) => !googleAdministratorScopes({ leave: [...leave], licences, data }).includes(scope),
    );
    return reason ? `${code(scope)}, unless ${code(`leave: [${reason.join(', ')}]`)}` : code(scope);
  });
}

function entraPermissions(): string[] {
  const microsoft365 = mailSettings.parse({ what: [...mailWork] });
  const all = neededEntraPermissions({ leave: [], signIns: true });
  const leavable = ['devices', 'methods', 'grants', 'roles', 'apps', 'groups', 'licences'] as const;
  const withoutSignIns = neededEntraPermissions({ leave: [], signIns: false });
  const withMail = neededEntraPermissions({ leave: [], signIns: true, microsoft365 });
  const forMail = withMail
    .filter((permission) => !all.includes(permission))
    .map((permission) => `${code(permission)}, with ${code('microsoft365')}, by what it lists under ${code('what')}`);
  const always = all.map((permission) => {
    if (!withoutSignIns.includes(permission)) return `${code(permission)}, unless ${code('signIns: false')}`;
    const reason = leavable.find(
      (one) => !neededEntraPermissions({ leave: [one], signIns: true }).includes(permission),
    );
    if (!reason) return code(permission);
    const instead = neededEntraPermissions({ leave: [reason], signIns: true }).find((one) => !all.includes(one));
    return `${code(permission)}${instead ? `; ${code(instead)} with` : ', unless'} ${code(`leave: [${reason}]`)}`;
  });
  return [...always, ...forMail];
}

function entraClouds(): string[] {
  const host = (url: string) => code(new URL(url).host);
  return Object.entries(clouds).map(([name, { graph, login }]) => `${code(name)}: ${host(graph)}, ${host(login)}`);
}
