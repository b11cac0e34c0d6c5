import { MongoServerError } from 'mongodb';
import type { ClaimStore } from '../../engine/ports/claims.ts';
import type { Collections } from './collections.ts';
import { guardedAsync } from './errors.ts';

const duplicateKey = 11000;

/**
 * One document a departure, replaced where it has ended or is the holder's own: where it is not, the insert that the
 * upsert comes to finds its place taken. No transaction, and no wait for the other nodes: what an election loses of it
 * is a read too many.
 */
export function createMongoClaims({ claims }: Pick<Collections, 'claims'>): ClaimStore {
  const quick = { writeConcern: { w: 1 } } as const;
  return {
    expectsOthers: true,
    take: (id, holder, { now, until }) =>
      guardedAsync(async () => {
        try {
          await claims.updateOne(
            { _id: id, $or: [{ until: { $lte: now } }, { holder }] },
            { $set: { holder, until } },
            { ...quick, upsert: true },
          );
          return true;
        } catch (error) {
          if (error instanceof MongoServerError && error.code === duplicateKey) return false;
          throw error;
        }
      }),
    ask: (id, asker, now) =>
      guardedAsync(async () => {
        const others = { _id: id, until: { $gt: now }, holder: { $ne: asker } };
        return (await claims.updateOne(others, { $set: { asked: true } }, quick)).matchedCount === 1;
      }),
    wasAsked: (id, holder) =>
      guardedAsync(async () => {
        const told = await claims.updateOne({ _id: id, holder, asked: true }, { $unset: { asked: '' } }, quick);
        return told.matchedCount === 1;
      }),
    giveBack: (id, holder) =>
      guardedAsync(async () => (await claims.findOneAndDelete({ _id: id, holder }, quick))?.asked === true),
  };
}
