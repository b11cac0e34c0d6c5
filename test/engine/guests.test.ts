import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../src/domain/people/people.ts';
import type { Act, Reply } from '../../src/engine/conversation/conversation.ts';
import { createConversation } from '../../src/engine/conversation/create-conversation.ts';
import { createDirectory } from '../../src/engine/people/directory.ts';
import { organisationSchema } from '../../src/engine/people/organisation.ts';
import { type ActName, act } from '../../src/views/act-names.ts';
import { createMemoryChannel, type Standing } from '../support/memory/memory-channel.ts';
import { createMemoryStore } from '../support/memory/memory-store.ts';
import { createMemoryWorld, mustDo, testPeople, testPerson } from '../support/memory/memory-world.ts';

const lea = testPerson('lea', 'Léa Roy', { handles: { slack: 'U1' } });

function directoryWhere(standing: Standing | null, people: readonly Person[] = [lea]) {
  const channel = createMemoryChannel(people);
  if (standing) channel.standing.set('U1', standing);
  const clock = { now: new Date('2026-03-02T09:00:00.000Z') };
  let count = 0;
  const directory = createDirectory({
    people: createMemoryStore().people,
    channels: new Map([['slack', channel]]),
    organisation: organisationSchema.parse({ roles: { hr: [lea.email] } }),
    clock: { now: () => clock.now },
    newId: () => `id-${++count}`,
  });
  const later = () => {
    clock.now = new Date(clock.now.getTime() + 3_600_000);
  };
  return { channel, directory, later };
}

describe('who is no full member of the workspace', () => {
  it.each(['guest', 'closed'] as const)(
    'a %s is a stranger who can be named, because they can leave',
    async (standing) => {
      const { directory } = directoryWhere(standing);
      expect(await directory.byHandle('slack', 'U1')).toBeNull();
      const named = await directory.named('slack', { handle: 'U1' });
      expect(named).toMatchObject({ email: lea.email, handles: {} });
      expect((await directory.byEmail(lea.email))?.id).toBe(named?.id);
      expect(named && directory.rolesOf(named)).toEqual([]);
      expect(await directory.holders('hr')).toEqual([]);
    },
  );

  it('somebody of another workspace is nobody at all', async () => {
    const { directory } = directoryWhere('elsewhere');
    expect(await directory.byHandle('slack', 'U1')).toBeNull();
    expect(await directory.named('slack', { handle: 'U1' })).toBeNull();
    expect(await directory.byEmail(lea.email)).toBeNull();
    expect(await directory.holders('hr')).toEqual([]);
  });

  it.each(['guest', 'closed', 'elsewhere'] as const)(
    'a member who became a %s loses voice and role',
    async (standing) => {
      const { channel, directory, later } = directoryWhere(null);
      const member = await directory.byHandle('slack', 'U1');
      expect(member && directory.rolesOf(member)).toEqual(['hr']);
      expect(await directory.holders('hr')).toHaveLength(1);
      channel.standing.set('U1', standing);
      later();
      expect(await directory.holders('hr')).toEqual([]);
      expect(await directory.byHandle('slack', 'U1')).toBeNull();
      const now = await directory.byId(member?.id ?? '');
      expect(now && directory.rolesOf(now)).toEqual([]);
      channel.standing.delete('U1');
      later();
      expect(await directory.byHandle('slack', 'U1')).toMatchObject({ id: member?.id, handles: { slack: 'U1' } });
    },
  );

  it('a member whose address changed stays one', async () => {
    const people = [lea];
    const { directory, later } = directoryWhere(null, people);
    const before = await directory.byHandle('slack', 'U1');
    people.splice(0, 1, { ...lea, email: 'lea.new@example.com' });
    later();
    expect(await directory.byEmail(lea.email)).toMatchObject({ id: before?.id, handles: { slack: 'U1' } });
  });

  it('a name is looked for among members only, and must be one person’s', async () => {
    expect((await directoryWhere(null).directory.named('slack', { name: 'léa roy' }))?.email).toBe(lea.email);
    const twin = testPerson('lea2', 'Léa Roy', { handles: { slack: 'U2' } });
    expect(await directoryWhere(null, [lea, twin]).directory.named('slack', { name: 'Léa Roy' })).toBeNull();
  });
});

