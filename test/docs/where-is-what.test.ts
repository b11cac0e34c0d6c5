import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, textOf } from './documents.ts';

interface Answer {
  question: string;
  file: string;
  name: string;
}

/** The lines of the page's table. */
function answersOf(page: string): Answer[] {
  return [...page.matchAll(/^\| ([^|]+\?[^|]*) \| `([^`|]+)` \| `([^`|]+)` \|$/gm)].map(
    ([, question = '', file = '', name = '']) => ({ question, file, name }),
  );
}

/** What is wrong with an answer; null when the file is there and exports the name. */
function problemOf({ file, name }: Answer): string | null {
  if (!existsSync(join(root, file))) return `${file} is not there`;
  const declared = new RegExp(`^export (?:async )?(?:function|const|class|interface|type) ${name}\\b`, 'm');
  return declared.test(textOf(file)) ? null : `${file} exports no ${name}`;
}

describe('docs/where-is-what.md', () => {
  const page = textOf('docs/where-is-what.md');
  const answers = answersOf(page);

  it('answers at least twenty questions, each once', () => {
    const lines = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| question'));
    expect(answers).toHaveLength(lines.filter((line) => !line.startsWith('| ---')).length);
    expect(answers.length).toBeGreaterThanOrEqual(20);
    expect(new Set(answers.map(({ question }) => question)).size).toBe(answers.length);
  });

  it.each(answers)('$question', (answer) => {
    expect(problemOf(answer)).toBeNull();
  });

  it('is linked from CONTRIBUTING.md', () => {
    expect(textOf('CONTRIBUTING.md')).toContain('(docs/where-is-what.md)');
  });

  it('canary: an answer that is wrong is seen', () => {
    const file = 'src/domain/tasks/reminders.ts';
    expect(answersOf(`| Where? | \`${file}\` | \`remind\` |`)).toEqual([{ question: 'Where?', file, name: 'remind' }]);
    expect(problemOf({ question: 'Where?', file, name: 'remindNobody' })).toBe(`${file} exports no remindNobody`);
    expect(problemOf({ question: 'Where?', file: 'src/domain/plan.ts', name: 'remind' })).toBe(
      'src/domain/plan.ts is not there',
    );
  });
});
