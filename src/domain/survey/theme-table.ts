import { isAbout, type ThemeRule } from './themes.ts';

/** What one person wrote. */
export interface Said {
  /** The team; null where none is known. */
  group: string | null;
  /** `2026-Q1` */
  quarter: string;
  sentences: readonly string[];
}

/** People counted together; `others`: of teams that are too small to stand alone. */
export interface CountedTogether {
  names: readonly string[];
  others: boolean;
  people: number;
}

export interface ThemeTable {
  /** How many wrote anything. */
  people: number;
  groups: readonly CountedTogether[];
  quarters: readonly CountedTogether[];
  /** Those that enough people speak of, the most frequent first; null in place of a number that is not shown. */
  themes: readonly {
    id: string;
    people: number;
    byGroup: readonly (number | null)[];
    byQuarter: readonly (number | null)[];
    sentences: readonly string[];
  }[];
}

/** Nothing is shown of fewer people. */
export const fewestPeople = 5;
/** So many columns fit beside one another. */
const mostColumns = 6;
/** Sentences to read of one theme. */
const mostSentences = 12;

/**
 * How many people speak of what, over teams and time. Nothing is counted over fewer than five people, teams and
 * quarters with fewer are counted together, and no number can be had by taking others from a sum: where what is hidden
 * would be one number, or the hidden ones together fewer than five people, more is hidden.
 */
export function themeTable(all: readonly Said[], rules: readonly ThemeRule[]): ThemeTable {
  const said = all.filter(({ sentences }) => sentences.length > 0);
  if (said.length < fewestPeople) return { people: said.length, groups: [], quarters: [], themes: [] };
  const groups = mergedGroups(said);
  const quarters = mergedQuarters(said);
  const themes = rules.flatMap((rule) => {
    const about = said.filter(({ sentences }) => sentences.some((one) => isAbout(rule, one)));
    if (about.length < fewestPeople) return [];
    const sentences = about.flatMap((one) => one.sentences.filter((sentence) => isAbout(rule, sentence)));
    return [
      {
        id: rule.id,
        people: about.length,
        byGroup: withoutSmall(groups.map(({ names }) => count(about, ({ group }) => names.includes(group ?? '')))),
        byQuarter: withoutSmall(quarters.map(({ names }) => count(about, ({ quarter }) => names.includes(quarter)))),
        // In the order of letters, so that it tells nothing of who wrote when.
        sentences: [...new Set(sentences)].toSorted((a, b) => a.localeCompare(b)).slice(0, mostSentences),
      },
    ];
  });
  return { people: said.length, groups, quarters, themes: themes.toSorted((a, b) => b.people - a.people) };
}

function count(all: readonly Said[], fits: (one: Said) => boolean): number {
  return all.filter(fits).length;
}

function sizes(keys: readonly string[]): readonly CountedTogether[] {
  const found = new Map<string, number>();
  for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1);
  return [...found].map(([name, people]) => ({ names: [name], others: false, people }));
}

function together(parts: readonly CountedTogether[], others: boolean): CountedTogether {
  return {
    names: parts.flatMap(({ names }) => names),
    others,
    people: parts.reduce((sum, { people }) => sum + people, 0),
  };
}

/**
 * Teams by size; the small ones, and whatever does not fit beside the others, as one, which takes in larger ones until
 * it is large enough.
 */
function mergedGroups(said: readonly Said[]): readonly CountedTogether[] {
  const bySize = sizes(said.map(({ group }) => group ?? '')).toSorted((a, b) => b.people - a.people);
  const alone = bySize.filter(({ people }) => people >= fewestPeople).slice(0, mostColumns - 1);
  let rest = bySize.filter((one) => !alone.includes(one));
  while (rest.length > 0 && together(rest, true).people < fewestPeople) {
    const smallest = alone.pop();
    if (smallest === undefined) break;
    rest = [smallest, ...rest];
  }
  return rest.length === 0 ? alone : [...alone, together(rest, true)];
}

/** In the order of time, each with as many quarters as it takes; the latest with what would be too few. */
function mergedQuarters(said: readonly Said[]): readonly CountedTogether[] {
  const inTime = sizes(said.map(({ quarter }) => quarter)).toSorted((a, b) =>
    a.names.join() < b.names.join() ? -1 : 1,
  );
  const merged: CountedTogether[] = [];
  let open: readonly CountedTogether[] = [];
  for (const quarter of inTime) {
    open = [...open, quarter];
    if (together(open, false).people < fewestPeople) continue;
    merged.push(together(open, false));
    open = [];
  }
  const last = merged.pop();
  const all = last ? [...merged, together([last, ...open], false)] : [];
  // What came before the columns that fit is one of them: were it left out, it could be had by taking the others from
  // the sum.
  const before = all.slice(0, Math.max(0, all.length - mostColumns + 1));
  return before.length < 2 ? all : [together(before, false), ...all.slice(before.length)];
}

/**
 * Numbers below five are hidden, and of the others so many, the smallest first, that nobody can work a hidden one out.
 */
export function withoutSmall(counts: readonly number[]): readonly (number | null)[] {
  const hidden = new Set(counts.flatMap((one, index) => (one > 0 && one < fewestPeople ? [index] : [])));
  const sum = () => [...hidden].reduce((all, index) => all + (counts[index] ?? 0), 0);
  while (hidden.size > 0 && (hidden.size < 2 || sum() < fewestPeople)) {
    const [next] = counts
      .map((one, index) => ({ one, index }))
      .filter(({ index }) => !hidden.has(index))
      .toSorted((a, b) => a.one - b.one);
    if (next === undefined) return counts.map(() => null);
    hidden.add(next.index);
  }
  return counts.map((one, index) => (hidden.has(index) ? null : one));
}
