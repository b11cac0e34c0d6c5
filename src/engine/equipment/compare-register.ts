import { isDeepStrictEqual } from 'node:util';
import type { Thing } from '../../domain/equipment/thing.ts';
import type { EquipmentRegister, Holder } from './register.ts';

/**
 * What keeping a list would change of the register, in things; `gone` are those of somebody in the list that it does
 * not name any more.
 */
export interface RegisterChange {
  people: number;
  things: number;
  added: number;
  changed: number;
  gone: number;
  /** Who stands in the register and not in the list: they keep what they have. */
  untouched: readonly Holder[];
}

/** Compares without changing anything. A thing is known again by its serial number, or else by its name. */
export async function compareRegister(
  register: Pick<EquipmentRegister, 'everybody'>,
  lists: ReadonlyMap<Holder, readonly Thing[]>,
): Promise<RegisterChange> {
  const before = new Map<Holder, readonly Thing[]>();
  const untouched: Holder[] = [];
  for await (const { holder, things } of register.everybody())
    if (lists.has(holder)) before.set(holder, things);
    else untouched.push(holder);
  const change = { people: lists.size, things: 0, added: 0, changed: 0, gone: 0, untouched };
  for (const [holder, things] of lists) {
    const known = [...(before.get(holder) ?? [])];
    change.things += things.length;
    for (const thing of things) {
      const place = known.findIndex((one) => isSame(one, thing));
      if (place < 0) change.added += 1;
      else if (!isDeepStrictEqual(known.splice(place, 1)[0], thing)) change.changed += 1;
    }
    change.gone += known.length;
  }
  return change;
}

function isSame(one: Thing, other: Thing): boolean {
  return one.serial === null && other.serial === null ? one.name === other.name : one.serial === other.serial;
}
