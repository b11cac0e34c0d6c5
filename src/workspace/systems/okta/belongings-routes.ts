import { Router } from 'express';
import { Refusal } from '../answer.ts';
import { onePage } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { refuseDeactivated, userOf } from './directory.ts';
import type { OktaState, OktaUser } from './state.ts';
import {
  appLinkBody,
  clientBody,
  clientTokenBody,
  deviceBody,
  factorBody,
  grantBody,
  groupBody,
  notFound,
  roleBody,
} from './words.ts';

/** What a user has: grants, clients and their tokens, factors, admin roles, devices, groups and app links. */
export function belongingsRoutes(core: Core<OktaState>): Router {
  const router = Router();

  const names = { size: 'limit', cursor: 'after', defaultSize: 200, largestSize: 200 };
  const list = (
    name: string,
    items: (user: OktaUser, state: OktaState) => readonly unknown[],
    defaultSize = names.defaultSize,
  ) => {
    router.get(`/users/:id/${name}`, (request, response) => {
      const state = core.state();
      const all = items(userOf(state, request.params.id), state);
      response.json(onePage(all, { ...names, defaultSize }, { request, response }));
    });
  };
  list('grants', (user) => user.grants.map((grant) => grantBody(user, grant)), 20);
  list('clients', (user) => user.clients.filter((each) => each.tokens.length > 0).map(clientBody));
  list('factors', (user) => user.factors.map(factorBody));
  list('roles', (user) => user.roles.map(roleBody));
  list('devices', (user) => user.devices.map((device) => deviceBody(device, user.created)));
  list('groups', (user, state) => state.groups.filter((each) => each.members.includes(user.id)).map(groupBody));
  list('appLinks', (user, state) => state.apps.filter((each) => each.users.includes(user.id)).map(appLinkBody));

  const remove = (path: string, kind: string, change: (user: OktaUser, id: string) => void) => {
    router.delete(`/users/:id/${path}`, (request, response) => {
      const { id = '', item = '' }: { id?: string; item?: string } = request.params;
      core.write(kind, (state) => change(userOf(state, id), item));
      response.status(204).end();
    });
  };
  remove('grants', 'grants', (user) => {
    user.grants = [];
  });
  remove('grants/:item', 'grants', (user, id) => {
    user.grants = without(user.grants, id, 'OAuth2ScopeConsentGrant');
  });
  remove('factors/:item', 'factors', (user, id) => {
    refuseDeactivated(user);
    user.factors = without(user.factors, id, 'UserFactor');
  });
  remove('roles/:item', 'roles', (user, id) => {
    user.roles = without(user.roles, id, 'RoleAssignment');
  });
  remove('clients/:item/tokens', 'tokens', (user, id) => {
    clientOf(user, id).tokens = [];
  });
  remove('clients/:item/grants', 'grants', (user, id) => {
    user.grants = user.grants.filter((grant) => grant.clientId !== clientOf(user, id).id);
  });

  router.get('/users/:id/clients/:client/tokens', (request, response) => {
    const user = userOf(core.state(), request.params.id);
    const client = clientOf(user, request.params.client);
    const tokens = client.tokens.map((token) => clientTokenBody(user, client.id, token));
    response.json(onePage(tokens, { ...names, defaultSize: 20 }, { request, response }));
  });
  router.delete('/users/:id/clients/:client/tokens/:token', (request, response) => {
    core.write('tokens', (state) => {
      const client = clientOf(userOf(state, request.params.id), request.params.client);
      client.tokens = without(client.tokens, request.params.token, 'OAuth2RefreshToken');
    });
    response.status(204).end();
  });

  router.get('/users/:id/factors/:factor', (request, response) => {
    const user = userOf(core.state(), request.params.id);
    const factor = user.factors.find((each) => each.id === request.params.factor);
    if (factor === undefined) throw new Refusal(notFound(request.params.factor, 'UserFactor'));
    response.json(factorBody(factor));
  });
  router.get('/users/:id/roles/:role', (request, response) => {
    const user = userOf(core.state(), request.params.id);
    const role = user.roles.find((each) => each.id === request.params.role);
    if (role === undefined) throw new Refusal(notFound(request.params.role, 'RoleAssignment'));
    response.json(roleBody(role));
  });

  return router;
}

function clientOf(user: OktaUser, id: string): OktaUser['clients'][number] {
  const client = user.clients.find((each) => each.id === id);
  if (client === undefined) throw new Refusal(notFound(id, 'Client'));
  return client;
}

function without<Item extends { id: string }>(items: readonly Item[], id: string, type: string): Item[] {
  const left = items.filter((each) => each.id !== id);
  if (left.length === items.length) throw new Refusal(notFound(id, type));
  return left;
}
