import { afterEach, describe, expect, it } from 'vitest';
import { waitsUntil } from '../../src/domain/actions/order.ts';
import { inEnglish, inFrench } from '../../src/domain/localized.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { ZoomUser } from '../../src/workspace/systems/zoom/state.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { dismissalFlow, sampleRevocation } from '../support/sample-plan.ts';
import { endsOnMove } from './ends-on-move.ts';
import { colleague, personOf } from './people.ts';
import { type ZoomWorld, type ZoomWorldOptions, zoomWorld } from './zoom-world.ts';

connectorContract('zoom', () => zoomWorld(), { ambiguous: 'Zoom gives an address to one user of an account' });

const opened: ZoomWorld[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});

async function open(options: ZoomWorldOptions = {}): Promise<ZoomWorld> {
  const world = await zoomWorld(options);
  opened.push(world);
  return world;
}

const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const readingBack = (calledAt: Date | null = new Date()) => ({ ...context(), calledAt });
const alex = personOf(colleague('U0ALEX'));
const tom = personOf(colleague('U0TOM'));

async function accountOf({ connector }: ZoomWorld, person: Person) {
  const found = await connector.find(person, context());
  const [account] = found.status === 'found' ? found.accounts : [];
  if (!account) throw new Error(`should be found, not ${found.status}`);
  return account;
}

async function lookAt(world: ZoomWorld, person = alex, heir: Person | null = null) {
  return world.connector.look(await accountOf(world, person), { ...context(), heir });
}

function actionOf(items: readonly { action: PlannedAction }[], verb: string): PlannedAction {
  const found = items.find(({ action }) => action.id.split('/')[2] === verb);
  if (!found) throw new Error(`no ${verb}`);
  return found.action;
}

function changeUser(world: ZoomWorld, { email }: Person, change: (user: ZoomUser) => void): void {
  world.sandbox.change((state) => {
    for (const user of state.users) if (user.email === email) change(user);
  });
}

