import { afterEach, describe, expect, it } from 'vitest';
import { inEnglish, inFrench } from '../../src/domain/localized.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { endsOnMove } from './ends-on-move.ts';
import { type GitlabWorld, type GitlabWorldOptions, gitlabWorld } from './gitlab-world.ts';
import { colleague, personOf } from './people.ts';

connectorContract('gitlab, an instance', () => gitlabWorld({ of: 'instance' }), {
  ambiguous: 'GitLab gives an address to one account',
});
connectorContract('gitlab, a group', () => gitlabWorld({ of: 'group' }), {
  ambiguous: 'the enterprise users of the group are told by address; others are in the tests below',
  activity: 'GitLab tells a group nothing of its members’ use',
});

const opened: GitlabWorld[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});

async function open(options: GitlabWorldOptions): Promise<GitlabWorld> {
  const world = await gitlabWorld(options);
  opened.push(world);
  return world;
}

const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const readingBack = () => ({ ...context(), calledAt: new Date() });

async function lookAt(world: GitlabWorld, person = world.people.present) {
  const found = await world.connector.find(person, context());
  const [account] = found.status === 'found' ? found.accounts : [];
  if (!account) throw new Error(`should be found, not ${found.status}`);
  return world.connector.look(account, context());
}

function actionOf(items: readonly { action: PlannedAction }[], verb: string): PlannedAction {
  const found = items.find(({ action }) => action.id.split('/')[2] === verb);
  if (!found) throw new Error(`no ${verb}`);
  return found.action;
}

async function stateAfter(world: GitlabWorld, action: PlannedAction): Promise<string> {
  await world.connector.act(action, context());
  return (await world.connector.readBack(action, readingBack())).state;
}

describe.each(['instance', 'group'] as const)('gitlab, scope %s', (of) => {
  it('finds somebody by a user name that is told for this system', async () => {
    const world = await open({ of });
    const { username } = world.sandbox.state().users.find(({ email }) => email === world.people.present.email) ?? {};
    if (username === undefined) throw new Error('nobody');
    const person = { ...world.people.present, id: 'p-new', email: 'a.m@example.org' };
    const id = world.connector.id;
    const told = { ...person, userNames: { [id]: [username.toUpperCase()], other: ['root'] } };
    const found = await world.connector.find(told, context());
    expect(found.status === 'found' && found.accounts.map(({ login }) => login)).toEqual([username]);
  });
});

