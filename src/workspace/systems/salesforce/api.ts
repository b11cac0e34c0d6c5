import { randomBytes } from 'node:crypto';
import { type Request, type Response, Router, urlencoded } from 'express';
import { type CryptoKey, importJWK, type JWK, jwtVerify } from 'jose';
import { z } from 'zod';
import { Refusal } from '../answer.ts';
import { type Core, jsonBody } from '../sandbox-core.ts';
import { parseQuery, type Query, type Row, recordOf } from './query.ts';
import { assignmentKinds, recordKinds, runningKinds, type SalesforceState, type SalesforceUser } from './state.ts';

export interface SalesforceAccess {
  clientId: string;
  secret: string;
  /** Of the certificate by which an app signs, in place of a secret. */
  publicKey?: JWK | undefined;
  now(): Date;
  /** What the user in whose name the app works may do; read at every call. */
  permissions(): readonly string[];
  /** Records on one page of a query. */
  pageSize: number;
}

const api = '/services/data/v64.0';

function refused(status: number, errorCode: string, message: string): Refusal {
  return new Refusal({ status, body: [{ message, errorCode }] });
}

/** The part of Salesforce’s REST API that offboarding needs: https://developer.salesforce.com/docs/platform/api-rest */
export function salesforceApi(core: Core<SalesforceState>, access: SalesforceAccess): Router {
  const router = Router();
  const issued = new Set<string>();
  router.post('/services/oauth2/token', urlencoded({ extended: false }), async (request, response) => {
    if (!(await isLetIn(request.body, access)))
      throw new Refusal({
        status: 400,
        body: { error: 'invalid_client', error_description: 'invalid client credentials' },
      });
    const token = `00D!${randomBytes(24).toString('base64url')}`;
    issued.add(token);
    const { organisationId } = core.state();
    response.json({
      access_token: token,
      token_type: 'Bearer',
      instance_url: 'https://example.my.salesforce.com',
      id: `https://login.salesforce.com/id/${organisationId}/005000000000000AAA`,
    });
  });
  router.use((request, _response, next) => {
    const token = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
    if (token === undefined || !issued.has(token))
      throw refused(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    next();
  });
  router.post('/services/oauth2/revoke', urlencoded({ extended: false }), (request, response) => {
    const wanted = z.object({ token: z.string() }).safeParse(request.body).data?.token;
    core.write('revoke token', (state) => {
      const owner = state.users.find(({ tokens }) => tokens.some(({ secret }) => secret === wanted));
      if (owner === undefined) throw new Refusal({ status: 400, body: { error: 'invalid_token' } });
      owner.tokens = owner.tokens.filter(({ secret }) => secret !== wanted);
    });
    response.status(200).end();
  });
  router.use(jsonBody());
  queryRoutes(router, core, access);
  writeRoutes(router, core, access);
  router.use(() => {
    throw refused(404, 'NOT_FOUND', 'The requested resource does not exist');
  });
  return router;
}

async function isLetIn(body: unknown, { clientId, secret, publicKey, now }: SalesforceAccess): Promise<boolean> {
  const asked = z
    .object({
      grant_type: z.string(),
      client_id: z.string().optional(),
      client_secret: z.string().optional(),
      assertion: z.string().optional(),
    })
    .safeParse(body).data;
  if (asked?.grant_type === 'client_credentials') return asked.client_id === clientId && asked.client_secret === secret;
  if (asked?.grant_type !== 'urn:ietf:params:oauth:grant-type:jwt-bearer' || publicKey === undefined) return false;
  const key: CryptoKey | Uint8Array = await importJWK(publicKey, 'RS256');
  const expected = { issuer: clientId, audience: 'https://login.salesforce.com', currentDate: now() };
  return jwtVerify(asked.assertion ?? '', key, { ...expected, requiredClaims: ['sub', 'exp'] }).then(
    () => true,
    () => false,
  );
}

function queryRoutes(router: Router, core: Core<SalesforceState>, access: SalesforceAccess): void {
  const answer = (text: string, start: number, { request, response }: { request: Request; response: Response }) => {
    const query = parseQuery(text);
    if (query?.scope && !(query.scope === 'allPrivate' && /^(?:Report|Dashboard)$/.test(query.object)))
      throw refused(400, 'INVALID_QUERY_SCOPE', `The ${query.object} object does not support the scope`);
    // Reports of the sandbox are all in somebody's private folder, which another scope leaves out.
    const isHidden = query?.object === 'Report' && query.scope === null;
    const table = isHidden ? [] : query && tableOf(core.state(), query.object, access.permissions());
    if (!query || !table) throw refused(400, 'INVALID_TYPE', `cannot answer: ${text.slice(0, 80)}`);
    const unknown = query.fields.find((field) => table.length > 0 && !(field in (table[0] ?? {})));
    if (unknown !== undefined)
      throw refused(400, 'INVALID_FIELD', `No such column '${unknown}' on entity '${query.object}'`);
    const found = inOrder(table.filter(query.matches), query).slice(0, query.limit);
    // A bare count lists nothing.
    const records = query.fields.length === 0 ? [] : found.map((row) => recordOf(row, query));
    const end = start + access.pageSize;
    const done = end >= records.length;
    const here = `${new URL(request.originalUrl, 'http://here').pathname.split(`${api}/query`)[0]}${api}/query`;
    response.json({
      totalSize: found.length,
      done,
      records: records.slice(start, end),
      ...(done ? {} : { nextRecordsUrl: `${here}/${cursorOf(text, end)}` }),
    });
  };
  router.get(`${api}/query`, (request, response) => {
    const { q } = request.query;
    answer(typeof q === 'string' ? q : '', 0, { request, response });
  });
  router.get(`${api}/query/:cursor`, (request, response) => {
    const [start = '', text = ''] = request.params.cursor.split('-', 2);
    answer(Buffer.from(text, 'hex').toString(), Number(start), { request, response });
  });
}

/** Where the next page of a query begins. */
export function cursorOf(text: string, start: number): string {
  return `${start}-${Buffer.from(text).toString('hex')}`;
}

function inOrder(rows: readonly Row[], { orderBy }: Query): Row[] {
  if (orderBy === null) return [...rows];
  const { field, descending } = orderBy;
  const key = (row: Row) => String(row[field] ?? '');
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (descending ? -1 : 1));
}

