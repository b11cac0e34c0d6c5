import { type ErrorRequestHandler, type Request, type RequestHandler, Router } from 'express';
import SCIMMY from 'scimmy';
import { SCIMMYRouters } from 'scimmy-routers';
import { queryText } from '../paging.ts';
import { ScimTenant } from './tenant.ts';
import { UsageSchema } from './usage-schema.ts';

export interface ScimAccess {
  token: string;
  /** The tenant that this request is about. */
  tenant(request: Request, filter: string | null): ScimTenant;
}

/** SCIM 2.0 by scimmy, with its quirks mended here and in `scim-filter.ts`. */
export function scimApi({ token, tenant }: ScimAccess): RequestHandler {
  declareResources();
  const filters = new WeakMap<Request, string>();

  // scimmy parses filters and ids where no error of its own results, so that nonsense would become a 500.
  const shelter: RequestHandler = (request, response, next) => {
    const filter = queryText(request, 'filter');
    if (filter !== undefined) filters.set(request, filter);
    const attributes = [queryText(request, 'attributes'), queryText(request, 'excludedAttributes')];
    if (attributes.some((each) => each !== undefined && !/^[\w.:$, -]+$/.test(each)))
      return void response.status(400).json(scimError(400, 'attributes cannot be read', 'invalidValue'));
    if (/["\\]|%22|%5C/i.test(request.path))
      return void response.status(404).json(scimError(404, 'Resource not found'));
    // Not offered, and scimmy would answer them without looking at the filter.
    if (/\/(\.search|Bulk)$/.test(request.path))
      return void response.status(501).json(scimError(501, 'Endpoint Not Implemented'));
    const query = Object.fromEntries(
      Object.entries(request.query)
        .filter(([name]) => name !== 'filter')
        // Express 5 parses the query anew at each look, so that scimmy's own numbers are lost.
        .map(([name, value]) => [name, ['startIndex', 'count'].includes(name) ? Number(value) : value]),
    );
    Object.defineProperty(request, 'query', { value: query });
    next();
  };

  const routers = new SCIMMYRouters({
    type: 'bearer',
    baseUri: (request) => `${request.protocol}://${request.get('host') ?? 'localhost'}`,
    handler(request) {
      if (request.get('authorization') !== `Bearer ${token}`) throw new Error('Authorization failed');
      return 'relais';
    },
    context: (request: Request) => tenant(request, filters.get(request) ?? null),
  });
  SCIMMY.Config.set({ bulk: false, sort: false });

  // scimmy-routers has answered a 5xx already when it passes it on; Express would cut the connection.
  const answered: ErrorRequestHandler = (error, _request, response, next) => {
    if (!response.headersSent) next(error);
  };
  const router = Router();
  router.use(shelter, routers, answered);
  return router;
}

export function scimError(status: number, detail: string, scimType?: string) {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail,
  };
}

let declared = false;

function declareResources(): void {
  if (declared) return;
  declared = true;
  SCIMMY.Resources.declare(SCIMMY.Resources.User)
    .extend(UsageSchema)
    .egress((resource, context) => {
      const tenant = tenantOf(context);
      return resource.id === undefined ? tenant.users() : tenant.user(resource.id);
    })
    .ingress((resource, instance, context) => tenantOf(context).saveUser(resource.id, instance))
    .degress((resource, context) => tenantOf(context).removeUser(resource.id ?? ''));
  SCIMMY.Resources.declare(SCIMMY.Resources.Group)
    .egress((resource, context) => {
      const tenant = tenantOf(context);
      return resource.id === undefined ? tenant.groups() : tenant.group(resource.id);
    })
    .ingress((resource, instance, context) => tenantOf(context).saveGroup(resource.id, instance))
    .degress((resource, context) => tenantOf(context).removeGroup(resource.id ?? ''));
}

function tenantOf(context: unknown): ScimTenant {
  if (context instanceof ScimTenant) return context;
  throw new SCIMMY.Types.Error(500, '', 'a SCIM request without a tenant');
}
