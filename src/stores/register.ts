import { z } from 'zod';
import { entryVersion } from '../domain/journal/entry-version.ts';
import { StoreError } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import { startTheNewer } from './departure-sealing.ts';
import type { Keyring } from './keyring.ts';
import { unlessCorrupt } from './read-model-rules.ts';
import { fingerprintIn } from './ring.ts';

const floorSchema = z.strictObject({ version: z.int().min(1), proof: z.string() });
const countSchema = z.strictObject({ count: z.int().min(0), proof: z.string() });

/**
 * How many departures were ever created, proven by the master key: a departure that vanished with its whole journal is
 * missed by it.
 */
export function provenCount(count: number, keyring: Keyring): Buffer {
  const proof = keyring.mac('departures', joined(count)).toString('hex');
  return Buffer.from(JSON.stringify({ count, proof }), 'utf8');
}

/** Null when the stored number is not one Relais wrote. */
export function countIn(value: Uint8Array | null, keyring: Keyring): number | null {
  if (value === null) return null;
  try {
    const stored = countSchema.parse(JSON.parse(Buffer.from(value).toString('utf8')));
    return keyring.isMac(Buffer.from(stored.proof, 'hex'), 'departures', joined(stored.count)) ? stored.count : null;
  } catch {
    // Not JSON or not this shape: somebody else wrote it.
    return null;
  }
}

/** The number of the next departure. Throws StoreError `corrupt` when the count cannot be trusted. */
export function nextOrdinal(stored: Uint8Array | null, keyring: Keyring): number {
  const current = countIn(stored, keyring);
  if (current === null)
    throw new StoreError('corrupt', 'the count of departures was changed; see: relais audit verify');
  return current + 1;
}

/** What ties a database to its master key. */
export function keyCheck(keyring: Keyring): Buffer {
  return keyring.mac('key-check', joined('relais'));
}

/** Throws StoreError `wrong-key` when the database was made under another master key. */
export function requireKey(stored: Uint8Array, keyring: Keyring): void {
  if (keyring.isMac(stored, 'key-check', joined('relais'))) return;
  const needed = fingerprintIn(stored);
  throw new StoreError('wrong-key', {
    en: `the database was sealed under another master key: set RELAIS_MASTER_KEY, or put back the key file, that it was made with (fingerprint ${needed})`,
    fr: `la base de données a été scellée avec une autre clé maîtresse : réglez la RELAIS_MASTER_KEY, ou remettez le fichier de clé, avec laquelle elle a été créée (empreinte ${needed})`,
  });
}

/**
 * The floor of a database: the newest version of entries that was ever written into it. An older Relais refuses the
 * whole database rather than read half of it; one that was running before, beside the newer one, goes on with what it
 * can read and is refused the rest entry by entry. Returns what is to be written, null when it stands already. Throws
 * StoreError `unavailable` or `corrupt`.
 */
export function raisedFloor(stored: Uint8Array | null, keyring: Keyring): Buffer | null {
  const floor = stored === null ? 0 : floorIn(stored, keyring);
  if (floor > entryVersion)
    throw new StoreError('unavailable', {
      en: `the journal holds entries of version ${floor}, but this version of Relais knows up to ${entryVersion}; ${startTheNewer.en}`,
      fr: `le journal contient des entrées de version ${floor}, mais cette version de Relais connaît jusqu’à ${entryVersion} ; ${startTheNewer.fr}`,
    });
  if (floor === entryVersion) return null;
  return provenFloor(entryVersion, keyring);
}

function provenFloor(version: number, keyring: Keyring): Buffer {
  const proof = keyring.mac('entries', joined(version)).toString('hex');
  return Buffer.from(JSON.stringify({ version, proof }), 'utf8');
}

function floorIn(value: Uint8Array, keyring: Keyring): number {
  const text = Buffer.from(value).toString('utf8');
  const parsed = floorSchema.safeParse(text.startsWith('{') ? JSON.parse(text) : null);
  if (parsed.success && keyring.isMac(Buffer.from(parsed.data.proof, 'hex'), 'entries', joined(parsed.data.version)))
    return parsed.data.version;
  throw new StoreError(
    'corrupt',
    'the version of the journal was changed; restore a backup, see: relais restore --help',
  );
}

/**
 * What of the register is to be written so that the newest generation proves it; nothing where it does. A value that
 * Relais did not write stays as it is.
 */
export function renewedRegister(
  stored: Readonly<Record<'key-check' | 'departures' | 'entries', Uint8Array | null>>,
  keyring: Keyring,
): [key: string, value: Buffer][] {
  const count = countIn(stored.departures, keyring);
  const floor = stored.entries && unlessCorrupt(() => floorIn(stored.entries ?? new Uint8Array(), keyring), null);
  const fresh: [keyof typeof stored, Buffer | null][] = [
    ['key-check', stored['key-check'] && keyCheck(keyring)],
    ['departures', count === null ? null : provenCount(count, keyring)],
    ['entries', floor === null ? null : provenFloor(floor, keyring)],
  ];
  return fresh.flatMap(([key, value]) =>
    value === null || Buffer.compare(value, stored[key] ?? new Uint8Array()) === 0 ? [] : [[key, value]],
  );
}
