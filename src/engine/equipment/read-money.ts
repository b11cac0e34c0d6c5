import { type Money, moneySchema } from '../../domain/equipment/thing.ts';

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const signs: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP' };

/**
 * An amount as people write it: "1299", "1 299,00 €", "CHF 1'299.50", "1,299.00 USD". `currency` counts where the text
 * names none. Null for what is no amount, or could be meant in two ways: "1.299" is a thousand to some and one to
 * others.
 */
export function readMoney(text: string, currency: string | null): Money | null {
  const words = text.replaceAll(/[\s'’]/g, '');
  const code = /^([A-Za-z]{3}|[€$£])?([\d.,]+)([A-Za-z]{3}|[€$£])?$/.exec(words);
  const [, before, digits, after] = code ?? [];
  if (digits === undefined || (before !== undefined && after !== undefined)) return null;
  const named = before ?? after ?? currency ?? '';
  const known = (signs[named] ?? named).toUpperCase();
  if (!currencies.has(known)) return null;
  const places = new Intl.NumberFormat('en', { style: 'currency', currency: known }).resolvedOptions()
    .maximumFractionDigits;
  const amount = amountOf(digits, places ?? 2);
  return amount === null ? null : (moneySchema.safeParse({ amount, currency: known }).data ?? null);
}

/**
 * In the smallest unit. The last comma or dot is the decimal one where as many digits follow as the currency has, or
 * one less.
 */
function amountOf(digits: string, places: number): number | null {
  const [, whole = '', mark = '', fraction = ''] = /^(.*?)(?:([.,])(\d{1,2}))?$/.exec(digits) ?? [];
  if (fraction.length > places) return null;
  const groups = whole.split(/[.,]/);
  const isGrouped = groups.length > 1;
  // One mark alone, with three digits behind it, could be either; with a decimal mark behind it, it groups.
  if (isGrouped && mark === '' && groups.length === 2) return null;
  if (isGrouped && (whole.includes(mark || '\n') || new Set(whole.replaceAll(/\d/g, '')).size > 1)) return null;
  if (isGrouped && !(/^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group))))
    return null;
  const number = groups.join('');
  if (!/^\d{1,12}$/.test(number)) return null;
  return Number(number) * 10 ** places + Number(fraction.padEnd(places, '0') || '0');
}
