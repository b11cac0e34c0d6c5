import type { DepartureId } from '../../domain/departure.ts';
import type { ClaimStore } from '../ports/claims.ts';

/**
 * One worker's claims. `busy` is an answer for what is found overdue by everybody; what a person or a wake-up asks for
 * is done in any case, and claimed only for as long as it takes, so that others do not find it overdue meanwhile.
 */
export interface Claims {
  /** Works unless another worker is at it. */
  unlessBusy(id: DepartureId, work: () => Promise<void>): Promise<'worked' | 'busy'>;
  /** Works in any case. What is done within half a second costs no claim where no other process is expected. */
  inAnyCase(id: DepartureId, work: () => Promise<void>): Promise<void>;
  /**
   * Asks another worker that is at it to look once more, and waits until that one gets on: two who commit to one
   * departure only make one another begin anew. False where nobody else is at it, or whoever is stood still for ten
   * seconds: its process died, or its pass hangs.
   */
  leftToAnother(id: DepartureId): Promise<boolean>;
}

/** How long a worker that died keeps others away, and how often one that lives says so, in milliseconds. */
export const claimedFor = 15_000;
const renewedEvery = 5_000;
const claimedAfter = 500;
/**
 * How often a worker hears what others ask of it, how often those look whether it gets on, and how long they wait, in
 * milliseconds.
 */
const hearsEvery = 1_000;
const looksEvery = 500;
export const stillFor = 10_000;
/** A pass that has not ended by then may never end: others are not kept away for it any longer. */
const renewedFor = 5 * 60_000;

export function createClaims({
  store,
  holder,
  now,
  versionOf,
  onAsked,
}: {
  store: ClaimStore;
  /** This worker, as long as it lives. */
  holder: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** How often the departure was committed to; null where there is none. */
  versionOf: (id: DepartureId) => Promise<number | null>;
  /** Another worker asks this one to look at it once more. */
  onAsked: (id: DepartureId) => void;
}): Claims {
  /** A store that does not answer keeps nobody from working. */
  const take = (id: DepartureId): Promise<boolean> =>
    store.take(id, holder, { now: now(), until: now() + claimedFor }).catch(() => true);

  /** Renews what is claimed until the work has ended, and gives it back then. */
  async function under(id: DepartureId, work: () => Promise<void>, claimed: boolean): Promise<void> {
    let asked: Promise<boolean> | null = claimed ? Promise.resolve(true) : null;
    const began = performance.now();
    const renew = () => {
      if (performance.now() - began > renewedFor) return;
      asked = take(id);
      timer = setTimeout(renew, renewedEvery).unref();
    };
    const hear = async () => {
      if (await store.wasAsked(id, holder).catch(() => false)) onAsked(id);
    };
    let timer = setTimeout(renew, claimed ? renewedEvery : claimedAfter).unref();
    const hears = store.expectsOthers ? setInterval(() => void hear(), hearsEvery).unref() : undefined;
    try {
      await work();
    } finally {
      clearTimeout(timer);
      clearInterval(hears);
      if (asked !== null) {
        await asked;
        if (await store.giveBack(id, holder).catch(() => false)) onAsked(id);
      }
    }
  }

  return {
    async unlessBusy(id, work) {
      if (!(await take(id))) return 'busy';
      await under(id, work, true);
      return 'worked';
    },
    async inAnyCase(id, work) {
      await under(id, work, store.expectsOthers && (await take(id)));
    },
    async leftToAnother(id) {
      if (!store.expectsOthers) return false;
      const before = await versionOf(id);
      if (!(await store.ask(id, holder, now()).catch(() => false))) return false;
      for (let waited = 0; waited < stillFor; waited += looksEvery) {
        await new Promise((done) => setTimeout(done, looksEvery));
        if ((await versionOf(id)) !== before) return true;
      }
      return false;
    },
  };
}
