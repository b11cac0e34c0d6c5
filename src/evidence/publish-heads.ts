import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { hour, minute } from '../domain/calendar/time.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Store } from '../engine/ports/store.ts';
import { nextLine } from './heads.ts';
import { installationKey } from './installation-key.ts';

export type Published = 'published' | 'set-back';

/** Adds the heads of today to the file, once those that stand in it still fit the store. Rejects where the file cannot be read or written. */
export async function publishHeads(
  store: Pick<Store, 'audit' | 'notes'>,
  { file, now, log }: { file: string; now: Date; log: Pick<Logger, 'error' | 'info'> },
): Promise<Published> {
  const key = await installationKey(store.notes, now);
  const next = await nextLine(store, existsSync(file) ? readFileSync(file, 'utf8') : '', { now, key });
  if ('findings' in next) {
    log.error(
      { event: 'heads.differ', file, findings: next.findings.length, first: next.findings[0] },
      'the database does not hold what was published of it: it was set back to an older copy, or changed; nothing more is published. See: relais audit verify --heads',
    );
    return 'set-back';
  }
  appendFileSync(file, `${next.line}\n`, { mode: 0o600 });
  log.info({ event: 'heads.published', file }, 'the heads of the journals were published');
  return 'published';
}

interface Publishing {
  store: Pick<Store, 'audit' | 'notes' | 'once'>;
  clock: Clock;
  log: Pick<Logger, 'error' | 'info'>;
  file: string;
  everyHours: number;
  /** How often it is looked whether it is time; a test's own. */
  lookEveryMs?: number;
}

/** Publishes by the clock, by one of all processes. What fails is tried again at the next look. */
export function startPublishing({ store, clock, log, file, everyHours, lookEveryMs = 5 * minute }: Publishing): {
  stop(): Promise<void>;
} {
  let underWay: Promise<void> = Promise.resolve();
  const look = async () => {
    const now = clock.now();
    const period = Math.floor(now.getTime() / (everyHours * hour));
    const turn = `heads/${period}`;
    if ((await store.once.take(turn, now.getTime(), now.getTime() + 10 * minute)) !== 'taken') return;
    try {
      await publishHeads(store, { file, now, log });
      await store.once.done(turn, (period + 2) * everyHours * hour);
    } catch (error) {
      await store.once.giveBack(turn);
      throw error;
    }
  };
  const tick = () => {
    underWay = underWay.then(look).catch((error: unknown) => {
      log.error({ event: 'heads.failed', file, err: error }, 'the heads of the journals could not be published');
    });
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
