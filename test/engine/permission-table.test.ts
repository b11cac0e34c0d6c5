import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { createMemoryStore } from '../support/memory/memory-store.ts';
import { createMemoryWorld } from '../support/memory/memory-world.ts';
import { asOf, cases, codesAllowed, commands, inPhase, sample } from '../support/permission-cases.ts';
import { phases } from '../support/permission-matrix.ts';

/**
 * The whole table through the engine: what is refused is written nowhere, what is done is in the journal under that
 * person's name.
 */
describe('the permission table through the command handler', async () => {
  const active = await sample();
  const { deps } = await createMemoryWorld();
  const clock = { now: () => new Date(asOf) };

  it.each(phases)('holds for every actor and every command of a departure: $name', async (phase) => {
    const state = inPhase(active, phase);
    let done = 0;
    for (const one of cases)
      for (const command of commands(state)) {
        const { type } = command;
        const store = createMemoryStore();
        await store.departures.create(state, [], null);
        const engine = createEngine({ ...deps, clock, store });
        const result = await engine.command(state.id, command, { type: 'person', id: one.id, roles: one.roles });
        await engine.idle();
        const journal: Entry[] = [];
        for await (const entry of store.departures.journal(state.id)) journal.push(entry);
        const told = `${one.actor} ${type} ${phase.name}: ${result.type === 'refused' ? result.refusal.code : 'done'}`;
        const allowed = codesAllowed(one, command, phase);
        if (result.type === 'done') {
          done += 1;
          expect('never' in allowed, told).toBe(true);
          expect(result.events.length === 0 || journal[0]?.by === one.id, told).toBe(true);
          continue;
        }
        const { code } = result.refusal;
        if ('only' in allowed) expect(allowed.only, told).toContain(code);
        else expect(allowed.never, told).not.toContain(code);
        expect(journal, told).toEqual([]);
        expect(await store.departures.load(state.id), told).toEqual(state);
      }
    // The canary: in every state there is something that somebody may do.
    expect(done).toBeGreaterThan(0);
  });
});
