import { afterEach, describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { inEnglish, inFrench } from '../../src/domain/localized.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { HubspotUser } from '../../src/workspace/systems/hubspot/state.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { endsOnMove } from './ends-on-move.ts';
import { type HubspotWorld, type HubspotWorldOptions, hubspotWorld } from './hubspot-world.ts';
import { colleague, personOf } from './people.ts';

connectorContract('hubspot', () => hubspotWorld(), { ambiguous: 'HubSpot gives an address to one user of an account' });

const opened: HubspotWorld[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});

async function open(options: HubspotWorldOptions = {}): Promise<HubspotWorld> {
  const world = await hubspotWorld(options);
  opened.push(world);
  return world;
}

const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const readingBack = () => ({ ...context(), calledAt: new Date() });
const alex = personOf(colleague('U0ALEX'));
const maya = personOf(colleague('U0MAYA'));
const tom = personOf(colleague('U0TOM'));

async function accountOf({ connector }: HubspotWorld, person: Person) {
  const found = await connector.find(person, context());
  const [account] = found.status === 'found' ? found.accounts : [];
  if (!account) throw new Error(`should be found, not ${found.status}`);
  return account;
}

async function lookAt(world: HubspotWorld, person = alex, heir: Person | null = null) {
  return world.connector.look(await accountOf(world, person), { ...context(), heir });
}

const verbs = (items: readonly { action: PlannedAction }[]) => items.map(({ action }) => action.id.split('/')[2]);

function actionOf(items: readonly { action: PlannedAction }[], rest: string): PlannedAction {
  const found = items.find(({ action }) => action.id.split('/').slice(2).join('/').startsWith(rest));
  if (!found) throw new Error(`no ${rest}`);
  return found.action;
}

function userIn(world: HubspotWorld, { email }: Person): HubspotUser {
  const user = world.sandbox.state().users.find((each) => each.email === email);
  if (!user) throw new Error(`nobody is ${email}`);
  return user;
}

function ownedBy(world: HubspotWorld, person: Person, kind: string): number {
  const { ownerId } = userIn(world, person);
  return world.sandbox.state().records.filter((each) => each.kind === kind && each.ownerId === ownerId).length;
}

