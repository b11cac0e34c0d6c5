import { Router } from 'express';
import { queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import type { googleAccess } from './access.ts';
import { page } from './paging.ts';
import { deviceStateAt, type GoogleDeviceUser, type GoogleState, ownerAt, transferable } from './state.ts';
import { userOf, without } from './users-routes.ts';
import { deviceUserName, notFound, refuse } from './words.ts';

type Access = ReturnType<typeof googleAccess>;

/** Devices, under `/v1/devices`. */
export function deviceRoutes(
  core: Core<GoogleState>,
  access: Access,
  { now, wipeMilliseconds }: { now: () => Date; wipeMilliseconds: number },
): Router {
  const router = Router();
  const manages = access.administrator('cloud-identity.devices');

  router.get('/devices', manages, (request, response) => {
    const items = core.state().deviceUsers.map(deviceBody);
    response.json(page(request, { name: 'devices', items, size: 'pageSize', largest: 100 }));
  });
  router.get('/devices/-/deviceUsers', manages, (request, response) => {
    const state = core.state();
    const [, address = null] = /^email:(.+)$/.exec(queryText(request, 'filter') ?? '') ?? [];
    const wanted = state.users.find(({ primaryEmail }) => primaryEmail.toLowerCase() === address?.toLowerCase());
    const items = state.deviceUsers
      .filter(({ userId }) => address === null || userId === wanted?.id)
      .map((one) => deviceUserBody(state, one, now()));
    response.json(page(request, { name: 'deviceUsers', items, size: 'pageSize', largest: 20 }));
  });
  router.get('/devices/:device', manages, (request, response) => {
    const one = core.state().deviceUsers.find(({ device }) => device === request.params['device']);
    if (one === undefined) throw notFound('device');
    response.json(deviceBody(one));
  });
  router.get('/devices/:device/deviceUsers/:user', manages, (request, response) => {
    const state = core.state();
    const { device, user } = request.params;
    const one = state.deviceUsers.find((each) => each.id === user && each.device === device);
    if (one === undefined) throw notFound('deviceUser');
    response.json(deviceUserBody(state, one, now()));
  });
  router.post('/devices/:device/deviceUsers/:call', manages, (request, response) => {
    const [id, verb] = String(request.params['call']).split(':');
    if (verb !== 'wipe') throw refuse(404, 'notFound', 'Method not found.');
    const name = core.write('wipe', (state) => {
      const one = state.deviceUsers.find((each) => each.id === id && each.device === request.params['device']);
      if (one === undefined) throw notFound('deviceUser');
      one.state = wipeMilliseconds === 0 ? 'WIPED' : 'WIPING';
      one.wipedAt = new Date(now().getTime() + wipeMilliseconds).toISOString();
      return deviceUserName(one);
    });
    response.json({ name: `operations/wipe-${id}`, done: false, metadata: { name } });
  });
  return router;
}

function deviceUserBody(state: GoogleState, one: GoogleDeviceUser, at: Date) {
  return {
    name: deviceUserName(one),
    userEmail: state.users.find(({ id }) => id === one.userId)?.primaryEmail ?? '',
    managementState: deviceStateAt(one, at),
    languageCode: 'en',
  };
}

function deviceBody({ device, model, type }: GoogleDeviceUser) {
  return { name: `devices/${device}`, deviceId: device, model, deviceType: type, ownerType: 'BYOD' };
}

/** Licences, under `/apps/licensing/v1`. */
export function licenceRoutes(core: Core<GoogleState>, access: Access, now: () => Date): Router {
  const router = Router();
  const manages = access.administrator('apps.licensing');
  const ofSku = (state: GoogleState, { product, sku }: { product?: unknown; sku?: unknown }) => {
    const all = state.licences.filter((each) => each.product === product && each.sku === sku);
    const known = `${String(product)} ${String(sku)}` === 'Google-Apps 1010020020';
    if (all.length === 0 && !known) throw notFound('sku');
    return all;
  };
  const body = (state: GoogleState, licence: GoogleState['licences'][number]) => ({
    kind: 'licensing#licenseAssignment',
    userId: state.users.find(({ id }) => id === licence.userId)?.primaryEmail ?? '',
    productId: licence.product,
    skuId: licence.sku,
    skuName: licence.name,
    productName: 'Google Workspace',
  });

  router.get('/product/:product/sku/:sku/users', manages, (request, response) => {
    if (queryText(request, 'customerId') === undefined) throw refuse(400, 'required', 'Required parameter: customerId');
    const state = core.state();
    const items = ofSku(state, request.params).map((licence) => body(state, licence));
    const list = { kind: 'licensing#licenseAssignmentList', name: 'items', items, size: 'maxResults', largest: 1000 };
    response.json(page(request, list));
  });
  router.get('/product/:product/sku/:sku/user/:user', manages, (request, response) => {
    const state = core.state();
    const { id } = userOf(state, String(request.params['user']));
    const held = ofSku(state, request.params).find(({ userId }) => userId === id);
    if (held === undefined) throw notFound('license');
    response.json(body(state, held));
  });
  router.delete('/product/:product/sku/:sku/user/:user', manages, (request, response) => {
    const { product, sku, user } = request.params;
    core.write('licences', (state) => {
      const { id } = userOf(state, String(user));
      state.licences = without(
        state.licences,
        (each) => each.userId === id && each.product === product && each.sku === sku,
      );
      // What nobody took over is gone with the licence.
      state.files = state.files.filter(
        ({ ownerId }) => ownerAt(state, { ownerId, application: transferable.drive }, now()) !== id,
      );
    });
    response.json({});
  });
  return router;
}

/** The sign-in log, under `/admin/reports/v1`. */
export function reportRoutes(core: Core<GoogleState>, access: Access): Router {
  const router = Router();
  router.get(
    '/activity/users/:user/applications/login',
    access.administrator('admin.reports.audit.readonly'),
    (request, response) => {
      const state = core.state();
      const wanted = String(request.params['user']);
      const since = queryText(request, 'startTime') ?? '';
      const items = state.signIns
        .filter(({ userId, at }) => (wanted === 'all' || userId === wanted) && at >= since)
        .toSorted((a, b) => b.at.localeCompare(a.at))
        .map(({ userId, at, id }) => ({
          kind: 'admin#reports#activity',
          id: { time: at, uniqueQualifier: id.slice(0, 18), applicationName: 'login', customerId: state.customer.id },
          actor: { profileId: userId, email: state.users.find((each) => each.id === userId)?.primaryEmail ?? '' },
          events: [{ type: 'login', name: 'login_success' }],
        }));
      response.json(
        page(request, { kind: 'admin#reports#activities', name: 'items', items, size: 'maxResults', largest: 1000 }),
      );
    },
  );
  return router;
}
