import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { OwnControls } from '../domain/evidence/controls.ts';
import type { EvidencePacks } from '../engine/ports/evidence-packs.ts';
import type { Store } from '../engine/ports/store.ts';
import { installationKey } from './installation-key.ts';

/** What packs are made of beside the store. `packageRoot`: where the folders of a build lie. */
export interface PackSettings {
  store: Pick<Store, 'audit' | 'notes'>;
  now: () => Date;
  organisation: string;
  own: OwnControls;
  packageRoot: string;
  stamp: ((digest: Uint8Array) => Promise<Uint8Array>) | null;
}

/** What makes packs is large, and most processes never make one: it is loaded with the first. */
export function createEvidencePacks(settings: PackSettings): EvidencePacks {
  const { store, now, organisation, own, packageRoot, stamp } = settings;
  return {
    codes: async () => (await installationKey(store.notes, now())).codeOf,
    async make(asked) {
      const { makePack } = await import('./make-pack.ts');
      const { bytes, digest, fingerprint } = await makePack(
        {
          ...{ store, now: now(), organisation, own, stamp },
          relais: versionIn(packageRoot),
          verifyPage: verifyPageIn(packageRoot),
          fonts: join(packageRoot, 'dist', 'fonts'),
        },
        asked,
      );
      return { bytes, digest, fingerprint };
    },
  };
}

/** The page by which a pack is checked without a network; it is built with Relais. */
export function verifyPageIn(packageRoot: string): Uint8Array {
  const file = join(packageRoot, 'dist', 'relais-verify.html');
  if (!existsSync(file)) throw new Error(`${file} is not there; build Relais first: npm run build`);
  return readFileSync(file);
}

export function versionIn(packageRoot: string): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')))
    .version;
}
