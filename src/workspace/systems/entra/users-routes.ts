import { Router } from 'express';
import { z } from 'zod';
import { queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { endSessions, remove, setEnabled, takeLicences, userOf } from './directory.ts';
import { matchesFilter, selected, sendPage } from './odata.ts';
import type { EntraState } from './state.ts';
import { badRequest, licenceBodies, notFound, userBody } from './words.ts';

const unasked = ['id', 'userPrincipalName', 'displayName', 'mail', 'jobTitle'];

/** Users: look-up, the trash, closing, sessions, licences. https://learn.microsoft.com/graph/api/resources/user */
export function usersRoutes(core: Core<EntraState>, { now, pageSize }: { now(): Date; pageSize: number }): Router {
  const router = Router();

  router.get('/users', (request, response) => {
    const filter = queryText(request, '$filter');
    if (filter?.includes('/any(') && request.get('consistencylevel') !== 'eventual')
      throw badRequest('An advanced query needs ConsistencyLevel: eventual.');
    const users = core
      .state()
      .users.filter((user) => user.deletedDateTime === null)
      .map(userBody)
      .filter((user) => filter === undefined || matchesFilter(filter, user));
    sendPage(
      { request, response },
      users.map((user) => selected(request, user, unasked)),
      pageSize,
    );
  });
  router.get('/users/:id', (request, response) => {
    response.json(selected(request, userBody(userOf(core.state(), request.params.id)), unasked));
  });
  router.get('/directory/deletedItems/microsoft.graph.user', (request, response) => {
    const users = core.state().users.filter((user) => user.deletedDateTime !== null);
    sendPage(
      { request, response },
      users.map((user) => selected(request, userBody(user), unasked)),
      pageSize,
    );
  });
  router.get('/directory/deletedItems/:id', (request, response) => {
    const { id } = request.params;
    const user = core.state().users.find((each) => each.id === id && each.deletedDateTime !== null);
    if (user === undefined) throw notFound(id);
    response.json(selected(request, userBody(user), unasked));
  });

  router.patch('/users/:id', (request, response) => {
    const body = parsed(z.strictObject({ accountEnabled: z.boolean() }), request.body);
    core.write('update user', (state) => setEnabled(userOf(state, request.params.id), body.accountEnabled));
    response.status(204).end();
  });
  router.delete('/users/:id', (request, response) => {
    core.write('delete user', (state) => remove(userOf(state, request.params.id), now()));
    response.status(204).end();
  });
  router.post('/users/:id/revokeSignInSessions', (request, response) => {
    core.write('revoke sessions', (state) => endSessions(userOf(state, request.params.id), now()));
    response.json({ value: true });
  });

  router.get('/users/:id/licenseDetails', (request, response) => {
    sendPage({ request, response }, licenceBodies(userOf(core.state(), request.params.id)), pageSize);
  });
  const licences = z.strictObject({ addLicenses: z.array(z.never()), removeLicenses: z.array(z.string()) });
  router.post('/users/:id/assignLicense', (request, response) => {
    const { removeLicenses } = parsed(licences, request.body);
    core.write('licences', (state) => {
      takeLicences(userOf(state, request.params.id), removeLicenses);
    });
    response.json(selected(request, userBody(userOf(core.state(), request.params.id)), unasked));
  });

  return router;
}

export function parsed<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const result = schema.safeParse(body);
  if (!result.success) throw badRequest('Invalid property or value in the body.');
  return result.data;
}
