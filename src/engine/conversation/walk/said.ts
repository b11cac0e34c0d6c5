import { commonKindSchema, type DepartureKind } from '../../../domain/flow/flow.ts';
import { type Locale, localeSchema } from '../../../domain/people/people.ts';
import type { NamedKind } from '../../../views/forms/walk-kind.ts';
import type { Said, Unclear } from '../../../views/forms/walk-said.ts';
import { kindName } from '../../../views/words/kind-name.ts';
import { voiceFor } from '../../../views/words/voice.ts';
import { type WrittenDay, writtenDays } from './natural-day.ts';

/**
 * What somebody wrote after the person: a last working day and a kind, in either language, whichever comes first.
 * Nothing is guessed: what can be read in two ways, names no day, is past or is something else is told as it was
 * written.
 */
export async function understood(
  text: string,
  { locale, today, ownKinds = [] }: { locale: Locale; today: string; ownKinds?: readonly NamedKind[] },
): Promise<Said> {
  const names = namesOfKinds(ownKinds);
  const written = text.replaceAll('’', "'").replace(/\s+/g, ' ').trim();
  const asItIs = (words: string): Said => ({
    text,
    kind: null,
    lastWorkingDay: null,
    unclear: [{ words, why: 'not-understood' }],
  });
  if (qualified.test(written)) return asItIs(written);
  const { kind, rest } = kindIn(written, names);
  if (kind !== null && kindIn(rest, names).kind !== null) return asItIs(written);
  const { day, unclear, left } = dayIn(await daysIn(rest, { locale, today }), { text: rest, today });
  const others = tidied(left);
  const naming = ownKinds.find((one) => one.kind === kind)?.flow;
  const isNothing = tidied(others.replace(fillers, ' ')) === '';
  return {
    text,
    kind,
    ...(naming && { naming }),
    lastWorkingDay: day,
    unclear: [...unclear, ...(isNothing ? [] : [{ words: others, why: 'not-understood' as const }])],
  };
}

/**
 * Words that turn what stands beside them into something else: `not before`, `last Friday`, `vendredi en huit`, an hour
 * of the day.
 */
const qualified =
  /(?<![\p{L}\d])(?:not|no|never|before|after|until|till|around|about|tonight|morning|afternoon|evening|noon|midnight|night|last (?:mon|tue|wed|thu|fri|sat|sun|week|month|year)\p{L}*|pas|non|jamais|avant|après|jusqu'\p{L}+|vers|en huit|en quinze|dernière|passée?|matin|midi|soir|nuit|minuit)(?![\p{L}\d])/iu;

/** Every name of a kind in every language, folded; the longest first, because one may begin with another. */
function namesOfKinds(ownKinds: readonly NamedKind[]): readonly KindNamed[] {
  const said = localeSchema.options.map((locale) => voiceFor({ locale, timeZone: 'UTC' }));
  const all = [...commonKindSchema.options.map((kind) => ({ kind, flow: null })), ...ownKinds];
  return all
    .flatMap(({ kind, flow }) => said.map((voice) => ({ name: folded(kindName(kind, flow, voice)), kind })))
    .toSorted((a, b) => b.name.length - a.name.length);
}

interface KindNamed {
  name: string;
  kind: DepartureKind;
}

function kindIn(text: string, names: readonly KindNamed[]): { kind: DepartureKind | null; rest: string } {
  const comparable = folded(text);
  for (const { name, kind } of names) {
    const at = comparable.indexOf(name);
    const isWhole =
      at !== -1 && !/[\p{L}\d]/u.test(`${comparable[at - 1] ?? ' '}${comparable[at + name.length] ?? ' '}`);
    if (isWhole) return { kind, rest: `${text.slice(0, at)} ${text.slice(at + name.length)}`.trim() };
  }
  return { kind: null, rest: text };
}

/** Without capitals and accents, each letter in its place. */
function folded(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => {
      const plain = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
      return plain.length === letter.length ? plain : letter;
    })
    .join('');
}

/** In the reader's language; where nothing is a day in it, in the others. */
async function daysIn(text: string, { locale, today }: { locale: Locale; today: string }): Promise<WrittenDay[]> {
  const own = await writtenDays(text, { locale, today });
  if (own.some(({ day }) => day !== null)) return own;
  let last = own;
  for (const other of localeSchema.options.filter((one) => one !== locale)) {
    last = await writtenDays(text, { locale: other, today });
    if (last.some(({ day }) => day !== null)) return last;
  }
  return own.length === 0 ? last : own;
}

function dayIn(
  found: readonly WrittenDay[],
  { text, today }: { text: string; today: string },
): { day: string | null; unclear: Unclear[]; left: string } {
  const left = found.reduce((rest, { words }) => rest.replace(words, ' '), text);
  const [one, ...more] = found;
  if (!one) return { day: null, unclear: [], left };
  const words = found.map((each) => each.words).join(', ');
  const unclear = (why: Unclear['why']) => ({ day: null, unclear: [{ words, why }], left });
  if (more.length > 0 || canBeReadTwice(one.words)) return unclear('ambiguous');
  // A piece of something longer, or an abbreviation that is a word as well.
  if (isPiece(one.words, text) || /^\p{L}{1,4}\.?$/u.test(one.words)) return unclear('not-a-day');
  if (one.day === null) return unclear('not-a-day');
  return one.day < today ? unclear('past') : { day: one.day, unclear: [], left };
}

/** Whether letters or digits go on where the words that were taken for a day begin or end: `15 January 20271`. */
function isPiece(words: string, text: string): boolean {
  const at = text.indexOf(words);
  return /[\p{L}\d']/u.test(`${text[at - 1] ?? ' '}${text[at + words.length] ?? ' '}`);
}

/** `03/04` is a day in March for some and one in April for others. */
function canBeReadTwice(words: string): boolean {
  const [, first, second] = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-]\d{2,4})?$/.exec(words) ?? [];
  return first !== undefined && Number(first) <= 12 && Number(second) <= 12 && Number(first) !== Number(second);
}

/** Words that carry nothing here: `on`, `le`, `his last day is`. */
const fillers =
  /(?<![\p{L}\d'])(?:on|the|by|from|for|as|of|a|an|is|his|her|their|last|working|day|leaves|leaving|le|la|les|du|de|des|d'|l'|au|à|en|un|une|son|sa|est|dernier|jour|travaillé|part|pour|et|and)(?![\p{L}\d])/giu;

function tidied(text: string): string {
  return text
    .replace(/(?<!\d)[.,;:!?]+(?!\d)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
