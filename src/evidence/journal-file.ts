import type { Level } from '../domain/evidence/level.ts';
import { isShown } from '../domain/evidence/shown-values.ts';
import type { DepartureProof, ProvenEntry } from '../engine/ports/store.ts';

/**
 * The journal of one departure, an entry a line: its sealed bytes, by which strangers walk the chain; and each of its
 * values, shown with the salt that proves it, or withheld as a commitment. An entry of before commits to nothing: what
 * it says is then vouched for by the signature alone (`told`).
 */
export function journalFile({ entries }: DepartureProof, level: Level): Uint8Array {
  return Buffer.from(entries.map((one) => `${JSON.stringify(lineOf(one, level))}\n`).join(''), 'utf8');
}

function lineOf({ entry, sealed, hash, openings }: ProvenEntry, level: Level) {
  const chain = { seq: entry.seq, hash: hex(hash), sealed: Buffer.from(sealed).toString('base64') };
  if (openings !== null) {
    const values = openings.map((one) =>
      isShown(one.path, level) ? [one.path, one.value, hex(one.salt)] : hex(one.commitment),
    );
    return { ...chain, values };
  }
  const told = [
    ['/seq', JSON.stringify(entry.seq)],
    ['/at', JSON.stringify(entry.at)],
    ['/event/type', JSON.stringify(entry.event.type)],
    ...(entry.event.type === 'revocation-recorded'
      ? [['/event/result/status', JSON.stringify(entry.event.result.status)]]
      : []),
  ];
  return { ...chain, told };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
