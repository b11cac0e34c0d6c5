import { beforeEach, describe, expect, it } from 'vitest';
import type { Flow } from '../../../src/domain/flow/flow.ts';
import { preflight } from '../../../src/engine/access/preflight.ts';
import { createConversation } from '../../../src/engine/conversation/create-conversation.ts';
import { sharedAccountsOf, sharedAccountsSchema } from '../../../src/engine/people/shared-accounts.ts';
import type { ActName } from '../../../src/views/act-names.ts';
import { act } from '../../../src/views/act-names.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  testFlow,
  testPeople,
  worldDates,
} from '../../support/memory/memory-world.ts';
import { formOf } from '../../support/talk.ts';
import { cardTexts, formTexts } from '../../support/view-text.ts';

const settings = (owners: readonly string[], readers: readonly string[] = []) =>
  sharedAccountsSchema.parse([
    {
      ...{ id: 'page', name: 'LinkedIn page', network: 'linkedin', page: 'https://www.linkedin.com/company/x/admin' },
      owners: owners.map((one) => `${one}@example.com`),
      readers: readers.map((one) => `${one}@example.com`),
    },
    {
      ...{
        id: 'account',
        name: 'X account',
        network: 'x',
        page: 'https://x.com/settings',
        owners: ['tom@example.com'],
      },
      readers: readers.map((one) => `${one}@example.com`),
    },
  ]);

let world: MemoryWorld;
beforeEach(async () => {
  world = await createMemoryWorld();
});

async function planned(accounts: ReturnType<typeof settings>, flow: Flow = testFlow) {
  world.deps.sharedAccounts = accounts;
  const { engine, deps } = world;
  const leaver = testPeople.leaver;
  const actor = { type: 'person', id: 'maya', roles: [] } as const;
  const people = Object.fromEntries(Object.values(testPeople).map((one) => [one.id, one]));
  const begun = await engine.begin({ type: 'draft.start', leaver, manager: 'maya', people }, actor);
  if (begun.type !== 'done') throw new Error('not begun');
  const { id } = begun.departure;
  const patch = { kind: flow.kinds[0] ?? 'resignation', workerType: 'employee', dates: worldDates };
  await mustDo(world.ask('manager', id, { type: 'draft.edit', patch }));
  const shared = await sharedAccountsOf(deps, leaver);
  await mustDo(
    world.ask('manager', id, {
      ...{ type: 'plan.submit', flow, preflight: await preflight(deps, leaver) },
      ...{ cast: { hr: ['nadia'], it: ['tom', 'ines'], admin: [] }, people: shared.people },
      sharedAccounts: shared.accounts,
    }),
  );
  return id;
}

const accountsOf = async (id: string) =>
  (await world.load(id)).tasks.filter(({ nature }) => nature === 'shared-account');
const inboxOf = (handle: string) => world.channel.inbox(handle).map(({ view }) => cardTexts(view).join('\n'));

