import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A package that an installation for production brings. */
export interface LicensedPackage {
  name: string;
  version: string;
  /** SPDX, as the package says it; null where it says nothing. */
  licence: string | null;
  /** The words of its licence and of its notice; null where it brings none. */
  text: string | null;
}

/** What may be given on together with Relais (Apache-2.0), on no more than naming who made it. */
const acceptable = new Set([
  '0BSD',
  'Apache-2.0',
  // Of fonts: free to give on unchanged, not to be sold by themselves.
  'Bitstream-Vera',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'Unlicense',
  'Zlib',
]);

/** Packages that say it in the text of their licence only, as somebody read it there. */
const readByHand: Readonly<Record<string, string>> = {
  'dejavu-fonts-ttf@2.37.3': 'Bitstream-Vera',
  'jspath@0.4.0': 'MIT',
  'png-js@2.0.0': 'MIT',
};

const lockSchema = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      optional: z.boolean().optional(),
    }),
  ),
});
const manifestSchema = z.looseObject({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.looseObject({ type: z.string() })).optional(),
});

/**
 * Every one of them, by the lock file; what it does not say of a licence is read from the package. Those of other
 * platforms are left out.
 */
export function licensedPackages(root: string): readonly LicensedPackage[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const found = new Map<string, LicensedPackage>();
  for (const [path, { version = '', license, dev, devOptional, optional }] of Object.entries(packages)) {
    if (path === '' || dev || devOptional) continue;
    const folder = join(root, path);
    const files = filesOf(folder);
    if (files.length === 0 && optional) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const id = `${name}@${version}`;
    found.set(id, {
      name,
      version,
      licence: readByHand[id] ?? license ?? ownLicence(folder) ?? null,
      text: textsOf(folder, files),
    });
  }
  return [...found.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

/** What may not be given on like this, one line each; empty when everything may. */
export function licenceProblems(
  packages: readonly Pick<LicensedPackage, 'name' | 'version' | 'licence'>[],
): readonly string[] {
  return packages
    .filter(({ licence }) => licence === null || !isAcceptable(licence))
    .map(({ name, version, licence }) => `${name} ${version}: ${licence ?? 'no licence'}`);
}

/** `MIT`, `(MIT OR GPL-3.0)` where one is enough, `(ISC AND CC-BY-3.0)` where all are needed. */
function isAcceptable(licence: string): boolean {
  const bare = licence.replace(/^\((.*)\)$/, '$1');
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isAcceptable);
  return bare.split(' AND ').every((one) => acceptable.has(one.trim()));
}

/** All the notices in one page, each text once, with everybody to whom it belongs. */
export function noticesPage(packages: readonly LicensedPackage[]): string {
  const byText = new Map<string, string[]>();
  for (const { name, version, licence, text } of packages) {
    const words = text ?? `This package brings no text of its licence. It says: ${licence ?? 'nothing'}.`;
    byText.set(words, [...(byText.get(words) ?? []), `${name} ${version} (${licence ?? 'no licence'})`]);
  }
  const parts = [...byText].map(([text, owners]) => `## ${owners.join(', ')}\n\n\`\`\`\`text\n${text}\n\`\`\`\`\n`);
  return `# Third-party notices\n\nWhat an installation of Relais for production brings, and under which terms. Made by \`npm run release:papers\`.\n\n${parts.join('\n')}`;
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ownLicence(folder: string): string | null {
  try {
    const { license, licenses } = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    if (typeof license === 'string') return license;
    return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? null;
  } catch {
    return null;
  }
}

function textsOf(folder: string, files: readonly string[]): string | null {
  const texts = files
    .filter((file) => /^(licen[cs]e|copying|notice|copyright)/i.test(file) && !/\.(js|ts|json)$/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return texts.length === 0 ? null : texts.join('\n\n');
}
