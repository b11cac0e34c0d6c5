import { z } from 'zod';
import { bamboohr } from './bamboohr/index.ts';
import type { CheckedHrSystem, HrSystemDependencies } from './define-hr-system.ts';
import { factorial } from './factorial/index.ts';
import { hibob } from './hibob/index.ts';
import { lucca } from './lucca/index.ts';
import { personio } from './personio/index.ts';
import { successfactors } from './successfactors/index.ts';
import { tryton } from './tryton/index.ts';
import { workday } from './workday/index.ts';

/** Every kind of HR system Relais can read; a test holds this list against the folders beside it. */
export const hrSystemTypes = [bamboohr, personio, lucca, workday, factorial, hibob, successfactors, tryton] as const;

const [first, ...others] = hrSystemTypes;
const hrSystemSchema = z.discriminatedUnion('type', [first.entry, ...others.map(({ entry }) => entry)]);

/** The `hris:` list of `relais.yaml`. Unknown keys and repeated ids are refused. */
export const hrisSchema = z.array(hrSystemSchema).superRefine((systems, context) => {
  systems.forEach(({ id }, index) => {
    if (systems.findIndex((other) => other.id === id) < index)
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `the id ${id} is used twice` });
  });
});
export type HrisEntries = z.infer<typeof hrisSchema>;

/** One HR system per entry, in the order of the file. Throws for the first one whose secrets or address cannot be used. */
export function createHrSystems(entries: HrisEntries, deps: HrSystemDependencies): readonly CheckedHrSystem[] {
  return entries.map((entry) => {
    try {
      return entry.make(deps);
    } catch (error) {
      throw new Error(`HR system ${entry.id}: ${error instanceof Error ? error.message : 'cannot be made'}`);
    }
  });
}
