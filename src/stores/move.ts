import { createHash, randomUUID } from 'node:crypto';
import { moveNoteKey } from '../engine/moved.ts';
import { type Store, StoreError } from '../engine/ports/store.ts';
import { type Copied, copyKept } from './copy-kept.ts';
import type { KeptReader, KeptWriter } from './kept.ts';
import type { Move } from './move-state.ts';

/** One database in a move. */
interface Side {
  /** For people. */
  name: string;
  readMove(): Promise<Move | null>;
  writeMove(move: Move | null): Promise<void>;
  /**
   * The store over it, whatever its mark says; brought to today's schema and shapes. Throws StoreError `wrong-key`. To
   * be closed.
   */
  store(): Promise<Store>;
  close(): Promise<void>;
}

/** Where a move comes from. */
export interface MoveSource extends Side {
  /** Nobody else can open it meanwhile. Else a mark keeps them out. */
  locked: boolean;
  /** Who has it open at the moment, for people; null: nobody. */
  usedBy(): Promise<string | null>;
  /** On one unchanging view. */
  read<T>(work: (reader: KeptReader) => Promise<T>): Promise<T>;
}

/** Where a move goes. */
export interface MoveTarget extends Side {
  /** Nothing is kept in it, by Relais or by anybody. */
  isEmpty(): Promise<boolean>;
  /** Makes the schema where there is none. */
  writer(): Promise<KeptWriter>;
}

export interface MoveOptions {
  now: Date;
  onDeparture?: (count: number) => void;
}

/**
 * Moves everything from one database into another that is empty, or holds an earlier attempt of the same move, and
 * proves it there: to the last byte, and chain by chain. Then the source says that it was left, so that nobody starts
 * from it. Cut short anywhere it can be made again. Throws StoreError with what to do.
 */
export async function move(source: MoveSource, target: MoveTarget, { now, onDeparture }: MoveOptions): Promise<Copied> {
  const at = now.toISOString();
  const [here, there] = [await source.readMove(), await target.readMove()];
  // To prove it brings it to today's schema, which a Relais of before could not read.
  await requireUnused(source);
  await prove(source);
  const of = await source.read(fingerprint);
  await requireFree(target, there, of);
  if (here?.state === 'arriving')
    throw new StoreError('conflict', `${source.name} is itself a migration that did not come to its end`);
  if (here?.state === 'left' && here.id !== there?.id)
    throw new StoreError(
      'conflict',
      `${source.name} was moved elsewhere on ${here.at}; see: relais migrate --take-back`,
    );
  const id = there?.id ?? randomUUID();
  const wasLeft = here?.state === 'left';
  if (!source.locked && !wasLeft) await source.writeMove({ state: 'leaving', id, of, at });
  try {
    await requireUnused(source);
    const copied = await source.read((reader) =>
      fill(target, reader, { id, of, at, isNew: there === null, onDeparture }),
    );
    await noted(target, at, copied);
    await source.writeMove({ state: 'left', id, of, at });
    await target.writeMove(null);
    return copied;
  } catch (error) {
    if (!source.locked && !wasLeft && (await stateOf(source)) === 'leaving') await source.writeMove(null);
    throw error;
  }
}

/**
 * Fills an empty database from a copy that nobody works on, such as a backup; proves it there, and opens it for use.
 */
export async function fillFrom(
  reader: KeptReader,
  target: MoveTarget,
  { now, onDeparture }: MoveOptions,
): Promise<Copied> {
  const at = now.toISOString();
  const there = await target.readMove();
  const of = await fingerprint(reader);
  await requireFree(target, there, of);
  const id = there?.id ?? randomUUID();
  const copied = await fill(target, reader, { id, of, at, isNew: there === null, onDeparture });
  await requireProven(target, copied.entries);
  await target.writeMove(null);
  return copied;
}

async function fill(
  target: MoveTarget,
  reader: KeptReader,
  given: { id: string; of: string; at: string; isNew: boolean; onDeparture: MoveOptions['onDeparture'] },
): Promise<Copied> {
  const { id, of, at, isNew, onDeparture } = given;
  if (isNew) await target.writeMove({ state: 'arriving', id, of, at });
  return copyKept(reader, await target.writer(), onDeparture);
}

/** Whoever starts from it first wakes every departure: the scheduler's jobs did not come along. */
async function noted(target: MoveTarget, at: string, { entries }: Copied): Promise<void> {
  await requireProven(target, entries);
  const store = await target.store();
  try {
    await store.notes.write(moveNoteKey, { movedAt: at });
  } finally {
    await store.close();
  }
}

async function requireProven(target: MoveTarget, expected: number): Promise<void> {
  const { entries } = await prove(target);
  if (entries !== expected)
    throw new StoreError(
      'corrupt',
      `${target.name} has ${entries} entries instead of ${expected}; remove it and begin again`,
    );
}

/** Every chain is walked. Throws StoreError `corrupt` with the first that is not whole. */
async function prove(side: Side): Promise<{ entries: number }> {
  const store = await side.store();
  try {
    let entries = 0;
    for await (const one of store.audit.verify()) {
      const [finding] = one.findings;
      if (finding)
        throw new StoreError(
          'corrupt',
          `the journals in ${side.name} do not verify (${finding.departureId}, entry ${finding.seq}: ${finding.kind}); see: relais audit verify`,
        );
      entries += one.entries;
    }
    return { entries };
  } finally {
    await store.close();
  }
}

async function requireUnused(source: MoveSource): Promise<void> {
  const usedBy = await source.usedBy();
  if (usedBy === null) return;
  throw new StoreError('conflict', `${source.name} is in use: ${usedBy}. Stop every Relais on it, then run this again`);
}

async function requireFree(target: MoveTarget, there: Move | null, of: string): Promise<void> {
  if (there === null) {
    if (await target.isEmpty()) return;
    throw new StoreError(
      'conflict',
      `${target.name} is not empty, and Relais writes over nothing; name another one, or remove what is there yourself`,
    );
  }
  if (there.state !== 'arriving' || there.of !== of)
    throw new StoreError(
      'conflict',
      `${target.name} holds something else than an earlier attempt of this; name another one, or remove what is there yourself`,
    );
}

async function stateOf(side: Side): Promise<Move['state'] | null> {
  return (await side.readMove().catch(() => null))?.state ?? null;
}

/** By which a copy is known to be of this database: its master key and its first departure. */
async function fingerprint(reader: KeptReader): Promise<string> {
  const hash = createHash('sha256');
  for await (const thing of reader.rest())
    if (thing.kind === 'meta' && thing.key === 'key-check') hash.update(thing.value);
  for await (const { row } of reader.departures()) {
    hash.update(row.id);
    break;
  }
  return hash.digest('hex');
}
