import { z } from 'zod';
import { zoneSchema } from '../calendar/time.ts';

/** Why an employment ends, as far as HR systems say so in terms that are the same everywhere. */
const endReasonSchema = z.enum([
  'resignation',
  'dismissal',
  'redundancy',
  'retirement',
  'end-of-contract',
  'other',
  'unknown',
]);
export type EndReason = z.infer<typeof endReasonSchema>;

/**
 * What an HR system says about one person's employment, as far as a departure is concerned. `hash` is of all of it but
 * `changedAt`: the same word said again has the same one, whether a hook or a poll brought it.
 */
export const employmentFactSchema = z.strictObject({
  /** Which HR system, as `relais.yaml` names it, and as people read it. */
  source: z.string(),
  label: z.string(),
  /** The system's own immutable id of the person. */
  person: z.string(),
  status: z.enum(['employed', 'on-leave', 'ended', 'unknown']),
  startsOn: z.iso.date().nullable(),
  /** `zone`: the one in which the system means its days, where it says so; they are lived in the leaver's. */
  end: z
    .strictObject({
      lastWorkingDay: z.iso.date().nullable(),
      contractEnd: z.iso.date(),
      zone: zoneSchema.nullable(),
      reason: endReasonSchema,
    })
    .nullable(),
  move: z.strictObject({ on: z.iso.date(), zone: zoneSchema.nullable(), to: z.string().nullable() }).nullable(),
  changedAt: z.iso.datetime({ precision: 3 }).nullable(),
  hash: z.string(),
});
export type EmploymentFact = z.infer<typeof employmentFactSchema>;

/** As which source the contracts for a time are told; no id that `relais.yaml` may give an HR system looks like it. */
export const contractSourceId = '@contracts';

/** Whether it is the end of a contract that is written down in `relais.yaml` or a list, and no word of an HR system. */
export function isOfContracts({ source }: Pick<EmploymentFact, 'source'>): boolean {
  return source === contractSourceId;
}

/** Whether both are about the same employment record. */
export function isSameRecord(one: EmploymentFact, other: EmploymentFact): boolean {
  return one.source === other.source && one.person === other.person;
}

/** The days that a fact names, whatever they are about; null while it names none. */
export function daysOf({ end, move }: Pick<EmploymentFact, 'end' | 'move'>): FactDays | null {
  if (end !== null) return { lastWorkingDay: end.lastWorkingDay, contractEnd: end.contractEnd };
  return move === null ? null : { lastWorkingDay: null, contractEnd: move.on };
}

/** `lastWorkingDay` is null where HR tells only the end of the contract. */
export interface FactDays {
  lastWorkingDay: string | null;
  contractEnd: string;
}

/** Reasons that nobody hears of from Relais who was not told of them before. */
export function isSecret({ end }: Pick<EmploymentFact, 'end'>): boolean {
  return end !== null && (end.reason === 'dismissal' || end.reason === 'redundancy');
}

/** Reasons by which nobody is harmed when the manager hears of it from Relais. Of all others HR decides who is told. */
const openReasons: readonly EndReason[] = ['resignation', 'retirement', 'end-of-contract'];

/** Whether the person's manager may be told of the draft that this fact leads to without HR having said so. */
export function isOpenToManager({ end }: Pick<EmploymentFact, 'end'>): boolean {
  return end === null || openReasons.includes(end.reason);
}