describe('an account that speaks for the company', () => {
  it('is another owner’s task once access ends, due within the hour, with its page and what is to be done there', async () => {
    const id = await planned(settings(['alex', 'jonas']));
    const [task, ...others] = await accountsOf(id);
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      ...{ title: 'LinkedIn page', assignee: 'jonas', status: 'waiting', proof: 'note' },
      // The cut-off is on 20 March at 18:00 in Paris.
      ...{ startsAt: '2026-03-20T17:00:00.000Z', dueAt: '2026-03-20T18:00:00.000Z' },
      ...{ escalateAt: '2026-03-20T18:00:00.000Z', escalateTo: ['maya'] },
      links: [{ url: 'https://www.linkedin.com/company/x/admin' }],
    });
    // A page is owned by people: there is no password of its own to change.
    const parts = (task?.checklist ?? []).map(({ label }) => (typeof label === 'string' ? label : label.en)).join(' ');
    expect(parts).toContain('highest role');
    expect(parts).not.toContain('password');
    await world.advanceTo('2026-03-20T16:59:00.000Z');
    expect(inboxOf('U-jonas').join('\n')).not.toContain('LinkedIn page');
    await world.advanceTo('2026-03-20T17:01:00.000Z');
    expect(inboxOf('U-jonas').join('\n')).toContain('LinkedIn page');
    await world.advanceTo('2026-03-20T18:01:00.000Z');
    expect((await accountsOf(id))[0]?.escalatedAt).not.toBeNull();
  });

  it('has its password, sessions and second factor gone through where a network has no roles', async () => {
    const id = await planned(settings(['jonas'], ['alex']));
    const account = (await accountsOf(id)).find(({ title }) => title === 'X account');
    expect(account?.assignee).toBe('tom');
    const parts = (account?.checklist ?? []).map(({ label }) => (typeof label === 'string' ? label : label.en));
    expect(parts.join(' ')).toContain('password');
    expect(parts.join(' ')).toContain('sessions');
  });

  it('is the manager’s where nobody else owns it, and nobody’s task where the leaver does not stand there', async () => {
    expect(await accountsOf(await planned(settings(['alex'])))).toMatchObject([{ assignee: 'maya' }]);
    world = await createMemoryWorld();
    expect(await accountsOf(await planned(settings(['jonas'], ['priya'])))).toEqual([]);
  });

  it('stays whoever’s it is when its owner moves inside the company', async () => {
    const move: Flow = { ...testFlow, access: 'old-role' };
    expect(await accountsOf(await planned(settings(['alex', 'jonas']), move))).toEqual([]);
  });

  it('is moved with the cut-off', async () => {
    const id = await planned(settings(['alex', 'jonas']));
    const cutOff = { at: '2026-03-18T12:00:00.000Z', zone: 'Europe/Paris' };
    await mustDo(world.ask('manager', id, { type: 'departure.reschedule', dates: { ...worldDates, cutOff } }));
    expect(await accountsOf(id)).toMatchObject([
      { startsAt: '2026-03-18T12:00:00.000Z', dueAt: '2026-03-18T13:00:00.000Z' },
    ]);
  });

  it('tells its other owner nothing of a dismissal before the click at the meeting', async () => {
    await planned(settings(['alex', 'jonas']), confidentialFlow);
    await world.advanceTo('2026-03-20T19:00:00.000Z');
    expect(inboxOf('U-jonas')).toEqual([]);
  });

  it('stands in the plan that the walk shows', async () => {
    world.deps.sharedAccounts = settings(['alex', 'jonas']);
    const conversation = createConversation(world.deps, world.engine);
    const say = async (name: ActName, id: string | null, values: Record<string, string | null>, seen = '') => {
      const ref = act(name, id, seen === '' ? {} : { seen });
      return conversation.act({ ref, values, words: [] }, { person: testPeople.manager, channel: 'slack' });
    };
    const who = { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' };
    const day = formOf(await say('walk.who', null, who));
    const id = day.submit?.act.departureId ?? '';
    const closed = { lastWorkingDay: '2026-03-30', equipment: null, credentials: null };
    const plan = formOf(await say('walk.day', id, closed, day.submit?.act.seen ?? ''));
    expect(plan.kind).toBe('plan');
    expect(formTexts(plan).join('\n')).toContain('LinkedIn page');
  });
});

describe('the list of accounts in relais.yaml', () => {
  const one = { id: 'page', name: 'Page', page: 'https://example.com/admin', owners: ['a@example.com'] };
  it.each([
    ['without an owner', [{ ...one, owners: [] }]],
    ['with a page that is no https', [{ ...one, page: 'http://example.com' }]],
    ['with an id twice', [one, { ...one, name: 'Other' }]],
    ['with an unknown network', [{ ...one, network: 'myspace' }]],
  ])('is refused %s', (_, list) => {
    expect(sharedAccountsSchema.safeParse(list).success).toBe(false);
    expect(sharedAccountsSchema.safeParse([one]).success).toBe(true);
  });
});
