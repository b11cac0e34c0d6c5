import { Router } from 'express';
import { queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import type { googleAccess } from './access.ts';
import { page } from './paging.ts';
import type { GoogleGroup, GoogleState } from './state.ts';
import { userOf, without } from './users-routes.ts';
import { groupBody, memberBody, notFound, refuse } from './words.ts';

/** The customer, groups with their members, and administrator roles. */
export function organisationRoutes(core: Core<GoogleState>, access: ReturnType<typeof googleAccess>): Router {
  const router = Router();
  const groupsRead = access.administrator('admin.directory.group.readonly', 'admin.directory.group');
  const membersRead = access.administrator('admin.directory.group.member', 'admin.directory.group.readonly');
  const membersWrite = access.administrator('admin.directory.group.member');
  const rolesManage = access.administrator('admin.directory.rolemanagement');

  router.get(
    '/customers/my_customer',
    access.administrator('admin.directory.customer.readonly'),
    (_request, response) => {
      const { id, domain } = core.state().customer;
      response.json({ kind: 'admin#directory#customer', id, customerDomain: domain, language: 'en' });
    },
  );

  router.get('/groups', groupsRead, (request, response) => {
    const state = core.state();
    const key = queryText(request, 'userKey');
    if (key === undefined && queryText(request, 'customer') === undefined)
      throw refuse(400, 'badRequest', 'Bad Request');
    const wanted = key === undefined ? null : userOf(state, key).id;
    const items = state.groups
      .filter(({ members }) => wanted === null || members.some(({ id }) => id === wanted))
      .map(groupBody);
    response.json(
      page(request, { kind: 'admin#directory#groups', name: 'groups', items, size: 'maxResults', largest: 200 }),
    );
  });
  router.get('/groups/:group/members', membersRead, (request, response) => {
    const state = core.state();
    const roles = queryText(request, 'roles')?.split(',') ?? null;
    const items = groupOf(state, String(request.params['group']))
      .members.filter(({ role }) => roles === null || roles.includes(role))
      .map((member) => memberBody(member, state));
    response.json(
      page(request, { kind: 'admin#directory#members', name: 'members', items, size: 'maxResults', largest: 200 }),
    );
  });
  router.get('/groups/:group/members/:member', membersRead, (request, response) => {
    const state = core.state();
    const member = groupOf(state, String(request.params['group'])).members.find(
      ({ id }) => id === request.params['member'],
    );
    if (member === undefined) throw notFound('memberKey');
    response.json(memberBody(member, state));
  });
  router.delete('/groups/:group/members/:member', membersWrite, (request, response) => {
    core.write('leave group', (state) => {
      const group = groupOf(state, String(request.params['group']));
      group.members = without(group.members, ({ id }) => id === request.params['member']);
    });
    response.status(204).end();
  });

  router.get('/customer/my_customer/roles', rolesManage, (request, response) => {
    const items = core.state().roles.map(({ id, name, isSuper }) => ({
      kind: 'admin#directory#role',
      roleId: id,
      roleName: name,
      isSystemRole: true,
      isSuperAdminRole: isSuper,
    }));
    response.json(
      page(request, { kind: 'admin#directory#roles', name: 'items', items, size: 'maxResults', largest: 100 }),
    );
  });
  router.get('/customer/my_customer/roleassignments', rolesManage, (request, response) => {
    const state = core.state();
    const key = queryText(request, 'userKey');
    const wanted = key === undefined ? null : userOf(state, key).id;
    const items = state.roleAssignments
      .filter(({ userId }) => wanted === null || userId === wanted)
      .map(({ id, roleId, userId }) => ({
        kind: 'admin#directory#roleAssignment',
        roleAssignmentId: id,
        roleId,
        assignedTo: userId,
        assigneeType: 'user',
        scopeType: 'CUSTOMER',
      }));
    const list = { kind: 'admin#directory#roleAssignments', name: 'items', items, size: 'maxResults', largest: 200 };
    response.json(page(request, list));
  });
  router.delete('/customer/my_customer/roleassignments/:assignment', rolesManage, (request, response) => {
    core.write('roles', (state) => {
      state.roleAssignments = without(state.roleAssignments, ({ id }) => id === request.params['assignment']);
    });
    response.status(204).end();
  });
  return router;
}

function groupOf(state: GoogleState, key: string): GoogleGroup {
  const group = state.groups.find(({ id, email }) => id === key || email === key.toLowerCase());
  if (group === undefined) throw notFound('groupKey');
  return group;
}
