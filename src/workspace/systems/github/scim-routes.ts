import { Router } from 'express';
import { Refusal } from '../answer.ts';
import { queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { FilterSyntaxError, matching } from '../scim-filter.ts';
import { type GithubSettings, removeMember } from './organisation.ts';
import type { GithubAccount, GithubState } from './state.ts';

/** https://docs.github.com/rest/scim: the link between the company's addresses and GitHub logins. */
export function scimRoutes(core: Core<GithubState>, { now }: GithubSettings): Router {
  const router = Router({ mergeParams: true });

  router.get('/Users', (request, response) => {
    const filter = queryText(request, 'filter');
    const identities = core
      .state()
      .accounts.filter((each) => each.scimId !== null)
      .map(identityBody);
    const found = filter === undefined ? identities : picked(filter, identities);
    response.json({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: found.length,
      itemsPerPage: found.length,
      startIndex: 1,
      Resources: found,
    });
  });
  router.get('/Users/:id', (request, response) => {
    response.json(identityBody(identityOf(core.state(), request.params.id)));
  });
  router.delete('/Users/:id', (request, response) => {
    // Deprovisioning removes from the organisation and deletes the identity.
    core.write('remove member', (state) => {
      const account = identityOf(state, request.params.id);
      if (account.membership !== null) removeMember(state, account, now());
      account.scimId = null;
    });
    response.status(204).end();
  });

  return router;
}

function identityOf(state: GithubState, id: string): GithubAccount {
  const account = state.accounts.find((each) => each.scimId === id);
  if (account === undefined) throw scimRefusal(404, 'Resource not found');
  return account;
}

function identityBody(account: GithubAccount) {
  const [givenName = '', ...rest] = account.name.split(' ');
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id: account.scimId,
    externalId: String(account.id),
    userName: account.email,
    displayName: account.login,
    name: { givenName, familyName: rest.join(' ') },
    emails: [{ value: account.email, primary: true, type: 'work' }],
    active: account.membership !== null,
    meta: { resourceType: 'User' },
  };
}

function picked<Resource extends object>(filter: string, resources: readonly Resource[]): Resource[] {
  try {
    return matching(filter, resources);
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw scimRefusal(400, 'Invalid filter');
    throw error;
  }
}

function scimRefusal(status: number, detail: string): Refusal {
  return new Refusal({ status, body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status, detail } });
}
