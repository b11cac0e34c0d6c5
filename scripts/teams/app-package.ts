import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { strToU8, zipSync } from 'fflate';

const folder = resolve(import.meta.dirname, '../../manifest/teams');

/** Stands in the manifest until somebody's own app has an id. */
const noId = '00000000-0000-0000-0000-000000000000';
const noAddress = 'https://relais.example.com';

export interface PackageOptions {
  /** The Azure Bot's application id; Teams' app gets the same. */
  appId: string;
  /** Where the organisation tells about Relais: its pages stand in the manifest. */
  address: string;
}

/** What Teams takes in: the manifest with the organisation's own ids, its French, and the icons. */
export function appPackage({ appId, address }: PackageOptions): Uint8Array {
  const read = (name: string) => readFileSync(join(folder, name));
  const manifest = read('manifest.json')
    .toString('utf8')
    .replaceAll(noId, appId)
    .replaceAll(noAddress, address.replace(/\/+$/, ''));
  const files = {
    'manifest.json': strToU8(manifest),
    'fr.json': new Uint8Array(read('fr.json')),
    'color.png': new Uint8Array(read('color.png')),
    'outline.png': new Uint8Array(read('outline.png')),
  };
  // The same content gives the same file, whenever it is made.
  return zipSync(files, { mtime: new Date(2026, 0, 1) });
}
