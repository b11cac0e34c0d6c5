import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { billOfMaterials } from '../../scripts/release/bill-of-materials.ts';

const root = resolve(import.meta.dirname, '../..');

it('the bill of materials names what production brings, and nothing that only builds and tests', () => {
  const lock = z
    .object({
      packages: z.record(z.string(), z.looseObject({ version: z.string().optional(), dev: z.boolean().optional() })),
    })
    .parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const named = (isDev: boolean) =>
    Object.entries(lock.packages).flatMap(([path, { version, dev }]) =>
      path !== '' && (dev ?? false) === isDev ? [`${path.split('node_modules/').at(-1)}@${version}`] : [],
    );
  const bill = billOfMaterials(root);
  const listed = new Set(bill.components.map(({ name, version }) => `${name}@${version}`));
  expect(bill.metadata.component.name).toBe('relais');
  for (const name of ['express', 'mongodb', 'undici', '@slack/bolt'])
    expect([...listed].some((one) => one.startsWith(`${name}@`))).toBe(true);
  const production = new Set(named(false));
  expect(named(true).filter((one) => listed.has(one) && !production.has(one))).toEqual([]);
});
