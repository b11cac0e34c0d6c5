import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { type Words, wordsSchema } from '../localized.ts';
import { isOfNameAlone, lookNoteSchema, lookProblemSchema } from './look.ts';

/** How each configured system was last asked, as the departure keeps it. */
export const askedSystemSchema = z.strictObject({
  system: z.string(),
  systemLabel: z.string(),
  asked: z.array(wordsSchema),
  tenant: z.string().nullable(),
  /** How many accounts of the leaver it told. */
  accounts: z.int(),
  /**
   * When the latest look that told the accounts began; null while there is none, or when it is not to be relied on any
   * more.
   */
  resolvedAt: instantSchema.nullable(),
  /** When the latest look that told everything began, and at which `accessRev`; null while there is none. */
  lookedAt: instantSchema.nullable(),
  lookedRev: z.int().nullable(),
  /** Looks that failed since, and not before when it is tried again; null: it waits for a person. */
  failures: z.int(),
  notBefore: instantSchema.nullable(),
  /** What the latest look could not tell. */
  problem: lookProblemSchema.nullable(),
  /** What the latest look that told the accounts could not tell besides, and nothing waits for. */
  notes: z.array(lookNoteSchema).optional(),
  /** Since when looks have not told everything; null while the latest did. */
  failingSince: instantSchema.nullable(),
  /** When the latest look began, and at which `accessRev`, whatever came of it. */
  triedAt: instantSchema,
  triedRev: z.int(),
  /** IT goes on without it, until it tells everything: what was planned elsewhere does not wait for it. */
  setAside: z.strictObject({ by: z.string(), at: instantSchema }).optional(),
});
export type AskedSystem = z.infer<typeof askedSystemSchema>;

/** Systems of which something is not known, in the order of the plan. */
export function unresolvedOf({
  systems,
}: {
  systems: readonly Pick<AskedSystem, 'system' | 'systemLabel' | 'problem'>[];
}): readonly Unresolved[] {
  return systems.flatMap(({ system, systemLabel, problem }) =>
    problem === null ? [] : [{ system, systemLabel, reason: problem.reason }],
  );
}

/**
 * Those of them that hold the confirmation, and so the cut-off everywhere, back. A user name that a person must settle
 * holds back no account that is certain.
 */
export function heldBackBy({ systems }: { systems: readonly AskedSystem[] }): readonly Unresolved[] {
  return unresolvedOf({ systems: systems.filter(holdsBack) });
}

/** Whether what else is planned waits for this system to tell who the leaver is there. */
export function holdsBack({ problem, setAside }: Pick<AskedSystem, 'problem' | 'setAside'>): boolean {
  return problem !== null && setAside === undefined && !isOfNameAlone(problem);
}

export interface Unresolved {
  system: string;
  systemLabel: string;
  reason: Words;
}

/** Failed looks of this row so far: what was given up, or told everything, begins a new row. */
export function failuresSoFar(known: AskedSystem | undefined): number {
  return known?.problem && known.notBefore !== null ? known.failures : 0;
}
