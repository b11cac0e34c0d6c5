import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { zipOf } from '../../src/evidence/zip.ts';
import { readStrictZip, type ZippedFile } from '../../src/verify/strict-zip.ts';

export function filesOf(pack: Uint8Array): ZippedFile[] {
  const read = readStrictZip(pack);
  if (read.type !== 'files') throw new Error(`${read.type}: ${read.about}`);
  return read.files.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }));
}

/** The pack with one file changed, and nothing else: its list and signature are as they were. */
export function withFile(pack: Uint8Array, name: string, change: (text: string) => string): Uint8Array {
  return zipOf(filesOf(pack).map((file) => (file.name === name ? { name, bytes: changed(file.bytes, change) } : file)));
}

function changed(bytes: Uint8Array, change: (text: string) => string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const next = change(text);
  if (next === text) throw new Error('the change changes nothing');
  return Buffer.from(next, 'latin1');
}

export interface Forger {
  fingerprint: string;
  pem: string;
  privateKey: KeyObject;
}

export function newForger(): Forger {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const fingerprint = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  return { fingerprint, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey };
}

/** What somebody with a signing key can make of a pack: files changed, and everything listed and signed anew. */
export function forged(
  pack: Uint8Array,
  { fingerprint, pem, privateKey }: Forger,
  changes: Readonly<Record<string, (text: string) => string>>,
): Uint8Array {
  const ends = ['manifest.json', 'manifest.sig'];
  const all = filesOf(pack);
  const files = all
    .filter(({ name }) => !ends.includes(name))
    .map((file) => {
      if (file.name === 'public-key.pem') return { ...file, bytes: Buffer.from(pem) };
      const change = changes[file.name];
      return change ? { ...file, bytes: changed(file.bytes, change) } : file;
    });
  const old: Record<string, unknown> = JSON.parse(
    Buffer.from(all.find(({ name }) => name === 'manifest.json')?.bytes ?? []).toString(),
  );
  const manifest = Buffer.from(
    `${JSON.stringify(
      {
        ...old,
        key: fingerprint,
        files: files.map(({ name, bytes }) => ({
          name,
          bytes: bytes.byteLength,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        })),
      },
      null,
      1,
    )}\n`,
  );
  const signature = Buffer.from(`${sign(null, manifest, privateKey).toString('base64')}\n`);
  return zipOf([...files, { name: 'manifest.json', bytes: manifest }, { name: 'manifest.sig', bytes: signature }]);
}
