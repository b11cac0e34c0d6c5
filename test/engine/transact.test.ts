import { describe, expect, it, vi } from 'vitest';
import type { Command } from '../../src/domain/command.ts';
import type { Actor } from '../../src/domain/people/people.ts';
import { transact } from '../../src/engine/transact.ts';
import { createMemoryWorld } from '../support/memory/memory-world.ts';

const system = { type: 'system' } as const;
const key = 'departure|-|maya';
/** Something that is written down whenever it is asked for; `hash` tells one from the other. */
const update = (hash: string): Command => ({
  type: 'post.intend-updates',
  updates: [{ key, hash }],
  leaseUntil: '2026-03-02T09:02:00.000Z',
});

async function planned() {
  const world = await createMemoryWorld();
  const id = await world.plan();
  const before = await world.load(id);
  const commit = vi.spyOn(world.deps.store.departures, 'commit');
  const entries = async () => {
    const found: string[] = [];
    for await (const { event, seq } of world.deps.store.departures.journal(id))
      if (event.type === 'updates-intended' && seq > before.entries)
        found.push(...event.updates.map(({ hash }) => hash));
    return found;
  };
  return { ...world, id, before, commit, entries };
}

describe('commands that come while another is being committed', () => {
  it('are committed together, in the order they came, and each is told its own', async () => {
    const { deps, id, before, commit, entries } = await planned();
    const results = await Promise.all(['a', 'b', 'c', 'd'].map((hash) => transact(deps, id, update(hash), system)));
    expect(results.map((result) => (result.type === 'done' ? result.events : result))).toMatchObject(
      ['a', 'b', 'c', 'd'].map((hash) => [{ type: 'updates-intended', updates: [{ key, hash }] }]),
    );
    expect(commit.mock.calls.length).toBeLessThanOrEqual(2);
    expect(await entries()).toEqual(['a', 'b', 'c', 'd']);
    const [last] = results.slice(-1);
    expect(last?.departure?.version).toBe(before.version + commit.mock.calls.length);
  });

  it('are each decided on what those before them left: nobody confirms twice', async () => {
    const { deps, id, before, entries } = await planned();
    const tom: Actor = { type: 'person', id: 'tom', roles: ['it'] };
    const confirm: Command = { type: 'access.confirm', planHash: before.planHash ?? '' };
    const results = await Promise.all([
      transact(deps, id, update('a'), system),
      transact(deps, id, confirm, tom),
      transact(deps, id, confirm, tom),
      transact(deps, id, update('b'), system),
    ]);
    expect(results.map(({ type }) => type)).toEqual(['done', 'done', 'refused', 'done']);
    expect(await entries()).toEqual(['a', 'b']);
  });

  it('are all decided again when another process was faster', async () => {
    const { deps, id, commit, entries } = await planned();
    commit.mockResolvedValueOnce('conflict').mockResolvedValueOnce('conflict');
    const results = await Promise.all(['a', 'b', 'c'].map((hash) => transact(deps, id, update(hash), system)));
    expect(results.map(({ type }) => type)).toEqual(['done', 'done', 'done']);
    expect(await entries()).toEqual(['a', 'b', 'c']);
  });

  it('fail when they cannot be kept, and the next ones have their turn', async () => {
    const { deps, id, commit, entries } = await planned();
    commit.mockRejectedValueOnce(new Error('the disk is full'));
    const [first, ...rest] = await Promise.allSettled(
      ['a', 'b', 'c'].map((hash) => transact(deps, id, update(hash), system)),
    );
    expect(first?.status).toBe('rejected');
    expect(rest.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await entries()).toEqual(['b', 'c']);
  });
});
