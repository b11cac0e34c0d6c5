import { z } from 'zod';
import type { SourcePerson } from '../../engine/ports/people-source.ts';

/** By the id of a system that goes by user names: where a source keeps the names that people have there. */
export type UserNamePlaces = Readonly<Record<string, string>>;

/** One name, or several. A number is a name too; Google writes each of several in an object of its own. */
const toldSchema = z.union([z.string(), z.number(), z.object({ value: z.union([z.string(), z.number()]) })]);

/**
 * The names that a source tells of one person; `valuesAt` gives what stands in a place, whatever that is. What is no
 * name is left out, as everything odd that sources tell.
 */
export function toldUserNames(
  places: UserNamePlaces,
  valuesAt: (place: string) => unknown,
): Pick<SourcePerson, 'userNames'> {
  const told = Object.entries(places).flatMap(([system, place]) => {
    const value = valuesAt(place);
    const names = (Array.isArray(value) ? value : [value]).flatMap((one) => nameIn(one) ?? []);
    return names.length === 0 ? [] : [[system, [...new Set(names)]] satisfies [string, string[]]];
  });
  return told.length === 0 ? {} : { userNames: Object.fromEntries(told) };
}

/** The same where people may write the attribute themselves: nothing is asked by what stands there. */
export function toldHints(
  places: UserNamePlaces,
  valuesAt: (place: string) => unknown,
): Pick<SourcePerson, 'selfWrittenUserNames'> {
  const { userNames } = toldUserNames(places, valuesAt);
  return userNames === undefined ? {} : { selfWrittenUserNames: userNames };
}

/** Names are often written with the @ that stands before them where people are spoken to. */
function nameIn(told: unknown): string | null {
  const read = toldSchema.safeParse(told).data;
  const text = String((typeof read === 'object' ? read.value : read) ?? '');
  return text.trim().replace(/^@/, '').trim() || null;
}
