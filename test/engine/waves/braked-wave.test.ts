import { beforeAll, describe, expect, it } from 'vitest';
import { standingOf } from '../../../src/domain/waves/standing.ts';
import { brakesSchema } from '../../../src/engine/brakes/limits.ts';
import { alertsUp, confirm } from '../../support/memory/confirmed-run.ts';
import { mustDo, testPeople } from '../../support/memory/memory-world.ts';
import { formOf } from '../../support/talk.ts';
import { cardTexts, formTexts } from '../../support/view-text.ts';
import { emails, waveWorld } from '../../support/wave-world.ts';

const { hr, it: tom, security: ines } = testPeople;

/** A company in which so many cut-offs may begin in an hour, and one person of IT alone confirms. */
async function company(count: number, perHour: number) {
  const made = await waveWorld(count);
  made.world.deps.brakes = brakesSchema.parse({ cutOffs: { perHour, perDay: 40 } });
  const [flow] = made.world.deps.flows;
  if (!flow) throw new Error('no flow');
  const confirmation = { ...flow.confirmation, confirmers: [{ role: 'it' as const, count: 1 }] };
  made.world.deps.flows = [{ ...flow, confirmation }];
  return made;
}

/** A wave of five: of the third cut-off in an hour on, the brake holds all. */
async function braked() {
  const made = await company(5, 2);
  const posted = new Map<string, number>();
  const { channel } = made.world;
  const post = channel.post.bind(channel);
  channel.post = async (target, view, key) => {
    const reader = target.to.type === 'person' ? target.to.person.id : 'others';
    posted.set(reader, (posted.get(reader) ?? 0) + 1);
    return post(target, view, key);
  };
  const wave = await made.begun(emails(made.people));
  await made.confirm(tom);
  await made.world.advanceTo('2026-03-20T17:30:00.000Z');
  const standings = async () => {
    const now = made.world.clock.now().toISOString();
    const current = await made.wave();
    const all = await Promise.all(
      current.members.map(async (member) =>
        standingOf(current, { member, departure: await made.world.load(member.departure) }, now),
      ),
    );
    return Object.fromEntries([...new Set(all)].map((one) => [one, all.filter((other) => other === one).length]));
  };
  const inbox = (person: { id: string }) => made.world.channel.inbox(`U-${person.id}`);
  const alarms = (person: { id: string }) => inbox(person).filter(({ key }) => key.includes('alert|')).length;
  return { ...made, planned: wave, standings, inbox, alarms, posted };
}

describe('a brake that holds some of a wave', () => {
  let made: Awaited<ReturnType<typeof braked>>;
  beforeAll(async () => {
    made = await braked();
  });

  it('is one alarm on the one card of the wave, however many cut-offs it holds', async () => {
    const { standings, inbox, alarms, card, posted } = made;
    expect(await standings()).toEqual({ closed: 2, held: 3 });
    // The card once it was planned, and the one that rings for the brake in its place.
    for (const person of [tom, ines]) expect(posted.get(person.id), person.id).toBe(2);
    for (const person of [hr, tom, ines]) {
      expect(inbox(person).filter(({ key }) => key.startsWith('wave/')).length, person.id).toBe(1);
      expect(alarms(person), person.id).toBe(0);
      const shown = card(person);
      const words = shown ? cardTexts(shown).join('\n') : '';
      expect(words.replace(/[\u00a0\u202f]/g, ' ')).toContain(
        person === tom
          ? 'The brake holds 3 cut-offs of this wave: nothing of them begins until two different people have released them.'
          : 'Le frein retient 3 fermetures de cette vague : rien n’en commence avant que deux personnes différentes aient levé le frein.',
      );
      // Whom it holds stands behind the button.
      expect(words).not.toContain('Zelda Quill');
    }
  });

  it('rings for itself in a departure that leaves the wave', async () => {
    const { world, planned, alarms, standings } = made;
    const states = await Promise.all(planned.members.map(({ departure }) => world.load(departure)));
    const held = states.find((one) => one.runStartedAt === null) ?? expect.fail('nobody is held');
    await mustDo(world.ask('it', held.id, { type: 'wave.leave' }));
    await world.advanceTo('2026-03-20T17:31:00.000Z');
    expect(await standings()).toEqual({ closed: 2, held: 2, left: 1 });
    expect(alarms(tom)).toBeGreaterThan(0);
  });

  it('is released for all of them by two people from that card, and ends', async () => {
    const { say, standings, world, card } = made;
    for (const person of [tom, ines]) {
      const form = formOf(await say(person, 'brakes.open'));
      const named = formTexts(form).flatMap((one) => one.match(/Zelda Quill \d+/) ?? []);
      expect(new Set(named).size).toBe(2);
      await say(person, 'brakes.release', { seen: form.submit?.act.seen ?? '' });
    }
    await world.advanceTo('2026-03-20T18:30:00.000Z');
    expect(await standings()).toEqual({ closed: 4, left: 1 });
    const shown = card(hr);
    expect(shown ? cardTexts(shown).join('\n') : '').not.toContain('The brake holds');
  });
});

it('is heard of by IT where it holds somebody who was begun anew after the wave had ended', async () => {
  const made = await company(2, 1);
  const { world } = made;
  const { members } = await made.begun(emails(made.people));
  for (const { departure } of members)
    await mustDo(world.ask('hr', departure, { type: 'departure.cancel', reason: 'Called off' }));
  await world.advanceTo('2026-03-02T10:00:00.000Z');
  expect((await made.wave()).status).toBe('ended');
  for (const { departure } of members) {
    await mustDo(world.ask('hr', departure, { type: 'departure.reopen', reason: 'After all' }));
    await world.engine.idle();
    await confirm(world, departure);
  }
  await world.advanceTo('2026-03-20T17:30:00.000Z');
  const states = await Promise.all(members.map(({ departure }) => world.load(departure)));
  const held = states.filter((one) => one.runStartedAt === null);
  expect(held.map(alertsUp)).toEqual([[['braked', 'cut-off']]]);
  const alarms = world.channel.inbox(`U-${tom.id}`).filter(({ key }) => key.includes('alert|'));
  expect(alarms.some(({ key }) => key.includes('braked'))).toBe(true);
});
