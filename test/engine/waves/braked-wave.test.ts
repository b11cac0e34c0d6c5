import { expect, it } from 'vitest';
import { audience } from '../../../src/domain/cards/audience.ts';
import { standingOf } from '../../../src/domain/waves/standing.ts';
import { testPeople } from '../../support/memory/memory-world.ts';
import { formOf } from '../../support/talk.ts';
import { cardTexts, formTexts } from '../../support/view-text.ts';
import { emails, waveWorld } from '../../support/wave-world.ts';

const { hr, it: tom, security: ines } = testPeople;

/** A wave of fourteen that one person alone confirms: of the eleventh cut-off in an hour on, the brake holds all. */
async function braked() {
  const made = await waveWorld(14);
  const [flow] = made.world.deps.flows;
  if (!flow) throw new Error('no flow');
  const confirmation = { ...flow.confirmation, confirmers: [{ role: 'it' as const, count: 1 }] };
  made.world.deps.flows = [{ ...flow, confirmation }];
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
  return { ...made, planned: wave, standings, inbox, posted };
}

it('is one alarm on the one card of the wave, however many cut-offs the brake holds', async () => {
  const { standings, inbox, card, posted } = await braked();
  expect(await standings()).toEqual({ closed: 10, held: 4 });
  // The card once it was planned, and the one that rings for the brake in its place.
  for (const person of [tom, ines]) expect(posted.get(person.id), person.id).toBe(2);
  for (const person of [hr, tom, ines]) {
    expect(inbox(person).filter(({ key }) => key.startsWith('wave/')).length, person.id).toBe(1);
    expect(inbox(person).filter(({ key }) => key.includes('alert|')).length, person.id).toBe(0);
    const shown = card(person);
    const words = shown ? cardTexts(shown).join('\n') : '';
    expect(words.replace(/[\u00a0\u202f]/g, ' ')).toContain(
      person === tom
        ? 'The brake holds 4 cut-offs of this wave: nothing of them begins until two different people have released them.'
        : 'Le frein retient 4 fermetures de cette vague : rien n’en commence avant que deux personnes différentes aient levé le frein.',
    );
    // Whom it holds stands behind the button.
    expect(words).not.toContain('Zelda Quill');
  }
});

it('is released for all of them by two people from that card, and ends', async () => {
  const { say, standings, world, card } = await braked();
  for (const person of [tom, ines]) {
    const form = formOf(await say(person, 'brakes.open'));
    const named = formTexts(form).flatMap((one) => one.match(/Zelda Quill \d+/) ?? []);
    expect(new Set(named).size).toBe(4);
    await say(person, 'brakes.release', { seen: form.submit?.act.seen ?? '' });
  }
  await world.advanceTo('2026-03-20T18:30:00.000Z');
  expect(await standings()).toEqual({ closed: 14 });
  const shown = card(hr);
  expect(shown ? cardTexts(shown).join('\n') : '').not.toContain('The brake holds');
});

it('rings for itself in a departure that was left out of the wave', async () => {
  const { world, planned, inbox } = await braked();
  const states = await Promise.all(planned.members.map(({ departure }) => world.load(departure)));
  const held = states.find((one) => one.runStartedAt === null);
  if (!held?.wave) throw new Error('nobody is held');
  const now = world.clock.now().toISOString();
  const alerts = (state: typeof held) => audience(state, now).filter((spec) => spec.card === 'alert');
  expect(alerts(held)).toEqual([]);
  const left = { ...held, wave: { ...held.wave, leftAt: held.createdAt } };
  expect(alerts(left).map(({ reader }) => reader)).toEqual(expect.arrayContaining(['tom']));
  expect(inbox(tom).length).toBeGreaterThan(0);
});