/** Whoever may not manage users is told of their own sessions and tokens alone; the app's user has none here. */
function tableOf(state: SalesforceState, object: string, permissions: readonly string[]): Row[] | null {
  const { users } = state;
  const managed = permissions.includes('PermissionsManageUsers') ? users : [];
  switch (object) {
    case 'Organization':
      return [{ Id: state.organisationId }];
    case 'User':
      return users.map(userRow);
    case 'UserLogin':
      return users.map(({ id, loginId, isFrozen }) => ({ Id: loginId, UserId: id, IsFrozen: isFrozen }));
    case 'AuthSession':
      return managed.flatMap(({ id, sessions }) => sessions.map((one) => ({ Id: one, UsersId: id })));
    case 'OauthToken':
      return managed.flatMap(({ id, tokens }) =>
        tokens.map((token) => ({ Id: token.id, UserId: id, AppName: token.app, DeleteToken: token.secret })),
      );
    case 'LoginHistory':
      return users.flatMap(({ id, signIns }) =>
        signIns.map((at) => ({ Id: `0Ya${at}`, UserId: id, LoginTime: at, Status: 'Success' })),
      );
    case 'UserPermissionAccess':
      return [Object.fromEntries(allPermissions.map((name) => [name, permissions.includes(name)]))];
    default:
      return heldRows(state, object);
  }
}

const allPermissions = [
  'PermissionsApiEnabled',
  'PermissionsViewSetup',
  'PermissionsManageUsers',
  'PermissionsAssignPermissionSets',
  'PermissionsViewAllData',
  'PermissionsTransferAnyEntity',
];

function userRow(user: SalesforceUser): Row {
  return {
    Id: user.id,
    Username: user.username,
    Email: user.email,
    FederationIdentifier: user.federationId,
    EmployeeNumber: user.employeeNumber,
    Name: user.name,
    IsActive: user.isActive,
    CreatedDate: user.createdAt,
    // The company keeps titles elsewhere.
    Title: null,
    UserType: 'Standard',
    LastLoginDate: user.signIns.at(-1) ?? null,
    'Profile.Name': user.profile,
    'Profile.PermissionsManageUsers': user.managesUsers,
  };
}

