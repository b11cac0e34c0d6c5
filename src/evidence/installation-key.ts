import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { z } from 'zod';
import { instantSchema, toInstant } from '../domain/calendar/time.ts';
import type { NotesStore } from '../engine/ports/store.ts';

/**
 * A key that signed packs once. `endorsed`: its signature over the key that came after it; null where it was not to be
 * trusted any more.
 */
const earlierKeySchema = z.strictObject({
  publicKey: z.string(),
  madeAt: instantSchema,
  endedAt: instantSchema,
  endorsed: z.string().nullable(),
});

/** One sealed note: notes are sealed with a key that is derived from the master key, and move with backups. */
const noteSchema = z.strictObject({
  v: z.literal(1),
  privateKey: z.string(),
  publicKey: z.string(),
  madeAt: instantSchema,
  earlier: z.array(earlierKeySchema),
  /** What the codes of people and things are made with; it outlives every signing key, so that codes stay. */
  codes: z.string(),
});
type Note = z.infer<typeof noteSchema>;
const noteKey = 'evidence/installation-key';

/** The key by which this installation signs what it hands out. */
export interface InstallationKey {
  /** PEM (SPKI). */
  publicKeyPem: string;
  /** SHA-256 of the public key, in hex: what people compare. */
  fingerprint: string;
  madeAt: string;
  /** Earlier keys, the oldest first. */
  earlier: readonly z.infer<typeof earlierKeySchema>[];
  /** Its own and all earlier ones, SPKI in base64. */
  all: readonly string[];
  sign(bytes: Uint8Array): Buffer;
  /** A short code for a value: the same in every pack, and nothing can be learnt from it. */
  codeOf(kind: string, value: string): string;
}

/** The key of the installation; made at the first call, by one of all processes. */
export async function installationKey(notes: NotesStore, now: Date): Promise<InstallationKey> {
  const note = await notes.change(noteKey, (kept) => {
    const known = kept === null ? newNote(now) : noteSchema.parse(kept);
    return { value: known, answer: known };
  });
  return keyOf(note);
}

/** All keys that this installation has had, SPKI in base64; none is made. */
export async function knownKeys({ read }: Pick<NotesStore, 'read'>): Promise<readonly string[]> {
  const kept = await read(noteKey);
  if (kept === null) return [];
  const { publicKey, earlier } = noteSchema.parse(kept);
  return [publicKey, ...earlier.map((one) => one.publicKey)];
}

/** A new key takes over. The old one vouches for it, unless it may be in other hands; then it is destroyed. */
export async function rotateInstallationKey(
  notes: NotesStore,
  { now, distrustOld }: { now: Date; distrustOld: boolean },
): Promise<InstallationKey> {
  const note = await notes.change(noteKey, (kept) => {
    const fresh = newNote(now);
    if (kept === null) return { value: fresh, answer: fresh };
    const old = noteSchema.parse(kept);
    const endorsed = distrustOld ? null : signed(old.privateKey, endorsement(fresh.publicKey)).toString('base64');
    const next: Note = {
      ...fresh,
      earlier: [...old.earlier, { publicKey: old.publicKey, madeAt: old.madeAt, endedAt: toInstant(now), endorsed }],
      codes: old.codes,
    };
    return { value: next, answer: next };
  });
  return keyOf(note);
}

/** What an old key signs to vouch for the one after it. */
function endorsement(publicKey: string): Buffer {
  return Buffer.concat([Buffer.from('relais/evidence/next-key/v1\n', 'utf8'), Buffer.from(publicKey, 'base64')]);
}

function newNote(now: Date): Note {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    v: 1,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    madeAt: toInstant(now),
    earlier: [],
    codes: randomBytes(32).toString('base64'),
  };
}

function keyOf({ privateKey, publicKey, madeAt, earlier, codes }: Note): InstallationKey {
  return {
    publicKeyPem: pem(createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })),
    fingerprint: createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex'),
    madeAt,
    earlier,
    all: [publicKey, ...earlier.map((one) => one.publicKey)],
    sign: (bytes) => signed(privateKey, bytes),
    codeOf(kind, value) {
      const mac = createHmac('sha256', Buffer.from(codes, 'base64')).update(`${kind}\n${value}`).digest('hex');
      return `${kind.charAt(0).toUpperCase()}-${mac.slice(0, 12)}`;
    },
  };
}

function signed(privateKey: string, bytes: Uint8Array): Buffer {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return sign(null, bytes, key);
}

function pem(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