describe('gitlab, an instance', () => {
  it('has nobody of a user name that nobody has, because it finds its own by name', async () => {
    const world = await open({ of: 'instance' });
    const told = { ...world.people.absent, userNames: { [world.connector.id]: ['nobody-here'] } };
    const found = await world.connector.find(told, context());
    expect(found.status).toBe('none');
    expect(found.evidence.filter(({ detail }) => detail === '1 found by user name')).toHaveLength(1);
  });

  it('lists whoever is deactivated as open in a review: they come back by signing in', async () => {
    const world = await open({ of: 'instance' });
    world.sandbox.change((state) => {
      for (const user of state.users) if (user.email === world.people.present.email) user.state = 'deactivated';
    });
    const told = await world.connector.accounts?.read(context());
    const theirs = told?.accounts.find(({ addresses }) => addresses.includes(world.people.present.email));
    expect(theirs).toMatchObject({ status: 'deactivated', standing: 'open' });
  });

  it('blocks whoever is deactivated: they would come back by signing in', async () => {
    const world = await open({ of: 'instance' });
    world.sandbox.change((state) => {
      for (const user of state.users) if (user.email === world.people.present.email) user.state = 'deactivated';
    });
    const { items } = await lookAt(world);
    const disable = actionOf(items, 'disable');
    expect(items.find(({ action }) => action === disable)?.standing).toBe('open');
    expect((await world.connector.readBack(disable, readingBack())).state).toBe('not-desired');
    expect(await stateAfter(world, disable)).toBe('desired');
    expect(world.sandbox.signIn(world.people.present.email)).toBe(false);
  });

  it('finds an account by a further address', async () => {
    const world = await open({ of: 'instance' });
    world.sandbox.change((state) => {
      for (const user of state.users)
        if (user.email === world.people.present.email)
          Object.assign(user, { email: 'am@example.com', emails: [user.email] });
    });
    expect(await world.connector.find(world.people.present, context())).toMatchObject({
      status: 'found',
      accounts: [{ login: 'alex-moreau' }],
    });
  });

  it('is called by the numbers of groups and projects, by which an internal move loses them', async () => {
    const { items } = await lookAt(await open({ of: 'instance' }));
    const memberships = items.filter(({ action }) => action.id.includes('/memberships/')).map(({ action }) => action);
    expect(memberships.map(({ call }) => inEnglish(call).replace(/\d+$/, 'N'))).toEqual([
      'DELETE /groups/12/members/N',
      'DELETE /groups/13/members/N',
      'DELETE /projects/34/members/N',
    ]);
    expect(memberships.every(endsOnMove)).toBe(true);
    expect(endsOnMove(actionOf(items, 'ssh-keys'))).toBe(false);
  });

  it('takes the administrator’s role, and never the last administrator', async () => {
    const world = await open({ of: 'instance' });
    const tom = personOf(colleague('U0TOM'));
    const { account, items } = await lookAt(world, tom);
    expect(account.protectedBecause).toBeNull();
    expect(await stateAfter(world, actionOf(items, 'administrator'))).toBe('desired');
    world.sandbox.change((state) => {
      for (const user of state.users) user.isAdmin = user.email === tom.email;
    });
    expect(inEnglish((await lookAt(world, tom)).account.protectedBecause ?? '')).toMatch(/last active administrator/);
  });

  it('does not count a blocked administrator as one who stays', async () => {
    const world = await open({ of: 'instance' });
    world.sandbox.change((state) => {
      const [own] = state.users;
      if (own) own.state = 'blocked';
    });
    const { account } = await lookAt(world, personOf(colleague('U0TOM')));
    expect(inEnglish(account.protectedBecause ?? '')).toMatch(/last active administrator/);
  });

  it('has a person name another owner of a group, reads that, and takes the membership then', async () => {
    const world = await open({ of: 'instance' });
    world.sandbox.change((state) => {
      const alex = state.users.find(({ email }) => email === world.people.present.email);
      const members = [{ userId: alex?.id ?? 0, level: 50 }];
      state.groups.push({ id: 77, path: 'side-project', parentId: null, members });
    });
    const before = await lookAt(world);
    const task = actionOf(before.items, 'owned-groups');
    expect(task).toMatchObject({ manual: true, verifiable: true, stage: 'groups' });
    expect(inEnglish(task.call)).toContain('only owner of: side-project');
    expect(inFrench(task.call)).toContain('seul propriétaire de : side-project');
    expect(before.items.some(({ action }) => action.id.endsWith('/memberships/group-77'))).toBe(false);
    expect((await world.connector.readBack(task, readingBack())).state).toBe('not-desired');
    world.sandbox.change((state) => {
      const group = state.groups.find(({ id }) => id === 77);
      group?.members.push({ userId: state.users[1]?.id ?? 0, level: 50 });
    });
    // Another owner alone ends nothing: the leaver owns it still.
    expect((await world.connector.readBack(task, readingBack())).state).toBe('not-desired');
    const after = await lookAt(world);
    const membership = after.items.find(({ action }) => action.id.endsWith('/memberships/group-77'));
    expect(membership && (await stateAfter(world, membership.action))).toBe('desired');
    expect((await world.connector.readBack(task, readingBack())).state).toBe('desired');
  });

  it('names projects, schedules and runners that go on, for a person, and reads when they do no more', async () => {
    const world = await open({ of: 'instance' });
    const { items } = await lookAt(world);
    const tasks = ['projects', 'schedules', 'runners'].map((verb) => actionOf(items, verb));
    const words = ['alex-moreau/dotfiles', 'atelier-lumen/platform/storefront: Nightly build', 'Alex’s old laptop'];
    for (const [index, task] of tasks.entries()) {
      expect(task).toMatchObject({ manual: true, verifiable: true, stage: 'task' });
      for (const text of [inEnglish(task.call), inFrench(task.call)]) expect(text).toContain(words[index]);
    }
    expect(inEnglish(tasks[2]?.call ?? '')).not.toContain('Shared runner');
    const states = async () => {
      const answers = [];
      for (const task of tasks) answers.push((await world.connector.readBack(task, readingBack())).state);
      return answers;
    };
    expect(await states()).toEqual(['not-desired', 'not-desired', 'not-desired']);
    // The end of every membership hides no schedule: it is read in its own project.
    world.sandbox.change(({ groups, projects }) => {
      for (const place of [...groups, ...projects])
        place.members = place.members.filter(({ userId }) => String(userId) !== tasks[0]?.accountId);
    });
    expect(await states()).toEqual(['not-desired', 'not-desired', 'not-desired']);
    world.sandbox.change((state) => {
      for (const project of state.projects) {
        if (project.path === 'alex-moreau/dotfiles') project.ownerId = null;
        for (const schedule of project.schedules) schedule.ownerId = 2;
      }
      state.runners = state.runners.filter(({ description }) => description !== 'Alex’s old laptop');
    });
    expect(await states()).toEqual(['desired', 'desired', 'desired']);
  });

  it('takes a schedule whose owner is not told for nobody’s but unread, and one that is deleted for ended', async () => {
    const world = await open({ of: 'instance' });
    const task = actionOf((await lookAt(world)).items, 'schedules');
    world.lying.rewrite(({ url }, { status, body }) =>
      url.pathname.endsWith('/pipeline_schedules') && Array.isArray(body)
        ? { status, body: body.map(({ id, description }) => ({ id, description })) }
        : { status, body },
    );
    await expect(world.connector.readBack(task, readingBack())).rejects.toMatchObject({ kind: 'unproven' });
    world.lying.rewrite((_, answer) => answer);
    world.sandbox.change(({ projects }) => {
      for (const project of projects) project.schedules = [];
    });
    expect((await world.connector.readBack(task, readingBack())).state).toBe('desired');
  });

  it('leaves to a person what nothing shows any more once the account is deleted', async () => {
    const world = await open({ of: 'instance' });
    const { items } = await lookAt(world);
    const [projects, schedule] = [actionOf(items, 'projects'), actionOf(items, 'schedules')];
    world.lying.rewrite(({ url }, { status, body }) =>
      url.pathname.endsWith('/pipeline_schedules') && Array.isArray(body)
        ? { status, body: body.map((one) => ({ ...one, owner: null })) }
        : { status, body },
    );
    // GitLab forgets the owner with the account.
    expect((await world.connector.readBack(schedule, readingBack())).state).toBe('unreadable');
    world.lying.rewrite((_, answer) => answer);
    const without = (path: RegExp) =>
      world.lying.rewrite(({ url }, answer) => (path.test(url.pathname) ? { status: 404, body: {} } : answer));
    without(/\/users\/\d+\/projects$/);
    await expect(world.connector.readBack(projects, readingBack())).rejects.toMatchObject({ kind: 'not-found' });
    without(new RegExp(`/users/${projects.accountId}(/projects)?$`));
    expect((await world.connector.readBack(projects, readingBack())).state).toBe('unreadable');
  });

  it('takes the schedule of a project for ended only where the project is proven gone', async () => {
    const world = await open({ of: 'instance' });
    const task = actionOf((await lookAt(world)).items, 'schedules');
    const without = (path: RegExp) =>
      world.lying.rewrite(({ url }, answer) => (path.test(url.pathname) ? { status: 404, body: {} } : answer));
    for (const path of [/\/projects\/34\/pipeline_schedules$/, /\/projects\/\d+(\/pipeline_schedules)?$/]) {
      without(path);
      await expect(world.connector.readBack(task, readingBack())).rejects.toMatchObject({ kind: 'not-found' });
    }
    world.lying.rewrite((_, answer) => answer);
    world.sandbox.change((state) => {
      state.projects = state.projects.filter(({ id }) => id !== 34);
    });
    expect((await world.connector.readBack(task, readingBack())).state).toBe('desired');
  });

  it('makes one task for each project of more than twenty schedules, done when the last is taken over', async () => {
    const world = await open({ of: 'instance' });
    const one = actionOf((await lookAt(world)).items, 'schedules');
    const schedulesOf34 = (change: (all: { id: number; description: string; ownerId: number }[]) => void) =>
      world.sandbox.change(({ projects }) => {
        for (const project of projects) if (project.id === 34) change(project.schedules);
      });
    schedulesOf34((all) => {
      for (let id = 1; id <= 20; id += 1) all.push({ id, description: `Job ${id}`, ownerId: Number(one.accountId) });
    });
    const tasks = (await lookAt(world)).items.filter(({ action }) => action.id.includes('/schedules/'));
    expect(tasks.map(({ action }) => action.target?.id)).toEqual(['34']);
    const task = actionOf(tasks, 'schedules');
    expect(inEnglish(task.call)).toContain('Job 1, ');
    expect(inFrench(task.call)).toContain('+9');
    schedulesOf34((all) => {
      for (const each of all.slice(1)) each.ownerId = 2;
    });
    expect((await world.connector.readBack(task, readingBack())).state).toBe('not-desired');
    schedulesOf34((all) => {
      for (const each of all) each.ownerId = 2;
    });
    expect((await world.connector.readBack(task, readingBack())).state).toBe('desired');
  });

  it('does not take a runner for removed where nobody is told to have made any, or its maker is forgotten', async () => {
    const world = await open({ of: 'instance' });
    const task = actionOf((await lookAt(world)).items, 'runners');
    world.lying.rewrite(({ url }, { status, body }) =>
      url.pathname.endsWith('/runners/all') && Array.isArray(body)
        ? { status, body: body.map(({ id, description }) => ({ id, description })) }
        : { status, body },
    );
    expect((await world.connector.readBack(task, readingBack())).state).toBe('unreadable');
    world.lying.rewrite((_, answer) => answer);
    // GitLab forgets the maker with the account.
    world.sandbox.change((state) => {
      state.users = state.users.filter(({ id }) => String(id) !== task.accountId);
    });
    expect((await world.connector.readBack(task, readingBack())).state).toBe('unreadable');
  });

  it('names the projects whose schedules may not be read', async () => {
    const world = await open({ of: 'instance' });
    world.server.forbid('/api/v4/projects/34/pipeline_schedules');
    const { items, untold } = await lookAt(world);
    expect(untold).toEqual([]);
    const { call, verifiable } = actionOf(items, 'schedules');
    // Of what was never seen nothing tells when it is over.
    expect(verifiable).toBeUndefined();
    expect(inEnglish(call)).toContain('could not be read: atelier-lumen/platform/storefront');
    expect(inFrench(call)).toContain('n’ont pas pu être lues : atelier-lumen/platform/storefront');
  });

  it('sends a person to the runners where an older GitLab tells nobody who made them', async () => {
    const world = await open({ of: 'instance' });
    world.lying.rewrite(({ url }, { status, body }) =>
      url.pathname.endsWith('/runners/all')
        ? { status, body: [{ id: 1, description: 'Shared runner' }] }
        : { status, body },
    );
    const { items } = await lookAt(world);
    expect(actionOf(items, 'runners').verifiable).toBeUndefined();
    expect(inEnglish(actionOf(items, 'runners').call)).toMatch(/does not tell who made its runners.*\/admin\/runners/);
  });

  it('does not believe whoever is no administrator', async () => {
    const world = await open({ of: 'instance' });
    world.lying.rewrite(({ url }, { status, body }) =>
      url.pathname.endsWith('/users') && Array.isArray(body)
        ? { status, body: body.map(({ id, username, name, state }) => ({ id, username, name, state })) }
        : { status, body },
    );
    const report = await world.connector.check(context());
    expect(inEnglishToo(report.problems)[0]?.message).toBe('the token is not an administrator’s');
    await expect(world.connector.find(world.people.absent, context())).rejects.toMatchObject({ kind: 'rejected' });
  });

  it('leaves out what the settings leave out', async () => {
    const leave = [
      'personal-tokens',
      'impersonation-tokens',
      'ssh-keys',
      'gpg-keys',
      'memberships',
      'projects',
      'schedules',
      'runners',
    ];
    const { items } = await lookAt(await open({ of: 'instance', settings: { leave } }));
    expect(items.map(({ action }) => action.id.split('/')[2])).toEqual(['disable']);
  });
});

