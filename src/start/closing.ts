import type { Logger } from 'pino';

/** How to close what was opened so far, the first to be opened first. */
export type Closing = (() => Promise<void> | void)[];

/** Closes in reverse order; a part that fails to close is logged and keeps no other open. */
export async function closeAll(closing: Closing, log: Logger): Promise<void> {
  for (const close of closing.toReversed()) {
    try {
      await close();
    } catch (error) {
      log.error({ err: error }, 'a part did not close cleanly');
    }
  }
}
