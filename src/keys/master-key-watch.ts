import type { Logger } from 'pino';
import { day, hour, minute, second } from '../domain/calendar/time.ts';
import { StoreError } from '../engine/ports/store.ts';
import { isWrapped, type KeyText, parseKey } from '../stores/master-key.ts';
import { type KeyService, KeyServiceError } from './key-service.ts';
import { type HeldKey, keyIn } from './wrapped-master-key.ts';

/** How often the key file is looked at, and the service asked for the key that is held, in milliseconds. */
const looksEvery = 15 * second;
const asksEvery = 5 * minute;
/** A sign-in that cannot be prolonged is told when it ends sooner than that, in seconds, and then this often. */
const endsSoon = (3 * day) / second;
const toldEvery = 6 * hour;

const gone = { en: 'the master key is not where it was', fr: 'la clé maîtresse n’est plus à sa place' };

/** The master key of a process that runs. */
export interface MasterKeyWatch {
  /** The key as it is configured now; null: none is, or the service has not given it yet, and is asked. */
  keyNow(): Buffer | null;
  /** Whether the service gave the key when it was asked last. True where no service wraps it. */
  isGiven(): boolean;
  /** Looks at once, as the timer does. Never rejects. */
  look(): Promise<void>;
  start(): void;
  stop(): void;
}

export interface MasterKeyWatchOptions {
  held: HeldKey;
  /** Of the setting or the key file, as it is now. */
  read: () => KeyText | null;
  /** With the token or access key as it is now; null: none is set. Throws StoreError when settings cannot be read. */
  service: () => KeyService | null;
  /** How long the key is held while the service does not give it, in milliseconds. */
  heldFor: number;
  /** A time that only goes on, in milliseconds. */
  now: () => number;
  log: Pick<Logger, 'info' | 'warn' | 'fatal'>;
  /** The time is over: this process must end. Called once. */
  onGivenUp: () => void;
}

/**
 * Holds the master key in memory, so that a key service that is away stops nothing that is under way: data keys are
 * opened by it without asking. The service is asked for it again and again, so that a key that was disabled or
 * destroyed there is noticed; after `heldFor` without it the process ends. A key file that was changed is taken as soon
 * as the service unwraps it, so before the end of a rotation lets the old one open nothing more.
 */
export function createMasterKeyWatch(options: MasterKeyWatchOptions): MasterKeyWatch {
  const { read, service, heldFor, now, log, onGivenUp } = options;
  let { held } = options;
  let givenAt = now();
  let askedAt = givenAt;
  let failing: string | null = null;
  let ended = false;
  let endToldAt: number | null = null;
  let asking: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  async function ask(): Promise<void> {
    askedAt = now();
    try {
      const given = read();
      if (given === null) throw new StoreError('wrong-key', gone);
      const by = service();
      const key = await keyIn(given, by);
      if (given.text !== held.text) {
        log.info({ event: 'master-key.taken' }, 'Took the master key as it stands where it is kept now');
        held = { key, text: given.text };
      }
      givenAt = now();
      if (failing !== null) log.info({ event: 'key-service.back' }, 'The key service gives the master key again');
      failing = null;
      await prolong(by);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== failing) {
        const hours = Math.max(0, Math.floor((givenAt + heldFor - now()) / hour));
        log.warn(
          { event: 'key-service.refused', reason, hours },
          'The master key is not given. Relais goes on with the one it holds for some hours more, then ends; it could not start anew now',
        );
      }
      failing = reason;
    }
  }

  /** What cannot be prolonged is told while the key is still given. */
  async function prolong(by: KeyService | null): Promise<void> {
    if (by === null || !isWrapped(held.text)) return;
    const { endsIn } = await by.renew().catch(() => ({ endsIn: null }));
    if (endsIn === null || endsIn > endsSoon || (endToldAt !== null && now() - endToldAt < toldEvery)) return;
    endToldAt = now();
    log.warn(
      { event: 'key-service.ends', hours: Math.floor((endsIn * second) / hour) },
      'What Relais signs in to the key service with ends soon, and cannot be prolonged: give it another one',
    );
  }

  function look(): Promise<void> {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  }

  function endWhenOver(): void {
    if (ended || failing === null || !isWrapped(held.text) || now() - givenAt <= heldFor) return;
    ended = true;
    log.fatal(
      { event: 'key-service.given-up', reason: failing },
      'The master key was not given for as long as it may be held; Relais ends, and can start once the key service gives it',
    );
    onGivenUp();
  }

  function tick(): void {
    endWhenOver();
    const due = isWrapped(held.text) && now() - askedAt >= asksEvery;
    if (due || failing !== null || isAnother()) void look();
  }

  function isAnother(): boolean {
    try {
      return read()?.text !== held.text;
    } catch {
      return true;
    }
  }

  return {
    keyNow() {
      const given = read();
      if (given === null || given.text === held.text) return given && held.key;
      if (!isWrapped(given.text)) return parseKey(given);
      void look();
      return null;
    },
    isGiven: () => failing === null,
    async look() {
      await look();
      endWhenOver();
    },
    start() {
      timer ??= setInterval(tick, looksEvery).unref();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}

/** For the log. Errors of ours hold no secret; what any other says may be a token, so its name alone is told. */
function reasonOf(error: unknown): string {
  if (error instanceof StoreError || error instanceof KeyServiceError) return error.message;
  return error instanceof Error ? error.name : 'no reason given';
}
