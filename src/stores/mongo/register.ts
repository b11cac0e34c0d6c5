import type { ClientSession } from 'mongodb';
import type { Keyring } from '../keyring.ts';
import { countIn, keyCheck, nextOrdinal, provenCount, raisedFloor, requireKey } from '../register.ts';
import type { Collections } from './collections.ts';
import { bytes } from './documents.ts';

/** How many departures were ever created; see `provenCount`. */
export interface MongoRegister {
  /** Null when the stored number is not one Relais wrote. */
  count(session: ClientSession): Promise<number | null>;
  /** Counts one more and returns its number; what it changes is what makes two creations meet. */
  next(session: ClientSession): Promise<number>;
  /**
   * Whether the database is tied to this master key and its floor is raised. Throws StoreError when it must not be
   * used.
   */
  isPrepared(session: ClientSession): Promise<boolean>;
  /**
   * Ties the database to the master key on first use, and raises its floor (`raisedFloor`). Throws StoreError likewise.
   */
  prepare(session: ClientSession): Promise<void>;
}

export function createMongoRegister({ meta }: Pick<Collections, 'meta'>, keyring: Keyring): MongoRegister {
  const read = async (key: string, session: ClientSession) => {
    const found = await meta.findOne({ _id: key }, { session });
    return found && bytes.nullable().parse(found.value);
  };
  const write = (key: string, value: Buffer, session: ClientSession) =>
    meta.updateOne({ _id: key }, { $set: { value } }, { upsert: true, session });
  return {
    count: async (session) => countIn(await read('departures', session), keyring),
    async next(session) {
      const ordinal = nextOrdinal(await read('departures', session), keyring);
      await write('departures', provenCount(ordinal, keyring), session);
      return ordinal;
    },
    async isPrepared(session) {
      const stored = await read('key-check', session);
      if (!stored) return false;
      requireKey(stored, keyring);
      return raisedFloor(await read('entries', session), keyring) === null;
    },
    async prepare(session) {
      const stored = await read('key-check', session);
      if (stored) requireKey(stored, keyring);
      else {
        await write('key-check', keyCheck(keyring), session);
        await write('departures', provenCount(0, keyring), session);
        // To be made of what is there: nothing.
        await write('totals', Buffer.alloc(0), session);
      }
      const raised = raisedFloor(await read('entries', session), keyring);
      if (raised) await write('entries', raised, session);
    },
  };
}
