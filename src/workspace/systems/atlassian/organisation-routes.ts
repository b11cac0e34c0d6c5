import { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../answer.ts';
import type { Core } from '../sandbox-core.ts';
import type { AtlassianState, AtlassianUser } from './state.ts';

const searchBody = z.strictObject({
  emails: z.array(z.string()).optional(),
  roleIds: z.array(z.string()).optional(),
  accountIds: z.array(z.string()).optional(),
  limit: z.int().min(1).max(100),
  cursor: z.string().optional(),
  expand: z.array(z.enum(['platformRoles'])).optional(),
});

export function refused(status: number, message: string): Refusal {
  return new Refusal({ status, body: { code: status, message } });
}

/** The organisation and the accounts that it manages: https://developer.atlassian.com/cloud/admin/ */
export function organisationRoutes(core: Core<AtlassianState>, pageSize: number): Router {
  const router = Router();
  const known = (organisation: string) => {
    const state = core.state();
    if (state.organisation !== organisation) throw refused(404, 'Organization not found');
    return state;
  };

  router.get('/admin/v1/orgs/:org', (request, response) => {
    const { organisation } = known(request.params.org);
    response.json({ data: { id: organisation, type: 'orgs', attributes: { name: 'Atelier Lumen' } } });
  });
  router.get('/admin/v2/orgs/:org/directories', (request, response) => {
    response.json({ data: [{ directoryId: known(request.params.org).directory, name: 'Default' }], links: {} });
  });

  router.post('/admin/v2/orgs/:org/directories/:directory/users/search', (request, response) => {
    const asked = searchBody.safeParse(request.body);
    if (!asked.success) throw refused(400, 'Invalid search');
    const { emails, roleIds, accountIds, limit, cursor = 'c0' } = asked.data;
    const lower = emails?.map((each) => each.toLowerCase());
    const found = known(request.params.org).users.filter(
      (user) =>
        (lower === undefined || lower.includes(user.email.toLowerCase())) &&
        (accountIds === undefined || accountIds.includes(user.id)) &&
        (roleIds === undefined || user.roles.some((role) => roleIds.includes(role))),
    );
    const start = Number(cursor.slice(1)) || 0;
    const end = start + Math.min(limit, pageSize);
    response.json({
      data: found.slice(start, end).map(directoryUser),
      links: end < found.length ? { next: `c${end}` } : {},
    });
  });
  router.get('/admin/v2/orgs/:org/directories/:directory/users/:id', (request, response) => {
    response.json({ data: directoryUser(userOf(known(request.params.org), request.params.id)) });
  });
  router.post('/admin/v2/orgs/:org/directories/:directory/users/:id/suspend', (request, response) => {
    const { org, directory, id } = request.params;
    if (known(org).directory !== directory) throw refused(404, 'Directory not found');
    core.write('suspend', (state) => {
      userOf(state, id).membershipStatus = 'suspended';
    });
    response.status(204).end();
  });
  router.get('/admin/v1/orgs/:org/directory/users/:id/last-active-dates', (request, response) => {
    const { lastActive } = userOf(known(request.params.org), request.params.id);
    // A day alone.
    const jira = { id: 'jira', key: 'jira-software', name: 'Jira', last_active: lastActive.slice(0, 10) };
    response.json({ data: { product_access: [jira], added_to_org: '2020-01-01' }, links: {} });
  });

  router.get('/users/:id/manage', (request, response) => {
    const { provisioned } = managed(core.state(), request.params.id);
    response.json({
      'lifecycle.enablement': provisioned
        ? { allowed: false, reason: { key: 'externalDirectory.scim' } }
        : { allowed: true },
      'apiToken.read': { allowed: true },
      'apiToken.delete': { allowed: true },
    });
  });
  router.get('/users/:id/manage/profile', (request, response) => {
    const { id, name, email, accountStatus } = managed(core.state(), request.params.id);
    response.json({
      account: {
        account_id: id,
        name,
        email,
        account_type: 'atlassian',
        account_status: accountStatus,
        email_verified: true,
      },
    });
  });
  router.post('/users/:id/manage/lifecycle/disable', (request, response) => {
    core.write('deactivate', (state) => {
      const user = managed(state, request.params.id);
      if (user.provisioned) throw refused(403, 'The user is managed by an external directory.');
      user.accountStatus = 'inactive';
    });
    response.status(204).end();
  });
  router.get('/users/:id/manage/api-tokens', (request, response) => {
    const { tokens } = managed(core.state(), request.params.id);
    response.json(tokens.map((token) => ({ ...token, createdAt: '2026-01-05T09:00:00.000Z' })));
  });
  router.delete('/users/:id/manage/api-tokens/:token', (request, response) => {
    core.write('api tokens', (state) => {
      const user = managed(state, request.params.id);
      if (!user.tokens.some(({ id }) => id === request.params.token)) throw refused(404, 'Token not found');
      user.tokens = user.tokens.filter(({ id }) => id !== request.params.token);
    });
    response.status(204).end();
  });

  return router;
}

function userOf(state: AtlassianState, id: string): AtlassianUser {
  const user = state.users.find((each) => each.id === id);
  if (user === undefined) throw refused(404, 'User not found');
  return user;
}

/** Of an account that the organisation does not manage nothing is told or changed. */
function managed(state: AtlassianState, id: string): AtlassianUser {
  const user = userOf(state, id);
  if (!user.managed) throw refused(403, 'The account is not managed by the organization.');
  return user;
}

function directoryUser(user: AtlassianUser) {
  return {
    accountId: user.id,
    accountType: 'atlassian',
    accountStatus: user.accountStatus,
    membershipStatus: user.membershipStatus,
    claimStatus: user.managed ? 'managed' : 'unmanaged',
    name: user.name,
    email: user.email,
    emailVerified: true,
    platformRoles: user.roles,
  };
}
