import { expect, it } from 'vitest';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { moreForm } from '../../src/views/forms/more-form.ts';
import { createMemoryWorld, mustDo, testPeople } from '../support/memory/memory-world.ts';
import { actNamesOf, formActions } from '../support/view-text.ts';

it.each(['departure.cancel', 'departure.retain'] as const)(
  '%s is open to the manager before the run, and only to HR and administrators once it has begun',
  async (type) => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: (await world.load(id)).planHash ?? '' }));
    // On the card, or behind its button *More*.
    const buttons = async (who: 'manager' | 'hr') => {
      const departure = await world.load(id);
      const card = actNamesOf(departureCard(departure, testPeople[who], world.clock.now().toISOString()));
      expect(card).toContain('departure.more');
      return [
        ...card,
        ...formActions(moreForm(departure, testPeople[who], { byMail: false })).map(({ act }) => act.name),
      ];
    };
    expect(await buttons('manager')).toContain(type);

    world.systems.okta.mood = 'down';
    await world.advanceTo('2026-03-20T17:05:00.000Z');
    expect((await world.load(id)).runStartedAt).not.toBeNull();
    const command = { type, reason: 'we changed our minds' } as const;
    // Whoever asked for it, and the manager whom they named, are one person here.
    expect(await world.ask('manager', id, command)).toMatchObject({ refusal: { code: 'stop-needs-role' } });
    expect(await buttons('manager')).not.toContain(type);
    expect(await buttons('hr')).toContain(type);
    expect(await world.ask('hr', id, command)).toMatchObject({ type: 'done' });
  },
);

it('a manager who asked for it may still stop a run that has not begun', async () => {
  const world = await createMemoryWorld();
  const id = await world.plan();
  await world.advanceTo('2026-03-20T18:00:00.000Z');
  expect((await world.load(id)).runStartedAt).toBeNull();
  const result = await world.ask('manager', id, { type: 'departure.retain', reason: 'nobody confirmed it' });
  expect(result).toMatchObject({ type: 'done' });
});
