import { z } from 'zod';
import type { Clock } from '../engine/ports/clock.ts';
import type { NotesStore } from '../engine/ports/store.ts';

/** The local workspace's clock: real time plus what people moved it forward by. Remembered over restarts. */
export interface MovableClock extends Clock {
  moveBy(milliseconds: number): Promise<void>;
}

const noteKey = 'workspace-clock';
const noteSchema = z.object({ offset: z.number().min(0) });

export async function openMovableClock(notes: NotesStore, realNow: () => number = Date.now): Promise<MovableClock> {
  const kept = noteSchema.safeParse(await notes.read(noteKey));
  let offset = kept.success ? kept.data.offset : 0;
  return {
    now: () => new Date(realNow() + offset),
    async moveBy(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError('the clock of the workspace only moves forward');
      offset += milliseconds;
      await notes.write(noteKey, { offset });
    },
  };
}
