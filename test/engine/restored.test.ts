import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readGrants, revokeAuditor } from '../../src/engine/auditors/invitations.ts';
import { createDeskAdmissions, ofAuditors } from '../../src/engine/desk/admissions.ts';
import { backupNoteKey } from '../../src/engine/restored.ts';
import { askers, invitedIn } from '../support/audit-server.ts';
import { alertsUp, confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, type MemoryWorld, mustDo, testPeople } from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';

const context = { now: () => new Date(), signal: new AbortController().signal };

it('a back-up brings back no auditor, no link and no visit, and HR is told of the end', async () => {
  const world = await createMemoryWorld();
  const { store } = world.deps;
  const [open, over] = [await invitedIn(world), await invitedIn(world)];
  await revokeAuditor(world.deps, over, askers.hr);
  const around = { now: () => world.clock.now().getTime(), secret: () => randomUUID() };
  const [desk, audit] = [
    createDeskAdmissions(store.notes, around),
    createDeskAdmissions(store.notes, around, ofAuditors),
  ];
  const visits = [await desk.enter(await desk.ticket('nadia')), await audit.enter(await audit.ticket(open))];
  const tickets = [await desk.ticket('nadia'), await audit.ticket(open)];
  await restore(world);
  expect((await readGrants(world.deps)).map(({ revoked }) => revoked?.by)).toEqual(['system', 'nadia']);
  expect([await desk.visit(visits[0] ?? ''), await audit.visit(visits[1] ?? '')]).toEqual([null, null]);
  expect([await desk.isGood(tickets[0] ?? ''), await audit.isGood(tickets[1] ?? '')]).toEqual([false, false]);
  world.engine.bringMessages();
  await world.engine.idle();
  const told = world.channel.inbox(testPeople.hr.handles.slack ?? '').flatMap(({ view }) => cardTexts(view));
  expect(told.join()).toContain('Fin décidée par qui lance des commandes sur le serveur');
});

async function confirmed(world: MemoryWorld) {
  const id = await world.plan();
  const { planHash } = await world.load(id);
  await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
  return id;
}

/** The state is put back to what it is now, after the world went on without it. */
async function restore(world: MemoryWorld) {
  await world.deps.store.notes.write(backupNoteKey, { takenAt: '2026-03-02T09:00:00.000Z' });
  await world.engine.start();
}

describe('a departure that was put back from a backup', () => {
  it('calls nothing again that was done after the backup, and does what was not', async () => {
    const world = await createMemoryWorld();
    const id = await confirmed(world);
    // After the backup the run began; of that the state knows nothing.
    const done = (await world.load(id)).revocations.filter(({ action }) => action.system === 'okta');
    for (const { action } of done) await world.deps.connectors.get('okta')?.act(action, context);
    const before = [...world.systems.okta.calls];
    expect(before.length).toBe(done.length);
    await restore(world);
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect((await world.load(id)).revocations.map(({ status }) => status)).toEqual(
      (await world.load(id)).revocations.map(() => 'verified'),
    );
    expect(world.systems.okta.calls).toEqual(before);
    expect(world.systems.code.calls.length).toBeGreaterThan(0);
  });

  it('posts no card twice, and draws anew what stands', async () => {
    const world = await createMemoryWorld();
    const id = await confirmed(world);
    // The reminder of the day belongs to no departure.
    const cards = () => world.channel.messages.filter(({ key }) => !key.startsWith('digest/'));
    const updates = () => cards().map(({ versions }) => versions.length);
    const before = updates();
    // A card that was posted after the backup.
    await world.advanceTo('2026-03-19T08:00:00.000Z');
    const lost = cards().at(-1);
    if (!lost) throw new Error('no card');
    const { version, posts, ...state } = await world.load(id);
    await world.deps.store.departures.commit(
      { ...state, version: version + 1, posts: posts.filter(({ ref }) => ref?.message !== lost.ref.message) },
      version,
      [],
      null,
    );
    await restore(world);
    await world.advanceTo('2026-03-19T12:00:00.000Z');
    const keys = world.channel.messages.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect((await world.load(id)).posts.map(({ ref }) => ref?.message)).toContain(lost.ref.message);
    for (const [index, count] of before.entries()) expect(updates()[index]).toBeGreaterThan(count);
  });

  it('is told once, and data that is no copy is told nothing', async () => {
    const world = await createMemoryWorld();
    const id = await confirmed(world);
    await world.engine.start();
    expect((await world.load(id)).restoredAt).toBeUndefined();
    await restore(world);
    const told = async () => {
      let count = 0;
      for await (const { event } of world.deps.store.departures.journal(id)) if (event.type === 'restored') count += 1;
      return count;
    };
    expect(await told()).toBe(1);
    await world.engine.start();
    expect(await told()).toBe(1);
    await world.engine.stop();
  });
});

describe('what people decided after the backup', () => {
  it('is lost with the rest, so nothing begins before somebody has confirmed again', async () => {
    const world = await createMemoryWorld();
    const id = await confirmed(world);
    // After the backup HR said that the person stays; the state that is put back does not know.
    await restore(world);
    await world.advanceTo('2026-03-02T09:01:00.000Z');
    expect(alertsUp(await world.load(id))).toEqual([['cut-off-unconfirmed', 'restored']]);
    await world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(world.systems.okta.calls).toEqual([]);
    await confirm(world, id);
    await world.advanceTo('2026-03-20T18:10:00.000Z');
    expect(world.systems.okta.live('alex@example.com', 'disable')).toBe(false);
    expect(alertsUp(await world.load(id))).toEqual([]);
  });

  it('keeps a run that had begun from going on by itself', async () => {
    const world = await createMemoryWorld();
    const id = await confirmed(world);
    for (const system of Object.values(world.systems)) system.mood = 'down';
    await world.advanceTo('2026-03-20T17:01:00.000Z');
    for (const system of Object.values(world.systems)) system.mood = 'well';
    await restore(world);
    await world.advanceTo('2026-03-20T19:00:00.000Z');
    expect(world.systems.okta.calls).toEqual([]);
    const state = await world.load(id);
    expect(alertsUp(state)).toContainEqual(['appeared', state.planHash]);
    await confirm(world, id, 'security');
    await world.advanceTo('2026-03-20T19:10:00.000Z');
    expect(world.systems.okta.live('alex@example.com', 'disable')).toBe(false);
    expect(alertsUp(await world.load(id))).toEqual([]);
  });
});