describe('zoom', () => {
  it('says what is handed on, to whom, and that the user is deleted', async () => {
    const { items } = await lookAt(await open());
    const handOver = actionOf(items, 'hand-over');
    expect(handOver).toMatchObject({ stage: 'data', effect: 'destructive', needs: ['disable'] });
    expect(handOver.target?.label).toEqual({
      en: '2 coming meetings, 1 webinar, 1 recording of the last month to Maya Chen; the user is deleted',
      fr: '2 réunions à venir, 1 webinaire, 1 enregistrement du dernier mois à Maya Chen ; l’utilisateur est supprimé',
    });
    expect(actionOf(items, 'licence').needs).toContain('data');
  });

  it('hands everything on with the removal, and nothing without it', async () => {
    const world = await open();
    const { items, account } = await lookAt(world);
    const before = world.sandbox.state().hosted.filter(({ hostId }) => hostId === account.id);
    const handOver = actionOf(items, 'hand-over');
    expect((await world.connector.act(handOver, context())).status).toBe('accepted');
    expect((await world.connector.readBack(handOver, readingBack())).state).toBe('desired');
    const heir = world.sandbox.state().users.find(({ email }) => email === 'maya.chen@example.com');
    const after = world.sandbox.state().hosted.filter(({ hostId }) => hostId === heir?.id);
    expect(after.map(({ id }) => id).toSorted()).toEqual(before.map(({ id }) => id).toSorted());
    expect(after).toHaveLength(4);
    expect(world.sandbox.signIn(alex.email)).toBe(false);
  });

  it('asks for everything that Zoom hands on, because the rest is gone with the user', async () => {
    const { items } = await lookAt(await open());
    const { call, losses } = actionOf(items, 'hand-over');
    for (const what of ['meeting', 'webinar', 'recording', 'whiteboard', 'clipfiles', 'notes', 'docs', 'visitors'])
      expect(inEnglish(call)).toContain(`transfer_${what}=true`);
    expect(losses).toMatchObject([{ afterDays: 0, what: { en: expect.stringContaining('chats') } }]);
  });

  it('does not take a removal for a hand-over as long as whoever takes over hosts nothing of it', async () => {
    const world = await open();
    const { items } = await lookAt(world);
    const handOver = actionOf(items, 'hand-over');
    await world.connector.act(handOver, context());
    const heir = world.sandbox.state().users.find(({ email }) => email === 'maya.chen@example.com');
    const isHeirs = (path: string, kind: string) => path.endsWith(`/users/${heir?.id}/${kind}`);
    // Zoom says 204, the user is gone, and of each kind nothing came, one after the other.
    for (const [kind, name] of [
      ['meetings', 'meetings'],
      ['webinars', 'webinars'],
      ['recordings', 'meetings'],
    ] as const) {
      world.lying.rewrite(({ url }, { status, body }) =>
        isHeirs(url.pathname, kind) ? { status: 200, body: { [name]: [], next_page_token: '' } } : { status, body },
      );
      expect((await world.connector.readBack(handOver, readingBack())).state, kind).toBe('not-desired');
    }
    world.lying.rewrite(null);
    expect((await world.connector.readBack(handOver, readingBack())).state).toBe('desired');
  });

  it('counts what was seen while the user was open, where Zoom tells nothing of a closed one', async () => {
    const world = await open();
    const { items, account } = await lookAt(world);
    const handOver = actionOf(items, 'hand-over');
    await world.connector.act(actionOf(items, 'disable'), context());
    world.lying.rewrite(({ url }, { status, body }) =>
      new RegExp(`/users/${account.id}/(?:meetings|webinars|recordings)$`).test(url.pathname)
        ? { status: 200, body: { meetings: [], webinars: [], next_page_token: '' } }
        : { status, body },
    );
    world.sandbox.change((state) => {
      state.hosted = state.hosted.filter(({ hostId }) => hostId !== account.id);
    });
    await world.connector.act(handOver, context());
    expect((await world.connector.readBack(handOver, readingBack())).state).toBe('not-desired');
  });

  it('leaves it to a person what arrived where it was started anew after the removal', async () => {
    const world = await open();
    const { items } = await lookAt(world);
    const handOver = actionOf(items, 'hand-over');
    await world.connector.act(handOver, context());
    expect((await world.startedAnew().readBack(handOver, readingBack())).state).toBe('unreadable');
  });

  it('counts meetings by the personal meeting id apart, which nobody gets', async () => {
    const world = await open();
    world.lying.rewrite(({ url }, { status, body }) => {
      if (!url.pathname.endsWith('/meetings')) return { status, body };
      const { meetings = [], ...rest } = body as { meetings?: object[] };
      return { status, body: { ...rest, meetings: [...meetings, { id: 5_551_234_567, pmi: '5551234567' }] } };
    });
    const { items } = await lookAt(world);
    expect(actionOf(items, 'hand-over').target?.label).toMatchObject({
      en: expect.stringContaining('and 1 meeting by the personal meeting id, which Zoom hands to nobody'),
      fr: expect.stringContaining('et 1 réunion par l’identifiant personnel, que Zoom ne transmet à personne'),
    });
  });

  it('hands webinars to nobody who may not see them', async () => {
    const world = await open();
    const heir = world.sandbox.state().users.find(({ email }) => email === 'maya.chen@example.com');
    world.lying.rewrite(({ url }, answer) =>
      url.pathname.endsWith(`/users/${heir?.id}/webinars`)
        ? { status: 400, body: { code: 200, message: 'Webinar plan is missing.' } }
        : answer,
    );
    const { manual, call } = actionOf((await lookAt(world)).items, 'hand-over');
    expect(manual).toBe(true);
    expect(inEnglish(call)).toContain('Maya Chen has no licence for webinars');
    expect(inFrench(call)).toContain('Maya Chen n’a pas de licence pour les webinaires');
  });

  it('does not call handed on what somebody removed before, nor removes without an heir who is there', async () => {
    const world = await open();
    const { items, account } = await lookAt(world);
    const handOver = actionOf(items, 'hand-over');
    changeUser(world, personOf(colleague('U0MAYA')), (user) => {
      user.status = 'inactive';
    });
    await expect(world.connector.act(handOver, context())).rejects.toMatchObject({ kind: 'conflict' });
    expect(world.sandbox.state().users.some(({ id }) => id === account.id)).toBe(true);
    world.sandbox.change((state) => {
      state.users = state.users.filter(({ id }) => id !== account.id);
    });
    await expect(world.connector.act(handOver, context())).rejects.toMatchObject({ kind: 'not-found' });
    expect((await world.connector.readBack(handOver, readingBack(null))).state).toBe('not-desired');
  });

  it('hands on to whoever the walk names, before whom the settings name', async () => {
    const world = await open();
    expect(world.connector.handsOver).toBe(true);
    expect((await open({ settings: { data: undefined } })).connector.handsOver).toBeUndefined();
    changeUser(world, tom, (user) => Object.assign(user, { status: 'active', type: 2 }));
    const account = await accountOf(world, alex);
    const hosted = async (heirIsChosen: boolean) => {
      const { items } = await world.connector.look(account, { ...context(), heir: tom, heirIsChosen });
      return inEnglish(actionOf(items, 'hand-over').target?.label ?? '');
    };
    expect(await hosted(true)).toContain(tom.name);
    expect(await hosted(false)).toContain('Maya Chen');
  });

  it('removes nobody for an heir whose licence went meanwhile', async () => {
    const world = await open();
    const { items, account } = await lookAt(world);
    changeUser(world, personOf(colleague('U0MAYA')), (user) => {
      user.type = 1;
    });
    await expect(world.connector.act(actionOf(items, 'hand-over'), context())).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(world.sandbox.state().users.some(({ id }) => id === account.id)).toBe(true);
  });

  it('leaves the removal to a person where nobody with a licence takes over', async () => {
    const world = await open({ settings: { data: { to: 'manager' } } });
    const maya = personOf(colleague('U0MAYA'));
    const mine = async (heir: Person | null) => actionOf((await lookAt(world, alex, heir)).items, 'hand-over');
    expect(await mine(maya)).toMatchObject({ manual: false });
    expect(await mine(null)).toMatchObject({ manual: true, stage: 'data' });
    changeUser(world, maya, (user) => {
      user.type = 1;
    });
    const { manual, call } = await mine(maya);
    expect(manual).toBe(true);
    for (const text of [inEnglish(call), inFrench(call)]) expect(text).toContain(alex.email);
  });

  it('makes a task of what is hosted where the user stays, and reads by itself when none is left', async () => {
    const world = await open({ settings: { data: undefined } });
    const { items } = await lookAt(world);
    expect(items.map(({ action }) => action.id.split('/')[2])).not.toContain('hand-over');
    const task = actionOf(items, 'meetings');
    expect(task).toMatchObject({ manual: true, verifiable: true, stage: 'task' });
    expect(inEnglish(task.call)).toContain('2 coming meetings, 1 webinar');
    expect(inFrench(task.call)).toContain('2 réunions à venir, 1 webinaire');
    expect((await world.connector.readBack(task, readingBack())).state).toBe('not-desired');
    world.sandbox.change((state) => {
      state.hosted = state.hosted.filter(({ kind }) => kind === 'recording');
    });
    expect((await world.connector.readBack(task, readingBack())).state).toBe('desired');
    expect((await lookAt(world)).items.some(({ action }) => action.id.endsWith('/meetings'))).toBe(false);
  });

  it('makes an administrator a member before the closing, which waits for that', async () => {
    const world = await open();
    const { items } = await lookAt(world, tom);
    const [disable, role] = [actionOf(items, 'disable'), actionOf(items, 'roles')];
    expect(disable.needs).toEqual(['groups']);
    // Also where somebody sits in front of the leaver: Zoom would refuse.
    const [closing, ofRole] = [sampleRevocation(disable), sampleRevocation(role)];
    const run = { flow: dismissalFlow, runStartedAt: '2026-03-20T17:00:00.000Z', revocations: [closing, ofRole] };
    expect(waitsUntil(sampleDeparture(run), closing, () => false)).toBe('2026-03-20T17:02:00.000Z');
    expect(role).toMatchObject({ needs: [], stage: 'groups', target: { id: '1', label: 'Admin' } });
    await expect(world.connector.act(disable, context())).rejects.toMatchObject({ kind: 'conflict' });
    await world.connector.act(role, context());
    expect((await world.connector.readBack(role, readingBack())).state).toBe('desired');
    await world.connector.act(disable, context());
    expect((await world.connector.readBack(disable, readingBack())).state).toBe('desired');
    expect(endsOnMove(role)).toBe(true);
    expect(endsOnMove(disable)).toBe(false);
  });

  it('never touches the owner of the account', async () => {
    const { account } = await lookAt(await open(), personOf(colleague('U0HUGO')));
    expect(inEnglish(account.protectedBecause ?? '')).toMatch(/^it owns the Zoom account/);
  });

  it('does not call sign-ins ended while the account is open, or when somebody signed in since', async () => {
    const world = await open();
    const { items } = await lookAt(world);
    const sessions = actionOf(items, 'sessions');
    const calledAt = new Date();
    await world.connector.act(sessions, context());
    expect((await world.connector.readBack(sessions, readingBack(calledAt))).state).toBe('unreadable');
    await world.connector.act(actionOf(items, 'disable'), context());
    expect((await world.connector.readBack(sessions, readingBack(calledAt))).state).toBe('desired');
    changeUser(world, alex, (user) => {
      user.signedInAt = new Date(calledAt.getTime() + 60_000).toISOString();
    });
    expect((await world.connector.readBack(sessions, readingBack(calledAt))).state).toBe('not-desired');
  });

  it('takes the licence back where the deactivation left it', async () => {
    const world = await open();
    const { items } = await lookAt(world);
    changeUser(world, alex, (user) => {
      user.status = 'inactive';
    });
    const licence = actionOf(items, 'licence');
    expect((await world.connector.readBack(licence, readingBack())).state).toBe('not-desired');
    expect((await world.connector.act(licence, context())).status).toBe('accepted');
    expect((await world.connector.readBack(licence, readingBack())).state).toBe('desired');
    expect(world.sandbox.state().users.find(({ email }) => email === alex.email)?.type).toBe(1);
  });

  it('finds deactivated users, and stops at an invitation that has no id', async () => {
    const world = await open();
    changeUser(world, alex, (user) => {
      user.status = 'inactive';
    });
    expect((await accountOf(world, alex)).status).toBe('inactive');
    world.lying.rewrite(({ url }, { status, body }) => {
      if (url.searchParams.get('status') === 'pending')
        return { status: 200, body: { users: [{ email: 'nobody@example.com', type: 1 }], next_page_token: '' } };
      return { status, body };
    });
    await expect(world.connector.find(world.people.absent, context())).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('says which scope is missing, by either of its names', async () => {
    const world = await open();
    world.loseScope();
    const report = await world.connector.check(context());
    expect(inEnglishToo(report.problems)).toEqual([
      {
        message: 'the app lacks the scope user:update:status:admin',
        fix: 'In the Zoom App Marketplace, Manage, your Server-to-Server OAuth app, Scopes: add user:update:status:admin (an older app: user:write:admin), and activate the app again.',
      },
    ]);
    world.scopes.push('user:write:admin');
    expect((await world.connector.check(context())).problems).toEqual([]);
  });

  it('asks for less where less is done', async () => {
    const world = await open({
      settings: { data: undefined, leave: ['roles', 'groups', 'phone', 'meetings', 'licence'] },
    });
    const { items } = await lookAt(world);
    expect(items.map(({ action }) => action.id.split('/')[2])).toEqual(['disable', 'sessions']);
    expect((await world.connector.check(context())).needed).toEqual([
      'user:read:user:admin',
      'user:read:list_users:admin',
      'user:update:status:admin',
      'user:delete:token:admin',
    ]);
  });

  it('says in check that whoever takes over holds no licence', async () => {
    const world = await open();
    changeUser(world, personOf(colleague('U0MAYA')), (user) => {
      user.type = 1;
    });
    const { problems } = await world.connector.check(context());
    expect(inEnglishToo(problems)[0]?.message).toMatch(/maya\.chen@example\.com.*no active and licensed user/);
  });
});
