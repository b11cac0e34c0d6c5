import { describe, expect, it, onTestFinished } from 'vitest';
import { createGoogleConnector } from '../../src/connectors/google/google-connector.ts';
import { google } from '../../src/connectors/google/index.ts';
import { inEnglish, inFrench } from '../../src/domain/localized.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { Account } from '../../src/domain/systems/account.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { Look } from '../../src/engine/ports/connector.ts';
import type { GoogleUser } from '../../src/workspace/systems/google/state.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { endsOnMove } from './ends-on-move.ts';
import { type GoogleWorld, type GoogleWorldOptions, googleWorld } from './google-world.ts';
import { colleague, personOf } from './people.ts';

connectorContract('google', () => googleWorld());

const alex = personOf(colleague('U0ALEX'));
const tom = personOf(colleague('U0TOM'));
const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const reading = (calledAt: Date | null = new Date()) => ({ ...context(), calledAt });

async function world(options: GoogleWorldOptions = {}): Promise<GoogleWorld> {
  const made = await googleWorld(options);
  onTestFinished(() => made.close());
  return made;
}

async function accountOf({ connector }: GoogleWorld, person: Person): Promise<Account> {
  const found = await connector.find(person, context());
  if (found.status !== 'found' || !found.accounts[0]) throw new Error(`not found: ${found.status}`);
  return found.accounts[0];
}

async function lookOf(made: GoogleWorld, person: Person): Promise<Look> {
  return made.connector.look(await accountOf(made, person), context());
}

async function planOf(made: GoogleWorld, person: Person): Promise<readonly PlannedAction[]> {
  return (await lookOf(made, person)).items.map(({ action }) => action);
}

function pick(actions: readonly PlannedAction[], verb: string): PlannedAction {
  const found = actions.find(({ id }) => id.split('/')[2] === verb);
  if (!found) throw new Error(`nothing planned about ${verb}`);
  return found;
}

function userIn({ sandbox }: GoogleWorld, person: Person): GoogleUser {
  const user = sandbox.state().users.find(({ primaryEmail }) => primaryEmail === person.email);
  if (!user) throw new Error('nobody there');
  return user;
}

function changeUser({ sandbox }: GoogleWorld, person: Person, changed: Partial<GoogleUser>): void {
  sandbox.change((state) => {
    for (const user of state.users) if (user.primaryEmail === person.email) Object.assign(user, changed);
  });
}

