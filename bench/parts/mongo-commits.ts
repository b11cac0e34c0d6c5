import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { z } from 'zod';
import { databaseOf, openMongoDatabase } from '../../src/stores/mongo/connection.ts';
import { createMongoStore } from '../../src/stores/mongo/store.ts';
import { fillStore, timed } from '../filled-store.ts';
import { onMongo } from '../mongo-server.ts';
import { openKept } from '../opened-store.ts';
import { definePart, type Row, type Size } from '../part.ts';
import { inScratch } from '../scratch.ts';
import { digits, milliseconds, quantile } from '../statistics.ts';

const sizes: Record<Size, { departures: number; commits: number; warmUp: number }> = {
  full: { departures: 100, commits: 400, warmUp: 50 },
  tiny: { departures: 3, commits: 5, warmUp: 1 },
};

const what = (nodes: number) =>
  `one commit on MongoDB, ${nodes === 1 ? 'one node' : `${nodes} nodes`}, one after another, median`;

export const mongoCommits = definePart({
  name: 'mongo-commits',
  about: 'commits on MongoDB beside a bare transaction of the same documents, and beside SQLite',
  async measure(size) {
    const rows: Row[] = [];
    for (const nodes of [1, 3])
      rows.push(
        ...(await onMongo(nodes, what(nodes), ({ uri }) =>
          inScratch((folder) => measureOn(uri, { nodes, size, folder })),
        )),
      );
    return rows;
  },
});

async function measureOn(
  uri: string,
  { nodes, size, folder }: { nodes: number; size: Size; folder: string },
): Promise<Row[]> {
  const { departures, commits, warmUp } = sizes[size];
  const store = await createMongoStore({ database: await openMongoDatabase(uri), masterKey: randomBytes(32) });
  const sqlite = await openKept({ folder }, randomBytes(32));
  const bare = await openBare(uri);
  try {
    const relais = await fillStore(store, departures);
    const file = await fillStore(sqlite.store, departures);
    await bare.prepare();
    const took = { relais: [] as number[], bare: [] as number[], file: [] as number[] };
    // In turn, so that what else the machine does meets all three alike.
    for (let index = -warmUp; index < commits; index += 1) {
      const at = Math.abs(index);
      const each = {
        relais: await relais.timedCommit(at),
        bare: await timed(() => bare.write(at)),
        file: await file.timedCommit(at),
      };
      if (index < 0) continue;
      took.relais.push(each.relais);
      took.bare.push(each.bare);
      took.file.push(each.file);
    }
    const median = (samples: readonly number[]) => quantile(samples, 0.5);
    const perSecond = digits(took.relais.length / (took.relais.reduce((a, b) => a + b, 0) / 1000));
    const reason =
      'what is sealed is compared with what stands there, and an id of the commit is written, besides the same documents';
    return [
      {
        what: `${what(nodes)} (${perSecond}/s)`,
        measured: milliseconds(median(took.relais)),
        baseline: `${milliseconds(median(took.bare))}: a bare transaction of the same documents, snapshot and majority`,
        ratio: median(took.relais) / median(took.bare),
        goal: { type: 'times', most: 1.5 },
        reason,
      },
      {
        what: `the same beside the embedded database`,
        measured: milliseconds(median(took.relais)),
        baseline: `${milliseconds(median(took.file))}: the same commit in SQLite`,
        ratio: median(took.relais) / median(took.file),
        goal: { type: 'none' },
        reason: '',
      },
    ];
  } finally {
    await bare.close();
    await store.close();
    await sqlite.close();
  }
}

/** Documents of the collections that a commit writes, as Mongo gives them. */
const documentSchema = z.looseObject({ _id: z.unknown() });

/** The documents of one commit, written by the driver alone: the departure, the part that changed, and the entry. */
async function openBare(uri: string) {
  const client = await new MongoClient(uri, { promoteBuffers: true }).connect();
  const of = client.db(databaseOf(uri));
  const to = client.db('bare');
  const copy = async (name: string) => {
    const documents = await of.collection(name).find().toArray();
    if (documents.length > 0) await to.collection(name).insertMany(documents);
    for (const { key, name: index, unique } of await of.collection(name).indexes())
      if (index !== '_id_') await to.collection(name).createIndex(key, { name: index ?? '', unique: unique ?? false });
    return documents.map((document) => documentSchema.parse(document));
  };
  let heads: z.infer<typeof documentSchema>[] = [];
  let parts: z.infer<typeof documentSchema>[] = [];
  let entries: z.infer<typeof documentSchema>[] = [];
  let seq = 1_000;
  return {
    async prepare() {
      [heads, parts, entries] = [await copy('departures'), await copy('parts'), await copy('entries')];
    },
    async write(index: number) {
      const head = heads[index % heads.length];
      const part = parts.find((one) => one['departureId'] === head?._id && Buffer.isBuffer(one['sealed']));
      const entry = entries.find((one) => one['departureId'] === head?._id);
      if (!head || !part || !entry) throw new Error('nothing to write');
      const { _id: _, ...line } = entry;
      const { _id, ...row } = head;
      seq += 1;
      const session = client.startSession();
      try {
        await session.withTransaction(
          async () => {
            await to.collection('departures').updateOne({ _id: _id as never }, { $set: row }, { session });
            await to
              .collection('parts')
              .updateOne({ _id: part._id as never }, { $set: { sealed: part['sealed'], version: seq } }, { session });
            await to.collection('entries').insertOne({ ...line, seq }, { session });
          },
          { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
        );
      } finally {
        await session.endSession();
      }
    },
    close: () => client.close(),
  };
}
