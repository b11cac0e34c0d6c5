import express, { type ErrorRequestHandler, type Request, Router } from 'express';
import { z } from 'zod';
import { Refusal, send } from '../systems/answer.ts';
import { type EntraApp, entraAccess } from '../systems/entra/access.ts';
import { graphError } from '../systems/entra/words.ts';
import type { Chats } from './chats.ts';
import { catalogueIdOf, objectIdOf } from './identity.ts';

const mayInstall = 'TeamsAppInstallation.ReadWriteSelfForUser.All';
const mayRead = 'AppCatalog.Read.All';

export interface TeamsGraphOptions {
  chats: Chats;
  app: EntraApp;
  /** Whether somebody uploaded the app to the organisation's catalogue. */
  catalogued: () => boolean;
  /** As by anybody who installs it for this person. */
  install(personId: string): Promise<void>;
}

const installSchema = z.strictObject({ 'teamsApp@odata.bind': z.url() });

/**
 * The part of Microsoft Graph that installs a Teams app for people; the login service is at the mount, Graph under
 * `/v1.0`. https://learn.microsoft.com/graph/api/userteamwork-post-installedapps
 */
export function teamsGraphRouter({ chats, app, catalogued, install }: TeamsGraphOptions): Router {
  const { tokenRoutes, guard } = entraAccess(app);
  const teamsApp = { id: catalogueIdOf(app.clientId), externalId: app.clientId, displayName: 'Relais' };

  const need = (permission: string): void => {
    if (!app.permissions.includes(permission))
      throw new Refusal(graphError(403, 'Forbidden', `Missing role permissions on the request: ${permission}.`));
  };
  const residentOf = ({ params }: Request<{ user: string }>) => {
    need(mayInstall);
    const resident = chats.byAnyId(params.user);
    if (resident && objectIdOf(resident.person.id) === params.user) return resident;
    throw new Refusal(graphError(404, 'NotFound', 'The user was not found.'));
  };
  const installationOf = ({ params }: Request<{ user: string }>) => Buffer.from(`${params.user}##`).toString('base64');

  const api = Router();
  api.use(guard, express.json());
  api.get('/appCatalogs/teamsApps', (request, response) => {
    need(mayRead);
    const asked = request.query['$filter'] === `externalId eq '${app.clientId}'`;
    response.json({ value: asked && catalogued() ? [teamsApp] : [] });
  });
  api.post('/users/:user/teamwork/installedApps', async (request, response) => {
    const { person, installed } = residentOf(request);
    const body = installSchema.safeParse(request.body).data;
    if (!body?.['teamsApp@odata.bind'].endsWith(`/appCatalogs/teamsApps/${teamsApp.id}`))
      throw new Refusal(graphError(400, 'BadRequest', 'Expected an app of the catalogue.'));
    if (installed) throw new Refusal(graphError(409, 'Conflict', 'App already installed.'));
    await install(person.id);
    response.status(201).end();
  });
  api.get('/users/:user/teamwork/installedApps', (request, response) => {
    const { installed } = residentOf(request);
    const asked = request.query['$filter'] === `teamsApp/id eq '${teamsApp.id}'`;
    response.json({ value: asked && installed ? [{ id: installationOf(request), teamsApp }] : [] });
  });
  api.get('/users/:user/teamwork/installedApps/:installation/chat', (request, response) => {
    const { person, installed } = residentOf(request);
    if (!installed || request.params.installation !== installationOf(request))
      throw new Refusal(graphError(404, 'NotFound', 'No such installation.'));
    response.json({ id: chats.personal(person.id).id, chatType: 'oneOnOne' });
  });

  const router = Router();
  router.use(tokenRoutes);
  router.use('/v1.0', api);
  const refused: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    if (error instanceof Refusal) send(response, error.answer);
    else next(error);
  };
  router.use(refused);
  return router;
}
