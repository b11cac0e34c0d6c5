import { StoreError } from '../engine/ports/store.ts';
import { digestOfDeparture, digestOfRest, type KeptReader, type KeptRest, type KeptWriter } from './kept.ts';

/** What a copy holds. */
export interface Copied {
  departures: number;
  entries: number;
  people: number;
  /** Departures that stood there already, from an attempt that was cut short. */
  found: number;
}

/**
 * Brings everything over, sealed as it is, and reads it again there: every departure with every entry, and all the
 * rest, to the last byte. What stands there already is left, so it can be cut short and made again. Throws StoreError
 * `corrupt` with what differs.
 */
export async function copyKept(
  from: KeptReader,
  to: KeptWriter,
  onDeparture: (count: number) => void = () => undefined,
): Promise<Copied> {
  const departures = new Map<number, string>();
  const copied: Copied = { departures: 0, entries: 0, people: 0, found: 0 };
  for await (const one of from.departures()) {
    const { ordinal } = one.row;
    const digest = digestOfDeparture(one);
    const there = await to.departure(ordinal);
    if (there !== null && digestOfDeparture(there) === digest) copied.found += 1;
    else await to.putDeparture(one);
    departures.set(ordinal, digest);
    copied.departures += 1;
    copied.entries += one.entries.length;
    onDeparture(copied.departures);
  }
  const rest: string[] = [];
  await to.replaceRest(noted(from.rest(), rest, copied));
  await compare(to, departures, rest);
  return copied;
}

async function* noted(all: AsyncIterable<KeptRest>, digests: string[], copied: Copied): AsyncIterable<KeptRest> {
  for await (const one of all) {
    digests.push(digestOfRest(one));
    if (one.kind === 'person') copied.people += 1;
    yield one;
  }
}

async function compare(to: KeptReader, departures: ReadonlyMap<number, string>, rest: string[]): Promise<void> {
  let count = 0;
  for await (const one of to.departures()) {
    count += 1;
    if (departures.get(one.row.ordinal) !== digestOfDeparture(one))
      throw differs(`departure ${one.row.id} (number ${one.row.ordinal})`);
  }
  if (count !== departures.size) throw differs(`the count of departures (${count} instead of ${departures.size})`);
  const there: string[] = [];
  for await (const one of to.rest()) there.push(digestOfRest(one));
  if (there.toSorted().join() !== rest.toSorted().join()) throw differs('what belongs to no single departure');
}

function differs(what: string): StoreError {
  return new StoreError(
    'corrupt',
    `the copy is not what it was made of: ${what} differs; remove the copy and begin again`,
  );
}
