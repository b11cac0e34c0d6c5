import { afterEach, describe, expect, it } from 'vitest';
import { inEnglish, inFrench, type Words } from '../../src/domain/localized.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { endsOnMove } from './ends-on-move.ts';
import { colleague, personOf } from './people.ts';
import { outsiders, type SlackWorld, type SlackWorldOptions, slackWorld } from './slack-world.ts';

const ambiguous = { ambiguous: 'Slack gives an address to one account' };

for (const plan of ['business', 'enterprise'] as const)
  connectorContract(`slack, ${plan}`, () => slackWorld({ plan }), ambiguous);

const opened: SlackWorld[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});

async function open(options: SlackWorldOptions): Promise<SlackWorld> {
  const world = await slackWorld(options);
  opened.push(world);
  return world;
}

const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const readingBack = () => ({ ...context(), calledAt: new Date() });

async function lookAt(world: SlackWorld, person = world.people.present) {
  const found = await world.connector.find(person, context());
  const [account] = found.status === 'found' ? found.accounts : [];
  if (!account) throw new Error(`should be found, not ${found.status}`);
  return world.connector.look(account, context());
}

const wordsOf = (call: Words) => ({ en: inEnglish(call), fr: inFrench(call) });

describe('slack where no program may close an account', () => {
  it('gives a task with the page, and reads by itself whether it is done', async () => {
    const world = await open({ plan: 'other', settings: { integrationLogs: false, accessLogs: false } });
    const { items } = await lookAt(world);
    const action = items.find(({ action }) => action.stage === 'disable')?.action;
    if (!action) throw new Error('nothing closes the account');
    expect(action).toMatchObject({ manual: true, verifiable: true, effect: 'reversible' });
    const { en, fr } = wordsOf(action.call);
    expect(en).toContain('https://atelier-lumen.slack.com/admin');
    expect(en).toContain('Alex Moreau (alex.moreau@example.com)');
    expect(fr).toContain('https://atelier-lumen.slack.com/admin');
    expect((await world.connector.act(action, context())).status).toBe('manual');
    expect((await world.connector.readBack(action, readingBack())).state).toBe('not-desired');
    expect(world.writes()).toBe(0);
    expect(world.sandbox.endByHand?.('U0ALEX')).toBe(true);
    expect((await world.connector.readBack(action, readingBack())).state).toBe('desired');
    const again = await lookAt(world);
    expect(again.account.status).toBe('deactivated');
    expect(again.items.find(({ action }) => action.stage === 'disable')?.standing).toBe('closed');
  });

  it('makes a task of looking for apps and webhooks that it may not list', async () => {
    const world = await open({ plan: 'other', settings: { integrationLogs: false, accessLogs: false } });
    const task = (await lookAt(world)).items.find(({ action }) => action.id.endsWith('/apps'));
    if (!task) throw new Error('nobody is told of apps');
    expect(task).toMatchObject({ standing: 'untold', action: { manual: true, stage: 'task' } });
    const { en, fr } = wordsOf(task.action.call);
    for (const text of [en, fr]) expect(text).toContain('https://atelier-lumen.slack.com/apps/manage');
    expect(en).toContain('may not list what alex.moreau@example.com installed');
    expect(fr).toContain('ne peut pas lister ce que alex.moreau@example.com a installé');
    expect((await world.connector.readBack(task.action, readingBack())).state).toBe('unreadable');
    const left = await open({ plan: 'other', settings: { integrationLogs: false, leave: ['apps'] } });
    expect((await lookAt(left)).items.some(({ action }) => action.id.endsWith('/apps'))).toBe(false);
  });

  it('checks well with the least of scopes', async () => {
    const world = await open({ plan: 'other', settings: { integrationLogs: false, accessLogs: false } });
    const report = await world.connector.check(context());
    expect(report).toMatchObject({
      ok: true,
      needed: ['users:read', 'users:read.email', 'channels:read', 'groups:read'],
    });
    const { account } = await lookAt(world);
    expect(await world.connector.lastUse(account, new Date(0), context())).toBeNull();
  });
});