function heldRows({ assignments, records, running }: SalesforceState, object: string): Row[] | null {
  const isKnown = [...assignmentKinds, ...recordKinds, ...runningKinds].some((kind) => kind === object);
  if (!isKnown) return null;
  const held = [...assignments, ...records, ...running].filter(({ kind }) => kind === object);
  return held.map(({ id, userId, name }) => {
    switch (object) {
      case 'PermissionSetAssignment':
        return { Id: id, AssigneeId: userId, 'PermissionSet.Label': name, 'PermissionSet.IsOwnedByProfile': false };
      case 'GroupMember':
        return {
          ...{ Id: id, UserOrGroupId: userId, 'Group.Name': name, 'Group.DeveloperName': name },
          'Group.Type': name.endsWith('queue') ? 'Queue' : 'Regular',
        };
      case 'PermissionSetLicenseAssign':
        return { Id: id, AssigneeId: userId, 'PermissionSetLicense.MasterLabel': name };
      case 'UserPackageLicense':
        return { Id: id, UserId: userId, 'PackageLicense.NamespacePrefix': name };
      case 'CronTrigger':
        return { Id: id, OwnerId: userId, State: 'WAITING', 'CronJobDetail.Name': name };
      case 'Dashboard':
        return { Id: id, RunningUserId: userId, Title: name };
      default:
        return { Id: id, OwnerId: userId, Name: name };
    }
  });
}

const batchShape = z.object({
  allOrNone: z.boolean(),
  records: z
    .array(z.object({ attributes: z.object({ type: z.string() }), id: z.string(), OwnerId: z.string() }))
    .max(200),
});

function writeRoutes(router: Router, core: Core<SalesforceState>, { permissions }: SalesforceAccess): void {
  const demand = (permission: string) => {
    if (!permissions().includes(permission))
      throw refused(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  };
  router.patch(`${api}/sobjects/UserLogin/:id`, (request, response) => {
    demand('PermissionsManageUsers');
    const { IsFrozen } = z.strictObject({ IsFrozen: z.boolean() }).parse(request.body);
    core.write('freeze', (state) => {
      const user = state.users.find(({ loginId }) => loginId === request.params.id);
      if (user === undefined) throw refused(404, 'NOT_FOUND', 'Provided external ID field does not exist');
      user.isFrozen = IsFrozen;
    });
    response.status(204).end();
  });
  router.patch(`${api}/sobjects/User/:id`, (request, response) => {
    demand('PermissionsManageUsers');
    const { IsActive } = z.strictObject({ IsActive: z.boolean() }).parse(request.body);
    core.write('deactivate', (state) => {
      const user = state.users.find(({ id }) => id === request.params.id);
      if (user === undefined) throw refused(404, 'NOT_FOUND', 'Provided external ID field does not exist');
      if (user.standsAs !== null)
        throw refused(400, 'FIELD_INTEGRITY_EXCEPTION', `You cannot deactivate a user who is the ${user.standsAs}.`);
      user.isActive = IsActive;
    });
    response.status(204).end();
  });
  router.patch(`${api}/composite/sobjects`, (request, response) => {
    const asked = batchShape.safeParse(request.body).data;
    if (asked === undefined) throw refused(400, 'JSON_PARSER_ERROR', 'The request is not well formed');
    const saved = core.write('change owners', (state) =>
      asked.records.map(({ id, OwnerId, attributes }) => {
        const record = state.records.find((each) => each.id === id && each.kind === attributes.type);
        if (record === undefined)
          return {
            id,
            success: false,
            errors: [{ statusCode: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] }],
          };
        record.userId = OwnerId;
        return { id, success: true, errors: [] };
      }),
    );
    response.json(saved);
  });
  router.delete(`${api}/composite/sobjects`, (request, response) => {
    demand('PermissionsManageUsers');
    const ids = String(request.query['ids']).split(',');
    const deleted = core.write('end sessions', (state) =>
      ids.map((id) => {
        const user = state.users.find(({ sessions }) => sessions.includes(id));
        if (user) user.sessions = user.sessions.filter((each) => each !== id);
        return { id, success: user !== undefined, errors: [] };
      }),
    );
    response.json(deleted);
  });
  router.delete(`${api}/sobjects/:object/:id`, (request, response) => {
    demand('PermissionsManageUsers');
    core.write(`delete ${request.params.object}`, (state) => remove(state, request.params));
    response.status(204).end();
  });
}

function remove(state: SalesforceState, { object, id }: { object: string; id: string }): void {
  const isIt = (each: { id: string; kind: string }) => each.id === id && each.kind === object;
  if (!state.assignments.some(isIt)) throw refused(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  state.assignments = state.assignments.filter((each) => !isIt(each));
}
