import { z } from 'zod';
import { addDays, instantSchema } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { WorkerType } from '../flow/flow.ts';
import type { CompanyRole } from '../people/people.ts';

/** A contract for a time, as `relais.yaml` or a source of people tells it. */
export interface TimedContract {
  /** The person's main address, in lower case. */
  email: string;
  name: string | null;
  workerType: WorkerType | null;
  /** The last day of the contract, `YYYY-MM-DD`. */
  endsOn: string;
  /** Address of whoever answers for this access; null where nobody is named. */
  sponsor: string | null;
}

/** Of one contract: what its sponsor decided here. Nobody's departure holds it, because there may be none yet. */
export const contractRecordSchema = z.strictObject({
  /** The end that was told when the first of these was decided: another one that is told later overrules them all. */
  told: z.iso.date(),
  extensions: z.array(
    z.strictObject({
      by: z.string(),
      at: instantSchema,
      from: z.iso.date(),
      to: z.iso.date(),
      reason: z.string(),
    }),
  ),
  /** Somebody said that it ends on this day, so that nobody is asked again. */
  ends: z.strictObject({ by: z.string(), at: instantSchema, on: z.iso.date() }).nullable(),
});
export type ContractRecord = z.infer<typeof contractRecordSchema>;

/** So many extensions are kept of one contract; the earliest goes first. */
const mostKept = 20;

/** The record as it still counts: null where there is none, or where the contract is told with another end since. */
function standingRecord({ endsOn }: Pick<TimedContract, 'endsOn'>, record: ContractRecord | null) {
  return record?.told === endsOn ? record : null;
}

/** The day on which it ends by now: the one that is told, or the one it was extended to. */
export function endOf(contract: Pick<TimedContract, 'endsOn'>, record: ContractRecord | null): string {
  return standingRecord(contract, record)?.extensions.at(-1)?.to ?? contract.endsOn;
}

/** Whether somebody has said that it ends on the day on which it ends by now. */
export function isDecided(contract: Pick<TimedContract, 'endsOn'>, record: ContractRecord | null): boolean {
  return standingRecord(contract, record)?.ends?.on === endOf(contract, record);
}

/** Whoever moves within the company keeps their contract. */
export function isMove({ kind, draft }: Pick<Departure, 'kind' | 'draft'>): boolean {
  return (kind ?? draft.kind) === 'internal-move';
}

/**
 * Whether this departure has ended the access that goes with a contract to this day: it ended no earlier, or was told
 * of this very end. One that ended before was another contract's, of somebody who has come back.
 */
export function hasEnded(
  departure: Pick<Departure, 'status' | 'kind' | 'draft' | 'dates' | 'hr'>,
  endsOn: string,
): boolean {
  const { status, dates, hr } = departure;
  if (status !== 'completed' || dates === null || isMove(departure)) return false;
  return dates.contractEnd.date >= endsOn || hr?.told?.end?.contractEnd === endsOn;
}

/** Why it cannot be extended to this day; null when it can. */
export function extensionProblem(
  to: string,
  { today, end, mostDays }: { today: string; end: string; mostDays: number },
): 'not-later' | 'passed' | 'too-far' | null {
  if (to <= end) return 'not-later';
  if (to < today) return 'passed';
  const latest = addDays(end > today ? end : today, mostDays);
  return to > latest ? 'too-far' : null;
}

/** The record once it was extended. */
export function extended(
  contract: Pick<TimedContract, 'endsOn'>,
  record: ContractRecord | null,
  one: Omit<ContractRecord['extensions'][number], 'from'>,
): ContractRecord {
  const before = standingRecord(contract, record)?.extensions ?? [];
  const extensions = [...before, { ...one, from: endOf(contract, record) }].slice(-mostKept);
  return { told: contract.endsOn, extensions, ends: null };
}

/** The record once somebody said that it ends when it does. */
export function ending(
  contract: Pick<TimedContract, 'endsOn'>,
  record: ContractRecord | null,
  { by, at }: { by: string; at: string },
): ContractRecord {
  const extensions = standingRecord(contract, record)?.extensions ?? [];
  return { told: contract.endsOn, extensions, ends: { by, at, on: endOf(contract, record) } };
}

/**
 * What a person is to a contract, by their addresses: its own, its sponsor, or neither. Nobody sees or decides anything
 * of their own here.
 */
export function relationTo(
  { email, sponsor }: Pick<TimedContract, 'email' | 'sponsor'>,
  addresses: readonly string[],
): 'own' | 'sponsor' | 'other' {
  const folded = addresses.map((one) => one.toLowerCase());
  if (folded.includes(email)) return 'own';
  return sponsor !== null && folded.includes(sponsor) ? 'sponsor' : 'other';
}

/** Who may do what with a contract: its sponsor, HR and administrators decide; IT sees it, too. */
export function mayWithContract(
  what: 'see' | 'decide',
  contract: Pick<TimedContract, 'email' | 'sponsor'>,
  { addresses, roles }: { addresses: readonly string[]; roles: readonly CompanyRole[] },
): boolean {
  const relation = relationTo(contract, addresses);
  if (relation === 'own') return false;
  if (relation === 'sponsor' || roles.includes('hr') || roles.includes('admin')) return true;
  return what === 'see' && roles.includes('it');
}
