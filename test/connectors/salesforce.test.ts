import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { soql } from '../../src/connectors/salesforce/soql.ts';
import { inEnglish, inFrench } from '../../src/domain/localized.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { SalesforceUser } from '../../src/workspace/systems/salesforce/state.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { endsOnMove } from './ends-on-move.ts';
import { colleague, personOf } from './people.ts';
import { type SalesforceWorld, type SalesforceWorldOptions, salesforceWorld } from './salesforce-world.ts';

connectorContract('salesforce', () => salesforceWorld());

const opened: SalesforceWorld[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});

async function open(options: SalesforceWorldOptions = {}): Promise<SalesforceWorld> {
  const world = await salesforceWorld(options);
  opened.push(world);
  return world;
}

const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const readingBack = () => ({ ...context(), calledAt: new Date() });
const alex = personOf(colleague('U0ALEX'));
const tom = personOf(colleague('U0TOM'));
const maya = personOf(colleague('U0MAYA'));

async function accountOf({ connector }: SalesforceWorld, person: Person) {
  const found = await connector.find(person, context());
  const [account] = found.status === 'found' ? found.accounts : [];
  if (!account) throw new Error(`should be found, not ${found.status}`);
  return account;
}

async function lookAt(world: SalesforceWorld, person = alex, heir: Person | null = null) {
  return world.connector.look(await accountOf(world, person), { ...context(), heir });
}

function actionOf(items: readonly { action: PlannedAction }[], rest: string): PlannedAction {
  const found = items.find(({ action }) => action.id.split('/').slice(2).join('/').startsWith(rest));
  if (!found) throw new Error(`no ${rest}`);
  return found.action;
}

function changeUser(world: SalesforceWorld, { email }: Person, change: (user: SalesforceUser) => void): void {
  world.sandbox.change((state) => {
    for (const user of state.users) if (user.email === email) change(user);
  });
}

