import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../src/domain/localized.ts';
import { entraUserId } from '../../src/workspace/systems/entra/seed.ts';
import { endsOnMove } from './ends-on-move.ts';
import { disabled, withUser } from './entra-changes.ts';
import { accountOf, answering, context, lookAt, openWorld, pick, planOf } from './entra-world.ts';
import { colleague, personOf } from './okta-world.ts';

const alex = personOf(colleague('U0ALEX'));
const priya = personOf(colleague('U0PRIYA'));
const tom = personOf(colleague('U0TOM'));
const hugo = personOf(colleague('U0HUGO'));
const alexId = entraUserId({ id: 'U0ALEX' });
const priyaId = entraUserId({ id: 'U0PRIYA' });
const tomId = entraUserId({ id: 'U0TOM' });
const hugoId = entraUserId({ id: 'U0HUGO' });
const roleList = (url: URL) => url.pathname.endsWith('/roleAssignments');
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

describe('sessions in Entra', () => {
  /**
   * The world of an account that is closed, and whose sessions Graph tells to be valid from `seconds` after now, by a
   * clock so far ahead.
   */
  async function told(seconds: number, ahead = 0) {
    const now = Date.now();
    const made = await openWorld({
      settings: { signIns: false },
      watch: (fetch) => async (url, init) => {
        const response = await fetch(url, init);
        if (!url.pathname.endsWith(`/users/${alexId}`)) return response;
        const body: unknown = await response.json();
        const at = new Date(now + (seconds + ahead) * 1000).toISOString();
        const date = new Date(Date.now() + ahead * 1000).toUTCString();
        return Response.json(
          { ...Object(body), signInSessionsValidFromDateTime: `${at.slice(0, 19)}Z` },
          { headers: { date } },
        );
      },
    });
    const sessions = pick(await planOf(made, alex), 'sessions');
    made.sandbox.happen((state) => withUser(state, alexId, disabled));
    const stateOf = async (calledAt: Date | null) => (await made.connector.readBack(sessions, context(calledAt))).state;
    return { stateOf, calledAt: new Date(now) };
  }

  it('are not ended by what moved the instant before, nor without a call', async () => {
    const { stateOf, calledAt } = await told(-30);
    expect(await stateOf(calledAt)).toBe('not-desired');
    expect(await stateOf(null)).toBe('not-desired');
  });

  it('are ended when the instant is at or after the call, without its fraction', async () => {
    const { stateOf, calledAt } = await told(0);
    expect(await stateOf(calledAt)).toBe('desired');
    expect(await stateOf(null)).toBe('not-desired');
  });

  it('are judged by Graph’s clock, whether it is ahead or behind', async () => {
    // Moved thirty seconds before the call, which Graph's clock shows as a minute after our instant of the call.
    const ahead = await told(-30, 90);
    expect(await ahead.stateOf(ahead.calledAt)).toBe('not-desired');
    const behind = await told(1, -90);
    expect(await behind.stateOf(behind.calledAt)).toBe('desired');
  });

  it('prove nothing when the clocks are far apart', async () => {
    const { stateOf, calledAt } = await told(1, 20 * 60);
    await expect(stateOf(calledAt)).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('keep their id from look to look, and are never told open or closed', async () => {
    const made = await openWorld();
    const first = (await lookAt(made, alex)).items.find(({ action }) => action.stage === 'sessions');
    expect(await made.graph('POST', `/users/${alexId}/revokeSignInSessions`)).toBe(200);
    const second = (await lookAt(made, alex)).items.find(({ action }) => action.stage === 'sessions');
    expect(second).toEqual(first);
    expect(first).toMatchObject({ standing: 'untold', action: { id: `entra/${alexId}/sessions`, target: null } });
  });
});

describe('who administers Entra', () => {
  const ofRoles = (rows: readonly Record<string, unknown>[]) =>
    rows.map(({ id }) => ({
      '@odata.type': '#microsoft.graph.directoryRole',
      id,
      displayName: null,
      roleTemplateId: null,
    }));

  it.each<[string, (url: URL) => boolean, (rows: readonly Record<string, unknown>[]) => unknown]>([
    ['roles without a template', (url) => url.pathname.endsWith('/transitiveMemberOf'), ofRoles],
    ['holders without an id', roleList, (rows) => rows.map((row) => ({ ...row, principalId: null }))],
    ['a list without anybody', roleList, () => []],
  ])('protects by %s: it is unproven, never unprotected', async (_what, matches, change) => {
    const made = await openWorld({ watch: answering(matches, ({ value = [] }) => ({ value: change(value) })) });
    made.sandbox.happen((state) => withUser(state, hugoId, disabled));
    const outcome = await made.connector.find(tom, context()).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toMatchObject({ kind: 'unproven' });
    else
      expect(outcome).toMatchObject({
        accounts: [{ protectedBecause: { en: expect.stringContaining('last global') } }],
      });
  });

  it('counts nobody as the one who stays of whom it is not told whether they are enabled', async () => {
    const made = await openWorld({
      watch: answering(
        (url) => url.pathname.endsWith(`/users/${hugoId}`),
        (user) => ({ ...user, accountEnabled: null }),
      ),
    });
    expect((await accountOf(made, tom)).protectedBecause).toMatchObject({ en: expect.stringContaining('last global') });
  });

  it('cannot tell of anybody while the list names no administrator: every tenant has one', async () => {
    const made = await openWorld({
      watch: answering(
        (url) => roleList(url) && url.searchParams.get('$filter')?.startsWith('roleDefinitionId') === true,
        () => ({ value: [] }),
      ),
    });
    await expect(made.connector.find(alex, context())).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('is unproven where the role of a member is hidden, and no list names them', async () => {
    const made = await openWorld({
      watch: answering(
        (url) => roleList(url) || url.pathname.endsWith('/transitiveMemberOf'),
        ({ value = [] }, url) => ({
          value: roleList(url)
            ? value.filter(({ principalId }) => principalId !== tomId)
            : value.map(({ id }) => ({ '@odata.type': '#microsoft.graph.directoryRole', id, roleTemplateId: null })),
        }),
      ),
    });
    await expect(made.connector.find(tom, context())).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('also counts a role that comes with a group', async () => {
    const made = await openWorld();
    made.sandbox.happen((state) => {
      const group = state.groups.find(({ isAssignableToRole }) => isAssignableToRole);
      for (const each of state.roleAssignments)
        if (each.roleDefinitionId === globalAdministrator) each.principalId = group?.id ?? '';
    });
    expect((await accountOf(made, priya)).protectedBecause).toMatchObject({
      en: expect.stringContaining('last global administrator'),
    });
  });

  it('asks again just before it closes: two may leave on one day', async () => {
    const made = await openWorld();
    const [first, second] = [pick(await planOf(made, tom), 'disable'), pick(await planOf(made, hugo), 'disable')];
    expect((await made.connector.act(first, context())).status).toBe('accepted');
    await expect(made.connector.act(second, context())).rejects.toMatchObject({ kind: 'protected' });
  });
});

describe('roles and groups in Entra', () => {
  it('lists custom roles, roles for a part of the tenant, and groups that roles come with', async () => {
    const made = await openWorld();
    const actions = await planOf(made, priya);
    const labels = (verb: string) =>
      actions.filter(({ id }) => id.split('/')[2] === verb).map(({ target }) => target?.label);
    expect(labels('roles')).toEqual([
      'Application Developer',
      'Service desk',
      expect.stringMatching(/^User Administrator · administrativeUnits\/[0-9a-f-]{36}$/),
    ]);
    expect(labels('groups')).toContainEqual({
      en: 'Directory operators (roles may come with it)',
      fr: 'Directory operators (des rôles peuvent en dépendre)',
    });
    for (const action of actions.filter(({ id }) => id.split('/')[2] === 'roles')) {
      expect(action.call).toBe(`DELETE /roleManagement/directory/roleAssignments/${action.target?.id}`);
      expect((await made.connector.act(action, context())).status).toBe('accepted');
      expect((await made.connector.readBack(action, context())).state).toBe('desired');
    }
    const silent = await openWorld({ settings: { leave: ['roles'] } });
    const left = await planOf(silent, priya);
    expect(left.some(({ target }) => inEnglish(target?.label ?? '').startsWith('Directory operators'))).toBe(false);
  });

  it('makes a task of roles that may be switched on, done when none is told any more', async () => {
    let told: Response | object[] = [];
    const isEligibility = (url: URL) => url.pathname.endsWith('/roleEligibilityScheduleInstances');
    const made = await openWorld({
      watch: answering(isEligibility, () => (told instanceof Response ? told.clone() : { value: told })),
    });
    const eligibility = {
      id: 'e-1',
      principalId: alexId,
      directoryScopeId: '/',
      roleDefinitionId: globalAdministrator,
      roleDefinition: { displayName: 'Global Administrator' },
    };
    told = [eligibility];
    const { items } = await lookAt(made, alex);
    const task = items.find(({ action }) => action.id === `entra/${alexId}/eligible-roles`)?.action;
    if (!task) throw new Error('no task');
    const call = { en: expect.stringContaining('Global Administrator') };
    expect(task).toMatchObject({ manual: true, verifiable: true, call });
    expect(endsOnMove(task)).toBe(true);
    expect((await made.connector.readBack(task, context())).state).toBe('not-desired');
    told = [];
    expect((await made.connector.readBack(task, context())).state).toBe('desired');
    // A filter that was not obeyed tells nothing about anybody.
    told = [{ ...eligibility, principalId: tomId }];
    expect((await lookAt(made, alex)).untold).toMatchObject([{ what: 'eligible-roles' }]);
    const refusal = (status: number, code: string) => Response.json({ error: { code, message: code } }, { status });
    told = refusal(403, 'Authorization_RequestDenied');
    expect((await lookAt(made, alex)).untold).toMatchObject([{ what: 'eligible-roles' }]);
    told = refusal(400, 'AadPremiumLicenseRequired');
    expect((await lookAt(made, alex)).untold).toEqual([]);
  });

  it('makes a task of groups that may be switched on, which no list of memberships names', async () => {
    let told: Response | object[] = [];
    const isEligibility = (url: URL) => url.pathname.endsWith('/privilegedAccess/group/eligibilityScheduleInstances');
    const made = await openWorld({
      watch: answering(isEligibility, () => (told instanceof Response ? told.clone() : { value: told })),
    });
    const eligibility = (more: object) => ({ principalId: alexId, accessId: 'member', memberType: 'direct', ...more });
    told = [
      eligibility({ id: 'e-1', groupId: 'g-1', group: { displayName: 'Production admins' } }),
      eligibility({ id: 'e-2', groupId: 'g-2', accessId: 'owner' }),
    ];
    const { items } = await lookAt(made, alex);
    const task = items.find(({ action }) => action.id === `entra/${alexId}/eligible-groups`)?.action;
    if (!task) throw new Error('no task');
    expect(task).toMatchObject({
      manual: true,
      verifiable: true,
      call: {
        en: expect.stringContaining('Production admins, g-2 (owner)'),
        fr: expect.stringContaining('Production admins, g-2 (propriétaire)'),
      },
    });
    expect(endsOnMove(task)).toBe(true);
    expect((await made.connector.readBack(task, context())).state).toBe('not-desired');
    told = [];
    expect((await made.connector.readBack(task, context())).state).toBe('desired');
    told = Response.json({ error: { code: 'UnknownError', message: 'no' } }, { status: 403 });
    expect((await lookAt(made, alex)).untold).toMatchObject([{ what: 'eligible-groups' }]);
    const silent = await openWorld({ settings: { leave: ['eligible-groups'] } });
    expect((await silent.connector.check(context())).needed).not.toContain(
      'PrivilegedEligibilitySchedule.Read.AzureADGroup',
    );
  });

  it.each([
    [
      'roles that the list leaves out',
      'roles',
      roleList,
      ({ principalId }: Record<string, unknown>) => principalId !== priyaId,
    ],
    [
      'roles of others, whatever was asked',
      'roles',
      roleList,
      ({ principalId }: Record<string, unknown>) => principalId === tomId,
    ],
  ])('says that it is not told %s', async (_what, verb, matches, keeps) => {
    const made = await openWorld({
      watch: answering(matches, (body, url) =>
        url.searchParams.get('$filter')?.startsWith('principalId') ? { value: (body.value ?? []).filter(keeps) } : body,
      ),
    });
    const role = pick(await planOf(await openWorld(), priya), 'roles');
    const { items, untold } = await lookAt(made, priya);
    expect(untold.map(({ what }) => what)).toEqual([verb]);
    expect(items.some(({ action }) => action.id.split('/')[2] === verb)).toBe(false);
    const here = { ...role, tenant: (await accountOf(made, priya)).tenant };
    await expect(made.connector.readBack(here, context())).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('does not guess about groups of which it is told the id alone, and closes the account all the same', async () => {
    const made = await openWorld({
      watch: answering(
        (url) => url.pathname.endsWith('/memberOf'),
        ({ value = [] }) => ({
          value: value.map((row) => ({
            '@odata.type': row['@odata.type'],
            id: row['id'],
            displayName: null,
            groupTypes: null,
            mailEnabled: null,
            roleTemplateId: row['roleTemplateId'],
          })),
        }),
      ),
    });
    const { items, untold } = await lookAt(made, alex);
    expect(untold.map(({ what }) => what).toSorted()).toEqual(['groups', 'other-groups']);
    expect(items[0]?.action.stage).toBe('disable');
    expect(items.some(({ action }) => action.id.split('/')[2] === 'groups')).toBe(false);
  });
});

describe('licences in Entra', () => {
  it('go in any order: one that another builds on is tried again after it', async () => {
    const made = await openWorld();
    const licences = (await planOf(made, priya)).filter(({ stage }) => stage === 'licence');
    expect(licences.map(({ target }) => target?.label)).toEqual(['DIAGRAMS', 'MEETINGS', 'MEETINGS_TELEPHONE']);
    const [, base, addOn] = licences;
    if (!base || !addOn) throw new Error('no licences');
    await expect(made.connector.act(base, context())).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('another licence builds on this one'),
    });
    expect((await made.connector.act(addOn, context())).status).toBe('accepted');
    expect((await made.connector.act(base, context())).status).toBe('accepted');
    for (const licence of [base, addOn])
      expect((await made.connector.readBack(licence, context())).state).toBe('desired');
  });

  it('are untold where Graph hides them, and another refusal is a person’s', async () => {
    const hidden = await openWorld({
      watch: answering(
        (url) => url.pathname.endsWith(`/users/${alexId}`),
        (body) => ({ ...body, licenseAssignmentStates: null }),
      ),
    });
    expect((await lookAt(hidden, alex)).untold.map(({ what }) => what)).toEqual(['licences']);
    const made = await openWorld({
      watch: (fetch) => (url, init) =>
        url.pathname.endsWith('/assignLicense')
          ? Promise.resolve(Response.json({ error: { message: 'License is being reviewed.' } }, { status: 400 }))
          : fetch(url, init),
    });
    const licence = pick(await planOf(made, alex), 'licences');
    await expect(made.connector.act(licence, context())).rejects.toMatchObject({
      kind: 'rejected',
      message: 'POST answered 400: “License is being reviewed.”',
    });
    const wordless = await openWorld({
      watch: (fetch) => (url, init) =>
        url.pathname.endsWith('/assignLicense')
          ? Promise.resolve(Response.json({}, { status: 400 }))
          : fetch(url, init),
    });
    await expect(
      wordless.connector.act(pick(await planOf(wordless, alex), 'licences'), context()),
    ).rejects.toMatchObject({
      kind: 'rejected',
      words: { en: 'POST answered 400, and gave no reason', fr: 'POST a reçu 400, sans raison donnée' },
    });
  });
});

describe('devices, use and the check of Entra', () => {
  it('leaves a device that is somebody else’s by now to a person', async () => {
    const made = await openWorld();
    const device = pick(await planOf(made, alex), 'devices');
    made.sandbox.happen(({ devices }) => {
      for (const each of devices) if (each.id === device.target?.id) each.userId = tomId;
    });
    const writes = made.writes();
    expect(await made.connector.act(device, context())).toMatchObject({ status: 'manual' });
    expect(made.writes()).toBe(writes);
    expect((await made.connector.readBack(device, context())).state).toBe('not-desired');
  });

  it('tells use since an instant, and throws when it could not read it', async () => {
    const made = await openWorld();
    const account = await accountOf(made, alex);
    const since = new Date();
    expect(await made.connector.lastUse(account, since, context())).toMatchObject({ at: null });
    made.sandbox.recordActivity(alex.email);
    expect((await made.connector.lastUse(account, since, context()))?.at?.getTime()).toBeGreaterThanOrEqual(
      since.getTime(),
    );
    made.server.forbid(`/v1.0/users/${alexId}?%24select=id%2CsignInActivity`);
    await expect(made.connector.lastUse(account, since, context())).rejects.toMatchObject({ kind: 'unauthorised' });
    const odd = await openWorld({
      watch: answering(
        (url) => url.search.includes('signInActivity'),
        ({ id }) => ({ id, signInActivity: { lastSuccessfulSignInDateTime: 'soon' } }),
      ),
    });
    await expect(odd.connector.lastUse(await accountOf(odd, alex), since, context())).rejects.toMatchObject({
      kind: 'rejected',
    });
  });

  it.each([
    ['/oauth2PermissionGrants', 'consents to apps of somebody who exists cannot be told'],
    ['/groups', 'groups cannot be read'],
    ['/organization', 'it cannot be told which organisation answers there'],
  ])('names in the check that %s cannot be read', async (path, what) => {
    const made = await openWorld();
    made.server.forbid(`/v1.0${path}`);
    const { ok, problems } = await made.connector.check(context());
    expect(ok).toBe(false);
    expect(problems.map(({ message }) => inEnglish(message).split(': GET')[0])).toEqual([what]);
  });
});
