import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { leave, userOf } from './directory.ts';
import { matchesFilter, selected, sendPage } from './odata.ts';
import type { EntraDevice, EntraGroup, EntraState, EntraUser } from './state.ts';
import { parsed } from './users-routes.ts';
import {
  assignmentBody,
  badRequest,
  deviceBody,
  grantBody,
  groupBody,
  methodBody,
  notFound,
  ownedGroupBody,
  roleBody,
} from './words.ts';

/** The path of each type of sign-in method. */
const methodPaths: Readonly<Record<string, string>> = {
  phoneMethods: 'phoneAuthenticationMethod',
  emailMethods: 'emailAuthenticationMethod',
  fido2Methods: 'fido2AuthenticationMethod',
  softwareOathMethods: 'softwareOathAuthenticationMethod',
  microsoftAuthenticatorMethods: 'microsoftAuthenticatorAuthenticationMethod',
  windowsHelloForBusinessMethods: 'windowsHelloForBusinessAuthenticationMethod',
};

/** What a user has: memberships, sign-in methods, grants, app assignments and devices. */
export function belongingsRoutes(core: Core<EntraState>, pageSize: number): Router {
  const router = Router();

  const list = (name: string, items: (user: EntraUser, state: EntraState) => readonly unknown[]) => {
    router.get(`/users/:id/${name}`, (request: Request<{ id: string }>, response: Response) => {
      const state = core.state();
      sendPage({ request, response }, items(userOf(state, request.params.id), state), pageSize);
    });
  };
  list('memberOf', (user, state) => [...groupsOf(user, state).map(groupBody), ...rolesOf([user.id], state)]);
  // Also roles that come with a group.
  list('transitiveMemberOf', (user, state) => {
    const groups = groupsOf(user, state);
    return [...groups.map(groupBody), ...rolesOf([user.id, ...groups.map(({ id }) => id)], state)];
  });
  list('ownedObjects', (user, state) =>
    state.groups.filter(({ owners }) => owners?.includes(user.id)).map(ownedGroupBody),
  );
  list('authentication/methods', (user) => user.methods.map(methodBody));
  list('registeredDevices', (user, state) => state.devices.filter(({ userId }) => userId === user.id).map(deviceBody));
  // Those of the user's groups are listed too.
  list('appRoleAssignments', (user, state) => {
    const groups = groupsOf(user, state).map(({ id }) => id);
    return state.assignments
      .filter(({ principalId }) => [user.id, ...groups].includes(principalId))
      .map(assignmentBody);
  });

  router.delete('/users/:id/authentication/:kind/:method', (request, response) => {
    const { id, kind, method } = request.params;
    const type = methodPaths[kind];
    if (type === undefined) throw badRequest(`Resource not found for the segment '${kind}'.`);
    core.write('methods', (state) => {
      const user = userOf(state, id);
      const there = user.methods.some((each) => each.id === method && each.type === type);
      if (!there) throw notFound(method);
      user.methods = user.methods.filter((each) => each.id !== method);
    });
    response.status(204).end();
  });
  router.get('/users/:id/appRoleAssignments/:assignment', (request, response) => {
    const state = core.state();
    const user = userOf(state, request.params.id);
    const one = state.assignments.find((each) => each.id === request.params.assignment && each.principalId === user.id);
    if (one === undefined) throw notFound(request.params.assignment);
    response.json(assignmentBody(one));
  });
  router.delete('/users/:id/appRoleAssignments/:assignment', (request, response) => {
    core.write('apps', (state) => {
      const { id } = userOf(state, request.params.id);
      state.assignments = without(state.assignments, request.params.assignment, (each) => each.principalId === id);
    });
    response.status(204).end();
  });

  router.get('/oauth2PermissionGrants', (request, response) => {
    const filter = queryText(request, '$filter');
    const grants = core.state().grants.filter((each) => filter === undefined || matchesFilter(filter, each));
    sendPage({ request, response }, grants.map(grantBody), pageSize);
  });
  router.get('/oauth2PermissionGrants/:id', (request, response) => {
    const grant = core.state().grants.find(({ id }) => id === request.params.id);
    if (grant === undefined) throw notFound(request.params.id);
    response.json(grantBody(grant));
  });
  router.delete('/oauth2PermissionGrants/:id', (request, response) => {
    core.write('grants', (state) => {
      state.grants = without(state.grants, request.params.id);
    });
    response.status(204).end();
  });

  router.get('/groups/:group/members', (request, response) => {
    const group = core.state().groups.find(({ id }) => id === request.params.group);
    if (group === undefined) throw notFound(request.params.group);
    const members = group.members.map((id) => ({ '@odata.type': '#microsoft.graph.user', id }));
    sendPage({ request, response }, members, pageSize);
  });
  router.delete('/groups/:group/members/:user/\\$ref', (request, response) => {
    core.write('groups', (state) => {
      const group = state.groups.find(({ id }) => id === request.params.group);
      if (group === undefined) throw notFound(request.params.group);
      leave(group, userOf(state, request.params.user));
    });
    response.status(204).end();
  });
  router.get('/devices/:id', (request, response) => {
    response.json(selected(request, deviceBody(deviceOf(core.state(), request.params.id)), ['id', 'displayName']));
  });
  router.patch('/devices/:id', (request, response) => {
    const { accountEnabled } = parsed(z.strictObject({ accountEnabled: z.boolean() }), request.body);
    core.write('devices', (state) => {
      const device = deviceOf(state, request.params.id);
      if (device.onPremisesSyncEnabled)
        throw badRequest('Unable to update the specified properties for on-premises mastered Directory Sync objects.');
      device.accountEnabled = accountEnabled;
    });
    response.status(204).end();
  });

  return router;
}

function groupsOf(user: EntraUser, { groups }: EntraState): EntraGroup[] {
  return groups.filter(({ members }) => members.includes(user.id));
}

function rolesOf(principals: readonly string[], { roles, roleAssignments }: EntraState) {
  const held = roleAssignments
    .filter(({ principalId, directoryScopeId }) => principals.includes(principalId) && directoryScopeId === '/')
    .map(({ roleDefinitionId }) => roleDefinitionId);
  return roles.filter(({ id, isBuiltIn }) => isBuiltIn && held.includes(id)).map(roleBody);
}

function deviceOf(state: EntraState, id: string): EntraDevice {
  const device = state.devices.find((each) => each.id === id);
  if (device === undefined) throw notFound(id);
  return device;
}

function without<Item extends { id: string }>(
  items: readonly Item[],
  id: string,
  belongs: (item: Item) => boolean = () => true,
): Item[] {
  if (!items.some((each) => each.id === id && belongs(each))) throw notFound(id);
  return items.filter((each) => each.id !== id);
}
