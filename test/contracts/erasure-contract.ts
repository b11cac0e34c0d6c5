import { describe, expect, it } from 'vitest';
import { joined } from '../../src/domain/alumni/changes.ts';
import { day, plus } from '../../src/domain/calendar/time.ts';
import { thingCalled } from '../../src/domain/equipment/thing.ts';
import { isTaskOpen } from '../../src/domain/tasks/task.ts';
import { createEquipmentRegister } from '../../src/engine/equipment/register.ts';
import { readTombstone } from '../../src/engine/erasure/tombstones.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, mustDo, testPerson, worldDates } from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';

/** A database that can be searched as somebody with its files would, and a back-up of it likewise. */
export interface ErasureBench {
  open(): Promise<Store>;
  /** Every byte that the database keeps, as far as Relais promises anything about it. */
  allBytes(): Promise<Buffer>;
  /** Every byte of a back-up that is made now. */
  backUpBytes(): Promise<Buffer>;
  /** The wrapped data key of a departure; null where there is none. */
  wrappedKey(id: string): Promise<Buffer | null>;
  dispose(): Promise<void>;
}

const canary = 'Xanadu';

/**
 * After an erasure nothing of the person is anywhere: not in bytes, not under the master key, not in a back-up made
 * afterwards.
 */
export function erasureContract(name: string, makeBench: () => Promise<ErasureBench>): void {
  describe(`erasure contract: ${name}`, () => {
    it('leaves no byte and no key of anybody, and a chain that verifies', async () => {
      const bench = await makeBench();
      try {
        const store = await bench.open();
        const notes = new Set<string>();
        const { write, change } = store.notes;
        store.notes.write = (key, value) => {
          notes.add(key);
          return write(key, value);
        };
        store.notes.change = (key, decide) => {
          notes.add(key);
          return change(key, decide);
        };
        const world = await createMemoryWorld({ store });
        world.deps.retention = { sector: 'finance', policies: [] };
        const leaver = testPerson('xanadu-id', `${canary} Canary`, {
          email: 'xanadu.canary@example.com',
          handles: { slack: 'U-XANADU' },
          managerId: 'maya',
        });
        await store.people.save(leaver);
        await world.deps.settings.save(leaver.id, { locale: 'fr' });
        const laptop = { ...thingCalled('Laptop'), serial: `${canary}-SN-1`, note: `For ${canary}` };
        const register = createEquipmentRegister(store.notes);
        await register.put(new Map([[leaver.email, [laptop]]]));
        const id = await world.plan({ equipment: ['Badge'] }, undefined, leaver);
        await mustDo(world.ask('it', id, { type: 'equipment.add', thing: laptop }));
        const sent = { taskId: 'equipment-2', rev: 1, carrier: canary, tracking: `${canary}-9001` };
        await mustDo(world.ask('it', id, { type: 'equipment.ship', ...sent }));
        await confirm(world, id);
        await world.advanceTo(plus(worldDates.cutOff.at, day));
        for (const { id: taskId } of (await world.load(id)).tasks.filter(isTaskOpen)) {
          const rev = (await world.load(id)).tasks.find((one) => one.id === taskId)?.rev ?? 0;
          const done = { type: 'task.complete', taskId, rev, notes: `For ${canary}`, condition: 'good' } as const;
          await mustDo(world.ask('hr', id, done));
        }
        await world.advanceTo('2026-04-05T00:00:00.000Z');
        expect((await world.load(id)).status).toBe('completed');
        // They stay in touch, which is apart from their departure.
        const alumnus = await store.alumni.begin(id, '2026-04-05T00:00:00.000Z', (one) =>
          joined(
            one,
            leaver,
            { purposes: ['newsletter'], rehire: 'yes', email: 'xanadu@home.example', mark: 'm', isConfirmed: true },
            '2026-04-05T00:00:00.000Z',
          ),
        );
        const wrapped = await bench.wrappedKey(id);
        if (wrapped === null) throw new Error('no data key');
        // The canary of the canary: what is searched is where it stands.
        expect((await bench.allBytes()).includes(wrapped)).toBe(true);
        expect((await bench.allBytes()).includes(id)).toBe(true);

        await world.advanceTo('2026-05-05T00:00:00.000Z');

        expect(await store.departures.load(id)).toBeNull();
        expect(await bench.wrappedKey(id)).toBeNull();
        expect(await store.alumni.ofDeparture(id)).toBeNull();
        expect((await store.alumni.load(alumnus.id))?.name).toBe(leaver.name);
        await store.alumni.erase(alumnus.id);
        expect(await store.alumni.load(alumnus.id)).toBeNull();
        for (const bytes of [await bench.allBytes(), await bench.backUpBytes()]) {
          expect(bytes.includes(wrapped)).toBe(false);
          for (const form of [canary, canary.toLowerCase(), canary.toUpperCase()])
            for (const written of [
              form,
              Buffer.from(form).toString('base64').slice(0, 7),
              Buffer.from(form).toString('hex'),
            ])
              expect(bytes.includes(written), written).toBe(false);
        }
        // Whoever has the master key reads nothing of them either.
        expect(await store.people.byId(leaver.id)).toBeNull();
        expect(await store.people.byEmail(leaver.email)).toBeNull();
        expect(await store.people.byHandle('slack', 'U-XANADU')).toBeNull();
        expect(await register.of([leaver.email])).toEqual([]);
        expect(notes.size).toBeGreaterThan(3);
        for (const key of notes) expect(JSON.stringify(await store.notes.read(key)), key).not.toMatch(/xanadu/i);
        for await (const other of store.departures.search({})) expect(other.id).not.toBe(id);
        const journal = [];
        for await (const entry of store.departures.journal(id)) journal.push(entry);
        expect(journal).toEqual([]);
        expect((await readTombstone(store.notes, id))?.extract?.access.length).toBeGreaterThan(3);
        // Nor does the chat platform.
        const chat = world.channel.messages.flatMap(({ view, key }) => [key, ...cardTexts(view)]).join('\n');
        expect(chat).not.toMatch(/xanadu/i);
        const found = [];
        for await (const one of store.audit.verify()) found.push(one);
        expect(found.flatMap(({ findings }) => findings)).toEqual([]);
        expect(found.find((one) => one.departureId === id)?.entries).toBeGreaterThan(50);
      } finally {
        await bench.dispose();
      }
    }, 400_000);
  });
}