describe('salesforce', () => {
  it('freezes at once, and deactivates last, once data has passed', async () => {
    const { items } = await lookAt(await open());
    expect(
      items.map(({ action }) => action.id.split('/').slice(2, 3).join()).filter((verb, n, all) => all[n - 1] !== verb),
    ).toEqual([
      'freeze',
      'sessions',
      'tokens',
      'permission-sets',
      'groups',
      'hand-over',
      'permission-set-licences',
      'package-licences',
      'deactivate',
      'jobs',
      'dashboards',
      'reports',
    ]);
    expect(actionOf(items, 'freeze')).toMatchObject({ stage: 'disable', needs: [], effect: 'reversible' });
    expect(actionOf(items, 'deactivate')).toMatchObject({ stage: 'licence', needs: ['disable', 'groups', 'data'] });
    const call = actionOf(items, 'deactivate').call;
    expect(inEnglish(call)).toContain('default owner of leads or cases');
    expect(inFrench(call)).toContain('propriétaire par défaut de pistes');
  });

  it('does not take a freeze for the end of who is in already', async () => {
    const world = await open();
    const { items } = await lookAt(world);
    await world.connector.act(actionOf(items, 'freeze'), context());
    expect((await world.connector.readBack(actionOf(items, 'freeze'), readingBack())).state).toBe('desired');
    expect(world.sandbox.signIn(alex.email)).toBe(true);
    const sessions = actionOf(items, 'sessions');
    expect((await world.connector.readBack(sessions, readingBack())).state).toBe('not-desired');
    await world.connector.act(sessions, context());
    expect((await world.connector.readBack(sessions, readingBack())).state).toBe('desired');
    expect(world.sandbox.signIn(alex.email)).toBe(true);
    await world.connector.act(actionOf(items, 'tokens'), context());
    expect(world.sandbox.signIn(alex.email)).toBe(false);
  });

  it('plans to end sessions also while there are none, in words that stay as they come and go', async () => {
    const world = await open();
    const call = async () => actionOf((await lookAt(world)).items, 'sessions').call;
    const before = await call();
    changeUser(world, alex, (user) => {
      user.sessions = [];
    });
    expect(await call()).toBe(before);
    const { items } = await lookAt(world);
    expect(items.find(({ action }) => action.stage === 'sessions')?.standing).toBe('closed');
    changeUser(world, alex, (user) => {
      user.isActive = false;
    });
    expect((await lookAt(world)).items.some(({ action }) => action.stage === 'sessions')).toBe(false);
  });

  it('says how much passes to whom, and hands on that alone', async () => {
    const world = await open();
    const { items, account } = await lookAt(world);
    const labels = items.flatMap(({ action }) => (action.stage === 'data' ? [action.target?.label] : []));
    expect(labels).toEqual([
      { en: '3 accounts to Maya Chen', fr: '3 comptes à Maya Chen' },
      { en: '9 contacts to Maya Chen', fr: '9 contacts à Maya Chen' },
      { en: '4 leads to Maya Chen', fr: '4 pistes à Maya Chen' },
      { en: '5 opportunities to Maya Chen', fr: '5 opportunités à Maya Chen' },
      { en: '6 cases to Maya Chen', fr: '6 requêtes à Maya Chen' },
    ]);
    const cases = actionOf(items, 'hand-over/Case');
    await world.connector.act(cases, context());
    expect((await world.connector.readBack(cases, readingBack())).state).toBe('desired');
    const owned = (userId: string) => world.sandbox.state().records.filter((each) => each.userId === userId);
    expect(owned(account.id).map(({ kind }) => kind)).not.toContain('Case');
    expect(owned(account.id)).toHaveLength(21);
    const heir = world.sandbox.state().users.find(({ email }) => email === maya.email);
    expect(owned(heir?.id ?? '').filter(({ kind }) => kind === 'Case')).toHaveLength(12);
  });

  it('goes on behind a record that may not be changed, and says that it is left', async () => {
    const world = await open();
    world.switches.many?.(450);
    const { items, account } = await lookAt(world);
    const cases = actionOf(items, 'hand-over/Case');
    expect(cases.target?.label).toMatchObject({ en: '456 cases to Maya Chen' });
    // One stays: a rule of the company's refuses it.
    world.lying.rewrite(({ method, url }, answer) => {
      if (method !== 'PATCH' || !url.pathname.endsWith('/composite/sobjects')) return answer;
      world.sandbox.change((state) => {
        for (const each of state.records) if (each.name === 'Many 7') each.userId = account.id;
      });
      return answer;
    });
    const before = world.writes();
    expect((await world.connector.act(cases, context())).status).toBe('accepted');
    expect(world.writes() - before).toBe(3);
    const read = await world.connector.readBack(cases, readingBack());
    expect(read).toMatchObject({
      state: 'not-desired',
      evidence: expect.arrayContaining([expect.objectContaining({ detail: '1 left' })]),
    });
  });

  it('hands on to whoever the walk names, before whom the settings name', async () => {
    const world = await open();
    expect(world.connector.handsOver).toBe(true);
    expect((await open({ settings: { data: undefined } })).connector.handsOver).toBeUndefined();
    const account = await accountOf(world, alex);
    const cases = async (heirIsChosen: boolean) => {
      const { items } = await world.connector.look(account, { ...context(), heir: tom, heirIsChosen });
      return inEnglish(actionOf(items, 'hand-over/Case').target?.label ?? '');
    };
    expect(await cases(true)).toContain(tom.name);
    expect(await cases(false)).toContain('Maya Chen');
  });

  it('gives nothing to an heir who left meanwhile', async () => {
    const world = await open();
    const { items, account } = await lookAt(world);
    changeUser(world, maya, (user) => {
      user.isFrozen = true;
    });
    await expect(world.connector.act(actionOf(items, 'hand-over/Case'), context())).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(
      world.sandbox.state().records.filter(({ kind, userId }) => kind === 'Case' && userId === account.id),
    ).toHaveLength(6);
  });

  it('believes that nothing is left only where Relais may see all records', async () => {
    const world = await open();
    const { items } = await lookAt(world);
    world.permissions.splice(world.permissions.indexOf('PermissionsViewAllData'), 1);
    world.sandbox.change((state) => {
      state.records = state.records.filter(({ userId }) => userId !== items[0]?.action.accountId);
    });
    const cases = actionOf(items, 'hand-over/Case');
    await expect(world.connector.readBack(cases, readingBack())).rejects.toMatchObject({ kind: 'unproven' });
    expect((await lookAt(world)).untold.map(({ what }) => what)).toContain('hand-over');
  });

  it('leaves to a person what nobody takes over, and the deactivation waits', async () => {
    const world = await open({ settings: { data: { to: 'manager' } } });
    expect(actionOf((await lookAt(world, alex, maya)).items, 'hand-over/Case')).toMatchObject({ manual: false });
    changeUser(world, maya, (user) => {
      user.isFrozen = true;
    });
    const cases = actionOf((await lookAt(world, alex, maya)).items, 'hand-over/Case.nobody');
    expect(cases).toMatchObject({ manual: true, verifiable: true, stage: 'data' });
    for (const text of [inEnglish(cases.call), inFrench(cases.call)])
      expect(text).toContain('alex.moreau.crm@example.com');
    expect((await world.connector.readBack(cases, readingBack())).state).toBe('not-desired');
  });

  it('tells what data.what leaves out, with its counts, and whether any of it is left', async () => {
    const world = await open({ settings: { data: { to: 'manager', what: ['Case'] } } });
    const { items } = await lookAt(world, alex, maya);
    expect(items.filter(({ action }) => action.stage === 'data').map(({ action }) => action.id)).toHaveLength(1);
    const task = actionOf(items, 'records');
    expect(inEnglish(task.call)).toContain(
      'owns 3 accounts, 9 contacts, 4 leads, 5 opportunities in Salesforce, which pass to nobody',
    );
    expect(inFrench(task.call)).toContain('qui ne passent à personne');
    expect((await world.connector.readBack(task, readingBack())).state).toBe('not-desired');
    const quiet = await open({ settings: { data: { to: 'manager', what: ['Case'] }, leave: ['records'] } });
    expect(
      (await lookAt(quiet, alex, maya)).items.filter(
        ({ action }) => action.stage === 'task' && action.id.includes('records'),
      ),
    ).toEqual([]);
  });

  it('makes one task of what is owned where nothing is to be handed on', async () => {
    const world = await open({ settings: { data: undefined } });
    const { items } = await lookAt(world);
    const task = actionOf(items, 'records');
    expect(inEnglish(task.call)).toContain('owns 3 accounts, 9 contacts, 4 leads, 5 opportunities, 6 cases');
    expect(inFrench(task.call)).toContain('possède 3 comptes, 9 contacts, 4 pistes, 5 opportunités, 6 requêtes');
    world.sandbox.change((state) => {
      state.records = [];
    });
    expect((await world.connector.readBack(task, readingBack())).state).toBe('desired');
  });

  it('says what stands in the way of a deactivation, in Salesforce’s own words, and keeps the user frozen', async () => {
    const world = await open();
    changeUser(world, alex, (user) => {
      user.standsAs = 'default owner of cases';
    });
    const { items } = await lookAt(world);
    await world.connector.act(actionOf(items, 'freeze'), context());
    const deactivate = actionOf(items, 'deactivate');
    await expect(world.connector.act(deactivate, context())).rejects.toMatchObject({
      kind: 'rejected',
      words: {
        en: expect.stringContaining('“You cannot deactivate a user who is the default owner of cases.”'),
        fr: expect.stringContaining('« You cannot deactivate a user who is the default owner of cases. »'),
      },
    });
    expect((await lookAt(world)).account.status).toBe('frozen');
    changeUser(world, alex, (user) => {
      user.standsAs = null;
    });
    await world.connector.act(deactivate, context());
    expect((await world.connector.readBack(deactivate, readingBack())).state).toBe('desired');
  });

  it('names what runs as the person, and reads by itself when none is left', async () => {
    const world = await open();
    const { items } = await lookAt(world);
    const words = { jobs: 'Nightly forecast', dashboards: 'Pipeline of the quarter', reports: 'My open cases' };
    for (const [verb, name] of Object.entries(words)) {
      const task = actionOf(items, verb);
      expect(task).toMatchObject({ manual: true, verifiable: true, stage: 'task' });
      for (const text of [inEnglish(task.call), inFrench(task.call)]) expect(text).toContain(name);
      expect((await world.connector.readBack(task, readingBack())).state).toBe('not-desired');
    }
    world.sandbox.change((state) => {
      state.running = [];
    });
    for (const verb of Object.keys(words))
      expect((await world.connector.readBack(actionOf(items, verb), readingBack())).state).toBe('desired');
  });

  it('loses groups, queues and permission sets on an internal move, and no licence', async () => {
    const { items } = await lookAt(await open());
    const lost = items.map(({ action }) => action).filter(endsOnMove);
    expect(lost.map(({ target }) => target?.label)).toEqual([
      'Sales forecasts',
      'Customers of the north',
      'Support queue',
    ]);
  });

  it('believes no empty list where it may not manage users', async () => {
    const world = await open();
    const { items } = await lookAt(world);
    world.loseScope();
    for (const rest of ['sessions', 'tokens'])
      await expect(world.connector.readBack(actionOf(items, rest), readingBack())).rejects.toMatchObject({
        kind: 'unproven',
      });
    const { untold } = await lookAt(world);
    expect(untold.map(({ what }) => what)).toEqual(['sessions', 'tokens']);
  });

  it('keeps what revokes a token out of everything, also where Salesforce quotes it', async () => {
    const world = await open();
    const { items } = await lookAt(world);
    const [secret = ''] = world.sandbox
      .state()
      .users.flatMap(({ email, tokens }) => (email === alex.email ? tokens.map((token) => token.secret) : []));
    expect(JSON.stringify(items)).not.toContain(secret);
    world.lying.rewrite(({ url }, answer) =>
      url.pathname.endsWith('/revoke') ? { status: 400, body: { error: `no such token: ${secret}` } } : answer,
    );
    const error: unknown = await world.connector
      .act(actionOf(items, 'tokens'), context())
      .catch((each: unknown) => each);
    expect(error).toMatchObject({ kind: 'rejected', message: expect.stringContaining('no such token') });
    expect(`${error} ${JSON.stringify(error)}`).not.toContain(secret);
  });

  it('asks about users who carry the address and nothing else of the person', async () => {
    const world = await open();
    world.sandbox.change((state) => {
      const [model] = state.users;
      const own = { id: '005interface000001', loginId: '0Ywinterface000001', name: 'Interface' };
      if (model)
        state.users.push({
          ...structuredClone(model),
          ...own,
          username: 'interface@crm.example.com',
          email: alex.email,
        });
    });
    const asked = await world.connector.find(alex, context());
    expect(asked).toMatchObject({ status: 'ambiguous', candidates: [{ name: 'Alex Moreau' }, { name: 'Interface' }] });
  });

  it('says of the user in whose name its connected app works that Relais would lock itself out', async () => {
    const world = await open();
    expect((await accountOf(world, alex)).own).toBeUndefined();
    // As the answer to the sign-in names it.
    changeUser(world, alex, (user) => Object.assign(user, { id: '005000000000000AAA' }));
    const account = await accountOf(world, alex);
    expect(account).toMatchObject({
      own: true,
      protectedBecause: { en: expect.stringContaining('works in its name') },
    });
    expect((await accountOf(world, maya)).own).toBeUndefined();
  });

  it('finds by employee number and by federation id', async () => {
    const world = await open();
    changeUser(world, alex, (user) => {
      Object.assign(user, { employeeNumber: '1042', email: 'sales@example.com' });
    });
    expect(await world.connector.find({ ...alex, employeeNumber: '1042' }, context())).toMatchObject({
      status: 'found',
      accounts: [{ name: 'Alex Moreau' }],
    });
    world.sandbox.change((state) => {
      for (const user of state.users) if (user.employeeNumber === '1042') user.federationId = 'Alex.Moreau@example.com';
    });
    expect(await world.connector.find(alex, context())).toMatchObject({ status: 'found' });
  });

  it('never closes the last user who manages users, and counts no protected one as who stays', async () => {
    const world = await open({ settings: { protected: ['tom.okafor.crm@example.com'] } });
    changeUser(world, personOf(colleague('U0TOM')), (user) => {
      user.managesUsers = true;
    });
    const hugo = await accountOf(world, personOf(colleague('U0HUGO')));
    expect(inEnglish(hugo.protectedBecause ?? '')).toMatch(/^no other active user/);
  });

  it('signs in by a signed assertion too', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const auth = {
      method: 'jwt',
      clientId: 'relais-sandbox',
      username: 'relais@crm.example.com',
      privateKey: 'env:SF_KEY',
    };
    const env = { SF_KEY: await exportPKCS8(privateKey) };
    const world = await open({ settings: { auth }, publicKey: await exportJWK(publicKey), env });
    expect((await world.connector.check(context())).problems).toEqual([]);
    const wrong = await open({
      settings: { auth: { ...auth, clientId: 'another' } },
      publicKey: await exportJWK(publicKey),
      env,
    });
    expect(inEnglishToo((await wrong.connector.check(context())).problems)[0]?.message).toContain(
      'Salesforce refuses to let Relais in',
    );
  });

  it('says which permission is missing, and where it is given', async () => {
    const world = await open();
    world.permissions.splice(world.permissions.indexOf('PermissionsTransferAnyEntity'), 1);
    expect(inEnglishToo((await world.connector.check(context())).problems)).toEqual([
      {
        message: 'the user in whose name Relais works lacks PermissionsTransferAnyEntity',
        fix: 'In Setup, Permission Sets, the one that you made for Relais: switch on TransferAnyEntity among its system permissions, and assign it to that user.',
      },
    ]);
  });

  it('takes used-up calls of the day for a throttle', async () => {
    const world = await open();
    world.sandbox.misbehave('throttled');
    const calls = Array.from({ length: 4 }, () => world.connector.find(alex, context()));
    const told = await Promise.allSettled(calls);
    expect(told.some((each) => each.status === 'rejected' && each.reason.kind === 'throttled')).toBe(true);
  });

  it('lets no value out of its quotes', () => {
    const name = "x' OR Name != '\\";
    expect(soql`SELECT Id FROM User WHERE Email = ${name}`).toBe(
      "SELECT Id FROM User WHERE Email = 'x\\' OR Name != \\'\\\\'",
    );
  });
});
