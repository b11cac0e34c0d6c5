import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { hour, instantSchema, plus, toInstant } from '../../domain/calendar/time.ts';
import type { DepartureId } from '../../domain/departure.ts';
import type { EngineDeps } from '../deps.ts';

/** Under which note stands which departures a file is being brought to. */
const key = 'files-coming';
const comingSchema = z.array(z.strictObject({ id: z.string(), departureId: z.string(), at: instantSchema }));
const read = (note: unknown) => comingSchema.parse(note ?? []);

/** Longer than any file takes to be brought: whoever began before that died over it. */
const takesAtMost = hour;

type Deps = Pick<EngineDeps, 'clock' | 'log'> & { store: Pick<EngineDeps['store'], 'notes' | 'files' | 'departures'> };

/**
 * Keeps bytes and names them by `work`, with a mark that lies there meanwhile: bytes come first, so whoever dies
 * between the two leaves some that nothing names, and the mark says where.
 */
export async function whileFileComes<Answer>(
  { store: { notes }, clock }: Pick<Deps, 'clock' | 'store'>,
  departureId: DepartureId,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const mark = { id: randomUUID(), departureId, at: toInstant(clock.now()) };
  await notes.change(key, (note) => ({ value: [...read(note), mark], answer: undefined }));
  const answer = await work();
  await unmark(notes, [mark.id]);
  return answer;
}

/**
 * Deletes what was left of files whose bringing was cut short. While another one is being brought to the same departure
 * nothing of it is touched, nor while a legal hold stands: that may keep what is named no more.
 */
export async function sweepUnnamedFiles({ store, clock, log }: Deps): Promise<void> {
  const marks = read(await store.notes.read(key));
  const before = plus(toInstant(clock.now()), -takesAtMost);
  for (const departureId of new Set(marks.map((one) => one.departureId))) {
    const own = marks.filter((one) => one.departureId === departureId);
    if (own.some(({ at }) => at > before)) continue;
    const state = await store.departures.load(departureId);
    if (state !== null && (state.holds ?? []).length > 0) continue;
    const named = new Set(state?.tasks.flatMap(({ files = [] }) => files.map(({ id }) => id)));
    const unnamed = (await store.files.ids(departureId)).filter((id) => !named.has(id));
    for (const id of unnamed) await store.files.remove(departureId, id);
    if (unnamed.length > 0)
      log.info(
        { event: 'file.swept', departure: departureId, files: unnamed.length },
        'files were deleted that nothing names',
      );
    await unmark(
      store.notes,
      own.map(({ id }) => id),
    );
  }
}

async function unmark(notes: EngineDeps['store']['notes'], ids: readonly string[]): Promise<void> {
  await notes.change(key, (note) => {
    const left = read(note).filter(({ id }) => !ids.includes(id));
    return { value: left.length === 0 ? null : left, answer: undefined };
  });
}
