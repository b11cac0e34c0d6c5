import { describe, expect, it } from 'vitest';
import { en } from '../../src/views/catalogue/en.ts';
import { company } from '../../src/workspace/company.ts';
import { english } from '../../src/workspace/page/words/english.ts';
import { readTour } from '../support/tour-script.ts';
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

describe('what the tour has its reader do', () => {
  it('is read from its text, step by step', () => {
    const steps = readTour(chapterOf(textOf('README.md'), '## A five-minute tour'));
    expect(steps).toHaveLength(9);
    expect(steps[0]).toEqual([
      { do: 'become', who: 'Maya' },
      { do: 'type', text: '/offboard @Alex Moreau' },
      { do: 'see', words: 'Resignation' },
      { do: 'see', words: 'Employee' },
      { do: 'press', button: 'Next', times: 1 },
    ]);
    expect(steps[1]).toContainEqual({ do: 'fill', field: 'And if they cannot?', value: 'Jonas Weber' });
    expect(steps[3]).toContainEqual({ do: 'fill', field: 'Reason', value: 'I am away then' });
    expect(steps[5]).toContainEqual({ do: 'press', button: '+1 week', times: 5 });
    expect(steps[7]).toContainEqual({ do: 'set', system: 'Design tool', to: 'Accepts, does nothing' });
    expect(steps[8]).toContainEqual({ do: 'choose', option: 'Teams' });
  });
});
