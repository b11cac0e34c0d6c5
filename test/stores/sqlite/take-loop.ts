import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import { masterKey } from './bench.ts';

/** Run as a process of its own: asks for `count` keys, and says on standard output which it has. */
const [path = '', count = '0'] = process.argv.slice(2);
const store = await createSqliteStore({ path, masterKey });
for (let key = 0; key < Number(count); key += 1)
  if ((await store.once.take(`key ${key}`, 1000, 2000)) === 'taken') process.stdout.write(`${key}\n`);
await store.close();
