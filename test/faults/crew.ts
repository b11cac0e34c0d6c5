import { setTimeout as wait } from 'node:timers/promises';
import type { Report } from '../kills/child-messages.ts';
import type { Outside } from '../kills/outside.ts';
import type { RelaisProcess } from '../kills/relais-process.ts';
import { places } from './schedule.ts';

/** One of the processes of Relais, and what is its own. */
interface Place {
  relais: RelaisProcess;
  /** Null while it starts or stands still. */
  url: string | null;
  isStopped: boolean;
}

/** Several processes of Relais behind what leads people to one that is up. */
export interface Crew {
  /** kill -9, and another one in its place; one that stands still is left. Tells whether one was killed. */
  replace(place: number): Promise<boolean>;
  /** Lets one stand still. False for one that is not up: whoever waits for its start would wait as long. */
  stop(place: number): boolean;
  resume(place: number): void;
  /** Has all that are up do what is due, and waits until none has anything under way. Tells how things stand. */
  settle(): Promise<Extract<Report, { type: 'settled' }>>;
  /** Has all that are up look for what is due, and waits for nothing. */
  kick(): void;
  /** As after SIGTERM, all of them. */
  end(): Promise<void>;
  /** Whatever is left of them. */
  kill(): Promise<void>;
  /** How many starts were refused, and made again as a supervisor would. */
  readonly refusedStarts: number;
}

export interface CrewOptions {
  outside: Outside;
  launch(): RelaisProcess;
  start(relais: RelaisProcess, place: number): Promise<string | null>;
}

/** Longer than any election here. */
const mostStarts = 30;

export async function startCrew({ outside, launch, start }: CrewOptions): Promise<Crew> {
  let refusedStarts = 0;
  let ended = false;
  const launched: RelaisProcess[] = [];
  const standBy = () => {
    const relais = launch();
    launched.push(relais);
    return relais;
  };
  const crew: Place[] = Array.from({ length: places }, () => ({ relais: standBy(), url: null, isStopped: false }));

  const isUp = (one: Place) => one.url !== null && !one.isStopped;
  const lead = () => {
    outside.relais = ended ? null : (crew.find(isUp)?.url ?? null);
  };

  /** A start that finds no primary, or no Slack in time, ends, and a supervisor makes it again. */
  async function bring(place: number): Promise<void> {
    const one = crew[place];
    if (!one) throw new RangeError(`there is no place ${place}`);
    for (let attempt = 1; ; attempt += 1) {
      try {
        one.url = await start(one.relais, place);
        lead();
        return;
      } catch (error) {
        await one.relais.kill();
        if (attempt === mostStarts || !/cannot be used|Slack did not answer/.test(String(error))) throw error;
        refusedStarts += 1;
        await wait(300);
        one.relais = standBy();
      }
    }
  }

  await Promise.all(crew.map((_, place) => bring(place)));
  return {
    get refusedStarts() {
      return refusedStarts;
    },
    async replace(place) {
      const one = crew[place];
      if (!one || one.isStopped || one.url === null) return false;
      one.url = null;
      lead();
      await one.relais.kill();
      one.relais = standBy();
      await bring(place);
      return true;
    },
    stop(place) {
      const one = crew[place];
      if (!one || !isUp(one)) return false;
      one.isStopped = true;
      lead();
      one.relais.signal('SIGSTOP');
      return true;
    },
    resume(place) {
      const one = crew[place];
      if (!one) return;
      one.relais.signal('SIGCONT');
      one.isStopped = false;
      lead();
    },
    async settle() {
      const settled = await Promise.all(
        crew.filter(isUp).map(({ relais }) => relais.settle(outside.ahead, () => outside.calls.length)),
      );
      const [first] = settled;
      if (!first) throw new Error('no process is up');
      return first;
    },
    kick() {
      for (const { relais } of crew.filter(isUp)) void relais.settle(outside.ahead).catch(() => undefined);
    },
    async end() {
      ended = true;
      lead();
      await Promise.all(crew.map(({ relais }) => relais.stop()));
    },
    async kill() {
      ended = true;
      lead();
      await Promise.all(launched.map((relais) => relais.kill()));
    },
  };
}
