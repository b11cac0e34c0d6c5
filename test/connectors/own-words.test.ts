import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { good, note, problem } from '../../src/cli/doctor/finding.ts';
import { quotation } from '../../src/domain/localized.ts';
import { type CheckReport, ConnectorError } from '../../src/engine/ports/connector.ts';
import { StoreError } from '../../src/engine/ports/store.ts';

const src = resolve(import.meta.dirname, '../../src');

/** Sentences that are written in the code and marked as somebody else's words: how each begins. */
function quotedSentences(text: string): string[] {
  return [...text.matchAll(/\bquotation\(\s*(['"`].*)/g)].map(([, rest]) => rest ?? '');
}

describe('what connectors and the engine say of a failure', () => {
  it('does not compile in one language alone, wherever the sentence stands', () => {
    const sentence = 'the list may be cut short';
    const errors = [
      // @ts-expect-error A literal is a sentence of ours, and French is missing.
      new ConnectorError('rejected', 'no'),
      // @ts-expect-error So is one that a variable holds.
      new ConnectorError('rejected', sentence),
      // @ts-expect-error One language of the two.
      new ConnectorError('rejected', { en: 'no' }),
      new ConnectorError('rejected', { en: 'no', fr: 'non' }),
      new ConnectorError('rejected', quotation('Sie dürfen nicht')),
    ];
    // What checks the three lines is `tsc`: an error that is expected and does not come is one.
    expect(errors.slice(3).map(({ words }) => words)).toEqual([{ en: 'no', fr: 'non' }, 'Sie dürfen nicht']);
  });

  it('nor what a check finds, and what doctor tells of it', () => {
    const found = { en: 'no', fr: 'non' };
    const problems: CheckReport['problems'] = [
      // @ts-expect-error What is found, in one language.
      { message: 'no', fix: found },
      // @ts-expect-error What helps, in one language.
      { message: found, fix: 'try again' },
      { message: quotation('Sie dürfen nicht'), fix: found },
    ];
    const told = [
      // @ts-expect-error Likewise.
      problem('systems', 'no', found),
      // @ts-expect-error Likewise.
      problem('systems', found, 'try again'),
      // @ts-expect-error Likewise.
      good('systems', 'yes'),
      note('systems', found),
    ];
    // @ts-expect-error What an operator mends of the database.
    const away = new StoreError('unavailable', 'the database is away');
    expect([problems.length, told.length, away.kind]).toEqual([3, 4, 'unavailable']);
  });

  it('would be noticed as a sentence of ours that is called a quotation', () => {
    expect(quotedSentences("throw new ConnectorError('rejected', quotation('no'), { evidence });")).toEqual([
      "'no'), { evidence });",
    ]);
    expect(quotedSentences('quotation(\n  `no such one`,\n);')).toEqual(['`no such one`,']);
    expect(quotedSentences('quotation(account.protectedBecause)')).toEqual([]);
  });

  it('calls no sentence of ours a quotation', () => {
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(300);
    const found = files.flatMap((file) =>
      quotedSentences(readFileSync(join(src, file), 'utf8')).map((line) => `${file}: ${line}`),
    );
    expect(found).toEqual([]);
  });
});
