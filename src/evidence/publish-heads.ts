import type { Logger } from 'pino';
import { hour, minute } from '../domain/calendar/time.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Store } from '../engine/ports/store.ts';
import { linesIn, nextLine } from './heads.ts';
import { type HeadsPlace, HeadsPlaceError } from './heads-place.ts';
import { installationKey } from './installation-key.ts';

export type Published = 'published' | 'set-back';

/**
 * Adds the heads of today to the place, once those that stand there still fit the store, and reads them back. Rejects
 * where it cannot be read or added to, or does not hold what it took.
 */
export async function publishHeads(
  store: Pick<Store, 'audit' | 'notes'>,
  { place, now, log }: { place: HeadsPlace; now: Date; log: Pick<Logger, 'error' | 'info'> },
): Promise<Published> {
  const key = await installationKey(store.notes, now);
  const next = await nextLine(store, await place.read(), { now, key });
  if ('findings' in next) {
    log.error(
      { event: 'heads.differ', place: place.name, findings: next.findings.length, first: next.findings[0] },
      'the database does not hold what was published of it: it was set back to an older copy, or changed; nothing more is published. See: relais audit verify --heads',
    );
    return 'set-back';
  }
  await place.append(next.line);
  // A place that only says yes keeps nothing of it.
  if (!linesIn(await place.read()).includes(next.line))
    throw new HeadsPlaceError({
      en: `${place.name} took a line and does not hold it; look there, and at who may write to it`,
      fr: `${place.name} a pris une ligne et ne l’a pas ; regardez là, et qui peut y écrire`,
    });
  log.info({ event: 'heads.published', place: place.name }, 'the heads of the journals were published');
  return 'published';
}

interface Publishing {
  store: Pick<Store, 'audit' | 'notes' | 'once'>;
  clock: Clock;
  log: Pick<Logger, 'error' | 'info'>;
  places: readonly HeadsPlace[];
  everyHours: number;
  /** How often it is looked whether it is time; a test's own. */
  lookEveryMs?: number;
}

/** Publishes by the clock, to each place by one of all processes. What fails is tried again at the next look. */
export function startPublishing({ store, clock, log, places, everyHours, lookEveryMs = 5 * minute }: Publishing): {
  stop(): Promise<void>;
} {
  let underWay: Promise<void> = Promise.resolve();
  const look = async (place: HeadsPlace) => {
    const now = clock.now();
    const period = Math.floor(now.getTime() / (everyHours * hour));
    const turn = `heads/${place.id}/${period}`;
    if ((await store.once.take(turn, now.getTime(), now.getTime() + 10 * minute)) !== 'taken') return;
    try {
      await publishHeads(store, { place, now, log });
      await store.once.done(turn, (period + 2) * everyHours * hour);
    } catch (error) {
      await store.once.giveBack(turn);
      throw error;
    }
  };
  const lookAtEach = async () => {
    for (const place of places)
      await look(place).catch((error: unknown) => {
        const told = { event: 'heads.failed', place: place.name, err: error };
        log.error(told, 'the heads of the journals could not be published');
      });
  };
  const tick = () => {
    underWay = underWay.then(lookAtEach);
  };
  tick();
  const timer = setInterval(tick, lookEveryMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
