import { describe, expect, it } from 'vitest';
import { wakeReasons } from '../../../src/engine/ports/scheduler.ts';
import { english } from '../../../src/workspace/page/words/english.ts';
import { french } from '../../../src/workspace/page/words/french.ts';
import { wordsIn } from '../../../src/workspace/page/words/words.ts';
import { hintIds, misbehaviours, slackMisbehaviours } from '../../../src/workspace/slack/browser-api.ts';

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("the page's words", () => {
  it('are the same keys in both languages, in the same order', () => {
    expect(Object.keys(french)).toEqual(Object.keys(english));
  });

  it('fill in the same names in both languages', () => {
    for (const [key, text] of Object.entries(english)) {
      expect({ key, names: names(wordsIn('fr').lookUp(key, '')) }).toEqual({ key, names: names(text) });
    }
  });

  it('have both forms wherever one of them is', () => {
    const keys = Object.keys(english);
    const stems = keys.flatMap((key) => /^(.*)\.(one|other)$/.exec(key)?.[1] ?? []);
    for (const stem of stems) expect(keys).toEqual(expect.arrayContaining([`${stem}.one`, `${stem}.other`]));
  });

  it('are never empty', () => {
    for (const text of [...Object.values(english), ...Object.values(french)]) expect(text.trim()).not.toBe('');
  });

  it('name every reason to wake, every misbehaviour and every hint', () => {
    const needed = [
      ...wakeReasons.map((reason) => `reason.${reason}`),
      ...[...misbehaviours, ...slackMisbehaviours].map((how) => `behaviour.${how}`),
      ...hintIds.flatMap((id) => [`guide.${id}.title`, `guide.${id}.text`]),
    ];
    expect(needed.filter((key) => wordsIn('en').lookUp(key, '') === '')).toEqual([]);
  });

  it('count as each language does: zero is plural in English and singular in French', () => {
    expect(wordsIn('en').count('systems.sessions', 0)).toBe('0 sessions');
    expect(wordsIn('fr').count('systems.sessions', 0)).toBe('0 session');
    expect(wordsIn('en').count('systems.sessions', 1)).toBe('1 session');
    expect(wordsIn('fr').count('systems.sessions', 2)).toBe('2 sessions');
  });

  it('keep an unknown key as the fallback that was given', () => {
    expect(wordsIn('fr').lookUp('reason.tea', 'tea')).toBe('tea');
  });
});