describe('hubspot', () => {
  it('says how much passes to whom, kind by kind', async () => {
    const { items } = await lookAt(await open());
    const labels = items.flatMap(({ action }) => (action.stage === 'data' ? [action.target?.label] : []));
    expect(labels).toEqual([
      { en: '12 contacts to Maya Chen', fr: '12 contacts à Maya Chen' },
      { en: '4 companies to Maya Chen', fr: '4 entreprises à Maya Chen' },
      { en: '5 deals to Maya Chen', fr: '5 transactions à Maya Chen' },
      { en: '2 tickets to Maya Chen', fr: '2 tickets à Maya Chen' },
    ]);
    expect(actionOf(items, 'hand-over/deals')).toMatchObject({ effect: 'destructive', needs: ['disable'] });
  });

  it('hands on what a removed user owns, and touches nobody else’s', async () => {
    const world = await open();
    const { items } = await lookAt(world);
    const before = [ownedBy(world, maya, 'deals'), ownedBy(world, personOf(colleague('U0LEO')), 'deals')];
    await world.connector.act(actionOf(items, 'disable'), context());
    expect(userIn(world, alex).status).toBe('removed');
    const deals = actionOf(items, 'hand-over/deals');
    expect((await world.connector.readBack(deals, readingBack())).state).toBe('not-desired');
    expect((await world.connector.act(deals, context())).status).toBe('accepted');
    expect((await world.connector.readBack(deals, readingBack())).state).toBe('desired');
    expect([ownedBy(world, maya, 'deals'), ownedBy(world, personOf(colleague('U0LEO')), 'deals')]).toEqual([
      (before[0] ?? 0) + 5,
      before[1],
    ]);
    expect(ownedBy(world, alex, 'contacts')).toBe(12);
    expect((await world.connector.act(deals, context())).status).toBe('already');
  });

  it('moves what needs more than one call, a hundred at a time, and goes on where it was', async () => {
    const world = await open();
    world.switches.many?.(340);
    const { items } = await lookAt(world);
    const contacts = actionOf(items, 'hand-over/contacts');
    expect(contacts.target?.label).toMatchObject({ en: '362 contacts to Maya Chen' });
    // A clock on which every look at it costs twenty seconds: one batch is all that fits.
    let at = Date.now();
    const tick = () => {
      at += 20_000;
      return new Date(at);
    };
    const slow = { signal: new AbortController().signal, now: tick };
    await expect(world.connector.act(contacts, slow)).rejects.toMatchObject({
      kind: 'throttled',
      retryAfterSeconds: 5,
    });
    const left = ownedBy(world, alex, 'contacts');
    expect(left).toBe(262);
    const before = world.writes();
    await world.connector.act(contacts, context());
    expect(world.writes() - before).toBe(Math.ceil(left / 100));
    expect(ownedBy(world, alex, 'contacts')).toBe(0);
    expect((await world.connector.readBack(contacts, readingBack())).state).toBe('desired');
  });

  it('believes no hand-over where whoever takes over has nothing either', async () => {
    const world = await open();
    const { items } = await lookAt(world);
    const tickets = actionOf(items, 'hand-over/tickets');
    world.sandbox.change((state) => {
      state.records = state.records.filter(({ kind }) => kind !== 'tickets');
    });
    await expect(world.connector.readBack(tickets, readingBack())).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('hands on to whoever the walk names, before whom the settings name', async () => {
    const world = await open();
    expect(world.connector.handsOver).toBe(true);
    expect((await open({ settings: { data: undefined } })).connector.handsOver).toBeUndefined();
    const account = await accountOf(world, alex);
    const deals = async (heirIsChosen: boolean) => {
      const { items } = await world.connector.look(account, { ...context(), heir: tom, heirIsChosen });
      return inEnglish(actionOf(items, 'hand-over/deals').target?.label ?? '');
    };
    expect(await deals(true)).toContain(tom.name);
    expect(await deals(false)).toContain('Maya Chen');
  });

  it('gives nothing to an heir who left meanwhile', async () => {
    const world = await open();
    const deals = actionOf((await lookAt(world)).items, 'hand-over/deals');
    world.sandbox.change((state) => {
      for (const user of state.users) if (user.email === maya.email) user.status = 'deactivated';
    });
    await expect(world.connector.act(deals, context())).rejects.toMatchObject({ kind: 'conflict' });
    expect(ownedBy(world, alex, 'deals')).toBe(5);
  });

  it('does not count a super admin who is deactivated as one who stays', async () => {
    const world = await open();
    world.sandbox.change((state) => {
      for (const user of state.users) {
        if (user.email === tom.email) Object.assign(user, { superAdmin: true });
        else if (user.superAdmin) user.status = 'deactivated';
      }
    });
    expect((await lookAt(world, tom)).account.protectedBecause).toMatchObject({
      en: expect.stringContaining('last super admin'),
    });
  });

  it('tells what data.what leaves out, with its counts', async () => {
    const world = await open({ settings: { data: { to: 'manager', what: ['deals'] } } });
    const { items } = await lookAt(world, alex, maya);
    expect(items.filter(({ action }) => action.stage === 'data')).toHaveLength(1);
    const task = actionOf(items, 'records');
    expect(inEnglish(task.call)).toMatch(/owns \d+ contacts?.*, which pass to nobody/);
    expect(inEnglish(task.call)).not.toContain('deal');
    expect(inFrench(task.call)).toContain('qui ne passent à personne');
  });

  it('leaves to a person what nobody takes over, and reads by itself when none is left', async () => {
    const world = await open({ settings: { data: { to: 'manager' } } });
    expect(actionOf((await lookAt(world, alex, maya)).items, 'hand-over/deals')).toMatchObject({ manual: false });
    const deals = actionOf((await lookAt(world)).items, 'hand-over/deals.nobody');
    expect(deals).toMatchObject({ manual: true, verifiable: true, stage: 'data' });
    for (const text of [inEnglish(deals.call), inFrench(deals.call)]) expect(text).toContain(alex.email);
    expect((await world.connector.readBack(deals, readingBack())).state).toBe('not-desired');
    world.sandbox.change((state) => {
      const [from, to] = [alex, tom].map(
        ({ email }) => state.users.find((each) => each.email === email)?.ownerId ?? '',
      );
      for (const record of state.records)
        if (record.kind === 'deals' && record.ownerId === from) record.ownerId = to ?? '';
    });
    expect((await world.connector.readBack(deals, readingBack())).state).toBe('desired');
  });

  it('makes one task of what is owned where nothing is to be handed on', async () => {
    const world = await open({ settings: { data: undefined } });
    const { items } = await lookAt(world);
    expect(verbs(items)).toEqual(['disable', 'teams', 'teams', 'records']);
    const task = actionOf(items, 'records');
    expect(inEnglish(task.call)).toContain('owns 12 contacts, 4 companies, 5 deals, 2 tickets in HubSpot');
    expect(inFrench(task.call)).toContain('possède 12 contacts, 4 entreprises, 5 transactions, 2 tickets dans HubSpot');
    expect((await world.connector.readBack(task, readingBack())).state).toBe('not-desired');
    world.sandbox.change((state) => {
      state.records = [];
    });
    expect((await world.connector.readBack(task, readingBack())).state).toBe('desired');
  });

  it('reads by itself that a person deactivated the user', async () => {
    const world = await open({ settings: { closing: 'by-hand' } });
    const { items, account } = await lookAt(world);
    const disable = actionOf(items, 'disable');
    expect(disable).toMatchObject({ manual: true, verifiable: true, stage: 'disable' });
    expect(await world.connector.act(disable, context())).toMatchObject({ status: 'manual' });
    expect((await world.connector.readBack(disable, readingBack())).state).toBe('not-desired');
    expect(world.sandbox.endByHand?.(account.id)).toBe(true);
    expect((await world.connector.readBack(disable, readingBack())).state).toBe('desired');
    const again = await lookAt(world);
    expect(again.account.status).toBe('deactivated');
    expect(again.items.find(({ action }) => action.stage === 'disable')?.standing).toBe('closed');
  });

  it('takes out of the main team and further ones, two at the same moment, and keeps the rest of the user', async () => {
    const world = await open();
    const { items } = await lookAt(world);
    const teams = items.map(({ action }) => action).filter(({ stage }) => stage === 'groups');
    expect(teams.map(({ target }) => target?.label)).toEqual(['Platform', 'Pilot customers']);
    expect(teams.every(endsOnMove)).toBe(true);
    const { roleId } = userIn(world, alex);
    await Promise.all(teams.map((team) => world.connector.act(team, context())));
    expect(userIn(world, alex)).toMatchObject({ primaryTeamId: '', secondaryTeamIds: [], roleId, status: 'active' });
    for (const team of teams) expect((await world.connector.readBack(team, readingBack())).state).toBe('desired');
  });

  it('names the private apps whose tokens a super admin could see', async () => {
    const world = await open();
    world.sandbox.change((state) => {
      for (const user of state.users) if (user.email === tom.email) user.superAdmin = true;
    });
    const { items, account } = await lookAt(world, tom);
    expect(account.protectedBecause).toBeNull();
    const task = actionOf(items, 'private-apps');
    expect(task).toMatchObject({ manual: true, stage: 'task' });
    for (const text of [inEnglish(task.call), inFrench(task.call)]) expect(text).toContain('Relais, Website forms');
    const refused = world.connector.act(actionOf(items, 'disable'), context());
    await expect(refused).rejects.toMatchObject({ kind: 'rejected', message: /refused to remove a super admin/ });
  });

  it('never touches the last super admin, and counts no protected one as who stays', async () => {
    const world = await open({ settings: { protected: [tom.email] } });
    const hugo = personOf(colleague('U0HUGO'));
    world.sandbox.change((state) => {
      for (const user of state.users) if (user.email === tom.email) user.superAdmin = true;
    });
    expect(inEnglish((await lookAt(world, hugo)).account.protectedBecause ?? '')).toMatch(/last super admin/);
  });

  it('tells no use where the log may not be read', async () => {
    const world = await open({ settings: { signIns: false } });
    expect(await world.connector.lastUse(await accountOf(world, alex), new Date(0), context())).toBeNull();
    expect((await world.connector.check(context())).needed).not.toContain('account-info.security.read');
  });

  it('says which scope is missing, and needs fewer where less is done', async () => {
    const world = await open();
    world.loseScope();
    expect(inEnglishToo((await world.connector.check(context())).problems)).toEqual([
      {
        message: 'the private app lacks the scope settings.users.write',
        fix: 'In HubSpot, Settings, Integrations, Private Apps, the app, Edit, Scopes: add settings.users.write, and commit the change.',
      },
    ]);
    const little = await open({
      settings: { closing: 'by-hand', data: undefined, signIns: false, leave: ['teams', 'records', 'private-apps'] },
    });
    expect((await little.connector.check(context())).needed).toEqual([
      'settings.users.read',
      'crm.objects.owners.read',
    ]);
  });
});

it('makes a task of Relais’ own private app where the leaver made it, which no read shows to be done', async () => {
  const world = await open();
  expect(verbs((await lookAt(world)).items)).not.toContain('own-app');
  world.sandbox.change((state) => {
    state.tokenUserId = userIn(world, alex).id;
  });
  const { items } = await lookAt(world);
  const task = actionOf(items, 'own-app');
  expect(task).toMatchObject({ manual: true, stage: 'task' });
  expect(inEnglish(task.call)).toContain('made the private app by whose token Relais works');
  expect(inFrench(task.call)).toContain('a créé l’application privée');
  expect((await world.connector.readBack(task, readingBack())).state).toBe('unreadable');
  expect(verbs((await lookAt(world, tom)).items)).not.toContain('own-app');
});

it.each([403, 503])('plans everything where HubSpot answers %i to whose its own token is', async (status) => {
  const watch = (fetch: Fetch): Fetch => {
    return async (url, init) =>
      url.pathname.endsWith('/access-token-info') ? new Response('{}', { status }) : fetch(url, init);
  };
  const { items, untold, notes } = await lookAt(await open({ watch }));
  expect(untold).toEqual([]);
  expect(verbs(items)).toContain('disable');
  expect(notes).toMatchObject([
    { actionId: expect.stringMatching(/own-app$/), words: { en: expect.stringContaining('could not be told') } },
  ]);
});
