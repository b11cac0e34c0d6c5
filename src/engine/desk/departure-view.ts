import type { Departure } from '../../domain/departure.ts';
import type { DepartureReport } from '../../domain/evidence/report.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { mayOpenFile } from '../../domain/tasks/files.ts';
import { departurePage } from '../../views/desk/departure-page.ts';
import { reportOf } from '../audit/report-of.ts';
import { StoreError } from '../ports/store.ts';
import type { DrawPage, Reading } from './reading.ts';

/**
 * One departure whole. Whoever may not know of it, and whoever it is about, get the same as for one that is not there.
 */
export const drawWholeDeparture: DrawPage = async (reading) => {
  const { deps, actor, reader, now, query, voice } = reading;
  const departure = await deps.store.departures.load(query['id'] ?? '');
  if (!departure || departure.status === 'draft' || departure.flow === null) return null;
  if (departure.leaver.id === reader.id || !maySee(departure, actor, now)) return null;
  const report = await provenOf(departure, reading);
  return departurePage({ departure, report, files: await filesOf(departure, reading), now }, voice);
};

/** What the journal proves; null where it is not whole. */
async function provenOf({ id }: Departure, { deps, roles }: Reading): Promise<DepartureReport | null> {
  try {
    // Names stand everywhere, so nothing has to be known again by a code.
    const told = await reportOf(deps.store.audit, id, { level: 'full', codeOf: (_kind, value) => value });
    if (told === null) return null;
    const { report } = told;
    // What people wrote when they decided, such as why there is a legal hold, is for those who lead departures.
    if (roles.includes('hr') || roles.includes('admin')) return report;
    return { ...report, decisions: report.decisions.map(({ text: _text, ...one }) => one) };
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'corrupt') throw error;
    deps.log.error({ err: error, departure: id }, 'a journal that the desk was to show is not whole');
    return null;
  }
}

async function filesOf(departure: Departure, { deps, actor }: Reading): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const { filePages } = deps;
  if (!filePages) return found;
  for (const task of departure.tasks)
    for (const file of task.files ?? [])
      if (mayOpenFile(departure, { task, file }, actor)) {
        const place = { departureId: departure.id, taskId: task.id, fileId: file.id };
        found.set(file.id, await filePages.open(place, actor.id));
      }
  return found;
}
