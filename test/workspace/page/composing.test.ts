import { describe, expect, it } from 'vitest';
import { encodeMentions, suggestionsFor } from '../../../src/workspace/page/chat/compose-text.ts';
import { FixtureWorld } from './fixture-world.ts';

const world = new FixtureWorld();
const people = world.people();
const known = {
  people,
  commands: [{ command: '/offboard', description: 'Someone is leaving', usageHint: '[@person | status | help]' }],
  about: (word: string) => `about ${word}`,
};
const titles = (text: string) => suggestionsFor(text, text.length, known).map(({ title }) => title);

describe('suggestions', () => {
  it('offer the command, then its words', () => {
    expect(titles('/')).toEqual(['/offboard [@person | status | help]', '/offboard status', '/offboard help']);
    expect(titles('/offboard')).toEqual(['/offboard status', '/offboard help']);
    expect(titles('/offboard st')).toEqual(['/offboard status']);
    expect(titles('/lunch')).toEqual([]);
    expect(titles('and/or')).toEqual([]);
  });

  it('offer people after an @, by any part of their name and without accents', () => {
    expect(titles('/offboard @al')).toEqual(['Alex Moreau']);
    expect(titles('ask @moreau')).toEqual(['Alex Moreau']);
    expect(titles('ask @leo')).toEqual(['Léo Dubois']);
    expect(titles('mail a@al')).toEqual([]);
    expect(titles('ask @Alex Moreau ')).toEqual([]);
  });

  it('put the name in place of what was typed, and the caret after it', () => {
    const text = 'ask @al about it';
    const [first] = suggestionsFor(text, 7, known);
    expect(first).toMatchObject({ text: 'ask @Alex Moreau about it', caret: 17 });
  });
});

describe('mentions', () => {
  it('go out as ids, however they were written', () => {
    expect(encodeMentions('/offboard @Alex Moreau', people)).toBe('/offboard <@U0ALEX>');
    expect(encodeMentions('@alex.moreau and @léo dubois, hello', people)).toBe('<@U0ALEX> and <@U0LEO>, hello');
    expect(encodeMentions('/offboard <@U0ALEX>', people)).toBe('/offboard <@U0ALEX>');
  });

  it('are nobody when they are part of something else', () => {
    expect(encodeMentions('mail me@Alex Moreaux, @Alex Moreaux', people)).toBe('mail me@Alex Moreaux, @Alex Moreaux');
  });
});
