import { createHash, createPublicKey, verify } from 'node:crypto';
import stringify from 'safe-stable-stringify';
import { z } from 'zod';
import { instantSchema, toInstant } from '../domain/calendar/time.ts';
import { installationHashOf, installationHead } from '../engine/installation/installation-journal.ts';
import type { Store } from '../engine/ports/store.ts';
import type { InstallationKey } from './installation-key.ts';

/** What the journal of the installation is called among ids of departures, which are random. */
const ofInstallation = 'installation';

/** The number and the hash of the last entry of a journal. */
const headSchema = z.strictObject({ seq: z.int().min(1), hash: z.hex() });

const saidSchema = z.strictObject({
  format: z.literal(1),
  at: instantSchema,
  /** SHA-256 of the line before; null in the first. */
  previous: z.hex().nullable(),
  departures: z.int().min(0),
  entries: z.int().min(0),
  /** By the id of a departure, or `installation` for its own journal: what is new since the line before. */
  heads: z.record(z.string(), headSchema),
});
const lineSchema = z.strictObject({ ...saidSchema.shape, key: z.string(), signature: z.string() });
type Line = z.infer<typeof lineSchema>;

/**
 * What a list of published heads and a store tell of one another. `set-back`: an entry that was published is not there,
 * so somebody put an older copy in the place of the store, or took entries out. `changed`: the list itself is not as it
 * was written.
 */
export type HeadFinding =
  | { kind: 'set-back'; departureId: string; seq: number; at: string }
  | { kind: 'changed'; line: number };

/**
 * Holds a store against the heads that were published of it; erased journals too. `keys`: SPKI in base64 of all keys of
 * the installation.
 */
export async function checkHeads(
  store: Pick<Store, 'audit' | 'notes'>,
  text: string,
  keys: readonly string[],
): Promise<{ lines: number; heads: number; findings: readonly HeadFinding[] }> {
  const read = readLines(text, keys);
  const findings: HeadFinding[] = [...read.changed.map((line) => ({ kind: 'changed', line }) as const)];
  let heads = 0;
  for (const { at, heads: published } of read.lines)
    for (const [departureId, { seq, hash }] of Object.entries(published)) {
      heads += 1;
      if ((await hashIn(store, departureId, seq)) !== hash) findings.push({ kind: 'set-back', departureId, seq, at });
    }
  return { lines: read.lines.length, heads, findings };
}

/**
 * The next line: what is new since those before. Null where these do not fit the store, so that nothing is built upon
 * them.
 */
export async function nextLine(
  store: Pick<Store, 'audit' | 'notes'>,
  before: string,
  { now, key }: { now: Date; key: InstallationKey },
): Promise<{ line: string } | { findings: readonly HeadFinding[] }> {
  const { findings } = await checkHeads(store, before, key.all);
  if (findings.length > 0) return { findings };
  const known = new Map<string, string>();
  for (const { heads } of readLines(before, key.all).lines)
    for (const [id, { hash }] of Object.entries(heads)) known.set(id, hash);
  const fresh: Line['heads'] = {};
  const total = { departures: 0, entries: 0 };
  for await (const { departureId, seq, hash } of store.audit.heads()) {
    total.departures += 1;
    total.entries += seq;
    const hex = Buffer.from(hash).toString('hex');
    if (known.get(departureId) !== hex) fresh[departureId] = { seq, hash: hex };
  }
  const last = linesIn(before).at(-1);
  const own = await installationHead(store.notes);
  if (own !== null && known.get(ofInstallation) !== own.hash) fresh[ofInstallation] = own;
  const said = {
    ...{ format: 1 as const, at: toInstant(now), previous: last === undefined ? null : sha256(last) },
    ...total,
    heads: fresh,
  };
  const signature = key.sign(signedBytes(said)).toString('base64');
  return { line: JSON.stringify({ ...said, key: key.fingerprint, signature }) };
}

async function hashIn({ audit, notes }: Pick<Store, 'audit' | 'notes'>, id: string, seq: number) {
  if (id === ofInstallation) return installationHashOf(notes, seq);
  const there = await audit.hashOf(id, seq);
  return there === null ? null : Buffer.from(there).toString('hex');
}

function readLines(text: string, keys: readonly string[]): { lines: readonly Line[]; changed: readonly number[] } {
  const lines: Line[] = [];
  const changed: number[] = [];
  let previous: string | null = null;
  for (const [index, one] of linesIn(text).entries()) {
    const line = parsed(one);
    if (line === null || line.previous !== previous || !isSigned(line, keys)) changed.push(index + 1);
    if (line !== null) lines.push(line);
    previous = sha256(one);
  }
  return { lines, changed };
}

/** The lines of a list of published heads. */
export function linesIn(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function parsed(line: string): Line | null {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

function isSigned({ key, signature, ...said }: Line, keys: readonly string[]): boolean {
  const known = keys.find((one) => createHash('sha256').update(Buffer.from(one, 'base64')).digest('hex') === key);
  if (known === undefined) return false;
  const publicKey = createPublicKey({ key: Buffer.from(known, 'base64'), format: 'der', type: 'spki' });
  return verify(null, signedBytes(said), publicKey, Buffer.from(signature, 'base64'));
}

function signedBytes(said: z.infer<typeof saidSchema>): Buffer {
  return Buffer.from(`relais/heads/v1\n${stringify(said)}`, 'utf8');
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
