import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { OnceStore } from '../engine/ports/store.ts';

/**
 * Does the work for a message that the platform may send several times: once in all processes, also across restarts. A
 * message that is sent again counts as done only when it was: whoever died over it loses it after a while, and the next
 * who hears of it does it. Rejects with StillBusyError when somebody else is at it for long, so that the platform asks
 * again later; with what the work threw, and then it is open again.
 */
export type Once = (key: string, work: () => Promise<void>) => Promise<void>;

/** Answered by a failure on purpose: the platform sends the message once more. */
export class StillBusyError extends Error {
  override readonly name = 'StillBusyError';
}

/**
 * Longer than the longest work on a message, shorter than the minute after which Slack sends it for the second time.
 */
const busyFor = 45_000;
/** Slack gives up after five minutes, Teams sooner. */
const rememberedFor = 60 * 60_000;
/** A platform waits three seconds for its answer. */
const patience = 2000;
const lookAgainAfter = 100;

export interface OnceOptions {
  store: OnceStore;
  log: Logger;
  /** Milliseconds since 1970 on the real clock: platforms know no other. */
  now?: () => number;
}

export function createOnce({ store, log, now = Date.now }: OnceOptions): Once {
  /**
   * Without the store nobody knows whether it was done: twice is better than never, and the domain refuses what was
   * done already.
   */
  const take = async (key: string): Promise<'taken' | 'busy' | 'done' | 'unknown'> => {
    try {
      return await store.take(key, now(), now() + busyFor);
    } catch (err) {
      log.warn({ event: 'once.not-kept', err }, 'A message is taken without a look whether it was before');
      return 'unknown';
    }
  };

  const keep = async (note: () => Promise<void>): Promise<void> => {
    try {
      await note();
    } catch (err) {
      log.warn({ event: 'once.not-kept', err }, 'It could not be kept that a message was taken');
    }
  };

  return async (key, work) => {
    const giveUpAt = performance.now() + patience;
    let state = await take(key);
    while (state === 'busy' && performance.now() < giveUpAt) {
      await wait(lookAgainAfter);
      state = await take(key);
    }
    if (state === 'done') return;
    if (state === 'busy') throw new StillBusyError('this message is being worked on; send it again later');
    try {
      await work();
    } catch (error) {
      await keep(() => store.giveBack(key));
      throw error;
    }
    await keep(() => store.done(key, now() + rememberedFor));
  };
}
