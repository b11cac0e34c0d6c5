import type { EquipmentItem } from './item.ts';
import { itemsOf } from './return-state.ts';
import { mostThings, type Thing, thingLabel } from './thing.ts';

/**
 * The lines of a plan's list of things to hand back, and what the register says of those that it knows. `all`: also
 * what nobody named, where the person leaves the company (`leaves`); whoever moves inside keeps what they have.
 */
export function lentTo(
  named: readonly string[],
  { things, all }: { things: readonly Thing[]; all: boolean } = { things: [], all: false },
  leaves = true,
): { lines: string[]; equipment: EquipmentItem[] } {
  const known = new Set(named);
  const more = all && leaves ? things.map(thingLabel).filter((label) => !known.has(label)) : [];
  const lines = [...named, ...more].slice(0, mostThings);
  return { lines, equipment: itemsOf(lines, things) };
}
