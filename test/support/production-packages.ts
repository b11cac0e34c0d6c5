import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');

const lockSchema = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      peer: z.boolean().optional(),
      optional: z.boolean().optional(),
    }),
  ),
});

export interface InstalledPackage {
  name: string;
  /** Where it stands below the repository; one package may stand there several times. */
  path: string;
  /** Of its own files: how long they are, and what the disk keeps for them. */
  bytes: number;
  onDisk: number;
  /** Only on some platforms, such as a database's native part. */
  optional: boolean;
}

/** What `npm ci --omit=dev --omit=peer` installs here, by the lock file and the files that are there. */
export function productionPackages(): InstalledPackage[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  return Object.entries(packages).flatMap(([path, { dev, devOptional, peer, optional }]) =>
    path === '' || dev || devOptional || peer || !existsSync(join(root, path))
      ? []
      : [
          {
            name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
            path,
            ...sizeOf(join(root, path)),
            optional: optional === true,
          },
        ],
  );
}

const blockBytes = 512;

function sizeOf(folder: string): Pick<InstalledPackage, 'bytes' | 'onDisk'> {
  const size = { bytes: 0, onDisk: 0 };
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    // Packages below are counted by themselves.
    if (entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const below = sizeOf(path);
      size.bytes += below.bytes;
      size.onDisk += below.onDisk;
    } else if (entry.isFile()) {
      const { size: bytes, blocks } = statSync(path);
      size.bytes += bytes;
      size.onDisk += blocks * blockBytes;
    }
  }
  return size;
}
