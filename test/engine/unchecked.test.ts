import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { quotation } from '../../src/domain/localized.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { alertsUp, confirmed } from '../support/memory/confirmed-run.ts';
import { type MemoryWorld, mustDo, testPeople } from '../support/memory/memory-world.ts';
import { actNamesOf, cardTexts } from '../support/view-text.ts';

const silence = () => {
  throw new ConnectorError('unproven', quotation('the list of groups may be cut short'));
};

async function ended(): Promise<{ world: MemoryWorld; id: string }> {
  const made = await confirmed();
  await made.world.advanceTo('2026-03-20T18:10:00.000Z');
  return made;
}

const unchecked = (state: Departure) => alertsUp(state).filter(([kind]) => kind === 'unchecked');

async function acknowledge(world: MemoryWorld, id: string): Promise<void> {
  const alert = (await world.load(id)).alerts.find(({ kind, clearedAt }) => kind === 'unchecked' && clearedAt === null);
  await mustDo(world.ask('it', id, { type: 'alert.acknowledge', alertId: alert?.id ?? '' }));
}

describe('what was proven gone, and cannot be read again on later days', () => {
  it('is in IT’s hands after a day, with the reason, and is asked again for three days and no longer', async () => {
    const { world, id } = await ended();
    const { connector } = world.systems.okta;
    let asked = 0;
    connector.readBack = async () => {
      asked += 1;
      return silence();
    };
    await world.advanceTo('2026-03-22T12:00:00.000Z');
    expect(unchecked(await world.load(id))).toEqual([]);
    await world.advanceTo('2026-03-23T08:00:00.000Z');
    const state = await world.load(id);
    expect(unchecked(state)).toEqual([['unchecked', 'okta/okta-alex']]);
    const alert = state.alerts.find(({ kind }) => kind === 'unchecked');
    if (!alert) throw new Error('no alarm');
    const card = alertCard(state, alert, testPeople.it, world.clock.now().toISOString());
    expect(cardTexts(card).join('\n')).toContain('the list of groups may be cut short');
    expect(actNamesOf(card)).toEqual(['alert.acknowledge', 'access.review']);
    expect(world.channel.inbox('U-tom').some(({ view }) => view.title === card.title)).toBe(true);

    await world.advanceTo('2026-03-26T00:00:00.000Z');
    const afterPatience = asked;
    await world.advanceTo('2026-03-27T08:00:00.000Z');
    expect(asked).toBe(afterPatience);
    // The day of the next look asks once more, and the row of days ends with it.
    await world.advanceTo('2026-04-30T08:00:00.000Z');
    expect(asked).toBe(afterPatience + 3);
    const last = await world.load(id);
    expect(last.revocations.filter(({ action }) => action.system === 'okta').map(({ rechecked }) => rechecked)).toEqual(
      [
        [1, 7],
        [1, 7],
        [1, 7],
      ],
    );
    // It ends in somebody's hands: the alarm stays until a person has looked.
    expect(unchecked(last)).toEqual([['unchecked', 'okta/okta-alex']]);
    await acknowledge(world, id);
    await world.advanceTo('2026-05-30T08:00:00.000Z');
    expect(unchecked(await world.load(id))).toEqual([]);
  });

  it('is no alarm any more once it is read again, and one silence rings once', async () => {
    const { world, id } = await ended();
    const { connector } = world.systems.okta;
    const { readBack } = connector;
    connector.readBack = async () => silence();
    await world.advanceTo('2026-03-23T08:00:00.000Z');
    await acknowledge(world, id);
    await world.advanceTo('2026-03-24T08:00:00.000Z');
    expect(unchecked(await world.load(id))).toEqual([]);
    connector.readBack = readBack;
    await world.advanceTo('2026-03-26T08:00:00.000Z');
    expect((await world.load(id)).revocations.every(({ rechecked }) => rechecked.includes(1))).toBe(true);

    const again = await ended();
    const { connector: other } = again.world.systems.okta;
    const well = other.readBack;
    other.readBack = async () => silence();
    await again.world.advanceTo('2026-03-23T08:00:00.000Z');
    expect(unchecked(await again.world.load(again.id))).toHaveLength(1);
    other.readBack = well;
    await again.world.advanceTo('2026-03-24T08:00:00.000Z');
    expect(unchecked(await again.world.load(again.id))).toEqual([]);
  });

  it('is told as well where the vendor answers, and its answer shows nothing', async () => {
    const { world, id } = await ended();
    world.systems.okta.connector.readBack = async () => ({ state: 'unreadable', evidence: [] });
    await world.advanceTo('2026-03-23T08:00:00.000Z');
    expect(unchecked(await world.load(id))).toEqual([['unchecked', 'okta/okta-alex']]);
  });
});

describe('the use of an account that cannot be read', () => {
  it('is in IT’s hands after a day, stays there when the watch has ended, and goes when it is read', async () => {
    const { world, id } = await ended();
    const { connector } = world.systems.okta;
    const { lastUse } = connector;
    connector.lastUse = async () => silence();
    // The first report is due on the 21st, after the residual hour.
    await world.advanceTo('2026-03-22T12:00:00.000Z');
    expect(unchecked(await world.load(id))).toEqual([]);
    await world.advanceTo('2026-03-23T08:00:00.000Z');
    expect(unchecked(await world.load(id))).toEqual([['unchecked', 'okta/okta-alex']]);
    connector.lastUse = lastUse;
    await world.advanceTo('2026-03-24T08:00:00.000Z');
    expect(unchecked(await world.load(id))).toEqual([]);
    connector.lastUse = async () => silence();
    await world.advanceTo('2026-06-01T08:00:00.000Z');
    expect(world.scheduler.next()).toBeNull();
    expect(unchecked(await world.load(id))).toEqual([['unchecked', 'okta/okta-alex']]);
    await acknowledge(world, id);
    expect(unchecked(await world.load(id))).toEqual([]);
  });
});
