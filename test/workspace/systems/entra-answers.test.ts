import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { company } from '../../../src/workspace/company.ts';
import {
  consentedWithMail,
  createEntraSandbox,
  entraSandboxClient,
  entraSandboxTenant,
} from '../../../src/workspace/systems/entra/entra-sandbox.ts';
import { entraUserId } from '../../../src/workspace/systems/entra/seed.ts';
import { sandboxToken } from '../../../src/workspace/systems/sandbox.ts';
import { client, serve, temporaryFolder } from './serving.ts';

const specFile = resolve(import.meta.dirname, '../../../../shared/specs/graph.json');
const absent = existsSync(specFile)
  ? null
  : 'SKIPPED: the sandbox is NOT held to ../shared/specs/graph.json, which is absent';
if (absent) process.stdout.write(`\n!!! ${absent}\n`);

const propertiesShape = z.record(z.string(), z.record(z.string(), z.unknown()));
const typeShape = z.object({
  properties: propertiesShape.default({}),
  allOf: z.array(z.object({ $ref: z.string().optional(), properties: propertiesShape.default({}) })).default([]),
});
const schemasShape = z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) });

/**
 * The properties of a type with those that it inherits, each to its first level: Graph's types refer to one another in
 * circles.
 */
function propertiesOf(schemas: Record<string, unknown>, name: string): z.infer<typeof propertiesShape> {
  const type = typeShape.parse(schemas[name]);
  const inherited = type.allOf.map(({ $ref, properties }) => ({
    ...($ref === undefined ? {} : propertiesOf(schemas, $ref.replace('#/components/schemas/', ''))),
    ...properties,
  }));
  return Object.assign({}, ...inherited, type.properties);
}

function flat(properties: z.infer<typeof propertiesShape>) {
  return {
    type: 'object',
    // Only what has an id can be told from others; settings have none.
    required: 'id' in properties ? ['id'] : [],
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, value]) => {
        if (JSON.stringify(value).includes('"$ref"')) return [name, {}];
        const { type, nullable, pattern, format } = value;
        const items = type === 'array' ? { items: value['items'] } : {};
        return [
          name,
          {
            type: nullable ? [type, 'null'] : type,
            ...(pattern && !nullable ? { pattern } : {}),
            ...(format === 'date-time' ? { format } : {}),
            ...items,
          },
        ];
      }),
    ),
  };
}

const alex = entraUserId({ id: 'U0ALEX' });
const priya = entraUserId({ id: 'U0PRIYA' });

