import { LRUCache } from 'lru-cache';
import { type Flow, flowSchema } from '../../domain/flow/flow.ts';
import { StoreError } from '../../engine/ports/store.ts';
import { joined } from '../bytes.ts';
import type { Keyring } from '../keyring.ts';
import type { FlowShelf } from '../state-sealing.ts';
import type { SqliteDatabase } from './database.ts';
import { sealedRowSchema } from './rows.ts';

/** Companies have a handful, each in a few versions. */
const mostKnown = 100;

/**
 * Each flow once, found by a keyed hash of what it says, however many departures go by it. It names nobody, so it is
 * sealed with a key of the master key and stays when a departure is erased.
 */
export function createFlowShelf(database: SqliteDatabase, keyring: Keyring): FlowShelf {
  const opened = new LRUCache<string, Flow>({ max: mostKnown });
  const context = (hash: Uint8Array) => joined('flow', hash);
  // Prepared when they are used: a backup of before, which is only looked at, has no such table.
  const insert = () => database.prepare('INSERT OR IGNORE INTO flows (hash, sealed) VALUES (?, ?)');
  const select = () => database.prepare('SELECT sealed FROM flows WHERE hash = ?');
  return {
    put(flow) {
      const checked = flowSchema.safeParse(flow);
      if (!checked.success)
        throw new StoreError('corrupt', `refused to store the flow ${flow.id}: it is not valid`, {
          cause: checked.error,
        });
      const text = JSON.stringify(checked.data);
      const hash = keyring.blind('flow', text);
      insert().run([hash, keyring.seal(Buffer.from(text, 'utf8'), context(hash))]);
      return hash.toString('hex');
    },
    read(reference) {
      const known = opened.get(reference);
      if (known) return known;
      const hash = Buffer.from(reference, 'hex');
      const row = select().get([hash]);
      if (row === undefined) throw new StoreError('corrupt', 'the flow of a departure is missing');
      const plain = keyring.open(sealedRowSchema.parse(row).sealed, context(hash), 'the flow of a departure');
      // It was checked when it was sealed, and is of the shape that the departure's state says.
      const flow: Flow = JSON.parse(plain.toString('utf8'));
      opened.set(reference, flow);
      return flow;
    },
  };
}
