import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Inline, parseMrkdwn, parsePlain, safeUrl } from '../../../src/workspace/page/block-kit/mrkdwn.ts';

/** A short notation for what was understood: `<bold>…</bold>`, `[link url|text]`, `{user U0MAYA}`. */
function notation(items: readonly Inline[]): string {
  return items
    .map((item) => {
      switch (item.kind) {
        case 'text':
          return item.text;
        case 'code':
          return `<code>${item.text}</code>`;
        case 'emoji':
          return `{emoji ${item.glyph}}`;
        case 'link':
          return `[${item.url}|${item.text}]`;
        case 'user':
        case 'channel':
          return `{${item.kind} ${item.id}}`;
        case 'broadcast':
          return `{${item.text}}`;
        case 'date':
          return `{date ${item.epoch} ${item.format}|${item.fallback}}`;
        default:
          return `<${item.kind}>${notation(item.children)}</${item.kind}>`;
      }
    })
    .join('');
}

const read = (source: string) =>
  parseMrkdwn(source)
    .map((p) =>
      p.kind === 'pre' ? `<pre>${p.text}</pre>` : `${p.kind === 'quote' ? '> ' : ''}${notation(p.children)}`,
    )
    .join(' ¶ ');

describe('mrkdwn', () => {
  it.each([
    ['plain', 'plain'],
    ['*bold* and _italic_ and ~gone~', '<bold>bold</bold> and <italic>italic</italic> and <strike>gone</strike>'],
    ['*bold _and italic_*', '<bold>bold <italic>and italic</italic></bold>'],
    ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
    ['* not bold* and *not bold *', '* not bold* and *not bold *'],
    ['*two\nlines*', '*two\nlines*'],
    ['`*code*`', '<code>*code*</code>'],
    ['```\nlet a = 1;\n*b*\n``` after', '<pre>let a = 1;\n*b*</pre> ¶  after'],
    ['never ```closed', 'never ```closed'],
    ['&gt; quoted\nnot', '> quoted ¶ not'],
    ['&gt;&gt;&gt; all\nof it', '> all\nof it'],
    ['a &lt;b&gt; &amp; c', 'a <b> & c'],
    [
      '<https://example.com|here> <https://example.com>',
      '[https://example.com|here] [https://example.com|https://example.com]',
    ],
    ['<mailto:a@example.com>', '[mailto:a@example.com|a@example.com]'],
    ['<javascript:alert(1)|click>', '<javascript:alert(1)|click>'],
    ['<@U0MAYA> in <#C0GENERAL|general>', '{user U0MAYA} in {channel C0GENERAL}'],
    ['<!here> <!subteam^S1|@it>', '{@here} {@it}'],
    ['<!date^1774634400^{date_long} at {time}|Friday>', '{date 1774634400 {date_long} at {time}|Friday}'],
    [':tada: :unknown_code: 10:30:00', '{emoji 🎉} :unknown_code: 10:30:00'],
    ['*<https://example.com/a_b|a*b>*', '<bold>[https://example.com/a_b|a*b]</bold>'],
  ])('%s', (source, expected) => {
    expect(read(source)).toBe(expected);
  });

  it('never throws and never loses a letter of ordinary text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseMrkdwn(text);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{L}\p{N} ,.!?()'-]*$/u), (text) => {
        expect(read(text)).toBe(text);
      }),
    );
  });

  it('does not hang on long runs of marks', () => {
    const began = performance.now();
    for (const mark of ['*', '_', '~', '`', '<', '&gt;', ':']) parseMrkdwn(`${mark}a `.repeat(3000));
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('plain text', () => {
  it('knows emoji, and nothing else', () => {
    expect(notation(parsePlain('*as is* <@U0MAYA> :wave:', true))).toBe('*as is* <@U0MAYA> {emoji 👋}');
    expect(notation(parsePlain(':wave:', false))).toBe(':wave:');
  });
});

describe('addresses', () => {
  it('only of schemes that open a page or a mail', () => {
    expect(safeUrl('https://example.com')).toBe('https://example.com');
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', ' https://x']) {
      expect(safeUrl(url)).toBeNull();
    }
  });
});
