import { type TakingBounces, takeBounce } from './take-bounce.ts';

/** A mailbox that only Relais reads. */
export interface BounceMailbox {
  /**
   * Gives `take` each message that was not looked at, the oldest first, and marks those as looked at of which it says
   * true. Throws where the mailbox does not answer.
   */
  eachNew(take: (raw: Uint8Array) => Promise<boolean>, signal: AbortSignal): Promise<void>;
}

/** How often the mailbox is looked into, and how long that may take; in milliseconds. */
const every = 2 * 60_000;
const patience = 90_000;

/**
 * Notes the mails that come back to the mailbox, from now on until it is stopped. What could not be noted is read
 * again.
 */
export function readBounces(mailbox: BounceMailbox, taking: TakingBounces, pause = every): { stop(): Promise<void> } {
  const { log } = taking;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(patience)]);
      await mailbox.eachNew(async (raw) => (await takeBounce(raw, taking)) === 'taken', signal);
    } catch (error) {
      // Of its words only the code: they may hold an address.
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
      if (!stopping.signal.aborted)
        log.warn(
          { event: 'bounce.mailbox', code },
          'The mailbox of mails that came back could not be read; tried again',
        );
    }
    if (!stopping.signal.aborted) timer = setTimeout(turn, pause).unref();
  }
  let running = Promise.resolve();
  function turn(): void {
    running = look();
  }
  turn();

  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
