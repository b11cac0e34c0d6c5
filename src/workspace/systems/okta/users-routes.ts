import { Router } from 'express';
import { Refusal } from '../answer.ts';
import { onePage, queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { FilterSyntaxError, matching } from '../scim-filter.ts';
import {
  asIndexed,
  deactivate,
  destroy,
  refuseDeactivated,
  setStatus,
  suspend,
  unsuspend,
  userOf,
} from './directory.ts';
import type { OktaState, OktaUser } from './state.ts';
import { notFound, oktaError, roleBody, serviceAccount, serviceRole, userBody } from './words.ts';

/**
 * Users: look-up, life cycle, sessions.
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/
 */
export function usersRoutes(core: Core<OktaState>, now: () => Date): Router {
  const router = Router();

  router.get('/users', (request, response) => {
    const users = core.state().users;
    const search = queryText(request, 'search');
    const filter = queryText(request, 'filter');
    const q = queryText(request, 'q')?.toLowerCase();
    let found: OktaUser[];
    if (search !== undefined)
      found = picked(
        search,
        users.map((user) => asIndexed(user, now())),
      );
    else if (filter !== undefined) found = picked(filter, users);
    else {
      // The plain list and `q` hide who was deactivated.
      found = users.filter((user) => user.status !== 'DEPROVISIONED');
      if (q !== undefined)
        found = found.filter(({ profile }) =>
          [profile.firstName, profile.lastName, profile.email].some((each) => each.toLowerCase().startsWith(q)),
        );
    }
    const names = { size: 'limit', cursor: 'after', defaultSize: 200, largestSize: 200 };
    response.json(onePage(found, names, { request, response }).map(userBody));
  });

  // Whose API token this is: a service account outside the company's people. An access token of an app has no user.
  router.get('/users/me', (request, response) => {
    if (!/^ssws /i.test(request.get('authorization') ?? '')) throw new Refusal(notFound('me', 'User'));
    response.json(serviceAccount);
  });
  router.get(`/users/${serviceAccount.id}/roles`, (_request, response) => {
    response.json([roleBody(serviceRole)]);
  });
  router.get('/users/:id', (request, response) => {
    response.json(userBody(userOf(core.state(), request.params.id)));
  });

  router.delete('/users/:id', (request, response) => {
    core.write('delete user', (state) => {
      const user = userOf(state, request.params.id);
      // The first call deactivates, the second one destroys for ever.
      if (user.status === 'DEPROVISIONED') destroy(state, user);
      else deactivate(state, user, now());
    });
    response.status(204).end();
  });

  // Most of them answer nothing; some tell the user, or how a new password is set.
  const lifecycle = (
    name: string,
    change: (state: OktaState, user: OktaUser) => void,
    tells?: (user: OktaUser) => object,
  ) => {
    router.post(`/users/:id/lifecycle/${name}`, (request, response) => {
      core.write(name, (state) => change(state, userOf(state, request.params.id)));
      if (tells) response.json(tells(userOf(core.state(), request.params.id)));
      else response.end();
    });
  };
  const link =
    (name: string) =>
    ({ id }: OktaUser) => ({ [name]: `https://okta.example.com/welcome/${id}` });
  lifecycle('suspend', (_state, user) => suspend(user, now()));
  lifecycle('unsuspend', (_state, user) => unsuspend(user, now()));
  lifecycle('deactivate', (state, user) => deactivate(state, user, now()));
  lifecycle('activate', (_state, user) => setStatus(user, 'ACTIVE', now()), link('activationUrl'));
  lifecycle('unlock', (_state, user) => {
    if (user.status !== 'LOCKED_OUT')
      throw new Refusal(oktaError(403, 'E0000032', 'Unlock is not allowed for this user.'));
    setStatus(user, 'ACTIVE', now());
  });
  lifecycle('expire_password', (_state, user) => setStatus(user, 'PASSWORD_EXPIRED', now()), userBody);
  lifecycle('reset_password', (_state, user) => setStatus(user, 'RECOVERY', now()), link('resetPasswordUrl'));
  lifecycle('reset_factors', (_state, user) => {
    refuseDeactivated(user);
    user.factors = [];
  });

  router.delete('/users/:id/sessions', (request, response) => {
    core.write('sessions', (state) => {
      const user = userOf(state, request.params.id);
      user.sessions = [];
      if (queryText(request, 'oauthTokens') === 'true') for (const client of user.clients) client.tokens = [];
    });
    response.status(204).end();
  });

  return router;
}

function picked(expression: string, users: readonly OktaUser[]): OktaUser[] {
  try {
    return matching(expression, users);
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw new Refusal(oktaError(400, 'E0000031', 'Invalid search criteria.'));
    throw error;
  }
}
