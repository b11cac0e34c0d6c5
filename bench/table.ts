import { availableParallelism, cpus, totalmem } from 'node:os';
import { table } from '../scripts/docs/markdown.ts';
import { type Goal, isMissed, type Row } from './part.ts';
import { digits } from './statistics.ts';

export interface Measured {
  part: string;
  rows: readonly Row[];
}

const head = ['part', 'what', 'measured', 'beside', 'ratio', 'goal', 'reached'];

/** The table as it stands in the README, with when and on which machine each part was measured. */
export function benchTable(measured: readonly Measured[], machine: string): string {
  const lines = measured.flatMap(({ part, rows }) => rows.map((row) => lineOf(part, row)));
  return `${table(head, lines)}\n\n${footer(
    measured.map(({ part }) => part),
    machine,
  )}`;
}

/**
 * The table with some parts measured anew; the figures of the others stay, under the day and the machine of their own.
 */
export function withParts(before: string, after: string, order: readonly string[]): string {
  const anew = partsOf(after);
  const linesOf = (text: string, part: string) => text.split('\n').filter((line) => line.startsWith(`| \`${part}\` |`));
  const lines = order.flatMap((part) => linesOf(anew.includes(part) ? after : before, part));
  const footers = [...before.matchAll(footerPattern), ...after.matchAll(footerPattern)].flatMap((match, index, all) => {
    const [, parts = '', machine = ''] = match;
    const isAnew = index === all.length - 1;
    const kept = parts.split(', ').filter((part) => order.includes(part) && (isAnew || !anew.includes(part)));
    return kept.length === 0 ? [] : [footer(kept, machine)];
  });
  const [names = '', rule = ''] = after.split('\n');
  return `${[names, rule, ...lines].join('\n')}\n\n${footers.join('\n\n')}`;
}

const footerPattern = /^Measured: ([\w, -]+) on (.*)$/gm;

function footer(parts: readonly string[], machine: string): string {
  return `Measured: ${parts.join(', ')} on ${machine}`;
}

function lineOf(part: string, row: Row): string[] {
  const { what, measured, baseline, ratio, goal, reason } = row;
  const reached = goal.type === 'none' ? '' : isMissed(row) ? `**no**: ${reason}` : 'yes';
  // Beside a plain limit, what else is told is there to be read.
  const factor = goal.type === 'limit' || baseline === '' ? '' : `${digits(ratio)} ×`;
  return [`\`${part}\``, what, measured, baseline, factor, goalWords(goal), reached];
}

function goalWords(goal: Goal): string {
  switch (goal.type) {
    case 'times':
      return `at most ${goal.most} ×`;
    case 'limit':
      return goal.words;
    case 'none':
      return '';
  }
}

/** Enough to compare with, and nothing that tells whose machine it was. */
export function machineWords(now: Date): string {
  const [first] = cpus();
  const cores = availableParallelism();
  const model = first?.model.trim() || 'unnamed processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${now.toISOString().slice(0, 10)}: ${cores} ${cores === 1 ? 'core' : 'cores'} (${model}), ${memory} GB of memory, ${process.platform} ${process.arch}, Node ${process.versions.node}.`;
}

/** The parts a table tells of, in its order, each once. */
export function partsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/^\| `([\w-]+)` \|/gm)].map((match) => match[1] ?? ''))];
}
