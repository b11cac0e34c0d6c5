import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { type Config, ConfigError } from '../config.ts';
import { hour } from '../domain/calendar/time.ts';
import { StoreError } from '../engine/ports/store.ts';
import { keyServiceOf, loadHeldKey, loadPatiently } from '../keys/load-master-key.ts';
import { createMasterKeyWatch } from '../keys/master-key-watch.ts';
import { isWrapped, keyTextNow } from '../stores/master-key.ts';
import type { Closing } from './closing.ts';

type KeyConfig = Pick<Config, 'masterKey' | 'kms' | 'dataDir'>;

export interface MasterKeyAround {
  log: Logger;
  fetch: typeof globalThis.fetch;
  closing: Closing;
  /** How the settings are read again: the master key, or how its service is signed in to, may have changed since. */
  again: { reread: () => { config: Pick<Config, 'masterKey' | 'kms'> } } | undefined;
  /** The key service did not give the master key for as long as it may be held: this process must end. Called once. */
  onKeyGivenUp: () => void;
}

interface OpenMasterKey {
  masterKey: Buffer;
  masterKeyNow: () => Buffer | null;
  /** For `/readyz`, which anybody may read: which service it is, and why, is in the log alone. */
  keyWarnings: () => readonly string[];
}

/**
 * The master key at the start, and at any later moment. A key service that is away is waited for, a minute. Throws
 * StoreError `unavailable` or `wrong-key`.
 */
export async function openMasterKey(config: KeyConfig, around: MasterKeyAround): Promise<OpenMasterKey> {
  const { log, fetch, closing, again, onKeyGivenUp } = around;
  const { dataDir, kms } = config;
  const now = () => (again === undefined ? config : readAgain(again));
  const service = () => keyServiceOf(now().kms, { fetch });
  const held = await loadPatiently(() => loadHeldKey({ value: now().masterKey, dataDir }, service()), {
    onAway: ({ message }) =>
      log.warn({ event: 'key-service.away', reason: message }, 'The key service is away; Relais waits a minute for it'),
  });
  const watch = createMasterKeyWatch({
    ...{ held, service, log, onGivenUp: onKeyGivenUp },
    read: () => keyTextNow({ value: now().masterKey, dataDir }),
    heldFor: (kms?.heldHours ?? 0) * hour,
    now: () => performance.now(),
  });
  if (kms !== null) {
    if (!isWrapped(held.text))
      log.warn(
        { event: 'master-key.bare' },
        'RELAIS_KMS is set, but the master key is not wrapped by it yet: run "relais keys rotate", which makes one that is',
      );
    watch.start();
    closing.push(() => watch.stop());
  }
  return {
    masterKey: held.key,
    masterKeyNow: () => watch.keyNow(),
    keyWarnings: () =>
      watch.isGiven() ? [] : ['the key service does not give the master key, and a start would fail: see the log'],
  };
}

/** Settings that cannot be read are told as they are: which, and never what stands there. */
function readAgain({ reread }: NonNullable<MasterKeyAround['again']>): Pick<Config, 'masterKey' | 'kms'> {
  try {
    return reread().config;
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new StoreError('wrong-key', { en: cause.message, fr: cause.message }, { cause });
  }
}
