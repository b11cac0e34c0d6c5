import type { Notes } from './notes.ts';

/**
 * Slack's `ts`: seconds and microseconds of the workspace's own time. It identifies a message, so it only ever grows,
 * by one microsecond if it must, even when the clock stands still or was set back between two runs.
 */
export function createTimestamps(notes: Notes, now: () => Date): () => string {
  let last = notes.read('last-ts') ?? '';
  return () => {
    const wanted = asTs(BigInt(now().getTime()) * 1000n);
    last = wanted > last ? wanted : asTs(BigInt(last.replace('.', '')) + 1n);
    notes.write('last-ts', last);
    return last;
  };
}

function asTs(microseconds: bigint): string {
  const digits = microseconds.toString().padStart(16, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
