import { createHash } from 'node:crypto';
import type { Departure } from '../../src/domain/departure.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { sampleDeparture, sampleEntries, sampleTask } from './samples.ts';

/** Of two pieces. */
export const fileBytes = Buffer.alloc(700_000, 'proof of the step ');

/** Stores a departure with one file as its state names it, and gives the file's id. */
export async function storeWithFile(store: Store, id: string): Promise<string> {
  await store.departures.create(sampleDeparture(id), sampleEntries(id, 1, 1), null);
  const file = await store.files.keep(id, fileBytes);
  const sha256 = createHash('sha256').update(fileBytes).digest('hex');
  const task: Departure['tasks'][number] = {
    ...sampleTask('t1', 'teammate-1'),
    proof: 'file',
    files: [
      {
        ...{ id: file, sha256, size: fileBytes.byteLength, type: 'image/png', name: 'safe.png' },
        ...{ by: 'teammate-1', at: '2026-03-02T08:00:00.000Z' },
      },
    ],
  };
  const next = sampleDeparture(id, { version: 2, tasks: [task] });
  await store.departures.commit(next, 1, sampleEntries(id, 2, 2), null);
  return file;
}
