import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { entryVersion } from '../src/domain/journal/entry-version.ts';
import { generatedFiles } from './docs/generated-files.ts';
import { billOfMaterials } from './release/bill-of-materials.ts';
import { changelogProblems } from './release/changelog.ts';
import { licenceProblems, licensedPackages } from './release/licences.ts';
import { auditProblems, imageProblems, journalProblems } from './release/state-of-tree.ts';

/**
 * Whether this tree may be released: `npm run release:check`. Says everything that is missing at once; the exit code is
 * 0 only when nothing is.
 */
const root = resolve(import.meta.dirname, '..');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const versionSchema = z.looseObject({ version: z.string() });
const { version } = versionSchema.parse(JSON.parse(textOf('package.json')));
const locked = versionSchema.parse(JSON.parse(textOf('package-lock.json'))).version;

const problems: string[] = [...changelogProblems(textOf('CHANGELOG.md'), version)];
if (locked !== version) problems.push(`package-lock.json says ${locked}, package.json ${version}: run npm install`);

const goldenFolder = join(root, 'test', 'golden', `v${entryVersion}`);
problems.push(...journalProblems(entryVersion, existsSync(goldenFolder) ? readdirSync(goldenFolder) : []));

const deployFiles = ['deploy/compose.yaml', 'deploy/kubernetes/web.yaml', 'deploy/kubernetes/worker.yaml'];
for (const file of deployFiles) problems.push(...imageProblems(file, textOf(file), version));

for (const { path, text } of await generatedFiles())
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text)
    problems.push(`${relative(root, path)} is not what the code makes: run npm run docs`);

problems.push(...licenceProblems(licensedPackages(root)).map((one) => `licence: ${one}`));
const { components } = billOfMaterials(root);

const tree = spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
if (tree.status !== 0) problems.push('git does not say whether everything is committed');
else if (tree.stdout !== '') problems.push(`not committed:\n${tree.stdout.trimEnd()}`);

const audit = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: root, encoding: 'utf8' });
const { asked, problems: known } = auditProblems(audit.stdout);
problems.push(...known);

console.log(`version ${version}, journals of version ${entryVersion}, ${components.length} packages in production`);
if (!asked) console.log('npm audit: the registry does not answer it here; NOT asked');
for (const problem of problems) console.log(`✘ ${problem}`);
console.log(problems.length === 0 ? '✔ this tree may be released' : `${problems.length} to mend`);
process.exitCode = problems.length === 0 ? 0 : 1;
