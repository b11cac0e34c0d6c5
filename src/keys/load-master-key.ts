import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { StoreError } from '../engine/ports/store.ts';
import { keyTextNow, makeKeyFile, masterKeyLength, plainText } from '../stores/master-key.ts';
import { type AwsKmsSettings, awsKms } from './aws-kms.ts';
import type { KeyService } from './key-service.ts';
import { type VaultSettings, vaultTransit } from './vault-transit.ts';
import { type HeldKey, keyIn, wrappedText } from './wrapped-master-key.ts';

export type KeyServiceSettings = ({ service: 'vault' } & VaultSettings) | ({ service: 'aws' } & AwsKmsSettings);

/** The key service that is set; null: none is, and the master key stands as it is. */
export function keyServiceOf(
  settings: KeyServiceSettings | null,
  deps: { fetch: typeof globalThis.fetch },
): KeyService | null {
  if (settings === null) return null;
  return settings.service === 'vault' ? vaultTransit(settings, deps) : awsKms(settings, deps);
}

interface Where {
  /** `RELAIS_MASTER_KEY`; null: the key file in the data folder. */
  value: string | null;
  dataDir: string;
}

/**
 * The master key, from the setting or the key file. Where there is neither, a new one is made, wrapped by the service
 * if one is set, and read back from where it was put before anything is sealed with it. Throws StoreError `unavailable`
 * or `wrong-key`.
 */
export async function loadHeldKey({ value, dataDir }: Where, service: KeyService | null): Promise<HeldKey> {
  const read = keyTextNow({ value, dataDir }) ?? makeKeyFile(dataDir, await newKeyText(service));
  return { text: read.text, key: await keyIn(read, service) };
}

/** A new master key as it is to be kept. Throws StoreError. */
export async function newKeyText(service: KeyService | null): Promise<string> {
  const key = randomBytes(masterKeyLength);
  return service === null ? plainText(key) : wrappedText(key, service);
}

/** How often a start asks a service that is away, and how long it waits in between, in milliseconds. */
const attempts = 12;
const between = 5_000;

/** As `loadHeldKey`, for a start: a service that is away is waited for, a minute. `onAway`: said once. */
export async function loadPatiently(
  load: () => Promise<HeldKey>,
  { onAway, wait = pause }: { onAway: (error: StoreError) => void; wait?: (ms: number) => Promise<unknown> },
): Promise<HeldKey> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await load();
    } catch (error) {
      const isAway = error instanceof StoreError && error.kind === 'unavailable';
      if (!isAway || attempt === attempts) throw error;
      if (attempt === 1) onAway(error);
      await wait(between);
    }
}
