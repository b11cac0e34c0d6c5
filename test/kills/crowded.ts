import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WorkspacePerson } from '../../src/workspace/company.ts';
import { seedOkta } from '../../src/workspace/systems/okta/seed.ts';
import { vendorId } from '../../src/workspace/systems/vendor-id.ts';
import { leaversAmong } from './leavers.ts';

const groups = 100;

interface Crowd {
  people: readonly WorkspacePerson[];
  /** How many of the leavers are in a hundred groups more, on several pages. */
  crowded: number;
  now: Date;
}

/** Writes the identity provider's state before it starts for the first time. */
export function seedCrowdedAccounts(folder: string, { people, crowded, now }: Crowd): void {
  const file = join(folder, 'systems', 'okta.json');
  const members = leaversAmong(people)
    .slice(0, crowded)
    .map((person) => vendorId('00u', person.id));
  if (existsSync(file) || members.length === 0) return;
  const state = seedOkta(people, now);
  for (let index = 1; index <= groups; index += 1) {
    const name = `Project ${index}`;
    state.groups.push({ id: vendorId('00g', name), type: 'OKTA_GROUP', name, description: 'One of many', members });
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ misbehaviour: 'none', state }));
}
