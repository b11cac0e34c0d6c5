import { z } from 'zod';
import { instantSchema } from '../domain/calendar/time.ts';
import type { EngineDeps } from './deps.ts';

/** Under which key a database says that it was moved here, and when; whoever starts from it first finds it. */
export const moveNoteKey = 'moved-here';
const moveNoteSchema = z.strictObject({ movedAt: instantSchema });

/** Departures asked for beside one another. */
const beside = 20;

/**
 * The scheduler's jobs do not move with a database, so every departure in which somebody may still have to act is woken
 * once, and asks for its next wake-up itself; what is only watched is found by the sweep. Returns how many; null when
 * nothing was moved. Safe to be cut short: the note goes last.
 */
export async function wakeAfterMove({ store, scheduler, clock, log }: EngineDeps): Promise<number | null> {
  const kept = await store.notes.read(moveNoteKey);
  if (kept === null) return null;
  const { movedAt } = moveNoteSchema.parse(kept);
  const ids: string[] = [];
  for await (const { id, status } of store.departures.search({ live: true })) if (status !== 'draft') ids.push(id);
  const departures = ids.length;
  await Promise.all(
    Array.from({ length: beside }, async () => {
      for (let id = ids.shift(); id !== undefined; id = ids.shift())
        await scheduler.wakeAt(id, clock.now(), 'continue');
    }),
  );
  await store.notes.write(moveNoteKey, null);
  log.info({ movedAt, departures }, 'everything was moved here; every departure is looked at once');
  return departures;
}
