import { type Request, type Response, Router } from 'express';
import { Refusal } from '../answer.ts';
import { onePage, queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { invitationBody, membershipBody, roleBody, userBody } from './bodies.ts';
import {
  accountOf,
  baseOf,
  convertToOutsideCollaborator,
  type GithubSettings,
  removeMember,
  removeOutsideCollaborator,
} from './organisation.ts';
import { notFound } from './refusals.ts';
import { type GithubState, isMember, isOutsideCollaborator, sameLogin } from './state.ts';

const names = { size: 'per_page', cursor: 'page', defaultSize: 30, largestSize: 100 };

/** https://docs.github.com/rest/orgs/members, /rest/orgs/outside-collaborators, /rest/orgs/organization-roles */
export function membersRoutes(core: Core<GithubState>, settings: GithubSettings): Router {
  const router = Router({ mergeParams: true });
  const { now } = settings;
  const page = <Item>(items: readonly Item[], request: Request, response: Response) =>
    onePage(items, names, { request, response });

  router.get('/members', (request, response) => {
    const role = queryText(request, 'role') ?? 'all';
    const members = core
      .state()
      .accounts.filter(isMember)
      .filter(({ membership }) => role === 'all' || membership?.role === role);
    response.json(page(members, request, response).map((each) => userBody(each, baseOf(request))));
  });
  router.get('/members/:login', (request, response) => {
    if (!isMember(accountOf(core.state(), request.params.login))) throw new Refusal(notFound);
    response.status(204).end();
  });
  for (const path of ['/members/:login', '/memberships/:login'] as const)
    router.delete(path, (request, response) => {
      core.write('remove member', (state) => removeMember(state, accountOf(state, request.params.login), now()));
      response.status(204).end();
    });
  router.get('/memberships/:login', (request, response) => {
    const account = accountOf(core.state(), request.params.login);
    if (account.membership === null) throw new Refusal(notFound);
    response.json(membershipBody(account, settings, baseOf(request)));
  });

  router.get('/outside_collaborators', (request, response) => {
    const state = core.state();
    const outside = state.accounts.filter((each) => isOutsideCollaborator(state, each));
    response.json(page(outside, request, response).map((each) => userBody(each, baseOf(request))));
  });
  router.put('/outside_collaborators/:login', (request, response) => {
    core.write('convert member', (state) =>
      convertToOutsideCollaborator(state, accountOf(state, request.params.login), now()),
    );
    response.status(204).end();
  });
  router.delete('/outside_collaborators/:login', (request, response) => {
    core.write('remove collaborator', (state) =>
      removeOutsideCollaborator(state, accountOf(state, request.params.login), now()),
    );
    response.status(204).end();
  });

  router.get('/invitations', (request, response) => {
    const invitations = page(core.state().invitations, request, response);
    response.json(invitations.map((each) => invitationBody(each, settings, baseOf(request))));
  });
  router.delete('/invitations/:id', (request, response) => {
    core.write('cancel invitation', (state) => {
      const left = state.invitations.filter((each) => String(each.id) !== request.params.id);
      if (left.length === state.invitations.length) throw new Refusal(notFound);
      state.invitations = left;
    });
    response.status(204).end();
  });

  router.get('/organization-roles', (_request, response) => {
    const roles = core.state().roles.map(roleBody);
    response.json({ total_count: roles.length, roles });
  });
  router.get('/organization-roles/:role/users', (request, response) => {
    const state = core.state();
    const role = state.roles.find((each) => String(each.id) === request.params.role);
    if (role === undefined) throw new Refusal(notFound);
    const holders = page(role.logins, request, response).map((login) =>
      userBody(accountOf(state, login), baseOf(request)),
    );
    response.json(holders.map((holder) => ({ ...holder, assignment: 'direct' })));
  });
  router.delete('/organization-roles/users/:login/:role', (request, response) => {
    core.write('drop role', (state) => {
      const role = state.roles.find((each) => String(each.id) === request.params.role);
      if (role === undefined) throw new Refusal(notFound);
      role.logins = role.logins.filter((each) => !sameLogin(each, request.params.login));
    });
    response.status(204).end();
  });
  router.delete('/organization-roles/users/:login', (request, response) => {
    core.write('drop roles', (state) => {
      for (const role of state.roles)
        role.logins = role.logins.filter((each) => !sameLogin(each, request.params.login));
    });
    response.status(204).end();
  });

  return router;
}
