import { describe, expect, it } from 'vitest';
import { standingOf } from '../../src/domain/waves/standing.ts';
import { testPeople } from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';
import { emails, type WaveWorld, waveWorld } from '../support/wave-world.ts';

const { hr, it: tom, security: ines, jonas, priya } = testPeople;

async function standings({ world, wave }: WaveWorld): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  const current = await wave();
  for (const member of current.members) {
    const departure = await world.deps.store.departures.load(member.departure);
    const standing = standingOf(current, { member, departure }, world.clock.now().toISOString());
    found[standing] = (found[standing] ?? 0) + 1;
  }
  return found;
}

describe('a wave', () => {
  it('of two hundred is planned, confirmed once by its quorum, spread, and closed', async () => {
    const made = await waveWorld(200);
    const posts = new Map<string, number>();
    const { channel } = made.world;
    const post = channel.post.bind(channel);
    channel.post = async (target, view, key) => {
      const to = target.to.type === 'person' ? target.to.person.id : target.to.id;
      posts.set(to, (posts.get(to) ?? 0) + 1);
      return post(target, view, key);
    };
    Object.assign(made.world.systems.okta.connector, { perMinute: 60 });
    const wave = await made.begun(emails(made.people));
    expect(wave.status).toBe('planned');
    expect(await standings(made)).toEqual({ unconfirmed: 200 });
    expect(wave.floors.find(({ system }) => system === 'okta')?.perMinute).toBe(60);
    expect(await made.confirm(tom)).toMatchObject({ type: 'done' });
    expect(await standings(made)).toEqual({ unconfirmed: 200 });
    expect(await made.confirm(ines)).toMatchObject({ type: 'done' });
    expect(await standings(made)).toEqual({ confirmed: 200 });
    // Nobody outside of those who prepare it has heard anything.
    for (const person of [...made.people, jonas, priya])
      expect(made.world.channel.inbox(`U-${person.id}`), person.id).toEqual([]);

    const ends = await Promise.all(
      wave.members.map(async ({ departure }) => (await made.world.load(departure)).dates?.cutOff.at ?? ''),
    );
    expect(ends.toSorted()[0]).toBe('2026-03-20T17:00:00.000Z');
    // As many as a minute of sixty calls has room for begin together, and the last when all before have been served.
    const floor = wave.floors.find(({ system }) => system === 'okta');
    const minutes = (Date.parse(ends.toSorted().at(-1) ?? '') - Date.parse('2026-03-20T17:00:00.000Z')) / 60_000;
    expect(minutes).toBe(Math.floor(((floor?.calls ?? 0) * 199) / 200 / 60));

    await made.world.advanceTo('2026-03-20T17:02:00.000Z');
    const early = await standings(made);
    expect(early['confirmed']).toBeGreaterThan(100);
    await made.world.advanceTo('2026-03-21T17:00:00.000Z');
    expect(await standings(made)).toEqual({ closed: 200 });
    for (const { email } of made.people) expect(made.world.systems.okta.live(email, 'disable'), email).toBe(false);
    await made.world.engine.idle();
    expect(cardTexts(made.card(hr) ?? expect.fail('no card')).join('\n')).toContain('fermés');
    expect((await made.wave()).status).toBe('ended');
    // Of two hundred departures: the card of the wave, one step, and the reminders of two days; for the manager, all
    // that she leads, and the step that is late in each.
    await made.world.engine.sweep();
    await made.world.engine.idle();
    const counted = ['nadia', 'maya', 'tom', 'ines', 'priya'].map((id) => [id, posts.get(id) ?? 0]);
    expect(counted).toEqual([
      ['nadia', 4],
      ['maya', 2],
      ['tom', 1],
      ['ines', 1],
      ['priya', 0],
    ]);
    // One card for each who prepares it, however much happened.
    for (const reader of [hr, tom, ines])
      expect(made.world.channel.inbox(`U-${reader.id}`).filter(({ key }) => key.startsWith('wave/'))).toHaveLength(1);
  }, 600_000);
});
