import { toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { PersonId } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import { isTaskOpen } from '../../domain/tasks/task.ts';
import type { EngineDeps } from '../deps.ts';

const knownFor = 60_000;

/**
 * Who of those that this departure asks, or could ask, is leaving too. A departure that is still confidential counts
 * for nothing here: passing work on because of it would tell everybody.
 */
export async function leavingAmong(deps: EngineDeps, state: Departure | null): Promise<ReadonlySet<PersonId>> {
  if (state === null) return new Set();
  const asked = new Set<string>();
  for (const task of state.tasks) {
    if (!isTaskOpen(task)) continue;
    for (const id of [task.assignee, ...task.candidates]) if (id) asked.add(id);
  }
  for (const { to, fallback } of state.draft.handovers) for (const id of [to, fallback]) if (id) asked.add(id);
  if (state.status === 'draft') for (const id of Object.keys(state.people)) asked.add(id);
  asked.delete(state.leaver.id);
  const found = await Promise.all(
    [...asked].map(async (id) => ((await isLeaving(deps, state.people[id]?.email)) ? id : null)),
  );
  return new Set(found.filter((id) => id !== null));
}

async function isLeaving(deps: EngineDeps, email: string | undefined): Promise<boolean> {
  if (!email) return false;
  const now = deps.clock.now();
  const known = deps.leaving.get(email);
  if (known && known.until > now.getTime()) return known.leaving;
  let leaving = false;
  // One that is confidential may be open beside one that is not.
  for await (const other of deps.store.departures.search({ leaverEmail: email, status: ['active'] }))
    leaving ||= other.kind !== 'internal-move' && !isConfidential(other, toInstant(now));
  deps.leaving.set(email, { leaving, until: now.getTime() + knownFor });
  return leaving;
}