describe('slack accounts that are no members', () => {
  it('closes a guest like a member, and says that it is one', async () => {
    const world = await open({ plan: 'business' });
    const { account, items } = await lookAt(world, personOf(outsiders.guest));
    expect(account.status).toBe('single-channel guest');
    expect(items.map(({ action }) => action.id)).toEqual(['slack/U0GUEST/disable']);
    const [first] = items;
    if (!first) throw new Error('nothing to do');
    await world.connector.act(first.action, context());
    expect((await world.connector.readBack(first.action, readingBack())).state).toBe('desired');
  });

  it('makes a task of somebody whose account is another organisation’s', async () => {
    const world = await open({ plan: 'enterprise' });
    const { account, items } = await lookAt(world, personOf(outsiders.stranger));
    expect(account.status).toBe('of another organisation');
    const [only, ...others] = items;
    if (!only) throw new Error('nothing to do');
    expect(others).toEqual([]);
    expect(only).toMatchObject({ standing: 'open', action: { manual: true, stage: 'groups' } });
    expect(wordsOf(only.action.call).en).toContain('general, postmortems');
    expect(endsOnMove(only.action)).toBe(true);
    expect((await world.connector.readBack(only.action, readingBack())).state).toBe('not-desired');
    world.sandbox.change((state) => {
      for (const channel of state.channels) channel.members = channel.members.filter((id) => id !== 'U0STRANGER');
    });
    // Private channels that the token is not in may be left.
    expect((await world.connector.readBack(only.action, readingBack())).state).toBe('unreadable');
  });

  it('never touches the primary owner, nor the account of its own token', async () => {
    const world = await open({ plan: 'business' });
    const owner = await lookAt(world, personOf(colleague('U0HUGO')));
    expect(inEnglish(owner.account.protectedBecause ?? '')).toMatch(/primary owner/);
    const own = { ...personOf(colleague('U0LEO')), email: 'relais-admin@example.com' };
    expect(inEnglish((await lookAt(world, own)).account.protectedBecause ?? '')).toMatch(/own token/);
  });
});

