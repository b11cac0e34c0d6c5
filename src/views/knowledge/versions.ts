import { diffLines } from 'diff';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { blocks, fold, note } from '../blocks.ts';
import type { CardBlock, FoldedBlock } from '../card-view.ts';
import { cut, manyLines } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';

/** One text that a topic had. */
export interface Version {
  text: string;
  by: string;
  at: Instant;
}

/** How many versions are shown, the newest ones. All are in the journal, and in what is exported. */
const mostShown = 3;
const mostLines = 60;
const longestLine = 200;

/**
 * What changed with each version, the newest first: lines that came (`+`) and went (`-`). Nothing where there is one
 * only.
 */
export function versionBlocks(departure: Departure, versions: readonly Version[], voice: Voice): readonly CardBlock[] {
  if (versions.length < 2) return [];
  const numbered = versions.map((version, index) => ({ version, number: index + 1, before: versions[index - 1] }));
  return blocks(
    note(voice.t('topic.versions', { count: versions.length - 1 })),
    ...numbered
      .slice(-mostShown)
      .toReversed()
      .flatMap(({ version, number, before }) =>
        before === undefined
          ? []
          : fold(voice.t('topic.changes', { version: number }), authorOf(departure, version, { number, voice }), {
              type: 'code',
              lines: changedLines(before.text, version.text),
            }),
      ),
  );
}

function authorOf(
  departure: Departure,
  { by, at }: Version,
  { number, voice }: { number: number; voice: Voice },
): FoldedBlock {
  return {
    type: 'note',
    text: voice.t('topic.version', { version: number, name: nameOf(departure, by, voice), when: voice.instant(at) }),
  };
}

/** The lines that differ, with a sign before each, as people know it from code. */
function changedLines(before: string, after: string): readonly string[] {
  const lines = diffLines(`${manyLines(before)}\n`, `${manyLines(after)}\n`)
    .filter(({ added, removed }) => added || removed)
    .flatMap(({ added, value }) =>
      value
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => cut(`${added ? '+' : '-'} ${line}`, longestLine)),
    );
  return lines.length > mostLines ? [...lines.slice(0, mostLines), '…'] : lines;
}
