import { hasKit, type ReplicaSet, startSet } from '../test/support/mongo/mongod.ts';
import type { Row } from './part.ts';

/** A replica set of its own for one measurement; `null` where none is to be had, which the row says. */
export async function onMongo(
  nodes: number,
  what: string,
  measure: (server: ReplicaSet) => Promise<Row[]>,
): Promise<Row[]> {
  if (!hasKit())
    return [
      {
        what,
        measured: 'not measured',
        baseline: '',
        ratio: Number.NaN,
        goal: { type: 'limit', words: 'a replica set' },
        reason: '`../shared/mongod`, which starts one, is not here',
      },
    ];
  const server = startSet(nodes);
  try {
    return await measure(server);
  } finally {
    server.stop();
  }
}