describe('google', () => {
  it('plans what an engineer has, by stage, and what has to come before the closing', async () => {
    const made = await world();
    const actions = await planOf(made, alex);
    expect(
      actions.map(({ id, stage, effect, needs, target }) => [
        `${stage} ${id.split('/')[2]}`,
        effect,
        needs.join(),
        target ? inEnglish(target.label) : null,
      ]),
    ).toEqual([
      ['disable disable', 'reversible', 'credentials', null],
      ['sessions sessions', 'reversible', 'disable', null],
      ['sessions devices', 'destructive', 'disable', 'Pixel 9'],
      ['credentials password', 'reversible', '', null],
      ['credentials recovery', 'reversible', '', null],
      ['credentials second-factors', 'reversible', '', null],
      ['credentials backup-codes', 'reversible', '', null],
      ['credentials app-passwords', 'destructive', '', 'Old mail program'],
      ['credentials tokens', 'reversible', '', 'Mail on the phone'],
      ['credentials tokens', 'reversible', '', 'Backup of Drive'],
      ['credentials forwarding', 'reversible', '', null],
      ['credentials forwarding-filters', 'destructive', '', 'pager@partner.example.org'],
      ['credentials delegates', 'reversible', '', 'maya.chen@example.com'],
      ['credentials send-as', 'destructive', '', 'support@partner.example.org'],
      ['groups roles', 'reversible', 'disable', '_HELP_DESK_ADMIN_ROLE'],
      ['groups groups', 'reversible', 'disable', 'All staff'],
      ['groups groups', 'reversible', 'disable', 'Team Platform'],
      ['groups groups', 'reversible', 'disable', 'On call (its only owner)'],
      ['data hand-over', 'destructive', 'disable', 'Drive (3 files) to Maya Chen'],
      ['data hand-over', 'destructive', 'disable', 'the calendar (1 coming event) to Maya Chen'],
      ['licence licences', 'destructive', 'disable,groups,data', 'Workspace'],
      ['task mail-route', 'reversible', '', null],
    ]);
    expect(pick(actions, 'disable').call).toMatch(
      /^PATCH \/admin\/directory\/v1\/users\/1\d{20} \{"suspended":true\}$/,
    );
    expect(pick(actions, 'forwarding').call).toBe(
      'PUT /gmail/v1/users/alex.moreau%40example.com/settings/autoForwarding {"enabled":false}',
    );
    expect(pick(actions, 'sessions').residualMinutes).toBe(60);
    // Nobody's roles or groups are left behind by a move, and nothing else goes.
    expect(actions.filter(endsOnMove).map(({ id }) => id.split('/')[2])).toEqual([
      'roles',
      'groups',
      'groups',
      'groups',
    ]);
  });

  it('tells of which groups the person is a manager or an owner, in both languages', async () => {
    const made = await world();
    const labels = async (id: 'U0JONAS' | 'U0MAYA') =>
      (await planOf(made, personOf(colleague(id)))).flatMap(({ stage, target }) =>
        stage === 'groups' && target ? [target.label] : [],
      );
    expect(await labels('U0JONAS')).toContainEqual({ en: 'On call (manager)', fr: 'On call (gestionnaire)' });
    expect(await labels('U0MAYA')).toContainEqual({
      en: 'Team Platform (its only owner)',
      fr: 'Team Platform (seul propriétaire)',
    });
    made.sandbox.change(({ groups }) => {
      for (const { name, members } of groups)
        if (name === 'Team Platform') for (const member of members) member.role = 'OWNER';
    });
    expect(await labels('U0MAYA')).toContainEqual({ en: 'Team Platform (owner)', fr: 'Team Platform (propriétaire)' });
  });

  it('finds whoever has the address as an alias, and cuts them under their own', async () => {
    const made = await world();
    const sofia = personOf(colleague('U0SOFIA'));
    const account = await accountOf(made, sofia);
    expect(account.login).toBe('sofia.rossi@ext.example.com');
    const disable = pick(await planOf(made, sofia), 'disable');
    await made.connector.act(disable, context());
    expect((await made.connector.readBack(disable, reading())).state).toBe('desired');
  });

  it('finds by the employee number, and lets another number speak against an address', async () => {
    const made = await world();
    changeUser(made, alex, { employeeNumber: '1042' });
    const elsewhere = { ...alex, email: 'alex@elsewhere.example.net', employeeNumber: '1042' };
    expect((await accountOf(made, elsewhere)).login).toBe(alex.email);
    const found = await made.connector.find({ ...alex, employeeNumber: '7' }, context());
    expect(found.status).toBe('ambiguous');
  });

  it('shows who was deleted lately where there is nobody else, with nothing left to do', async () => {
    const made = await world();
    const { id } = userIn(made, alex);
    changeUser(made, alex, { deletedAt: new Date().toISOString() });
    const account = await accountOf(made, alex);
    expect(account).toMatchObject({ id, status: 'deleted' });
    const { items } = await made.connector.look(account, context());
    expect(items.map(({ action, standing }) => [action.stage, standing])).toEqual([['disable', 'closed']]);
    // Somebody new with the address is who is meant.
    made.sandbox.change((state) => {
      const [former] = state.users.filter((user) => user.id === id);
      if (former) state.users.push({ ...structuredClone(former), id: '188888888888888888888', deletedAt: null });
    });
    expect((await accountOf(made, alex)).id).toBe('188888888888888888888');
  });

  it('does not take for closed what Google suspended by itself', async () => {
    const made = await world();
    changeUser(made, alex, { suspended: true, suspensionReason: 'WEB_LOGIN_REQUIRED' });
    const look = await lookOf(made, alex);
    expect(look.account.status).toBe('suspended by Google');
    const [disable] = look.items;
    expect(disable?.standing).toBe('open');
    if (!disable) return;
    expect((await made.connector.readBack(disable.action, reading())).state).toBe('not-desired');
    expect((await made.connector.act(disable.action, context())).status).toBe('accepted');
    expect((await made.connector.readBack(disable.action, reading())).state).toBe('desired');
  });

  it('leaves enforced second factors to the closing, and never calls them gone before', async () => {
    const made = await world();
    const ines = personOf(colleague('U0INES'));
    const factors = pick(await planOf(made, ines), 'second-factors');
    expect(factors.needs).toEqual(['disable']);
    await expect(made.connector.act(factors, context())).rejects.toMatchObject({ kind: 'still-open' });
    expect((await made.connector.readBack(factors, reading())).state).toBe('not-desired');
    await made.connector.act(pick(await planOf(made, ines), 'disable'), context());
    expect(await made.connector.act(factors, context())).toMatchObject({ status: 'already' });
    expect((await made.connector.readBack(factors, reading())).state).toBe('desired');
    // Behind an account that is open again they are open again.
    made.sandbox.reopen(ines.email);
    expect((await made.connector.readBack(factors, reading())).state).toBe('not-desired');
  });

  it('believes in a new password only by what can be read of the same call', async () => {
    const made = await world();
    const password = pick(await planOf(made, alex), 'password');
    made.trouble('lies');
    await made.connector.act(password, context());
    expect((await made.connector.readBack(password, reading())).state).toBe('not-desired');
    made.trouble('none');
    await made.connector.act(password, context());
    expect((await made.connector.readBack(password, reading())).state).toBe('desired');
    expect(userIn(made, alex).knowsPassword).toBe(false);
  });

  it('believes in no new password where one had to be set before, until the account is closed', async () => {
    const made = await world();
    changeUser(made, alex, { changePasswordAtNextLogin: true });
    const actions = await planOf(made, alex);
    const password = pick(actions, 'password');
    expect(password.needs).toEqual(['disable']);
    await made.connector.act(password, context());
    expect((await made.connector.readBack(password, reading())).state).toBe('unreadable');
    await made.connector.act(pick(actions, 'disable'), context());
    expect((await made.connector.readBack(password, reading())).state).toBe('desired');
  });

  it('waits for a device that is not online', async () => {
    const made = await world({ wipeMilliseconds: 600_000 });
    const device = pick(await planOf(made, alex), 'devices');
    await made.connector.act(device, context());
    expect((await made.connector.readBack(device, reading())).state).toBe('pending');
    const writes = made.writes();
    await made.connector.act(device, context());
    expect(made.writes(), 'asked for twice').toBe(writes);
    made.pass(601);
    expect((await made.connector.readBack(device, reading())).state).toBe('desired');
  });

  it('hands data over once, whoever asks again, and never believes in its end without Google’s own list', async () => {
    const made = await world({ transferMilliseconds: 3_600_000 });
    const account = await accountOf(made, alex);
    const drive = pick(await planOf(made, alex), 'hand-over');
    const later = () => ({ ...reading(), now: made.now });
    const stateNow = async () => (await made.connector.readBack(drive, later())).state;
    expect(await stateNow()).toBe('not-desired');
    made.trouble('lies');
    await made.connector.act(drive, context());
    made.trouble('none');
    expect(await stateNow(), 'accepted and never begun').toBe('not-desired');
    await made.connector.act(drive, context());
    expect(await stateNow()).toBe('pending');
    const writes = made.writes();
    expect(await made.connector.act(drive, context())).toMatchObject({ status: 'accepted' });
    expect(made.writes(), 'a second transfer').toBe(writes);
    made.pass(3601);
    expect(await stateNow()).toBe('desired');
    const { items } = await made.connector.look(account, later());
    expect(items.filter(({ action }) => action.id === drive.id)).toEqual([]);
  });

  it('does not believe Google’s record of files alone: whoever takes over has to have them', async () => {
    const made = await world();
    const drive = pick(await planOf(made, alex), 'hand-over');
    await made.connector.act(drive, context());
    const maya = (q: string) => q.includes('folder') && q.includes('alex.moreau@example.com');
    const filesAre = (files: (q: string) => object[] | null) =>
      made.lying.rewrite(({ url }, answer) => {
        const told = url.pathname.endsWith('/drive/v3/files') ? files(url.searchParams.get('q') ?? '') : null;
        return told === null ? answer : { status: 200, body: { files: told } };
      });
    const account = await accountOf(made, alex);
    const stillPlanned = async () =>
      (await made.connector.look(account, context())).items.some(({ action }) => action.id === drive.id);

    filesAre((q) => (maya(q) ? [] : null));
    await expect(made.connector.readBack(drive, reading())).rejects.toMatchObject({
      kind: 'unproven',
      words: {
        en: expect.stringContaining('has no folder of alex.moreau@example.com'),
        fr: expect.stringContaining('n’a aucun dossier de alex.moreau@example.com'),
      },
    });
    expect(await stillPlanned()).toBe(true);
    filesAre((q) => (q.startsWith("'alex.moreau@example.com' in owners") ? [{ id: 'left' }] : null));
    expect((await made.connector.readBack(drive, reading())).state).toBe('not-desired');
    expect(await stillPlanned()).toBe(true);
    made.lying.rewrite(null);
    expect((await made.connector.readBack(drive, reading())).state).toBe('desired');
    expect(await stillPlanned()).toBe(false);
    // Nobody can be asked in the name of whoever left since.
    changeUser(made, personOf(colleague('U0MAYA')), { suspended: true, suspensionReason: 'ADMIN' });
    await expect(made.connector.readBack(drive, reading())).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('makes a task of where new mail goes, because a suspended mailbox answers nobody', async () => {
    const made = await world();
    const task = pick(await planOf(made, alex), 'mail-route');
    expect(task).toMatchObject({ manual: true, stage: 'task' });
    for (const text of [inEnglish(task.call), inFrench(task.call)]) {
      expect(text).toContain('alex.moreau@example.com');
      expect(text).toContain('maya.chen@example.com');
    }
    expect((await made.connector.readBack(task, reading())).state).toBe('unreadable');
    const left = await world({ settings: { leave: ['mail-route'] } });
    expect((await planOf(left, alex)).some(({ id }) => id.endsWith('/mail-route'))).toBe(false);
  });

  it('tells what data.what leaves out, and when it would be lost', async () => {
    const made = await world({ settings: { data: { to: 'manager', what: ['drive'] } } });
    const find = async (connector: typeof made.connector) => {
      const found = await connector.find(alex, context());
      if (found.status !== 'found' || !found.accounts[0]) throw new Error(found.status);
      const { items } = await connector.look(found.accounts[0], { ...context(), heir: personOf(colleague('U0MAYA')) });
      return items.map(({ action }) => action).filter(({ id }) => id.includes('/hand-over/'));
    };
    const [, calendar, ...more] = await find(made.connector);
    expect(more).toEqual([]);
    expect(calendar).toMatchObject({
      manual: true,
      stage: 'task',
      call: {
        en: expect.stringMatching(
          /^the calendar \(\d+ coming events?\) of alex.* passes to nobody.*lost 20 days after/,
        ),
        fr: expect.stringContaining('ne passe à personne'),
      },
      verifiable: true,
    });
    if (!calendar) throw new Error('no calendar');
    const read = async () => (await made.connector.readBack(calendar, reading())).state;
    expect(await read()).toBe('not-desired');
    const at = new Date().toISOString();
    const between = { from: userIn(made, alex).id, to: userIn(made, personOf(colleague('U0HUGO'))).id };
    made.sandbox.change(({ transfers }) => {
      transfers.push({ id: '1', ...between, applicationId: '435070579839', requestedAt: at, doneAt: at });
    });
    // A person handed it on: that is read, and there is nothing left to tell.
    expect(await read()).toBe('desired');
    expect((await find(made.connector)).map(({ target }) => target?.id.split('.')[0])).toEqual(['drive']);
    const quiet = await world({ settings: { data: { to: 'manager', what: ['drive'] }, leave: ['data'] } });
    expect(await find(quiet.connector)).toHaveLength(1);
  });

  it('hands over to the manager, by what a look is told of them, or makes it a task', async () => {
    const made = await world({ settings: { data: { to: 'manager', what: ['drive'] } } });
    const account = await accountOf(made, alex);
    const handOver = async (heir: Person | null) =>
      (await made.connector.look(account, { ...context(), heir })).items
        .map(({ action }) => action)
        .find(({ stage }) => stage === 'data');
    const maya = personOf(colleague('U0MAYA'));
    expect(await handOver(maya)).toMatchObject({
      manual: false,
      target: { label: { en: 'Drive (3 files) to Maya Chen', fr: 'Drive (3 fichiers) à Maya Chen' } },
    });
    changeUser(made, maya, { suspended: true, suspensionReason: 'ADMIN' });
    for (const heir of [null, alex, maya])
      expect(await handOver(heir)).toMatchObject({
        manual: true,
        call: {
          en: expect.stringContaining('hand Drive (3 files) of alex.moreau@example.com to somebody'),
        },
      });
    const task = await handOver(null);
    if (!task) throw new Error('no task');
    expect(task.verifiable).toBe(true);
    expect((await made.connector.readBack(task, reading())).state).toBe('not-desired');
    const before = made.sandbox.state().transfers;
    made.sandbox.change((state) => {
      const [hugo] = state.users;
      const day = { requestedAt: '2026-01-01T09:00:00.000Z', doneAt: '2026-01-01T10:00:00.000Z' };
      state.transfers.push({ id: '1', from: account.id, to: hugo?.id ?? '', applicationId: '55656082996', ...day });
    });
    // That was before Alex signed in last: what came since is still theirs.
    expect((await made.connector.readBack(task, reading())).state).toBe('not-desired');
    expect(await handOver(null)).toBeDefined();
    made.sandbox.change((state) => {
      const at = new Date().toISOString();
      for (const transfer of state.transfers) Object.assign(transfer, { requestedAt: at, doneAt: at });
    });
    // A person handed it to somebody: Google’s list says so, and there is nothing left to do.
    expect((await made.connector.readBack(task, reading())).state).toBe('desired');
    expect(await handOver(null)).toBeUndefined();
    made.sandbox.change((state) => {
      state.transfers = before;
    });
    changeUser(made, alex, { suspended: true, suspensionReason: 'ADMIN' });
    // Nobody acts in the name of a suspended user: without a number, and handed over all the same.
    expect(inEnglish((await handOver(personOf(colleague('U0HUGO'))))?.target?.label ?? '')).toBe(
      'Drive to Hugo Martin',
    );
  });

  it('hands nothing to an heir who left meanwhile', async () => {
    const made = await world({ settings: { data: { to: 'maya.chen@example.com', what: ['drive'] } } });
    const drive = pick(await planOf(made, alex), 'hand-over');
    changeUser(made, personOf(colleague('U0MAYA')), { suspended: true, suspensionReason: 'ADMIN' });
    await expect(made.connector.act(drive, context())).rejects.toMatchObject({ kind: 'conflict' });
    expect(made.sandbox.state().transfers).toEqual([]);
  });

  it('hands over to one heir alone, whoever is the manager by then', async () => {
    const made = await world({
      settings: { data: { to: 'manager', what: ['drive'] } },
      transferMilliseconds: 3_600_000,
    });
    const account = await accountOf(made, alex);
    const handOver = async (id: `U${string}`) =>
      (await made.connector.look(account, { ...context(), now: made.now, heir: personOf(colleague(id)) })).items
        .map(({ action }) => action)
        .find(({ stage }) => stage === 'data');
    const toMaya = await handOver('U0MAYA');
    const toHugo = await handOver('U0HUGO');
    if (!toMaya || !toHugo) throw new Error('no hand-over');
    await made.connector.act(toMaya, context());
    const writes = made.writes();
    for (const after of [0, 3601]) {
      made.pass(after);
      const read = { ...reading(), now: made.now };
      await expect(made.connector.act(toHugo, read)).rejects.toMatchObject({
        kind: 'rejected',
        words: { en: expect.stringContaining('to somebody else already') },
      });
      expect((await made.connector.readBack(toHugo, read)).state).toBe('not-desired');
    }
    expect(made.writes()).toBe(writes);
    // Nor is there anything left to plan for a manager who came since.
    expect(await handOver('U0HUGO')).toBeUndefined();
  });

  it('says that nothing was handed over of an account that was deleted before', async () => {
    const made = await world();
    const drive = pick(await planOf(made, alex), 'hand-over');
    changeUser(made, alex, { deletedAt: new Date().toISOString() });
    await expect(made.connector.act(drive, context())).rejects.toMatchObject({ kind: 'not-found' });
    expect((await made.connector.readBack(drive, reading())).state).toBe('not-desired');
  });

  it('asks about a mailbox in its owner’s name alone, by the address that they have by then', async () => {
    const asked: string[] = [];
    const made = await world({
      watch: (fetch) => (url, init) => {
        if (url.pathname.startsWith('/gmail/')) asked.push(decodeURIComponent(url.pathname));
        return fetch(url, init);
      },
    });
    const forwarding = pick(await planOf(made, alex), 'forwarding');
    changeUser(made, alex, { primaryEmail: 'alex.new@example.com' });
    asked.length = 0;
    await made.connector.act(forwarding, context());
    expect((await made.connector.readBack(forwarding, reading())).state).toBe('desired');
    expect(new Set(asked)).toEqual(new Set(['/gmail/v1/users/alex.new@example.com/settings/autoForwarding']));
  });

  it('keeps the backup codes out of everything', async () => {
    const made = await world();
    const look = await lookOf(made, alex);
    const codes = pick(
      look.items.map(({ action }) => action),
      'backup-codes',
    );
    const answers = [look, await made.connector.readBack(codes, reading()), await made.connector.act(codes, context())];
    expect(userIn({ ...made }, alex).backupCodes).toEqual([]);
    expect(JSON.stringify(answers)).not.toMatch(/31415926|27182818/);
  });

  it('proves no empty list where nobody’s tokens are told', async () => {
    const made = await world();
    made.sandbox.change(({ users }) => {
      for (const user of users) Object.assign(user, { tokens: [], appPasswords: [], backupCodes: [] });
    });
    const { untold } = await lookOf(made, alex);
    expect(untold.map(({ what }) => what).toSorted()).toEqual(['app-passwords', 'backup-codes', 'tokens']);
    expect(inEnglish(untold[0]?.reason ?? '')).toContain('Google shows nobody’s tokens');
  });

  it('protects the last super administrator who can sign in, and the one in whose name it works', async () => {
    const made = await world({ settings: { administrator: 'hugo.martin@example.com' } });
    const protectionOf = async (person: Person) => (await accountOf(made, person)).protectedBecause;
    expect(await protectionOf(tom)).toBeNull();
    expect(await protectionOf(personOf(colleague('U0HUGO')))).toMatchObject({
      en: expect.stringContaining('Relais works in its name'),
    });
    made.sandbox.change(({ users }) => {
      for (const user of users)
        if (user.primaryEmail.startsWith('it-automation') || user.primaryEmail === tom.email)
          Object.assign(user, { isAdmin: user.primaryEmail === tom.email });
    });
    // Hugo still is one.
    expect(await protectionOf(tom)).toBeNull();
  });

  it('does not count a protected or closed account as the one who stays', async () => {
    const made = await world({ settings: { protected: ['it-automation@example.com'] } });
    changeUser(made, personOf(colleague('U0HUGO')), { suspended: true, suspensionReason: 'ADMIN' });
    const account = await accountOf(made, tom);
    expect(account.protectedBecause).toMatchObject({ en: expect.stringContaining('last super administrator') });
  });

  it('says which scope is missing, and where it is granted', async () => {
    const made = await world();
    made.loseScope();
    const report = await made.connector.check(context());
    expect(report.ok).toBe(false);
    expect(inEnglishToo(report.problems).map(({ message }) => message)).toEqual([
      'the scope https://www.googleapis.com/auth/admin.directory.group.member is not delegated',
    ]);
    expect(inEnglishToo(report.problems)[0]?.fix).toContain('Manage domain-wide delegation');
    expect(report.granted).toContain('https://www.googleapis.com/auth/admin.directory.user');
  });

  it('says what the administrator may not read, and that a licence is unknown', async () => {
    const noAdministrator = await world({ settings: { administrator: 'leo.dubois@example.com' } });
    const refused = await noAdministrator.connector.check(context());
    expect(
      inEnglishToo(refused.problems)
        .map(({ message }) => message)
        .join(),
    ).toContain('Google refuses the credentials');

    const unknown = await world({ settings: { licences: [{ product: 'Google-Apps', sku: '1', label: 'Old' }] } });
    const report = await unknown.connector.check(context());
    expect(inEnglishToo(report.problems).map(({ message }) => message)).toEqual([
      'Google knows no licence Google-Apps 1 (Old)',
    ]);
  });

  it.each([
    ['no JSON', 'canary-not-json'],
    ['another file', '{"client_email":"canary@example.com"}'],
    ['a key that is none', '{"client_email":"canary@example.com","private_key":"canary-key"}'],
  ])('refuses a key file that is %s, and does not quote it', (_, key) => {
    const settings = google.schema.parse({
      id: 'google',
      type: 'google',
      label: 'Google',
      key: 'env:KEY',
      administrator: 'it@example.com',
    });
    const deps = { env: { KEY: key }, now: () => new Date(), log: { debug() {}, info() {}, warn() {} } };
    const make = () => createGoogleConnector(settings, { ...deps, allowPrivateAddresses: false });
    expect(make).toThrow(/^env:KEY: /);
    expect(make).not.toThrow(/canary/);
  });
});
