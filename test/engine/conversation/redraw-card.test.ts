import { describe, expect, it } from 'vitest';
import { createConversation } from '../../../src/engine/conversation/create-conversation.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  mustDo,
  type TestPersonName,
  testPeople,
} from '../../support/memory/memory-world.ts';
import { cardTexts } from '../../support/view-text.ts';

async function standing(...plan: Parameters<Awaited<ReturnType<typeof createMemoryWorld>>['plan']>) {
  const world = await createMemoryWorld();
  const id = await world.plan(...plan);
  const conversation = createConversation(world.deps, world.engine);
  const seenBy = async (who: TestPersonName, key: string): Promise<string | null> => {
    const view = await conversation.standing(`${id}/${key}`, { person: testPeople[who], channel: 'teams' });
    return view && cardTexts(view).join('\n');
  };
  return { world, id, conversation, seenBy };
}

const inChannel = { cardChannel: { channel: 'slack' as const, id: 'C-people' } };

describe('a card that is looked at again', () => {
  it('says what is true by then, and is nobody’s act', async () => {
    const { world, id, seenBy } = await standing();
    const key = 'task|handover-1|priya';
    const before = await seenBy('priya', key);
    const { version } = await world.load(id);
    const { rev } = (await world.load(id)).tasks.find((task) => task.id === 'handover-1') ?? { rev: 0 };
    expect(version).toBe((await world.load(id)).version);
    expect((await world.deps.store.people.byId('priya'))?.prefers).toBeUndefined();
    await mustDo(world.ask('priya', id, { type: 'task.accept', taskId: 'handover-1', rev }));
    const after = await seenBy('priya', key);
    expect(before).not.toBeNull();
    expect(after).not.toBe(before);
  });

  it.each(['task|handover-1|priya', 'departure|-|maya', 'departure-details|-|maya', 'access|-|tom'])(
    'is its reader’s alone: %s',
    async (key) => {
      const { seenBy } = await standing();
      const reader = key.split('|')[2];
      const seen = await Promise.all(
        (['manager', 'priya', 'jonas', 'hr', 'it', 'security', 'leaver'] as const).map(async (who) =>
          (await seenBy(who, key)) === null ? [] : [testPeople[who].id],
        ),
      );
      expect(seen.flat()).toEqual([reader]);
    },
  );

  it('is nothing when no such card stands, was meant, or can be', async () => {
    const { seenBy, conversation } = await standing();
    for (const key of ['access|-|priya', 'survey|-|alex', 'task|handover-9|priya', 'x|y|z', '', '|', 'alert|a|tom'])
      for (const who of ['priya', 'leaver', 'it', 'manager'] as const) expect(await seenBy(who, key)).toBeNull();
    for (const key of ['', '/', 'home', 'no-departure/departure|-|maya', '/departure|-|maya'])
      expect(await conversation.standing(key, { person: testPeople.manager, channel: 'teams' })).toBeNull();
  });

  it('in a channel is for those who prepare the departure, each with their own view; for nobody else', async () => {
    const { seenBy } = await standing(inChannel);
    const key = 'departure|-|maya';
    const [byManager, byHr] = [await seenBy('manager', key), await seenBy('hr', key)];
    expect(byManager).not.toBeNull();
    expect(byHr).not.toBeNull();
    for (const who of ['priya', 'jonas', 'leaver'] as const) expect(await seenBy(who, key)).toBeNull();
    // What stands in the manager's own chat all the same is only theirs.
    expect(await seenBy('hr', 'outcome|-|maya')).toBeNull();
  });

  it('of a dismissal that nobody may know of yet, neither', async () => {
    const { seenBy } = await standing(inChannel, confidentialFlow);
    for (const who of ['priya', 'jonas', 'leaver'] as const)
      for (const key of ['departure|-|maya', 'departure-details|-|maya', `farewell|-|${testPeople[who].id}`])
        expect(await seenBy(who, key)).toBeNull();
    expect(await seenBy('hr', 'departure|-|maya')).not.toBeNull();
  });
});
