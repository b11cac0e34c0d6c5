import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import { sampleDeparture, sampleEntries, samplePerson } from '../samples.ts';
import { masterKey } from './bench.ts';

/**
 * Run as a process of its own: creates or commits until it is killed or has done `count`; says each done commit on
 * standard output.
 */
const [path = '', id = '', leaverId = '', count = '0'] = process.argv.slice(2);
const store = await createSqliteStore({ path, masterKey });
const leaver = samplePerson(leaverId);
await store.departures.create(sampleDeparture(id, { leaver }), sampleEntries(id, 1, 1), null);
for (let done = 0; done < Number(count); ) {
  const current = await store.departures.load(id);
  if (!current) throw new Error(`${id} is gone`);
  const from = current.version * 2;
  const next = { ...current, version: current.version + 1 };
  const result = await store.departures.commit(next, current.version, sampleEntries(id, from, from + 1), null);
  if (result !== 'committed') continue;
  done += 1;
  process.stdout.write(`${next.version}\n`);
}
await store.close();
