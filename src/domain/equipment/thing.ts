import { z } from 'zod';

/** What sort of thing it is; `other` for whatever is none of these. */
export const thingKindSchema = z.enum([
  'computer',
  'phone',
  'tablet',
  'screen',
  'badge',
  'key',
  'card',
  'vehicle',
  'accessory',
  'other',
]);
export type ThingKind = z.infer<typeof thingKindSchema>;

/** How it looked when it was handed out; `new`: it was. */
export const handOutConditionSchema = z.enum(['new', 'good', 'worn', 'damaged']);

/** An amount in the smallest unit of its currency (cents), with the currency's code of ISO 4217. */
export const moneySchema = z.strictObject({
  amount: z.int().min(0).max(100_000_000_00),
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected three capitals such as EUR'),
});
export type Money = z.infer<typeof moneySchema>;

export const longestThingName = 100;
export const longestSerial = 45;

/** One thing that somebody was lent. What nobody said is null. */
export const thingSchema = z.strictObject({
  kind: thingKindSchema,
  name: z.string().trim().min(1).max(longestThingName),
  /** As it stands on the thing, or its number in the company's own books. */
  serial: z.string().trim().min(1).max(longestSerial).nullable(),
  /** What it was worth when it was handed out. Told to people who decide; nothing is ever computed of it. */
  value: moneySchema.nullable(),
  condition: handOutConditionSchema.nullable(),
  /** Since when the person has it. */
  since: z.iso.date().nullable(),
  /** Whether a lithium battery is in it, which whoever sends it must declare; null where nobody knows. */
  battery: z.boolean().nullable(),
  /** The country that it has to come back to, ISO 3166-1 alpha-2: sent from another one, it passes customs. */
  returnTo: z.string().length(2).nullable(),
  note: z.string().trim().min(1).max(300).nullable(),
});
export type Thing = z.infer<typeof thingSchema>;

/** So many things does a departure take at most, and a person have in the register. */
export const mostThings = 30;

/** A thing of which nobody knows more than what it is called. */
export function thingCalled(name: string): Thing {
  return {
    ...{ kind: 'other', name: name.slice(0, longestThingName), serial: null, value: null, condition: null },
    ...{ since: null, battery: null, returnTo: null, note: null },
  };
}

/** What people read, and what the walk's list holds: at most 148 characters, on one line. */
export function thingLabel({ name, serial }: Pick<Thing, 'name' | 'serial'>): string {
  const words = name.replaceAll(/\s+/g, ' ');
  return serial === null ? words : `${words} (${serial.replaceAll(/\s+/g, ' ')})`;
}

/** What is told of lithium: a phone, a tablet and a computer have one unless somebody said otherwise. */
export function hasBattery({ battery, kind }: Pick<Thing, 'battery' | 'kind'>): boolean {
  return battery ?? (kind === 'computer' || kind === 'phone' || kind === 'tablet');
}

/**
 * The customs territory of the European Union by its states, and Monaco, which belongs to it: between them nothing is
 * declared (Union Customs Code, article 4). Territories of a state that lie outside have codes of their own.
 */
const customsUnion: ReadonlySet<string> = new Set([
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV'],
  ...['MC', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
]);

/** Whether it passes customs on its way back; false where nobody knows the country that it comes back to. */
export function passesCustoms({ returnTo }: Pick<Thing, 'returnTo'>, from: string): boolean {
  if (returnTo === null || returnTo === from) return false;
  return !(customsUnion.has(returnTo) && customsUnion.has(from));
}
