import type { DepartureId } from '../../domain/departure.ts';
import type { ClaimStore } from '../ports/claims.ts';

/**
 * One worker's claims. `busy` is an answer for what is found overdue by everybody; what a person or a wake-up asks for is done in any case, and
 * claimed only for as long as it takes, so that others do not find it overdue meanwhile.
 */
export interface Claims {
  /** Works unless another worker is at it. */
  unlessBusy(id: DepartureId, work: () => Promise<void>): Promise<'worked' | 'busy'>;
  /** Works in any case. What is done within half a second costs no claim. */
  inAnyCase(id: DepartureId, work: () => Promise<void>): Promise<void>;
}

/** How long a worker that died keeps others away, and how often one that lives says so, in milliseconds. */
export const claimedFor = 15_000;
const renewedEvery = 5_000;
const claimedAfter = 500;
/** A pass that has not ended by then may never end: others are not kept away for it any longer. */
const renewedFor = 5 * 60_000;

export function createClaims({
  store,
  holder,
  now,
}: {
  store: ClaimStore;
  /** This worker, as long as it lives. */
  holder: string;
  /** Milliseconds since 1970. */
  now: () => number;
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
    let timer = setTimeout(renew, claimed ? renewedEvery : claimedAfter).unref();
    try {
      await work();
    } finally {
      clearTimeout(timer);
      if (asked !== null) {
        await asked;
        await store.giveBack(id, holder).catch(() => undefined);
      }
    }
  }

  return {
    async unlessBusy(id, work) {
      if (!(await take(id))) return 'busy';
      await under(id, work, true);
      return 'worked';
    },
    inAnyCase: (id, work) => under(id, work, false),
  };
}
