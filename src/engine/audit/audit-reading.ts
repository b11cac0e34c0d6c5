import type { Grant } from '../../domain/auditors/grant.ts';
import { type RegisterLine, registerOf } from '../../domain/auditors/register.ts';
import { isAuditable } from '../../domain/auditors/visible.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Tombstone } from '../../domain/erasure/tombstone.ts';
import type { DepartureReport } from '../../domain/evidence/report.ts';
import type { EngineDeps } from '../deps.ts';
import { readTombstone } from '../erasure/tombstones.ts';
import type { EvidencePacks } from '../ports/evidence-packs.ts';
import { StoreError } from '../ports/store.ts';
import { reportOf } from './report-of.ts';

type Deps = Pick<EngineDeps, 'store' | 'clock' | 'log'>;

/** What an auditor reads of one departure; `report` is null where its journal is not whole. */
export interface AuditedDeparture {
  id: string;
  report: DepartureReport | null;
  exceptions: readonly RegisterLine[];
}

/** All departures that this auditor may know of by now, the first that began first. */
export async function auditableDepartures(
  { store, clock }: Pick<EngineDeps, 'store' | 'clock'>,
  grant: Grant,
): Promise<readonly Departure[]> {
  const now = toInstant(clock.now());
  const found: Departure[] = [];
  for await (const one of store.departures.search({})) if (isAuditable(one, grant, now)) found.push(one);
  // As a pack of the same period has them.
  return found.reverse();
}

/** These departures as their journals tell them, redacted. One that goes meanwhile is left out. */
export async function readAudited(
  { store, clock, log }: Deps,
  ids: readonly string[],
  packs: Pick<EvidencePacks, 'codes'>,
): Promise<readonly AuditedDeparture[]> {
  const naming = { level: 'auditor' as const, codeOf: await packs.codes() };
  const now = toInstant(clock.now());
  const found: AuditedDeparture[] = [];
  for (const id of ids) {
    try {
      const told = await reportOf(store.audit, id, naming);
      if (told !== null)
        found.push({ id, report: told.report, exceptions: registerOf(told.report, told.entries, now) });
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'corrupt') throw error;
      log.error({ err: error, departure: id }, 'a journal that an auditor was to read is not whole');
      found.push({ id, report: null, exceptions: [] });
    }
  }
  return found;
}

/**
 * What stays of departures of the period whose data was erased, where anything was kept and they were no secret by
 * then. All others are in no number, because some of them nobody was ever to know of. A tombstone does not say whose
 * departure it was, so an auditor with an account hears of none of somebody who is in the directory still.
 */
export async function erasedDepartures(
  { store }: Pick<EngineDeps, 'store'>,
  { period, person }: Pick<Grant, 'period' | 'person'>,
): Promise<readonly Tombstone[]> {
  // First the journals: one that begins meanwhile is not taken for an erased one.
  const ids: string[] = [];
  for await (const { departureId } of store.audit.heads()) ids.push(departureId);
  const known = new Set<string>();
  for await (const { id } of store.departures.search({})) known.add(id);
  const stones: Tombstone[] = [];
  for (const id of ids.filter((one) => !known.has(one))) {
    const stone = await readTombstone(store.notes, id);
    if (!stone?.extract?.revealed || (person !== null && stone.person === 'kept')) continue;
    const began = stone.extract.createdAt.slice(0, 10);
    if (began >= period.from && began <= period.to) stones.push(stone);
  }
  return stones;
}
