import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WorkspacePerson } from '../../src/workspace/company.ts';
import { seedOkta } from '../../src/workspace/systems/okta/seed.ts';
import { vendorId } from '../../src/workspace/systems/vendor-id.ts';
import { leavers } from './leavers.ts';

const groups = 100;
/** Whose accounts hold so many things; all ten of them would only make the same longer. */
const crowded = leavers.slice(0, 2);

/** Writes the identity provider's state before it starts for the first time: two of the leavers are in a hundred groups more, on several pages. */
export function seedCrowdedAccounts(folder: string, people: readonly WorkspacePerson[], now: Date): void {
  const file = join(folder, 'systems', 'okta.json');
  const members = crowded
    .filter(({ id }) => people.some((person) => person.id === id))
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
