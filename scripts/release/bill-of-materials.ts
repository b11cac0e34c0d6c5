import { spawnSync } from 'node:child_process';
import { z } from 'zod';

const billSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component: z.looseObject({ name: z.string() }) }),
  components: z.array(z.looseObject({ name: z.string(), version: z.string(), purl: z.string() })),
});
export type BillOfMaterials = z.infer<typeof billSchema>;

/**
 * The software bill of materials (CycloneDX) of an installation for production, by npm from the lock file. Throws when
 * npm cannot make it.
 */
export function billOfMaterials(root: string): BillOfMaterials {
  const made = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (made.status !== 0) throw new Error(`npm sbom ended with ${made.status}: ${made.stderr.slice(0, 500)}`);
  const bill = billSchema.parse(JSON.parse(made.stdout));
  // npm takes the name of the folder.
  return { ...bill, metadata: { ...bill.metadata, component: { ...bill.metadata.component, name: 'relais' } } };
}