describe('a guest in a departure', () => {
  const guest = testPerson('gus', 'Gus Guest', { handles: {}, managerId: 'maya' });
  const start = async () => {
    const world = await createMemoryWorld();
    await world.deps.store.people.save(guest);
    const conversation = createConversation({ ...world.deps, log: pino({ level: 'silent' }) }, world.engine);
    const say = async (
      person: Person,
      name: ActName,
      more: { id?: string; target?: string; seen?: string; values?: Act['values']; words?: Act['words'] } = {},
    ): Promise<Reply> => {
      const { id = null, target, seen, values = null, words = [] } = more;
      const ref = act(name, id, { ...(target && { target }), ...(seen && { seen }) });
      const reply = await conversation.act({ ref, values, words }, { person, channel: 'slack' });
      await world.engine.idle();
      return reply;
    };
    return { world, say };
  };
  const refusal =
    'Gus Guest is a guest, or their account is closed: Relais does not speak with them. Choose somebody else.';

  it('can be whoever leaves, and gets nothing from Relais', async () => {
    const { world, say } = await start();
    expect(await say(testPeople.hr, 'start', { words: [{ personId: 'gus' }] })).toMatchObject({ type: 'form' });
    const id = await world.plan({}, undefined, guest);
    const { planHash } = await world.load(id);
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
    await world.advanceTo('2026-03-25T09:00:00.000Z');
    const { posts, leaver } = await world.load(id);
    expect(leaver.id).toBe('gus');
    expect(posts.filter(({ to, ref }) => to === 'gus' && ref !== null)).toEqual([]);
    expect(world.channel.messages.map(({ to }) => to)).not.toContain('D-');
  });

  it('is no manager', async () => {
    const { say } = await start();
    const values = { leaver: 'alex', manager: 'gus', kind: 'resignation', workerType: 'employee' };
    expect(await say(testPeople.manager, 'walk.who', { values })).toEqual({
      type: 'errors',
      errors: { manager: refusal },
    });
  });

  it.each(['to', 'fallback'])('takes no handover (%s)', async (field) => {
    const { world, say } = await start();
    const id = await world.plan();
    const values = {
      title: 'Billing',
      notes: null,
      to: 'priya',
      fallback: null,
      dueDate: '2026-03-19',
      [field]: 'gus',
    };
    const reply = await say(testPeople.manager, 'handover.add.submit', { id, values });
    expect(reply).toEqual({ type: 'errors', errors: { [field]: refusal } });
  });

  it('is handed no task and no action', async () => {
    const { world, say } = await start();
    const id = await world.plan();
    const { tasks, revocations } = await world.load(id);
    const task = tasks.find(({ assignee }) => assignee === 'priya');
    const action = revocations[0]?.action.id ?? '';
    const values = { to: 'gus' };
    const error = { type: 'errors', errors: { to: refusal } };
    expect(
      await say(testPeople.manager, 'task.reassign.submit', { id, target: task?.id ?? '', seen: '1', values }),
    ).toEqual(error);
    expect(await say(testPeople.it, 'access.hand.submit', { id, target: action, seen: '1', values })).toEqual(error);
  });

  it('sees no card change any more that stood with them as a member', async () => {
    const { world } = await start();
    const id = await world.plan();
    const before = world.channel.messages.filter(({ to }) => to === 'D-U-priya').map(({ versions }) => versions.length);
    expect(before.length).toBeGreaterThan(0);
    world.channel.standing.set('U-priya', 'guest');
    await world.advanceTo('2026-03-02T10:00:00.000Z');
    expect(await world.deps.directory.byHandle('slack', 'U-priya')).toBeNull();
    const { tasks } = await world.load(id);
    const task = tasks.find(({ assignee }) => assignee === 'priya');
    await mustDo(
      world.ask('manager', id, {
        type: 'task.skip',
        taskId: task?.id ?? '',
        rev: task?.rev ?? 0,
        reason: 'not needed',
      }),
    );
    const after = world.channel.messages.filter(({ to }) => to === 'D-U-priya').map(({ versions }) => versions.length);
    expect(after).toEqual(before);
  });
});

describe('somebody whom nobody can find', () => {
  const said = async (why: 'unescaped' | 'address' | 'name', locale: 'en' | 'fr') => {
    const world = await createMemoryWorld();
    const conversation = createConversation({ ...world.deps, log: pino({ level: 'silent' }) }, world.engine);
    const asked: Act = { ref: act('start', null), values: null, words: ['offboard', { unfound: '@alex.moreau', why }] };
    const reply = await conversation.act(asked, { person: { ...testPeople.manager, locale }, channel: 'slack' });
    if (reply.type !== 'notice') throw new Error(`expected a notice, got ${reply.type}`);
    expect(reply.notice.actions.map((one) => one.act.name)).toEqual(['start']);
    return String(reply.notice.text);
  };

  it.each([
    ['unescaped', 'en', ['@alex.moreau', 'arrive unescaped', 'Escape channels, users, and links']],
    ['unescaped', 'fr', ['@alex.moreau', 'sans échappement', 'Escape channels, users, and links']],
    ['address', 'en', ['nobody with the address']],
    ['address', 'fr', ['personne à l’adresse']],
    ['name', 'en', ['more than one person']],
    ['name', 'fr', ['plus d’une personne']],
  ] as const)('is told why (%s, %s), and the window is offered', async (why, locale, words) => {
    const text = await said(why, locale);
    for (const one of words) expect(text).toContain(one);
  });
});
