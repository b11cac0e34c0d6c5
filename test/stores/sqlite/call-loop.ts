import { noAuth } from '../../../src/connectors/http/auth.ts';
import { createHttpClient } from '../../../src/connectors/http/http-client.ts';
import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import { masterKey } from './bench.ts';

/** Run as a process of its own: makes `count` calls to one vendor at once, within the limits of all processes. */
const [path = '', baseUrl = '', count = '0'] = process.argv.slice(2);
const store = await createSqliteStore({ path, masterKey });
const http = createHttpClient({
  baseUrl,
  auth: noAuth,
  limits: { concurrency: 2, perMinute: 60_000 },
  shared: { budget: store.calls, key: 'vendor' },
  timeoutMs: 60_000,
  allowPrivateAddresses: true,
});
const context = { now: () => new Date(), signal: new AbortController().signal };
await Promise.all(Array.from({ length: Number(count) }, () => http.send('POST', '/', context)));
await store.close();
process.exit(0);
