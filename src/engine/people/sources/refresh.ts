import type { Logger } from 'pino';
import { day, hour, minute, toInstant } from '../../../domain/calendar/time.ts';
import type { Clock } from '../../ports/clock.ts';
import { ConnectorError } from '../../ports/connector.ts';
import type { PeopleSource } from '../../ports/people-source.ts';
import type { OnceStore } from '../../ports/store.ts';
import type { RoleGroups } from '../role-groups.ts';
import type { KeptLists } from './kept-lists.ts';
import type { KnownPeople } from './known-people.ts';
import { readSource } from './read-source.ts';
import { takeList } from './take-list.ts';

/** Reads the sources of people and the groups that give roles, again and again. */
export interface PeopleRefresh {
  /** Does what is due now, and takes what other processes have read. */
  tick(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

const tickEvery = minute;
/** A list is read daily; after a failure sooner. */
const readEvery = day;
const againAfterFailure = hour;
/** One process reads a source; whoever dies over it loses it then. */
const longestReading = 20 * minute;

interface RefreshDeps {
  known: KnownPeople;
  lists: KeptLists;
  groups: Pick<RoleGroups, 'load' | 'refresh'>;
  once: OnceStore;
  clock: Clock;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Whether this process reads sources; one that does not takes what others have read. */
  works: boolean;
}

export function createPeopleRefresh(deps: RefreshDeps): PeopleRefresh {
  const { known, groups, log, works } = deps;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function tick(): Promise<void> {
    if (works) {
      for (const { id, source } of known.sources)
        if (source !== null && !stopping.signal.aborted) await readIfDue(deps, { id, source }, stopping.signal);
      await groups.refresh(stopping.signal);
    }
    await groups.load();
    await known.load();
  }

  function turn(): void {
    running = tick().catch((error: unknown) => {
      log.error({ event: 'people.refresh-failed', err: error }, 'the people could not be refreshed; tried again soon');
    });
    void running.then(() => {
      if (!stopping.signal.aborted) timer = setTimeout(turn, tickEvery).unref();
    });
  }

  return {
    tick,
    start: turn,
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}

async function readIfDue(
  deps: RefreshDeps,
  { id, source }: { id: string; source: PeopleSource },
  signal: AbortSignal,
): Promise<void> {
  const { lists, once, clock } = deps;
  const { readAt, failure, accepted } = await lists.head(id);
  const now = clock.now().getTime();
  const isOlder = (at: string | null, than: number) => at === null || Math.abs(now - Date.parse(at)) >= than;
  const isDue = failure === null ? isOlder(readAt, readEvery) : isOlder(failure.at, againAfterFailure);
  if (!isDue && !accepted) return;
  const turn = `people/${id}`;
  if ((await once.take(turn, now, now + longestReading)) !== 'taken') return;
  try {
    await refreshSource(deps, { id, source }, AbortSignal.any([signal, AbortSignal.timeout(longestReading)]));
  } finally {
    await once.giveBack(turn);
  }
}

/** Reads one source to its end and keeps what it says. What fails is kept beside what was known, which stays. */
async function refreshSource(
  { lists, clock, log }: Pick<RefreshDeps, 'lists' | 'clock' | 'log'>,
  { id, source }: { id: string; source: PeopleSource },
  signal: AbortSignal,
): Promise<void> {
  try {
    const list = await readSource(source, { now: () => clock.now(), signal });
    const { added, changed, gone, doubt } = await takeList(lists, id, { list, now: toInstant(clock.now()) });
    const counts = { people: list.people.length, added, changed, gone: gone.length };
    if (doubt !== null)
      log.warn(
        { event: 'people.list-doubted', source: id, why: doubt.type, ...counts },
        'A list of people was not taken',
      );
    else log.info({ event: 'people.list-read', source: id, ...counts }, 'A list of people was read');
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { kind, words: message } = error;
    await lists.fail(id, { type: 'failed', at: toInstant(clock.now()), kind, message });
    log.warn(
      { event: 'people.list-not-read', source: id, kind },
      'A source of people was not read; what was known stays',
    );
  }
}
