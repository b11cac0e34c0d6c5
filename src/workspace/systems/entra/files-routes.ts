import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import type { Core } from '../sandbox-core.ts';
import { userOf } from './directory.ts';
import { selected, sendPage } from './odata.ts';
import type { EntraDrive, EntraState } from './state.ts';
import { parsed } from './users-routes.ts';
import { notFound } from './words.ts';

const invitation = z.strictObject({
  requireSignIn: z.boolean(),
  sendInvitation: z.boolean(),
  roles: z.tuple([z.enum(['read', 'write'])]),
  recipients: z.tuple([z.strictObject({ objectId: z.string() })]),
});

/**
 * OneDrive: whose it is, what is in it, and who may open it. https://learn.microsoft.com/graph/api/resources/onedrive
 */
export function filesRoutes(core: Core<EntraState>, pageSize: number): Router {
  const router = Router();

  router.get('/users/:id/drive', (request, response) => {
    const state = core.state();
    const user = userOf(state, request.params.id);
    const drive = state.drives.find(({ userId }) => userId === user.id);
    if (drive === undefined) throw notFound(user.id);
    const total = 1_099_511_627_776;
    const body = {
      id: drive.id,
      name: 'OneDrive',
      driveType: 'business',
      owner: { user: { id: user.id, displayName: user.displayName, email: user.mail } },
      quota: { used: drive.used, total, remaining: total - drive.used, deleted: 0, state: 'normal' },
    };
    response.json(selected(request, body, Object.keys(body)));
  });
  router.get('/drives/:drive/root', (request, response) => {
    const { id } = driveOf(core.state(), request.params.drive);
    response.json(selected(request, { id: rootOf(id), name: 'root', folder: {}, root: {} }, ['id', 'name']));
  });
  router.get('/drives/:drive/items/:item/children', (request, response) => {
    const { items } = driveOf(core.state(), request.params.drive);
    const children = items.filter(({ parentId }) => parentId === request.params.item).map(itemBody);
    sendPage(
      { request, response },
      children.map((child) => selected(request, child, ['id', 'name', 'folder', 'shared'])),
      pageSize,
    );
  });
  router.get('/drives/:drive/items/:item/permissions', (request, response) => {
    const { grants, userId } = driveOf(core.state(), request.params.drive);
    const own = {
      id: `owner-${userId}`,
      roles: ['owner'],
      grantedToV2: { user: { id: userId, displayName: 'Owner' } },
    };
    sendPage({ request, response }, [own, ...grants.map(grantBody)], pageSize);
  });
  router.post('/drives/:drive/items/:item/invite', (request, response) => {
    const { roles, recipients } = parsed(invitation, request.body);
    const grant = core.write('open files', (state) => {
      const drive = driveOf(state, request.params.drive);
      const made = { id: randomUUID(), userId: userOf(state, recipients[0].objectId).id, role: roles[0] };
      drive.grants.push(made);
      return made;
    });
    response.json({ value: [grantBody(grant)] });
  });

  return router;
}

/** The id of what holds all files of a drive. */
export function rootOf(driveId: string): string {
  return `root-${driveId}`;
}

function driveOf(state: EntraState, id: string): EntraDrive {
  const drive = state.drives.find((each) => each.id === id);
  if (drive === undefined) throw notFound(id);
  return drive;
}

function itemBody({ id, name, isFolder, sharedScope }: EntraDrive['items'][number]) {
  return {
    id,
    name,
    ...(isFolder ? { folder: { childCount: 1 } } : { file: { mimeType: 'application/octet-stream' } }),
    ...(sharedScope === null ? {} : { shared: { scope: sharedScope } }),
  };
}

function grantBody({ id, userId, role }: EntraDrive['grants'][number]) {
  return { id, roles: [role], grantedToV2: { user: { id: userId, displayName: 'Somebody' } } };
}