describe('gitlab, a group', () => {
  it('removes from the group and everything below at once', async () => {
    const world = await open({ of: 'group' });
    const { items } = await lookAt(world);
    expect(items.map(({ action }) => action.id.split('/').slice(2).join('/'))).toEqual([
      'disable',
      'memberships/group-13',
      'memberships/project-34',
      // GitLab's number of "Nightly build" in the sandbox.
      'schedules/34.88534972',
    ]);
    expect(await stateAfter(world, actionOf(items, 'disable'))).toBe('desired');
    for (const { action } of items.slice(1, 3))
      expect((await world.connector.readBack(action, readingBack())).state).toBe('desired');
    expect(world.writes()).toBe(1);
  });

  it('takes out of what is below whoever is not in the group itself', async () => {
    const world = await open({ of: 'group' });
    world.sandbox.change((state) => {
      const [top] = state.groups;
      const alex = state.users.find(({ email }) => email === world.people.present.email);
      if (top) top.members = top.members.filter(({ userId }) => userId !== alex?.id);
    });
    const { items } = await lookAt(world);
    expect(items.some(({ action }) => action.stage === 'disable')).toBe(false);
    expect(await stateAfter(world, actionOf(items, 'memberships'))).toBe('desired');
  });

  /** Alex is in a group outside, which was invited to the place of this path. */
  const invite = (world: GitlabWorld, path: string) =>
    world.sandbox.change((state) => {
      const alex = state.users.find(({ email }) => email === world.people.present.email);
      const place = [...state.groups, ...state.projects].find((each) => each.path === path);
      if (!alex || !place) throw new Error(`no ${path}`);
      place.invited = [{ userId: alex.id, level: 30 }];
    });
  const endInvitations = (world: GitlabWorld) =>
    world.sandbox.change((state) => {
      for (const each of [...state.groups, ...state.projects]) delete each.invited;
    });

  it('is not done with whoever stays in the group by an invited group: a person ends that, and it is read', async () => {
    const world = await open({ of: 'group' });
    const { items } = await lookAt(world);
    const disable = actionOf(items, 'disable');
    invite(world, 'atelier-lumen');
    expect(await stateAfter(world, disable)).toBe('not-desired');
    const again = await world.connector.act(disable, context());
    expect(again.status === 'manual' && inEnglish(again.message)).toMatch(/by way of another group that was invited/);
    const anew = await lookAt(world);
    expect(actionOf(anew.items, 'disable')).toMatchObject({ id: disable.id, manual: true, verifiable: true });
    endInvitations(world);
    expect((await world.connector.readBack(disable, readingBack())).state).toBe('desired');
  });

  it.each([true, false])(
    'finds what an invited group opens below the group, user names in the settings: %s',
    async (named) => {
      const logins = { [named ? 'alex.moreau@example.com' : 'nobody@example.com']: named ? 'alex-moreau' : null };
      const world = await open({ of: 'group', settings: { scope: { of: 'group', group: 'atelier-lumen', logins } } });
      const { path } = world.sandbox.state().projects.find(({ id }) => id === 34) ?? { path: '' };
      const { items } = await lookAt(world);
      invite(world, path);
      expect(await stateAfter(world, actionOf(items, 'disable'))).toBe('desired');
      const after = await lookAt(world);
      expect(after.items.map(({ action, standing }) => [action.id.split('/')[2], standing])).toContainEqual([
        'invitations',
        'open',
      ]);
      const task = actionOf(after.items, 'invitations');
      expect(task).toMatchObject({ stage: 'groups', manual: true, verifiable: true });
      expect(inEnglish(task.call)).toContain(path);
      expect((await world.connector.readBack(task, readingBack())).state).toBe('not-desired');
      endInvitations(world);
      expect((await world.connector.readBack(task, readingBack())).state).toBe('desired');
    },
  );

  it('takes nobody for invited to what is below a group that has them as a member', async () => {
    const world = await open({ of: 'group' });
    world.sandbox.change((state) => {
      const alex = state.users.find(({ email }) => email === world.people.present.email);
      const [top] = state.groups;
      if (top) top.members = top.members.filter(({ userId }) => userId !== alex?.id);
    });
    // Only the group above the project has them.
    world.sandbox.change((state) => {
      for (const project of state.projects) project.members = [];
    });
    const { items } = await lookAt(world);
    expect(items.map(({ action }) => action.id.split('/')[2])).not.toContain('invitations');
  });

  it('asks whose user name it is where GitLab tells no address, and believes the settings', async () => {
    const strangers = { of: 'group', group: 'atelier-lumen', otherLogins: ['ines-laurent'] };
    const world = await open({ of: 'group', settings: { scope: strangers } });
    world.sandbox.change((state) => {
      for (const user of state.users) if (/alex|ines/.test(user.email)) user.isEnterprise = false;
    });
    const asked = await world.connector.find(world.people.present, context());
    expect(asked).toMatchObject({ status: 'ambiguous', candidates: [{ login: 'alex-moreau' }] });
    const scope = { ...strangers, logins: { 'alex.moreau@example.com': 'alex-moreau' } };
    const told = await open({ of: 'group', settings: { scope } });
    told.sandbox.change((state) => {
      for (const user of state.users) user.isEnterprise = false;
    });
    expect(await told.connector.find(told.people.present, context())).toMatchObject({
      status: 'found',
      accounts: [{ login: 'alex-moreau' }],
    });
  });

  it('stops where a configured user name does not exist any more', async () => {
    const scope = { of: 'group', group: 'atelier-lumen', logins: { 'alex.moreau@example.com': 'alex-gone' } };
    const world = await open({ of: 'group', settings: { scope } });
    await expect(world.connector.find(world.people.present, context())).rejects.toMatchObject({ kind: 'mismatch' });
  });

  it('never takes the last owner out, and concludes nothing with a token that owns nothing', async () => {
    const world = await open({ of: 'group' });
    world.sandbox.change((state) => {
      const [top] = state.groups;
      for (const each of top?.members ?? []) if (each.level === 50 && each.userId !== 2) each.level = 30;
    });
    const hugo = await lookAt(world, personOf(colleague('U0HUGO')));
    expect(hugo.account.protectedBecause).toBeNull();
    world.sandbox.change((state) => {
      const [top] = state.groups;
      for (const each of top?.members ?? []) if (each.userId === 2) each.level = 40;
    });
    await expect(world.connector.look(hugo.account, context())).rejects.toMatchObject({ kind: 'unproven' });
    const report = await world.connector.check(context());
    expect(inEnglishToo(report.problems)[0]?.fix).toBe('Make the token’s user an Owner of the group atelier-lumen.');
  });
});
