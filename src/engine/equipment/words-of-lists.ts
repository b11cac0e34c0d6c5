import type { z } from 'zod';
import type { handOutConditionSchema, ThingKind } from '../../domain/equipment/thing.ts';
import { folded } from '../tables/folded.ts';

type Condition = z.infer<typeof handOutConditionSchema>;

/** What lists call each kind, folded; compared word by word, so "Ordinateur portable Dell" is a computer. */
const kinds: Readonly<Record<Exclude<ThingKind, 'other'>, readonly string[]>> = {
  computer: ['computer', 'laptop', 'notebook', 'desktop', 'workstation', 'ordinateur', 'portable', 'macbook', 'pc'],
  phone: ['phone', 'smartphone', 'mobile', 'telephone', 'iphone'],
  tablet: ['tablet', 'tablette', 'ipad'],
  screen: ['screen', 'monitor', 'display', 'ecran', 'moniteur'],
  badge: ['badge'],
  key: ['key', 'keys', 'cle', 'cles', 'clef', 'clefs'],
  card: ['card', 'sim', 'carte'],
  vehicle: ['vehicle', 'car', 'bike', 'vehicule', 'voiture', 'velo'],
  accessory: ['accessory', 'headset', 'mouse', 'dock', 'charger', 'casque', 'souris', 'chargeur', 'accessoire'],
};

/** `other` for whatever is none of these: a list is no reason to refuse a thing. */
export function kindOfWords(text: string): ThingKind {
  const words = new Set(folded(text).split(/[^\p{L}\d]+/u));
  const found = Object.entries(kinds).find(([, names]) => names.some((name) => words.has(name)));
  return (found?.[0] as ThingKind | undefined) ?? 'other';
}

const conditions: Readonly<Record<string, Condition>> = {
  ...{ new: 'new', neuf: 'new', neuve: 'new', 'like new': 'new', 'comme neuf': 'new' },
  ...{ good: 'good', ok: 'good', bon: 'good', 'bon etat': 'good', 'tres bon etat': 'good' },
  ...{ worn: 'worn', used: 'worn', use: 'worn', usage: 'worn', fair: 'worn', moyen: 'worn' },
  ...{ damaged: 'damaged', broken: 'damaged', abime: 'damaged', endommage: 'damaged', casse: 'damaged' },
};

export function conditionOfWords(text: string): Condition | null {
  return conditions[folded(text)] ?? null;
}

const yes = new Set(['yes', 'true', '1', 'x', 'lithium', 'oui', 'vrai']);
const no = new Set(['no', 'false', '0', 'none', 'non', 'faux', 'aucune']);

export function yesOrNo(text: string): boolean | null {
  const word = folded(text);
  return yes.has(word) ? true : no.has(word) ? false : null;
}

/**
 * `2026-03-31`, or `31.03.2026`, or with slashes where only one number can be the month. Null for whatever is no day,
 * or two.
 */
export function dayOfWords(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const [, first = '', mark = '', second = '', year = ''] = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  const [a, b] = [Number(first), Number(second)];
  if (mark === '') return null;
  if (mark === '.' || a === b) return existing(Number(year), b, a);
  if (a > 12) return existing(Number(year), b, a);
  return b > 12 ? existing(Number(year), a, b) : null;
}

function existing(year: number, month: number, day: number): string | null {
  const text = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}
