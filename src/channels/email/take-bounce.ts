import type { Logger } from 'pino';
import type { OnceStore } from '../../engine/ports/store.ts';
import { digestOf } from './links.ts';
import { readBounce } from './read-bounce.ts';
import type { SentMails } from './sent-mails.ts';

export interface TakingBounces {
  sent: SentMails;
  once: OnceStore;
  /** Milliseconds since 1970, on the real clock. */
  now: () => number;
  /** Marks the card under this key as told to have come back; it is asked again where the answer got lost. */
  returned(key: string, code: string): Promise<void>;
  log: Logger;
}

/**
 * What became of a message: noted, or no failure of a current mail of ours (`taken`); somebody else is at it (`busy`),
 * or it could not be noted (`failed`), and has to be given again.
 */
type Taken = 'taken' | 'busy' | 'failed';

/** Notes a mail that came back (RFC 3464), once. Never throws: anybody may have written it. */
export async function takeBounce(raw: Uint8Array, { sent, once, now, returned, log }: TakingBounces): Promise<Taken> {
  const bounce = await readBounce(raw);
  try {
    const key = bounce && (await sent.cardOf(bounce.messageId));
    const current = key ? await sent.of(key) : null;
    if (!bounce || !key || current?.messageId !== bounce.messageId) {
      log.info({ event: 'bounce.unknown' }, 'A mail came back that is no failure of a current mail of Relais');
      return 'taken';
    }
    const name = `email/bounce/${digestOf(bounce.messageId)}`;
    const turn = await once.take(name, now(), now() + 60_000);
    if (turn === 'busy') return 'busy';
    if (turn === 'done') return 'taken';
    try {
      await returned(key, bounce.code);
      await once.done(name, now() + 30 * 86_400_000);
    } catch (error) {
      await once.giveBack(name);
      throw error;
    }
    log.warn({ event: 'bounce.taken', code: bounce.code }, 'A mail server says that a mail was not delivered');
    return 'taken';
  } catch (error) {
    log.error({ event: 'bounce.failed', err: error }, 'A mail that came back could not be noted');
    return 'failed';
  }
}
