import type { DepartureId } from '../domain/departure.ts';
import { StoreError } from '../engine/ports/store.ts';

/** A journal is never read as complete that is not. */
export function missingEntry(id: DepartureId, seq: number): StoreError {
  return new StoreError('corrupt', `entry ${seq} of departure ${id} is missing; see: relais audit verify`);
}
