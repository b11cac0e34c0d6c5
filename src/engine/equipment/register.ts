import { z } from 'zod';
import { mostThings, type Thing, thingLabel, thingSchema } from '../../domain/equipment/thing.ts';
import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { NotesStore } from '../ports/store.ts';
import { digest } from '../sha256.ts';

/** Under what somebody stands in the register: their address in lower case, or `#` and their employee number. */
export type Holder = string;

/** What each person was lent, as it was last imported. */
export interface EquipmentRegister {
  /** What these names of one person hold together, each thing once. */
  of(holders: readonly Holder[]): Promise<readonly Thing[]>;
  /**
   * From now on each of these holds exactly this; whoever is left out keeps what they have. An empty list forgets
   * somebody.
   */
  put(lists: ReadonlyMap<Holder, readonly Thing[]>): Promise<void>;
  /** Everybody who holds something, in no order. */
  everybody(): AsyncIterable<{ holder: Holder; things: readonly Thing[] }>;
}

/**
 * The register lies in 256 sealed notes, each with the people whose name folds into it: so one person is read by
 * opening one note, a list needs no index of people beside it that could contradict it, and neither the number of rows
 * nor their keys tell who is in it.
 */
const shelves = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));

const shelfSchema = z.record(z.string(), z.array(thingSchema).max(mostThings));
type Shelf = z.infer<typeof shelfSchema>;

export function createEquipmentRegister(notes: NotesStore): EquipmentRegister {
  const read = async (shelf: string): Promise<Shelf> => shelfSchema.parse((await notes.read(keyOf(shelf))) ?? {});
  return {
    async of(holders) {
      const lists = await Promise.all(
        holders.map(async (holder) => {
          const shelf = await read(shelfOf(holder));
          return Object.hasOwn(shelf, holder) ? (shelf[holder] ?? []) : [];
        }),
      );
      const all: Thing[] = [];
      for (const list of lists) all.push(...list.filter((one) => !isIn(one, all)));
      return all;
    },

    async put(lists) {
      const byShelf = new Map<string, [Holder, readonly Thing[]][]>();
      for (const entry of lists) {
        const shelf = shelfOf(entry[0]);
        byShelf.set(shelf, [...(byShelf.get(shelf) ?? []), entry]);
      }
      for (const [shelf, entries] of byShelf)
        await notes.change(keyOf(shelf), (kept) => {
          const next = new Map(Object.entries(shelfSchema.parse(kept ?? {})));
          for (const [holder, things] of entries)
            if (things.length === 0) next.delete(holder);
            else next.set(holder, [...things]);
          return { value: next.size === 0 ? null : Object.fromEntries(next), answer: undefined };
        });
    },

    async *everybody() {
      for (const shelf of shelves)
        for (const [holder, things] of Object.entries(await read(shelf))) yield { holder, things };
    },
  };
}

/** Every name under which this person may stand in the register. */
export function holdersOfPerson(person: Pick<Person, 'email' | 'otherEmails' | 'employeeNumber'>): readonly Holder[] {
  const { employeeNumber } = person;
  return [
    ...addressesOf(person).map((address) => address.toLowerCase()),
    ...(employeeNumber === undefined ? [] : [holderOfNumber(employeeNumber)]),
  ];
}

export function holderOfNumber(employeeNumber: string): Holder {
  return `#${employeeNumber.trim().toLowerCase()}`;
}

/** Somebody may stand there by address and by number: the same thing is not listed twice. */
function isIn({ serial, ...thing }: Thing, all: readonly Thing[]): boolean {
  return all.some((other) =>
    serial === null
      ? other.serial === null && thingLabel(other) === thingLabel({ ...thing, serial })
      : other.serial?.toLowerCase() === serial.toLowerCase(),
  );
}

function shelfOf(holder: Holder): string {
  return digest(holder).slice(0, 2);
}

function keyOf(shelf: string): string {
  return `equipment/${shelf}`;
}
