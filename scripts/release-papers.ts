import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { billOfMaterials } from './release/bill-of-materials.ts';
import { licensedPackages, noticesPage } from './release/licences.ts';

/**
 * What goes out with a release: `npm run release:papers` writes the software bill of materials and the third-party
 * notices into `release/`.
 */
const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'release');
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(root), null, 2)}\n`);
await writeFile(join(folder, 'THIRD-PARTY-NOTICES.md'), noticesPage(licensedPackages(root)));
console.log(`wrote sbom.cdx.json and THIRD-PARTY-NOTICES.md into ${folder}`);
