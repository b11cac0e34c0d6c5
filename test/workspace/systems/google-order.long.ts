import { describe, expect, it } from 'vitest';
import type { Departure } from '../../../src/domain/departure.ts';
import type { Flow } from '../../../src/domain/flow/flow.ts';
import { confirm, release } from '../../support/memory/confirmed-run.ts';
import { testFlow, testPeople } from '../../support/memory/memory-world.ts';
import { cutsSandboxes } from './cuts-sandboxes.ts';

const { email } = testPeople.leaver;

async function google(flow: Flow) {
  const { world, systems } = await cutsSandboxes(['google'], 'U0ALEX', { added: ['google'] });
  const [system] = systems;
  if (!system) throw new Error('not added');
  const id = await world.plan({}, flow);
  await confirm(world, id);
  /** What Google was asked to change, in order; tokens are asked for on the way. */
  const writes: string[] = [];
  let last: unknown;
  system.onChange(() => {
    const [call] = system.calls();
    if (!call || call === last) return;
    last = call;
    if (call.method === 'GET' || call.path === '/token') return;
    const what = call.path.replace(/^.*\/(?=[^/]+$)/, '').replace(/^\d{21}$/, 'user');
    writes.push(`${call.method} ${what}`);
  });
  return { world, system, id, writes };
}

const openOf = ({ revocations }: Departure) =>
  revocations.filter(({ status }) => status !== 'verified').map(({ action, status }) => [action.id, status]);

/** Where mail goes on to is only set in Google's console: a person's, and it keeps nothing else waiting. */
const mailRoute = [expect.stringMatching(/\/mail-route$/), 'manual'];

describe('the order at Google', () => {
  it('ends what changes of an open account alone before it is suspended, and all of it is proven', async () => {
    const { world, system, id, writes } = await google(testFlow);
    await world.advanceTo('2026-03-20T17:00:10.000Z');
    const patches = writes.flatMap((write, index) => (write === 'PATCH user' ? [index] : []));
    // Password and recovery data, the suspension, and the password once more behind the closed door.
    expect(patches).toHaveLength(4);
    const suspended = patches[2] ?? 0;
    for (const early of ['POST turnOff', 'POST invalidate', 'PUT autoForwarding', 'DELETE 1'])
      expect(writes.indexOf(early), early).toBeLessThan(suspended);
    for (const early of ['POST turnOff', 'POST invalidate', 'PUT autoForwarding', 'DELETE 1'])
      expect(writes).toContain(early);
    expect(writes.indexOf('POST signOut')).toBeGreaterThan(suspended);
    await world.advanceTo('2026-03-20T19:00:00.000Z');
    expect(openOf(await world.load(id))).toEqual([mailRoute]);
    expect(system.signIn(email)).toBe(false);
  });

  it('suspends first where the cut-off is released by a click', async () => {
    const released: Flow = { ...testFlow, cutOff: { ...testFlow.cutOff, mode: 'released' } };
    const { world, system, id, writes } = await google(released);
    await world.advanceTo('2026-03-20T17:00:10.000Z');
    await release(world, id);
    await world.advanceTo('2026-03-20T19:00:00.000Z');
    expect(writes[0]).toBe('PATCH user');
    // Google takes neither of these of a suspended account, and neither opens anything behind it.
    expect(writes).not.toContain('POST turnOff');
    expect(writes).not.toContain('PUT autoForwarding');
    expect(writes).toContain('POST signOut');
    expect(openOf(await world.load(id))).toEqual([mailRoute]);
    expect(system.signIn(email)).toBe(false);
  });

  it('suspends after two minutes whatever still fails, and cuts the rest then', async () => {
    const { world, system, id } = await google(testFlow);
    system.misbehave('half-failing');
    await world.advanceTo('2026-03-20T17:01:50.000Z');
    expect(closedIn(await world.load(id))).toBe(false);
    await world.advanceTo('2026-03-20T17:02:30.000Z');
    const failing = await world.load(id);
    const closing = failing.revocations.find(({ action }) => action.stage === 'disable');
    expect(closing?.startedAt, 'the closing was tried').not.toBeNull();
    system.misbehave('none');
    await world.advanceTo('2026-03-20T21:00:00.000Z');
    expect(system.signIn(email)).toBe(false);
  });
});

describe('data before licences', () => {
  it('hands over to the manager first, waits as long as Google takes, and gives the licence back then', async () => {
    const { world, system, id } = await google(testFlow);
    const find = (state: Departure, verb: string) =>
      state.revocations.filter(({ action }) => action.id.split('/')[2] === verb);
    await world.advanceTo('2026-03-20T17:50:00.000Z');
    const waiting = await world.load(id);
    expect(find(waiting, 'hand-over').map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(find(waiting, 'licences').map(({ status }) => status)).toEqual(['planned']);
    expect(waiting.runEndedAt).toBeNull();
    // Everything else was done meanwhile: nobody's access waits for files.
    expect(openOf(waiting)).toHaveLength(4);
    expect(openOf(waiting)).toContainEqual(mailRoute);
    expect(system.signIn(email)).toBe(false);
    await world.advanceTo('2026-03-20T21:00:00.000Z');
    const done = await world.load(id);
    expect(openOf(done)).toEqual([mailRoute]);
    const at = (verb: string) => find(done, verb).map(({ endedAt }) => endedAt ?? '');
    for (const licence of at('licences')) for (const data of at('hand-over')) expect(licence >= data).toBe(true);
    expect(done.runEndedAt).not.toBeNull();
  });
});

function closedIn({ revocations }: Departure): boolean {
  return revocations.some(({ action, startedAt }) => action.stage === 'disable' && startedAt !== null);
}
