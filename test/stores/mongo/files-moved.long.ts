import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { copyKept } from '../../../src/stores/copy-kept.ts';
import { collectionsOf } from '../../../src/stores/mongo/collections.ts';
import { openMongoDatabase } from '../../../src/stores/mongo/connection.ts';
import { createKeptDocuments, withSnapshot } from '../../../src/stores/mongo/kept-documents.ts';
import { createTransactions } from '../../../src/stores/mongo/transactions.ts';
import { createKeptRows } from '../../../src/stores/sqlite/kept-rows.ts';
import { migrate } from '../../../src/stores/sqlite/migrations.ts';
import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import { collect } from '../samples.ts';
import { makeSqliteBench, masterKey } from '../sqlite/bench.ts';
import { fileBytes, storeWithFile } from '../with-files.ts';
import { makeMongoBench, serverUri } from './bench.ts';

describe.skipIf(serverUri === null)('a move from one database to the other and back', () => {
  it('brings files along to the last byte', async () => {
    const [here, there] = [await makeSqliteBench(), await makeMongoBench()];
    const file = await storeWithFile(await here.open(), 'f1');
    await there.open();
    const mongo = await openMongoDatabase(there.uri);
    const collections = collectionsOf(mongo.db);
    const source = new Database(here.path);
    const transactions = createTransactions({ client: mongo.client, commits: collections.commits });
    await copyKept(createKeptRows(source), createKeptDocuments(collections, transactions));
    source.close();
    const moved = await there.open();
    expect(Buffer.compare((await moved.files.read('f1', file)) ?? Buffer.alloc(0), fileBytes)).toBe(0);
    expect((await collect(moved.audit.verify())).flatMap(({ findings }) => findings)).toEqual([]);

    const path = `${here.path}.back`;
    const copy = new Database(path);
    migrate(copy);
    await withSnapshot({ client: mongo.client, collections }, (reader) => copyKept(reader, createKeptRows(copy)));
    copy.close();
    const back = await createSqliteStore({ path, masterKey });
    expect(Buffer.compare((await back.files.read('f1', file)) ?? Buffer.alloc(0), fileBytes)).toBe(0);
    await back.close();
    await mongo.close();
    await there.dispose();
    await here.dispose();
  });
});
