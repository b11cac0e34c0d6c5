import { expect, it } from 'vitest';
import type { Account } from '../../../src/domain/systems/account.ts';
import { look } from '../../../src/engine/access/execute.ts';
import { findAccounts } from '../../../src/engine/access/find-accounts.ts';
import { forgetNames, rememberedNames, rememberNames } from '../../../src/engine/people/remembered-names.ts';
import { type Connector, ConnectorError } from '../../../src/engine/ports/connector.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { createMemoryWorld, mustDo, testPeople } from '../../support/memory/memory-world.ts';

const at = '2026-11-02T09:00:00.000Z';
const later = '2026-11-03T09:00:00.000Z';
const person = { ...testPeople.leaver, otherEmails: ['a.moreau@example.com'] };
const context = { now: () => new Date(at), signal: new AbortController().signal };

function account(login: string, more: Partial<Account> = {}): Account {
  return {
    ...{ system: 'code', systemLabel: 'Code', tenant: 'org/1', id: '7', login, name: null, status: 'member' },
    ...{ protectedBecause: null, ...more },
  };
}

/** A system that knows no addresses: only who is named is found, by the names that the accounts have now. */
function namingSystem(accounts: readonly Account[], tenant = 'org/1') {
  const askedBy: (readonly string[])[] = [];
  const connector = {
    ...{ id: 'code', label: 'Code', userNames: true },
    find: async ({ userNames = {} }: typeof person & { userNames?: Record<string, string[]> }) => {
      const names = userNames['code'] ?? [];
      askedBy.push(names);
      const theirs = accounts.filter(({ login }) => names.includes(login));
      const told = { tenant, asked: names, evidence: [] };
      return theirs.length > 0 ? { ...told, status: 'found', accounts: theirs } : { ...told, status: 'none' };
    },
    look: async ({ id }: Account) => {
      const found = accounts.find((one) => one.id === id);
      if (!found) throw new ConnectorError('not-found', { en: 'gone', fr: 'parti' });
      return { account: found, presence: 'there', items: [], untold: [], snapshot: {} };
    },
  } as unknown as Connector;
  return { connector, askedBy };
}

const remember = async (accounts: readonly Account[], told: readonly string[] = [], when = at) => {
  const { notes } = createMemoryStore();
  await rememberNames(notes, person, { accounts, told, at: when });
  return notes;
};

it('remembers an account by its id, how it was learnt, and its newest name; and nothing that is an address', async () => {
  const notes = await remember([account('amoreau'), account('alex@example.com', { id: '8' })], ['AMoreau']);
  const first = { system: 'code', tenant: 'org/1', accountId: '7', name: 'amoreau', how: 'told', at };
  expect(await rememberedNames(notes, person)).toEqual([first]);
  // The look after it finds the account by what is remembered: how it was learnt stays.
  await rememberNames(notes, person, { accounts: [account('amoreau')], told: [], at: later });
  expect(await rememberedNames(notes, person)).toEqual([first]);
  await rememberNames(notes, person, { accounts: [account('alexm')], told: [], at: later });
  expect(await rememberedNames(notes, person)).toEqual([{ ...first, name: 'alexm', how: 'listed', at: later }]);
  await forgetNames(notes, person);
  expect(await rememberedNames(notes, person)).toEqual([]);
});

it('finds by what is remembered whom the system does not find by any address', async () => {
  const notes = await remember([account('amoreau')]);
  const { connector, askedBy } = namingSystem([account('amoreau')]);
  expect(await findAccounts(notes, connector, { person, known: [], context })).toMatchObject({
    status: 'found',
    accounts: [{ id: '7' }],
  });
  expect(askedBy).toEqual([[], ['amoreau']]);
});

it('asks no more than once where the search finds the account, and not by one that is gone or of another organisation', async () => {
  const notes = await remember([account('amoreau')]);
  const known = { ...person, userNames: { code: ['amoreau'] } };
  const found = namingSystem([account('amoreau')]);
  await findAccounts(notes, found.connector, { person: known, known: [], context });
  expect(found.askedBy).toEqual([['amoreau']]);
  for (const { connector, askedBy } of [namingSystem([]), namingSystem([account('amoreau')], 'org/2')]) {
    expect((await findAccounts(notes, connector, { person, known: [], context })).status).toBe('none');
    expect(askedBy).toEqual([[]]);
  }
});

it('neither follows a name that is somebody else’s by now, nor leaves out in silence an account that has another name', async () => {
  const notes = await remember([account('amoreau')]);
  const taken = namingSystem([account('alexm'), account('amoreau', { id: '9' })]);
  await expect(findAccounts(notes, taken.connector, { person, known: [], context })).rejects.toMatchObject({
    kind: 'mismatch',
    message: expect.stringContaining('code:alexm'),
  });
  // Whoever says whose it is ends that.
  const named = { ...person, userNames: { code: ['alexm'] } };
  expect(await findAccounts(notes, taken.connector, { person: named, known: [], context })).toMatchObject({
    status: 'found',
    accounts: [{ id: '7' }],
  });
});

/** A departure in a world whose code system finds the leaver's account by another name than an address. */
async function departureWithName(draft: { userNames?: Record<string, string[]> } = {}) {
  const world = await createMemoryWorld();
  const { deps } = world;
  const { connector } = world.systems.code;
  const named = (one: Account): Account => ({ ...one, login: 'amoreau' });
  let onFind = async () => {};
  (deps.connectors as Map<string, Connector>).set('code', {
    ...connector,
    userNames: true,
    find: async (...asked) => {
      await onFind();
      const found = await connector.find(...asked);
      return found.status === 'found' ? { ...found, accounts: found.accounts.map(named) } : found;
    },
    look: async ({ login: _, ...one }, asks) => {
      const seen = await connector.look({ ...one, login: testPeople.leaver.email }, asks);
      return { ...seen, account: named(seen.account) };
    },
  });
  const id = await world.plan(draft);
  const confirmAndRun = async () => {
    const { planHash } = await world.load(id);
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
    await world.advanceTo('2026-03-20T17:00:30.000Z');
    expect((await world.load(id)).runStartedAt).not.toBeNull();
  };
  return {
    ...{ world, id, confirmAndRun },
    lookNow: () => look(deps, id, 'code'),
    meanwhile: (work: () => Promise<void>) => {
      onFind = work;
    },
    known: () => rememberedNames(deps.store.notes, testPeople.leaver),
  };
}

it('learns in a departure from the look that found the account, once the run that people confirmed has begun; of whom was erased meanwhile, nothing', async () => {
  const { world, id, confirmAndRun, lookNow, meanwhile, known } = await departureWithName();
  await lookNow();
  expect(await known()).toEqual([]);
  await confirmAndRun();
  expect(await known()).toMatchObject([{ system: 'code', name: 'amoreau', how: 'listed' }]);
  meanwhile(async () => {
    meanwhile(async () => {});
    await forgetNames(world.deps.store.notes, testPeople.leaver);
    await world.deps.store.audit.erase(id);
  });
  await lookNow();
  expect(await known()).toEqual([]);
});

it('learns nothing of a name that was told wrongly in a departure that is called off before its run', async () => {
  const { world, id, lookNow, known } = await departureWithName({ userNames: { code: ['amoreau'] } });
  await lookNow();
  await mustDo(world.ask('manager', id, { type: 'departure.cancel', reason: 'It was another name' }));
  await lookNow();
  expect(await known()).toEqual([]);
});
