import { describe, expect, it } from 'vitest';
import { noHolidays } from '../../../src/domain/calendar/business-days.ts';
import { quotation } from '../../../src/domain/localized.ts';
import { ChannelError } from '../../../src/engine/ports/channel.ts';
import { collectedLock } from '../../../src/engine/waves/collected-cards.ts';
import { ringFor } from '../../../src/engine/waves/collected-ring.ts';
import { takeOffWaveCards } from '../../../src/engine/waves/take-off-wave-cards.ts';
import { mustDo, testPeople } from '../../support/memory/memory-world.ts';
import { samples } from '../../support/sample-departures.ts';
import { cardTexts } from '../../support/view-text.ts';
import { emails, waveWorld } from '../../support/wave-world.ts';

const { it: tom, security: ines } = testPeople;
const group = 'task.step.test-reduction.paperwork';

/** A confirmed wave; what Tom was ever posted of its step, and a way to hand it to him in one departure. */
async function confirmed(count: number) {
  const made = await waveWorld(count);
  const { world } = made;
  const posts: string[] = [];
  const post = world.channel.post.bind(world.channel);
  world.channel.post = async (target, view, key) => {
    if (key.startsWith('collected/') && key.includes('/tom/')) posts.push(key);
    return post(target, view, key);
  };
  const { id, members } = await made.begun(emails(made.people));
  await made.confirm(tom);
  await made.confirm(ines);
  const brought = async () => {
    world.engine.goOnWithWave(id);
    await world.engine.sweep();
    await world.engine.idle();
  };
  const change = async (index: number, verb: 'hand' | 'do') => {
    const departure = members[index]?.departure ?? '';
    const rev = (await world.load(departure)).tasks.find((one) => one.id === 'step-paperwork')?.rev ?? -1;
    const task = { taskId: 'step-paperwork', rev };
    if (verb === 'hand') await mustDo(world.ask('hr', departure, { type: 'task.reassign', ...task, to: tom }));
    else await mustDo(world.ask('it', departure, { type: 'task.complete', ...task, notes: null, condition: null }));
    await brought();
  };
  const cards = () => world.channel.inbox('U-tom').filter(({ key }) => key.startsWith('collected/'));
  const at = async (instant: string) => {
    await world.advanceTo(instant);
    await brought();
  };
  return { ...made, id: { wave: id, group, reader: tom.id }, members, posts, change, cards, at };
}

describe('what joins a collected card on the day on which it rang', () => {
  it('rings on the next working morning, once', async () => {
    const { change, posts, at, cards } = await confirmed(3);
    await change(0, 'hand');
    await change(1, 'hand');
    expect(posts).toHaveLength(1);
    // Midnight is no time to ring for what could wait.
    await at('2026-03-03T02:00:00.000Z');
    expect(posts).toHaveLength(1);
    await at('2026-03-03T10:00:00.000Z');
    expect(posts).toHaveLength(2);
    await at('2026-03-04T10:00:00.000Z');
    await at('2026-03-06T10:00:00.000Z');
    expect(posts).toHaveLength(2);
    expect(cards().map(({ view }) => view.subtitle)).toEqual(['In 2 departures']);
  });

  it('rings at once where all that stood there was done', async () => {
    const { change, posts, at } = await confirmed(3);
    await change(0, 'hand');
    await change(0, 'do');
    await change(1, 'hand');
    expect(posts).toHaveLength(2);
    await at('2026-03-03T10:00:00.000Z');
    expect(posts).toHaveLength(2);
  });

  it('rings at once for an escalation that waits for no morning, and later for another', () => {
    const { departure } = samples['planned'] ?? expect.fail('there is no such sample');
    const [task] = departure.tasks;
    if (task === undefined) throw new Error('no task');
    const { people } = departure;
    const reader = people[departure.manager ?? ''] ?? expect.fail('no manager');
    const kept = { ref: {}, rangOn: '2026-03-03', asked: [`d-0/${task.id}`], joined: [] };
    const open = (nature: 'step' | 'shared-account') =>
      ['d-0', 'd-1'].map((id) => ({ departure: { ...departure, id }, task: { ...task, nature }, isOpen: true }));
    const ring = (nature: 'step' | 'shared-account', which: string) =>
      ringFor(kept, {
        group: which,
        open: open(nature),
        reader,
        now: '2026-03-03T10:00:00.000Z',
        calendar: noHolidays,
      });
    expect(ring('shared-account', 'escalation.shared-account')).toBe('now');
    expect(ring('step', 'escalation.step.f.s')).toBe('later');
    expect(ring('shared-account', 'task.shared-account')).toBe('later');
  });
});

describe('a message that a newer one replaced', () => {
  it('is not forgotten while it cannot be taken away: the next rings once it is gone', async () => {
    const { world, change, posts, at, cards } = await confirmed(3);
    const withdraw = world.channel.withdraw.bind(world.channel);
    world.channel.withdraw = async () => {
      throw new ChannelError('unavailable', quotation('down'));
    };
    await change(0, 'hand');
    await at('2026-03-03T10:00:00.000Z');
    await change(1, 'hand');
    expect([posts.length, cards().length]).toEqual([2, 2]);
    await at('2026-03-04T10:00:00.000Z');
    await change(2, 'hand');
    expect([posts.length, cards().length]).toEqual([2, 2]);
    world.channel.withdraw = withdraw;
    await at('2026-03-04T11:00:00.000Z');
    expect([posts.length, cards().length]).toEqual([3, 1]);
  });
});

describe('taking a departure off the cards of its wave', () => {
  it('waits while somebody brings one of them, and forgets no message that came meanwhile', async () => {
    const { world, members, change, id } = await confirmed(2);
    await change(0, 'hand');
    const erased = await world.load(members[0]?.departure ?? '');
    const now = world.clock.now().getTime();
    expect(await world.deps.store.once.take(collectedLock(id), now, now + 1000)).toBe('taken');
    expect(await takeOffWaveCards(world.deps, erased)).toBe('later');
    await world.deps.store.once.giveBack(collectedLock(id));
    expect(await takeOffWaveCards(world.deps, erased)).toEqual([]);
  });

  it('is not undone by who had read it before', async () => {
    const { world, members, change } = await confirmed(3);
    for (const index of [0, 1]) await change(index, 'hand');
    const { once, departures } = world.deps.store;
    const take = once.take.bind(once);
    const load = departures.load.bind(departures);
    const gone = members[0]?.departure ?? '';
    // The erasure begins after the lines were read, and before the card is brought.
    let isGone = false;
    once.take = async (...given) => {
      if (given[0].startsWith('card/collected-card/') && given[0].endsWith('/tom')) isGone = true;
      return take(...given);
    };
    departures.load = async (one) => (isGone && one === gone ? null : load(one));
    // Also what was said for a moment: nobody else draws the card of a wave that has ended.
    const said: string[] = [];
    const update = world.channel.update.bind(world.channel);
    world.channel.update = async (ref, view, key) => {
      if (isGone && key.startsWith('collected/') && key.includes('/tom/')) said.push(cardTexts(view).join('\n'));
      return update(ref, view, key);
    };
    await change(2, 'hand');
    expect(isGone).toBe(true);
    expect(said.join('\n')).toContain('Zelda Quill 3');
    expect(said.join('\n')).not.toContain('Zelda Quill 1');
  });
});
