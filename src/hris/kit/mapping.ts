import { z } from 'zod';
import { workerTypeSchema } from '../../domain/flow/flow.ts';
import { employmentSchema } from '../../engine/ports/hr-system.ts';
import { textOf } from './cleaned.ts';
import type { EndReason } from './employment-of.ts';

const reasonSchema = employmentSchema.shape.end.unwrap().shape.reason;

/** What a company calls things in its HR system, in the words that are the same everywhere. */
export const mappingSettings = {
  workerTypes: z.record(z.string(), workerTypeSchema).default({}).meta({
    description:
      'What the system calls a kind of contract, and the worker type of your flows: { "Freelance": contractor }.',
  }),
  reasons: z.record(z.string(), reasonSchema).default({}).meta({
    description: 'What the system calls a reason of leaving, and what it is: { "Démission": resignation }.',
  }),
};
export type Mapping = z.output<z.ZodObject<typeof mappingSettings>>;

const fold = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');

function lookUp<Value>(value: unknown, tables: readonly Readonly<Record<string, Value>>[]): Value | null {
  const text = textOf(value);
  if (text === null) return null;
  const folded = fold(text);
  for (const table of tables)
    for (const [name, meaning] of Object.entries(table)) if (fold(name) === folded) return meaning;
  return null;
}

/** Worker types that vendors and companies name alike. Whatever is not here, nor in the settings, is not told. */
const usualWorkerTypes: Readonly<Record<string, string>> = {
  employee: 'employee',
  regular: 'employee',
  permanent: 'employee',
  internal: 'employee',
  'full time': 'employee',
  'part time': 'employee',
  contractor: 'contractor',
  'contingent worker': 'contractor',
  freelance: 'contractor',
  freelancer: 'contractor',
  external: 'contractor',
  consultant: 'consultant',
};

/** Case, dashes and underscores do not count. */
export function workerTypeOf(value: unknown, { workerTypes }: Mapping): string | null {
  return lookUp(value, [workerTypes, usualWorkerTypes]);
}

const usualReasons: Readonly<Record<string, EndReason>> = {
  resignation: 'resignation',
  resigned: 'resignation',
  quit: 'resignation',
  'employee quit': 'resignation',
  'resignation (voluntary)': 'resignation',
  voluntary: 'resignation',
  démission: 'resignation',
  dismissal: 'dismissal',
  dismissed: 'dismissal',
  fired: 'dismissal',
  'termination (involuntary)': 'dismissal',
  licenciement: 'dismissal',
  redundancy: 'redundancy',
  layoff: 'redundancy',
  'licenciement économique': 'redundancy',
  retirement: 'retirement',
  retired: 'retirement',
  retraite: 'retirement',
  'contract expired': 'end-of-contract',
  'end of contract': 'end-of-contract',
  'fin de contrat': 'end-of-contract',
  'fin de cdd': 'end-of-contract',
  death: 'other',
  agreement: 'other',
};

/** The first of the values that is known; `other` where only unknown words stand, `unknown` where none do. */
export function reasonOf(values: readonly unknown[], { reasons }: Mapping): EndReason {
  for (const value of values) {
    const known = lookUp(value, [reasons, usualReasons]);
    if (known !== null) return known;
  }
  return values.some((value) => textOf(value) !== null) ? 'other' : 'unknown';
}
