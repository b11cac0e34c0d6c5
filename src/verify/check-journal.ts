import { concat, hexOf, joined, ofBase64, ofHex, same, sha256, textOf } from './bytes.ts';
import type { FindingCode } from './findings.ts';
import { fieldOf, listOf, numberOf, stringOf } from './json.ts';

/** The values of one entry that a pack shows, by JSON pointer. */
export type ShownEntry = ReadonlyMap<string, unknown>;

interface Expected {
  head: unknown;
  entries: number | null;
  found(code: FindingCode, about: string): void;
}

/** First byte of sealed entries that commit to their values, and where the commitment stands in them. */
const committing = 2;
const rootAt = { from: 13, to: 45 };

/** Walks the chain of one journal over its sealed bytes, and holds every value that is shown against it. */
export async function checkJournal(
  id: string,
  file: Uint8Array | undefined,
  { head: expectedHead, entries: expectedEntries, found }: Expected,
): Promise<{ entries: ReadonlyMap<number, ShownEntry>; committed: number }> {
  const shown = new Map<number, ShownEntry>();
  const read = linesOf(file);
  if (read === null) {
    found('unreadable', `journals/${id}.jsonl`);
    return { entries: shown, committed: 0 };
  }
  let head: Uint8Array = await sha256(joined('relais/journal/v1', id));
  let committed = 0;
  let expectedSeq = 1;
  for (const line of read) {
    const seq = numberOf(fieldOf(line, 'seq')) ?? 0;
    if (seq !== expectedSeq) found('gap', `${id} ${expectedSeq}`);
    expectedSeq = seq + 1;
    try {
      const sealed = ofBase64(stringOf(fieldOf(line, 'sealed')) ?? '?');
      const hash = await sha256(joined(head, id, seq, sealed));
      if (hexOf(hash) !== fieldOf(line, 'hash')) found('chain', `${id} ${seq}`);
      head = hash;
      if (sealed[0] === committing) {
        committed += 1;
        const values = await openedValues(fieldOf(line, 'values'), sealed.subarray(rootAt.from, rootAt.to));
        if (values === null) found('commitment', `${id} ${seq}`);
        shown.set(seq, values ?? new Map());
      } else shown.set(seq, toldValues(fieldOf(line, 'told')));
    } catch {
      found('unreadable', `${id} ${seq}`);
    }
    if (shown.get(seq)?.get('/seq') !== seq) found('fact', `${id} ${seq}`);
  }
  if (hexOf(head) !== expectedHead) found('head', id);
  if (read.length !== expectedEntries) found('gap', `${id} ${read.length + 1}`);
  return { entries: shown, committed };
}

function linesOf(file: Uint8Array | undefined): unknown[] | null {
  if (file === undefined) return null;
  try {
    const lines = textOf(file).split('\n');
    if (lines.pop() !== '') return null;
    return lines.map((line): unknown => JSON.parse(line));
  } catch {
    return null;
  }
}

/** Shown values and commitments in their order; null where together they are not what the sealed bytes commit to. */
async function openedValues(values: unknown, root: Uint8Array): Promise<ShownEntry | null> {
  const shown = new Map<string, unknown>();
  const commitments: Uint8Array[] = [];
  for (const one of listOf(values)) {
    if (typeof one === 'string') {
      commitments.push(ofHex(one));
      continue;
    }
    const [path, value, salt] = listOf(one).map(stringOf);
    if (path == null || value == null || salt == null) return null;
    commitments.push(await sha256(joined('relais/leaf/v1', ofHex(salt), path, value)));
    shown.set(path, JSON.parse(value));
  }
  if (commitments.some(({ length }) => length !== 32)) return null;
  const committed = await sha256(concat(joined('relais/leaves/v1', commitments.length), ...commitments));
  return same(committed, root) ? shown : null;
}

function toldValues(told: unknown): ShownEntry {
  return new Map(
    listOf(told).flatMap((one) => {
      const [path, value] = listOf(one).map(stringOf);
      return path == null || value == null ? [] : [[path, JSON.parse(value)] as const];
    }),
  );
}
