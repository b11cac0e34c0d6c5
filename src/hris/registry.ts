import { z } from 'zod';
import { UnusableEntryError } from '../connectors/kit/unusable-entry.ts';
import { bamboohr } from './bamboohr/index.ts';
import { csv } from './csv/index.ts';
import type { CheckedHrSystem, HrSystemDependencies } from './define-hr-system.ts';
import { factorial } from './factorial/index.ts';
import { hibob } from './hibob/index.ts';
import { lucca } from './lucca/index.ts';
import { personio } from './personio/index.ts';
import { successfactors } from './successfactors/index.ts';
import { tryton } from './tryton/index.ts';
import { webhook } from './webhook/index.ts';
import { workday } from './workday/index.ts';

/** Every kind of HR system Relais can read; a test holds this list against the folders beside it. */
export const hrSystemTypes = [
  bamboohr,
  personio,
  lucca,
  workday,
  factorial,
  hibob,
  successfactors,
  tryton,
  webhook,
  csv,
] as const;

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

/**
 * One HR system per entry, in the order of the file. Throws for the first one whose secrets or address cannot be used.
 */
export function createHrSystems(entries: HrisEntries, deps: HrSystemDependencies): readonly CheckedHrSystem[] {
  return entries.map((entry) => {
    try {
      return entry.make(deps);
    } catch (error) {
      throw new UnusableEntryError({ en: `HR system ${entry.id}`, fr: `système RH ${entry.id}` }, error);
    }
  });
}
