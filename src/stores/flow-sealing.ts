import { LRUCache } from 'lru-cache';
import { type Flow, flowSchema } from '../domain/flow/flow.ts';
import { StoreError } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import type { Keyring } from './keyring.ts';

/** Companies have a handful, each in a few versions. */
const mostKnown = 100;

/** A flow as it is stored: once, by a keyed hash of what it says. */
export interface SealedFlow {
  hash: Buffer;
  sealed: Buffer;
}

/**
 * Each flow stands in a database once, found by a keyed hash of what it says, however many departures go by it. It
 * names nobody, so it is sealed with a key of the master key and stays when a departure is erased. A reference is the
 * hash as hexadecimal text.
 */
export interface FlowSealing {
  /** Throws StoreError `corrupt` when it is no valid flow. */
  seal(flow: Flow): SealedFlow;
  /** One that was opened before; null when none was. */
  known(reference: string): Flow | null;
  /** `sealed`: null when there is no such flow. Throws StoreError `corrupt` when it is missing or was changed. */
  open(reference: string, sealed: Uint8Array | null): Flow;
}

export function flowContext(hash: Uint8Array): Buffer {
  return joined('flow', hash);
}

export function createFlowSealing(keyring: Keyring): FlowSealing {
  const opened = new LRUCache<string, Flow>({ max: mostKnown });
  return {
    seal(flow) {
      const checked = flowSchema.safeParse(flow);
      if (!checked.success)
        throw new StoreError('corrupt', `refused to store the flow ${flow.id}: it is not valid`, {
          cause: checked.error,
        });
      const text = JSON.stringify(checked.data);
      const hash = keyring.blind('flow', text);
      return { hash, sealed: keyring.seal(Buffer.from(text, 'utf8'), flowContext(hash)) };
    },
    known: (reference) => opened.get(reference) ?? null,
    open(reference, sealed) {
      if (sealed === null) throw new StoreError('corrupt', 'the flow of a departure is missing');
      const plain = keyring.open(sealed, flowContext(Buffer.from(reference, 'hex')), 'the flow of a departure');
      // It was checked when it was sealed, and is of the shape that the departure's state says.
      const flow: Flow = JSON.parse(plain.toString('utf8'));
      opened.set(reference, flow);
      return flow;
    },
  };
}
