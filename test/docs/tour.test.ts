import { describe, expect, it } from 'vitest';
import { en } from '../../src/views/catalogue/en.ts';
import { company } from '../../src/workspace/company.ts';
import { english } from '../../src/workspace/page/words/english.ts';
import { chapterOf, textOf } from './documents.ts';

const tour = chapterOf(textOf('README.md'), '## A five-minute tour').replaceAll(/\s+/g, ' ');

/** What the tour does in order: who one becomes, and whose departure is begun. */
const deeds = [...tour.matchAll(/(?:become|Become|As) \*{0,2}([A-Z]\p{L}+)\*{0,2}|offboard @([\p{L} ]+?)`/gu)];

describe('the tour of the README', () => {
  it('begins departures only as whoever may: HR, an administrator, or the person’s own manager', () => {
    let actor = company[0];
    const begun: string[] = [];
    for (const [, who, leaver] of deeds) {
      if (who) actor = company.find(({ name }) => name.startsWith(`${who} `));
      if (!leaver) continue;
      const person = company.find(({ name }) => name === leaver);
      expect(person, leaver).toBeDefined();
      const may = person?.managerId === actor?.id || actor?.roles.some((role) => role === 'hr' || role === 'admin');
      expect(may, `${actor?.name} begins the departure of ${leaver}`).toBe(true);
      begun.push(leaver);
    }
    // Nobody leaves twice: the second departure of a person is refused.
    expect(begun).toEqual([...new Set(begun)]);
    expect(begun.length).toBeGreaterThan(1);
  });

  it('names buttons and fields as they are called', () => {
    const texts = new Set<string>([...Object.values(en), ...Object.values(english)]);
    const names = new Set(company.map(({ name }) => name.split(' ')[0]));
    const bold = [...tour.matchAll(/\*\*([^*]+)\*\*/g)].map(([, word = '']) => word);
    const unknown = bold.filter((word) => !(texts.has(word) || names.has(word) || word.endsWith('.')));
    expect(unknown).toEqual([]);
  });
});
