import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, shorten } from '../../../src/channels/clean.ts';
import { mrkdwnOf } from '../../../src/channels/slack/draw-text.ts';
import { escapeMrkdwn } from '../../../src/channels/slack/escape.ts';
import { type Inline, type Paragraph, parseMrkdwn } from '../../../src/workspace/page/block-kit/mrkdwn.ts';
import { hostileTexts } from './samples.ts';

/** What the workspace's page, an independent reader of mrkdwn, makes of a text: every kind of markup it finds. */
function markupIn(mrkdwn: string): string[] {
  const kinds = (inline: Inline): string[] => [
    inline.kind,
    ...('children' in inline ? inline.children.flatMap(kinds) : []),
  ];
  return parseMrkdwn(mrkdwn)
    .flatMap((paragraph: Paragraph) => [
      paragraph.kind,
      ...('children' in paragraph ? paragraph.children.flatMap(kinds) : []),
    ])
    .filter((kind) => kind !== 'lines' && kind !== 'text');
}

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...hostileTexts, ...'*_~`<>&:@!|# \nab1'), { maxLength: 30 }).map((bits) => bits.join('')),
);

describe("people's text in mrkdwn", () => {
  it('canary: the reader sees markup where there is some', () => {
    expect(markupIn('*a* _b_ `c` <!channel> <@U0MAYA> <https://example.com|x> :tada:\n> q').toSorted()).toEqual(
      ['bold', 'italic', 'code', 'broadcast', 'user', 'link', 'emoji', 'quote'].toSorted(),
    );
  });

  it.each(hostileTexts)('is text and nothing else: %j', (text) => {
    expect(markupIn(escapeMrkdwn(text))).toEqual([]);
  });

  it('is text and nothing else, whatever it is', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(markupIn(escapeMrkdwn(text))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('can be read and copied where it is harmless', () => {
    const words = 'billing_service, O’Neil-Müller, 12:30, a/b (c) 50 % + 3 = "x"';
    expect(escapeMrkdwn(words)).toBe(words);
    expect(escapeMrkdwn('R&D <Paris>')).toBe('R&amp;D &lt;Paris&gt;');
  });

  it('loses what is invisible and misleads', () => {
    expect(clean('a\u202eb\u0000c\r\nd\te\ud800')).toBe('abc\nd\te\ufffd');
  });
});

describe('emphasis, mentions and links of ours', () => {
  const handleOf = (id: string): string | null => (id === 'p-maya' ? 'U0MAYA' : null);

  it('stay what they are beside words', () => {
    const drawn = mrkdwnOf(['x', { strong: 'bold *here*' }, 'y ', { mention: 'p-maya', name: 'Maya' }], 500, handleOf);
    expect(markupIn(drawn)).toEqual(['bold', 'user']);
    expect(mrkdwnOf([{ mention: 'p-nobody', name: 'No <b>' }], 500, handleOf)).toBe('*No &lt;b&gt;*');
  });

  it('link only to web and mail addresses, and never break out of their label', () => {
    const link = (address: string, label: string): string => mrkdwnOf([{ link: address, label }], 500, handleOf);
    expect(link('https://relais.example.com/x?a=1&b=<|>', 'See | <!here>')).toBe(
      '<https://relais.example.com/x?a=1&amp;b=%3C%7C%3E|See \u2223 &lt;!here&gt;>',
    );
    expect(link('javascript:alert(1)', 'Click')).toBe('Click');
    expect(link('not an address', 'Click')).toBe('Click');
  });
});

describe('shortening', () => {
  it('cuts between words and says so', () => {
    expect(shorten('one two three', 9)).toBe('one two…');
    expect(shorten('short', 9)).toBe('short');
    expect(shorten('Donaudampfschifffahrtsgesellschaft', 10)).toBe('Donaudamp…');
  });

  it('keeps to the length and to whole characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, most) => {
        const short = shorten(text, most);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(short).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});