describe('answers of the Entra sandbox', () => {
  it.skipIf(absent !== null)(`are as Graph describes them${absent ? ` (${absent})` : ''}`, async () => {
    const { schemas } = schemasShape.parse(JSON.parse(readFileSync(specFile, 'utf8'))).components;
    const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true, logger: false }));
    const complaintsOf = (type: string, value: unknown): string[] => {
      const validate = ajv.compile(flat(propertiesOf(schemas, `microsoft.graph.${type}`)));
      return validate(value)
        ? []
        : (validate.errors ?? []).map(
            (each) => `${type}${each.instancePath} ${each.message} ${JSON.stringify(each.params)}`,
          );
    };

    const sandbox = createEntraSandbox({
      dataDir: temporaryFolder(),
      people: company,
      now: () => new Date(),
      mail: true,
      permissions: consentedWithMail,
    });
    const base = await serve(sandbox.router, '/sandbox/entra');
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: entraSandboxClient,
      client_secret: sandboxToken,
      scope: 'https://graph.microsoft.com/.default',
    });
    const signedIn = await fetch(`${base}/${entraSandboxTenant}/oauth2/v2.0/token`, { method: 'POST', body });
    const { access_token: token } = z.object({ access_token: z.string() }).parse(await signedIn.json());
    const graph = client(`${base}/v1.0`, { authorization: `Bearer ${token}`, ConsistencyLevel: 'eventual' });

    const everything =
      'id,userPrincipalName,displayName,mail,proxyAddresses,otherMails,employeeId,accountEnabled,userType,onPremisesSyncEnabled,signInSessionsValidFromDateTime,licenseAssignmentStates,assignedLicenses,signInActivity,deletedDateTime';
    const [device] = (await graph('GET', `/users/${alex}/registeredDevices`)).body.value;
    const [grant] = (await graph('GET', `/oauth2PermissionGrants?$filter=principalId eq '${alex}'`)).body.value;
    const apps: { id: string; principalId: string }[] = (await graph('GET', `/users/${alex}/appRoleAssignments`)).body
      .value;
    const app = apps.find(({ principalId }) => principalId === alex);
    const asked: readonly (readonly [string, string])[] = [
      ['user', `/users?$select=${everything}`],
      ['user', `/users/${alex}?$select=${everything}`],
      ['organization', '/organization'],
      ['group', '/groups'],
      ['licenseDetails', `/users/${priya}/licenseDetails`],
      ['unifiedRoleAssignment', `/roleManagement/directory/roleAssignments?$filter=principalId eq '${priya}'`],
      ['oAuth2PermissionGrant', '/oauth2PermissionGrants'],
      ['oAuth2PermissionGrant', `/oauth2PermissionGrants/${grant.id}`],
      ['appRoleAssignment', `/users/${alex}/appRoleAssignments/${app?.id}`],
      ['device', `/devices/${device.id}`],
    ];
    const complaints: string[] = [];
    let held = 0;
    const hold = (type: string, value: unknown) => {
      held += 1;
      complaints.push(...complaintsOf(type, value));
    };
    for (const [type, path] of asked) {
      const answer = await graph('GET', path);
      expect(answer.status, path).toBe(200);
      for (const one of answer.body.value ?? [answer.body]) hold(type, one);
    }
    for (const list of ['memberOf', 'transitiveMemberOf', 'registeredDevices', 'authentication/methods'])
      for (const one of (await graph('GET', `/users/${priya}/${list}`)).body.value)
        hold(one['@odata.type'].replace('#microsoft.graph.', ''), one);
    const [expanded] = (
      await graph(
        'GET',
        `/roleManagement/directory/roleAssignments?$filter=principalId eq '${priya}'&$expand=roleDefinition`,
      )
    ).body.value;
    hold('unifiedRoleDefinition', expanded.roleDefinition);
    const year = 'startDateTime=2020-01-01T00:00:00Z&endDateTime=2099-01-01T00:00:00Z';
    const drive = (await graph('GET', `/users/${alex}/drive`)).body;
    const root = (await graph('GET', `/drives/${drive.id}/root`)).body;
    hold('drive', drive);
    hold('driveItem', root);
    for (const [type, path] of [
      ['messageRule', `/users/${alex}/mailFolders/inbox/messageRules`],
      ['calendarPermission', `/users/${alex}/calendar/calendarPermissions`],
      ['event', `/users/${alex}/calendarView?${year}`],
      ['driveItem', `/drives/${drive.id}/items/${root.id}/children`],
      ['permission', `/drives/${drive.id}/items/${root.id}/permissions`],
    ] as const) {
      const { value } = (await graph('GET', path)).body;
      expect(value.length, path).toBeGreaterThan(0);
      for (const one of value) hold(type, one);
    }
    hold('mailboxSettings', (await graph('GET', `/users/${alex}/mailboxSettings`)).body);
    expect(complaints).toEqual([]);
    expect(held).toBeGreaterThan(50);
    // And what Graph does not have is seen.
    expect(complaintsOf('group', { id: '1', displyName: 'x' })).not.toEqual([]);
    expect(complaintsOf('user', { id: '1', accountEnabled: 'yes' })).not.toEqual([]);
  });

  it('refuse what the app was not consented to, and a licence that another builds on', async () => {
    const permissions = ['User.Read.All'];
    const sandbox = createEntraSandbox({
      dataDir: temporaryFolder(),
      people: company,
      now: () => new Date(),
      permissions,
    });
    const base = await serve(sandbox.router, '/sandbox/entra');
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: entraSandboxClient,
      client_secret: sandboxToken,
      scope: 'https://graph.microsoft.com/.default',
    });
    const signedIn = await fetch(`${base}/${entraSandboxTenant}/oauth2/v2.0/token`, { method: 'POST', body });
    const { access_token: token } = z.object({ access_token: z.string() }).parse(await signedIn.json());
    const graph = client(`${base}/v1.0`, { authorization: `Bearer ${token}` });
    const refused = { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } };
    for (const path of [
      '/organization',
      '/groups',
      '/roleManagement/directory/roleAssignments',
      '/oauth2PermissionGrants',
    ])
      expect(await graph('GET', path), path).toMatchObject(refused);
    expect(await graph('PATCH', `/users/${alex}`, { accountEnabled: false })).toMatchObject(refused);

    permissions.push('LicenseAssignment.ReadWrite.All', 'RoleManagement.ReadWrite.Directory');
    const [, base0, addOn] = (
      await graph('GET', `/users/${priya}?$select=licenseAssignmentStates`)
    ).body.licenseAssignmentStates.filter(
      ({ assignedByGroup }: { assignedByGroup: string | null }) => assignedByGroup === null,
    );
    const take = (...removeLicenses: string[]) =>
      graph('POST', `/users/${priya}/assignLicense`, { addLicenses: [], removeLicenses });
    const dependent = await take(base0.skuId);
    expect(dependent.status).toBe(400);
    expect(dependent.body.error.message).toContain('depends on the service plan(s)');
    expect((await take(base0.skuId, addOn.skuId)).status).toBe(200);

    const administrators = "roleDefinitionId eq '62e90394-69f5-4237-9190-012177145e10'";
    const [one, two] = (await graph('GET', `/roleManagement/directory/roleAssignments?$filter=${administrators}`)).body
      .value;
    expect((await graph('DELETE', `/roleManagement/directory/roleAssignments/${one.id}`)).status).toBe(204);
    expect((await graph('DELETE', `/roleManagement/directory/roleAssignments/${two.id}`)).status).toBe(400);
  });
});
