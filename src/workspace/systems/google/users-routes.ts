import { Router } from 'express';
import { z } from 'zod';
import { queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import type { googleAccess } from './access.ts';
import { page } from './paging.ts';
import { type GoogleState, type GoogleUser, isClosed } from './state.ts';
import { notFound, refuse, userBody } from './words.ts';

type Access = ReturnType<typeof googleAccess>;

const patchShape = z.strictObject({
  suspended: z.boolean().optional(),
  password: z.string().min(8).max(100).optional(),
  changePasswordAtNextLogin: z.boolean().optional(),
  recoveryEmail: z.string().optional(),
  recoveryPhone: z.string().optional(),
});

/** By id, primary address or alias, as every `/users/{userKey}` path takes it. */
export function userOf(state: GoogleState, key: string): GoogleUser {
  const wanted = key.toLowerCase();
  const user = state.users.find(
    ({ id, primaryEmail, aliases, deletedAt }) =>
      deletedAt === null &&
      (id === key || [primaryEmail, ...aliases].some((address) => address.toLowerCase() === wanted)),
  );
  if (user === undefined) throw notFound('userKey');
  return user;
}

/** Users, and what belongs to one alone. */
export function usersRoutes(core: Core<GoogleState>, access: Access): Router {
  const router = Router();
  const reads = access.administrator('admin.directory.user');
  const secures = access.administrator('admin.directory.user.security');

  router.get('/users', reads, (request, response) => {
    const state = core.state();
    const isDeleted = queryText(request, 'showDeleted') === 'true';
    if (queryText(request, 'customer') === undefined) throw refuse(400, 'badRequest', 'Bad Request');
    const matches = matcherOf(queryText(request, 'query'));
    const users = state.users.filter((user) => (user.deletedAt !== null) === isDeleted && matches(user));
    const items = users.map((user) => userBody(user, state));
    response.json(
      page(request, { kind: 'admin#directory#users', name: 'users', items, size: 'maxResults', largest: 500 }),
    );
  });
  router.get('/users/:key', reads, (request, response) => {
    const state = core.state();
    response.json(userBody(userOf(state, String(request.params['key'])), state));
  });
  router.patch('/users/:key', reads, (request, response) => {
    const asked = patchShape.safeParse(request.body);
    if (!asked.success) throw refuse(400, 'invalid', 'Invalid Input');
    const body = core.write(asked.data.suspended === undefined ? 'update user' : 'suspend', (state) => {
      const user = userOf(state, String(request.params['key']));
      change(user, asked.data);
      return userBody(user, state);
    });
    response.json(body);
  });
  router.post('/users/:key/makeAdmin', reads, (request, response) => {
    const asked = z.strictObject({ status: z.boolean() }).safeParse(request.body);
    if (!asked.success) throw refuse(400, 'invalid', 'Invalid Input');
    core.write('roles', (state) => {
      const user = userOf(state, String(request.params['key']));
      user.isAdmin = asked.data.status;
      const supers = state.roles.filter(({ isSuper }) => isSuper).map(({ id }) => id);
      if (!user.isAdmin)
        state.roleAssignments = state.roleAssignments.filter(
          (each) => !(each.userId === user.id && supers.includes(each.roleId)),
        );
    });
    response.status(204).end();
  });

  const post = (path: string, kind: string, work: (user: GoogleUser) => void) =>
    router.post(`/users/:key/${path}`, secures, (request, response) => {
      core.write(kind, (state) => work(userOf(state, String(request.params['key']))));
      response.status(204).end();
    });
  post('signOut', 'sessions', (user) => {
    user.sessions = [];
  });
  post('twoStepVerification/turnOff', 'second factors', (user) => {
    if (isClosed(user) || !user.isEnrolledIn2Sv || user.isEnforcedIn2Sv)
      throw refuse(400, 'invalid', 'Invalid Input: 2-Step Verification cannot be turned off for this user');
    user.isEnrolledIn2Sv = false;
  });
  post('verificationCodes/invalidate', 'backup codes', (user) => {
    if (isClosed(user)) throw refuse(400, 'invalid', 'Invalid Input: the user is suspended');
    user.backupCodes = [];
  });

  const list = (path: string, kind: string, itemsOf: (user: GoogleUser) => object[]) =>
    router.get(`/users/:key/${path}`, secures, (request, response) => {
      const items = itemsOf(userOf(core.state(), String(request.params['key'])));
      response.json({ kind: `admin#directory#${kind}List`, ...(items.length === 0 ? {} : { items }) });
    });
  list('tokens', 'token', ({ id, tokens }) =>
    tokens.map(({ clientId, name, scopes }) => ({
      kind: 'admin#directory#token',
      clientId,
      displayText: name,
      scopes,
      userKey: id,
      anonymous: false,
      nativeApp: false,
    })),
  );
  list('asps', 'asp', ({ id, appPasswords }) =>
    appPasswords.map(({ codeId, name }) => ({ kind: 'admin#directory#asp', codeId, name, userKey: id })),
  );
  list('verificationCodes', 'verificationCodes', ({ id, backupCodes }) =>
    backupCodes.map((verificationCode) => ({
      kind: 'admin#directory#verificationCode',
      userId: id,
      verificationCode,
    })),
  );

  router.delete('/users/:key/tokens/:client', secures, (request, response) => {
    core.write('tokens', (state) => {
      const user = userOf(state, String(request.params['key']));
      user.tokens = without(user.tokens, ({ clientId }) => clientId === request.params['client']);
    });
    response.status(204).end();
  });
  router.delete('/users/:key/asps/:code', secures, (request, response) => {
    core.write('application passwords', (state) => {
      const user = userOf(state, String(request.params['key']));
      user.appPasswords = without(user.appPasswords, ({ codeId }) => String(codeId) === request.params['code']);
    });
    response.status(204).end();
  });
  return router;
}

function change(user: GoogleUser, asked: z.infer<typeof patchShape>): void {
  if (asked.suspended !== undefined) {
    user.suspended = asked.suspended;
    user.suspensionReason = asked.suspended ? 'ADMIN' : null;
  }
  if (asked.password !== undefined) user.knowsPassword = false;
  if (asked.changePasswordAtNextLogin !== undefined) user.changePasswordAtNextLogin = asked.changePasswordAtNextLogin;
  if (asked.recoveryEmail !== undefined) user.recoveryEmail = asked.recoveryEmail;
  if (asked.recoveryPhone !== undefined) user.recoveryPhone = asked.recoveryPhone;
}

/** As much of Google's search as programs need: one field that equals one value. */
function matcherOf(query: string | undefined): (user: GoogleUser) => boolean {
  if (query === undefined) return () => true;
  const [, field = '', raw = ''] = /^(\w+)=(.*)$/s.exec(query) ?? [];
  const value = raw.replace(/^'(.*)'$/s, '$1').replaceAll(/\\(.)/g, '$1');
  switch (field) {
    case 'email':
      return ({ primaryEmail, aliases, otherEmails }) =>
        [primaryEmail, ...aliases, ...otherEmails].some((each) => each.toLowerCase() === value.toLowerCase());
    case 'externalId':
      return ({ employeeNumber }) => employeeNumber === value;
    case 'isAdmin':
      return ({ isAdmin }) => String(isAdmin) === value;
    default:
      throw refuse(400, 'invalid', 'Invalid Input: query');
  }
}

export function without<Item>(items: readonly Item[], is: (item: Item) => boolean): Item[] {
  const left = items.filter((item) => !is(item));
  if (left.length === items.length) throw notFound('item');
  return left;
}
