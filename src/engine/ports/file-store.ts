import type { DepartureId } from '../../domain/departure.ts';

/**
 * The bytes of files that belong to a departure, sealed with its data key: they end with it, and a backup or a move
 * brings them along. The store knows no names, sizes or types; these stand in the departure.
 */
export interface FileStore {
  /**
   * Keeps the bytes, of which there must be some, and gives the id that they are found by. Throws StoreError `conflict`
   * when there is no such departure, or it was erased.
   */
  keep(departureId: DepartureId, bytes: Uint8Array): Promise<string>;
  /**
   * Null when there is none, or its departure was erased. Throws StoreError `corrupt` for what was changed, moved or
   * cut short.
   */
  read(departureId: DepartureId, fileId: string): Promise<Uint8Array | null>;
  /** Of every file whose bytes are kept for this departure; none of one that was erased. */
  ids(departureId: DepartureId): Promise<readonly string[]>;
  /** Does nothing where there is none. */
  remove(departureId: DepartureId, fileId: string): Promise<void>;
}