describe('what a leaver leaves behind in slack', () => {
  it('names apps with what of them goes on, and not those that were removed', async () => {
    const world = await open({ plan: 'business' });
    const { items } = await lookAt(world);
    const apps = items.find(({ action }) => action.id === 'slack/U0ALEX/apps');
    expect(apps).toMatchObject({ standing: 'untold', action: { manual: true, stage: 'task' } });
    const { en, fr } = wordsOf(apps?.action.call ?? '');
    for (const text of [en, fr]) {
      expect(text).toContain('Deploy notices (incoming-webhook, bot)');
      expect(text).not.toContain('Old pager');
      expect(text).toContain('https://atelier-lumen.slack.com/apps/manage');
    }
  });

  it('names workflows, and private channels that the leaver made', async () => {
    const world = await open({ plan: 'enterprise' });
    const { items } = await lookAt(world);
    const callOf = (verb: string) =>
      wordsOf(items.find(({ action }) => action.id.endsWith(`/${verb}`))?.action.call ?? '').en;
    expect(callOf('workflows')).toContain('Release sign-off');
    expect(callOf('workflows')).not.toContain('Holiday request');
    expect(callOf('channels')).toContain('#on-call, #postmortems');
    expect(callOf('channels')).not.toContain('#general');
  });

  it('reads by itself that no workflow is the leaver’s any more, and believes no list that only lost them', async () => {
    const world = await open({ plan: 'enterprise' });
    const { items } = await lookAt(world);
    const task = items.find(({ action }) => action.id.endsWith('/workflows'))?.action;
    if (!task) throw new Error('no task of workflows');
    expect(task).toMatchObject({ manual: true, verifiable: true });
    const state = async () => (await world.connector.readBack(task, { ...context(), calledAt: null })).state;
    const managers = (ids: string[]) =>
      world.sandbox.change(({ workflows }) => {
        for (const workflow of workflows) if (workflow.title === 'Release sign-off') workflow.collaborators = [...ids];
      });
    expect(await state()).toBe('not-desired');
    // As if Slack took a closed account off by itself.
    managers([]);
    expect(await state()).toBe('unreadable');
    managers(['U0ALEX', 'U0NADIA']);
    expect(await state()).toBe('not-desired');
    managers(['U0NADIA']);
    expect(await state()).toBe('desired');
    // As if the search by a closed account found nothing, and as if managers were hidden.
    managers(['U0ALEX']);
    let searches = 0;
    world.lying.rewrite(({ url }, answer) => {
      if (!url.pathname.endsWith('/admin.workflows.search')) return answer;
      searches += 1;
      const none = { ok: true, workflows: [], response_metadata: { next_cursor: '' } };
      return searches === 1 ? { status: 200, body: none } : answer;
    });
    expect(await state()).toBe('not-desired');
    expect(searches).toBeGreaterThan(1);
    managers(['U0NADIA']);
    world.lying.rewrite(({ url }, answer) =>
      url.pathname.endsWith('/admin.workflows.search')
        ? { ...answer, body: JSON.parse(JSON.stringify(answer.body).replaceAll('"collaborators"', '"others"')) }
        : answer,
    );
    await expect(state()).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('reads every page of them, and names the first twelve', async () => {
    const world = await open({ plan: 'business' });
    world.sandbox.change((state) => {
      for (let n = 100; n < 350; n += 1)
        state.channels.push({
          id: `C0MANY${n}`,
          name: `many-${n}`,
          creator: 'U0ALEX',
          isPrivate: true,
          isGeneral: false,
          members: ['U0ALEX', 'U0RELAISADMIN'],
        });
    });
    const { items } = await lookAt(world);
    const channels = items.find(({ action }) => action.id.endsWith('/channels'));
    expect(wordsOf(channels?.action.call ?? '').en).toContain('#many-111, +240');
  });

  it('leaves out what the settings leave out', async () => {
    const world = await open({ plan: 'enterprise', settings: { leave: ['apps', 'workflows', 'channels'] } });
    const { items } = await lookAt(world);
    expect(items.map(({ action }) => action.id)).toEqual(['slack/U0ALEX/disable', 'slack/U0ALEX/sessions']);
  });
});

describe('finding somebody in slack', () => {
  it('finds who is deactivated, whom the look-up hides', async () => {
    const world = await open({ plan: 'business' });
    world.sandbox.endByHand?.('U0ALEX');
    const found = await world.connector.find(world.people.present, context());
    expect(found).toMatchObject({ status: 'found', accounts: [{ id: 'U0ALEX', status: 'deactivated' }] });
  });

  it('shows the live account where the address went from one to the next', async () => {
    const world = await open({ plan: 'business' });
    world.sandbox.change((state) => {
      const alex = state.users.find(({ id }) => id === 'U0ALEX');
      if (alex) state.users.push({ ...alex, id: 'U0ALEXOLD', deleted: true });
    });
    const found = await world.connector.find(world.people.present, context());
    expect(found).toMatchObject({ status: 'found', accounts: [{ id: 'U0ALEX' }] });
  });

  it('finds an account by an address other than the first', async () => {
    const world = await open({ plan: 'enterprise' });
    const person = { ...world.people.present, email: 'somebody@example.com', otherEmails: ['alex.moreau@example.com'] };
    expect(await world.connector.find(person, context())).toMatchObject({
      status: 'found',
      accounts: [{ id: 'U0ALEX' }],
    });
  });

  it('does not take a workspace’s token for the organisation’s', async () => {
    const world = await open({ plan: 'enterprise' });
    world.sandbox.change((state) => {
      state.enterpriseId = null;
    });
    const report = await world.connector.check(context());
    expect(report.ok).toBe(false);
    expect(inEnglishToo(report.problems)[0]?.message).toMatch(/single workspace/);
  });

  it('says which scope is missing, and where to grant it', async () => {
    const world = await open({ plan: 'enterprise' });
    world.loseScope();
    expect(inEnglishToo((await world.connector.check(context())).problems)).toEqual([
      {
        message: 'the token lacks the scope users:read.email',
        fix: expect.stringMatching(
          /User Token Scopes: add users:read\.email, and install the app again on the organisation/,
        ),
      },
    ]);
  });
});
