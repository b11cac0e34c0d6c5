import { Router } from 'express';
import { z } from 'zod';
import { queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { takeRole, userOf } from './directory.ts';
import { matchesFilter, selected, sendPage } from './odata.ts';
import type { EntraGroup, EntraState } from './state.ts';
import { parsed } from './users-routes.ts';
import { badRequest, groupBody, notFound, roleAssignmentBody, roleDefinitionBody } from './words.ts';

const appId = '33333333-4444-4555-a666-777777777777';

/** What belongs to the tenant: who it is, its groups, and who has which role. */
export function tenantRoutes(core: Core<EntraState>, pageSize: number): Router {
  const router = Router();

  router.get('/organization', (request, response) => {
    const { id, domain } = core.state().tenant;
    const verifiedDomains = [
      { name: domain, isDefault: true, isInitial: true, type: 'Managed', capabilities: 'Email' },
      {
        name: domain.replace('.onmicrosoft', ''),
        isDefault: false,
        isInitial: false,
        type: 'Managed',
        capabilities: 'Email',
      },
    ];
    const tenant = { id, displayName: 'Lumen', tenantType: 'AAD', verifiedDomains };
    response.json({ value: [selected(request, tenant, Object.keys(tenant))] });
  });

  // There is one app here: the one that asks.
  for (const what of ['applications', 'servicePrincipals']) {
    router.get(`/${what}`, (_request, response) => void response.json({ value: [{ id: appId }] }));
    router.get(`/${what}/${appId}/owners`, (request, response) => {
      const owners = core.state().appOwners.map((id) => ({ '@odata.type': '#microsoft.graph.user', id }));
      sendPage({ request, response }, owners, pageSize);
    });
  }

  const unasked = ['id', 'displayName', 'groupTypes', 'mailEnabled', 'securityEnabled'];
  router.get('/groups', (request, response) => {
    const groups = core.state().groups.map((group) => selected(request, groupBody(group), unasked));
    sendPage({ request, response }, groups, pageSize);
  });

  router.get('/groups/:id/owners', (request, response) => {
    const group = groupOf(core.state(), request.params.id);
    const owners = (group.owners ?? []).map((id) => ({ '@odata.type': '#microsoft.graph.user', id }));
    sendPage({ request, response }, owners, pageSize);
  });
  const reference = z.strictObject({ '@odata.id': z.string() });
  router.post('/groups/:id/owners/\\$ref', (request, response) => {
    const [, userId = ''] = /\/users\/([^/]+)$/.exec(parsed(reference, request.body)['@odata.id']) ?? [];
    core.write('owners', (state) => {
      const group = groupOf(state, request.params.id);
      if (group.owners?.includes(userOf(state, userId).id))
        throw badRequest('One or more added object references already exist.');
      group.owners = [...(group.owners ?? []), userId];
    });
    response.status(204).end();
  });

  router.get('/roleManagement/directory/roleAssignments', (request, response) => {
    const { roleAssignments, roles } = core.state();
    const filter = queryText(request, '$filter');
    const expanded = queryText(request, '$expand') === 'roleDefinition';
    const all = roleAssignments
      .filter((each) => filter === undefined || matchesFilter(filter, each))
      .map((each) => {
        const role = roles.find(({ id }) => id === each.roleDefinitionId);
        return {
          ...roleAssignmentBody(each),
          ...(expanded && role ? { roleDefinition: roleDefinitionBody(role) } : {}),
        };
      });
    sendPage({ request, response }, all, pageSize);
  });
  // Nobody here may switch a role or a membership on for a while: whoever has one has it always.
  router.get(
    [
      '/roleManagement/directory/roleEligibilityScheduleInstances',
      '/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances',
    ],
    (request, response) => sendPage({ request, response }, [], pageSize),
  );
  router.get('/roleManagement/directory/roleAssignments/:id', (request, response) => {
    const one = core.state().roleAssignments.find(({ id }) => id === request.params.id);
    if (one === undefined) throw notFound(request.params.id);
    response.json(roleAssignmentBody(one));
  });
  router.delete('/roleManagement/directory/roleAssignments/:id', (request, response) => {
    core.write('roles', (state) => takeRole(state, request.params.id));
    response.status(204).end();
  });

  return router;
}

function groupOf(state: EntraState, id: string): EntraGroup {
  const group = state.groups.find((each) => each.id === id);
  if (group === undefined) throw notFound(id);
  return group;
}
