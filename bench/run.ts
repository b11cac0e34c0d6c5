import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sectionOf, withSection } from '../scripts/docs/markdown.ts';
import { isMissed, type Row, type Size } from './part.ts';
import { parts } from './parts.ts';
import { benchTable, type Measured, machineWords, withParts } from './table.ts';

/**
 * Measures Relais and prints one table: `npm run bench`, `npm run bench -- offboard commits`, and with `--write` into
 * the README.
 */
const readme = resolve(import.meta.dirname, '..', 'README.md');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: 'boolean', default: false },
    tiny: { type: 'boolean', default: false },
    'cpu-prof': { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
const all = positionals.length === 0;
if (unknown.length > 0 || (values.write && values.tiny)) {
  console.error(
    unknown.length > 0
      ? `There is no part "${unknown.join('", "')}"; expected: ${parts.map(({ name }) => name).join(', ')}`
      : 'Only a run at full size is written into the README: npm run bench -- --write',
  );
  process.exit(2);
}

const began = Date.now();
const measured: Measured[] = [];
for (const { name, about } of parts.filter((part) => all || positionals.includes(part.name))) {
  console.error(`${name}: ${about} …`);
  const since = Date.now();
  measured.push({ part: name, rows: await measure(name, values.tiny ? 'tiny' : 'full') });
  console.error(`… ${Math.round((Date.now() - since) / 1000)} s`);
}
const text = benchTable(measured, machineWords(new Date()));
console.log(text);
const missed = measured.flatMap(({ rows }) => rows.filter(isMissed)).length;
console.error(`${Math.round((Date.now() - began) / 1000)} s; goals missed: ${missed}`);
if (values.tiny) console.error('At this size the figures mean nothing.');
if (values.write) {
  const before = readFileSync(readme, 'utf8');
  const whole = all
    ? text
    : withParts(
        sectionOf(before, 'bench'),
        text,
        parts.map(({ name }) => name),
      );
  writeFileSync(readme, withSection(before, 'bench', whole));
}

/** A part whose process ends without an answer failed; it has said why. */
async function measure(name: string, size: Size): Promise<Row[]> {
  const profile = values['cpu-prof'] === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values['cpu-prof']}`];
  const child = fork(join(import.meta.dirname, 'one-part.ts'), [name, size], {
    execArgv: ['--import', 'tsx', '--expose-gc', ...profile],
  });
  let rows: Row[] | null = null;
  child.on('message', (message) => {
    rows = message as Row[];
  });
  await once(child, 'exit');
  if (rows === null) throw new Error(`${name} could not be measured; see above`);
  return rows;
}
