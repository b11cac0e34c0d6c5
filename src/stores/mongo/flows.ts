import type { ClientSession } from 'mongodb';
import { StoreError } from '../../engine/ports/store.ts';
import { createFlowSealing, type SealedFlow } from '../flow-sealing.ts';
import type { Keyring } from '../keyring.ts';
import type { FlowShelf } from '../state-sealing.ts';
import type { Collections } from './collections.ts';
import { sealedDocument } from './documents.ts';

/**
 * The flows of one database. States are sealed and opened without waiting, so what they need is fetched before and
 * stored after.
 */
export interface MongoFlows {
  /** A shelf that holds this one flow. Throws StoreError `corrupt` when it is missing or was changed. */
  reading(reference: string | null, session: ClientSession): Promise<FlowShelf>;
  /** A shelf that takes flows; `store` writes what was put there, within the transaction. */
  writing(): { shelf: FlowShelf; store(session: ClientSession): Promise<void> };
}

export function createMongoFlows({ flows }: Pick<Collections, 'flows'>, keyring: Keyring): MongoFlows {
  const sealing = createFlowSealing(keyring);
  return {
    async reading(reference, session) {
      const flow = reference === null ? null : (sealing.known(reference) ?? (await fetched(reference, session)));
      return {
        put: unforeseen,
        read: (asked) => (flow !== null && asked === reference ? flow : unforeseen()),
      };
    },
    writing() {
      const taken: SealedFlow[] = [];
      return {
        shelf: {
          put(flow) {
            const sealed = sealing.seal(flow);
            taken.push(sealed);
            return sealed.hash.toString('hex');
          },
          read: unforeseen,
        },
        async store(session) {
          for (const { hash, sealed } of taken)
            await flows.updateOne({ _id: hash }, { $setOnInsert: { sealed } }, { upsert: true, session });
        },
      };
    },
  };

  async function fetched(reference: string, session: ClientSession) {
    const found = await flows.findOne({ _id: Buffer.from(reference, 'hex') }, { session });
    return sealing.open(reference, found && sealedDocument.parse(found).sealed);
  }
}

function unforeseen(): never {
  throw new StoreError('corrupt', 'a state goes by another flow than its own part says');
}
