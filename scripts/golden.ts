import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { entryVersion, written } from '../src/domain/journal/entry-version.ts';
import { endingOf, journalOf, stories } from '../test/golden/stories.ts';

/** Writes the journals of this version's own stories, once: `npm run golden`. What a release wrote is never edited. */
const folder = resolve(import.meta.dirname, '..', 'test', 'golden', `v${entryVersion}`);
if (existsSync(folder)) {
  console.error(
    `test/golden/v${entryVersion} is there already. Golden journals are never written again; raise entryVersion first.`,
  );
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
for (const [name, play] of Object.entries(stories)) {
  const { world, id } = await play();
  const entries = await journalOf(world, id);
  const ending = endingOf(await world.load(id));
  writeFileSync(
    join(folder, `${name}.jsonl`),
    `${entries.map((entry) => JSON.stringify(written(entry))).join('\n')}\n`,
  );
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(ending, null, 2)}\n`);
  console.log(`${name}: ${entries.length} entries, ${ending.status}`);
}
