import { type Db, MongoClient, type MongoClientOptions, ReadPreference } from 'mongodb';
import { z } from 'zod';
import { StoreError } from '../../engine/ports/store.ts';
import { guardedAsync, isRefusedRight } from './errors.ts';

/** By which the server knows our connections: who works on which database. */
export function appNameOf(database: string, part: 'store' | 'scheduler' | 'migrate'): string {
  return `relais-${part}/${database}`;
}

/**
 * What every client of ours says, whatever the URI says. No read concern: the driver would send it instead of
 * `snapshot` in a session on a snapshot (`command.readConcern || …` in its sessions.js), and every read of that session
 * would see another instant. Reads outside say `majorityRead`.
 */
const settings = {
  writeConcern: { w: 'majority' },
  readPreference: ReadPreference.primary,
  retryReads: true,
  retryWrites: true,
  promoteBuffers: true,
  ignoreUndefined: false,
  connectTimeoutMS: 5_000,
  // An attempt gives up after it, and is made again for as long as a write has patience.
  serverSelectionTimeoutMS: 5_000,
} as const satisfies MongoClientOptions;

/** The database of a URI that names none. */
const defaultDatabase = 'relais';

/**
 * What a transaction with snapshots, partial indexes with `$in` and linearizable reads need; also the oldest that was
 * tried.
 */
const oldest = { wireVersion: 17, version: '6.0' };

/** A connected client, and the one database that it is used for. */
export interface MongoDatabase {
  client: MongoClient;
  db: Db;
  /** Again and again without harm. */
  close(): Promise<void>;
}

/**
 * Connects, and refuses what cannot keep what Relais promises. `uri` as in MONGODB_URI; of it, nothing is ever shown.
 * Throws StoreError `unavailable`, with what to do.
 */
export async function openMongoDatabase(uri: string, part: 'store' | 'migrate' = 'store'): Promise<MongoDatabase> {
  const client = makeClient(uri, part);
  try {
    await guardedAsync(() => client.connect());
    const db = client.db(databaseOf(uri));
    await requireReplicaSet(db);
    return { client, db, close: () => client.close() };
  } catch (error) {
    await client.close().catch(() => undefined);
    throw error;
  }
}

function makeClient(uri: string, part: 'store' | 'migrate'): MongoClient {
  try {
    return new MongoClient(withoutReadConcern(uri), { ...settings, appName: appNameOf(databaseOf(uri), part) });
  } catch {
    // Without the cause: what the driver says of a URI may quote it, password included.
    throw new StoreError('unavailable', {
      en: 'MONGODB_URI cannot be read; expected mongodb://user:password@host:27017/relais?replicaSet=rs0, with special characters of the password percent-encoded',
      fr: 'MONGODB_URI ne peut pas être lue ; attendu mongodb://user:password@host:27017/relais?replicaSet=rs0, les caractères spéciaux du mot de passe étant encodés par %',
    });
  }
}

/** For a read outside any session. */
export const majorityRead = { readConcern: { level: 'majority' } } as const;

/** See `settings`. */
function withoutReadConcern(uri: string): string {
  return uri.replace(/([?&])readConcernLevel=[^&]*(&|$)/i, (_, before: string, after: string) =>
    after === '' ? '' : before,
  );
}

/** Several hosts in one authority are no URL, so its path is found by hand. */
export function databaseOf(uri: string): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/]*\/([^?]*)/.exec(uri)?.[1] ?? '';
  return path === '' ? defaultDatabase : decodeURIComponent(path);
}

/** The same server, and the database of that name. */
export function uriOfDatabase(uri: string, name: string): string {
  const [, before = uri, after = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)[^?]*(.*)$/.exec(uri) ?? [];
  return `${before}/${encodeURIComponent(name)}${after}`;
}

/** Forgets the whole database. */
export async function dropMongoDatabase(uri: string): Promise<void> {
  const { db, close } = await openMongoDatabase(uri);
  try {
    await guardedAsync(() => db.dropDatabase());
  } finally {
    await close();
  }
}

const helloSchema = z.looseObject({
  maxWireVersion: z.int(),
  setName: z.string().optional(),
  msg: z.string().optional(),
});
const featureSchema = z.looseObject({ featureCompatibilityVersion: z.looseObject({ version: z.string() }) });

async function requireReplicaSet(db: Db): Promise<void> {
  const hello = helloSchema.parse(await guardedAsync(() => db.admin().command({ hello: 1 })));
  if (hello.msg === 'isdbgrid')
    throw new StoreError('unavailable', {
      en: 'MONGODB_URI leads to a sharded cluster, on which Relais was never tried; name the members of a replica set',
      fr: 'MONGODB_URI mène à un cluster partitionné, sur lequel Relais n’a jamais été essayé ; nommez les membres d’un replica set',
    });
  if (hello.setName === undefined)
    throw new StoreError('unavailable', {
      en: "MONGODB_URI leads to a standalone server, which has no transactions; start it with --replSet rs0 and run once: mongosh --eval 'rs.initiate()'",
      fr: "MONGODB_URI mène à un serveur isolé, qui n’a pas de transactions ; démarrez-le avec --replSet rs0 et lancez une fois : mongosh --eval 'rs.initiate()'",
    });
  if (hello.maxWireVersion < oldest.wireVersion)
    throw new StoreError('unavailable', {
      en: `the MongoDB server is too old (wire version ${hello.maxWireVersion}); Relais needs ${oldest.version} or newer`,
      fr: `le serveur MongoDB est trop ancien (wire version ${hello.maxWireVersion}) ; il faut à Relais ${oldest.version} ou plus récent`,
    });
  const feature = await featureVersion(db);
  if (feature !== null && Number.parseFloat(feature) < Number.parseFloat(oldest.version))
    throw new StoreError('unavailable', {
      en: `the MongoDB server still has feature compatibility version ${feature}; run once: mongosh --eval 'db.adminCommand({ setFeatureCompatibilityVersion: "${oldest.version}" })'`,
      fr: `le serveur MongoDB a encore la feature compatibility version ${feature} ; lancez une fois : mongosh --eval 'db.adminCommand({ setFeatureCompatibilityVersion: "${oldest.version}" })'`,
    });
}

/** Null where the user may not ask: then the server's own version has to do. */
async function featureVersion(db: Db): Promise<string | null> {
  try {
    const answer = await db.admin().command({ getParameter: 1, featureCompatibilityVersion: 1 });
    return featureSchema.parse(answer).featureCompatibilityVersion.version;
  } catch (error) {
    if (isRefusedRight(error)) return null;
    return guardedAsync(() => Promise.reject(error));
  }
}
