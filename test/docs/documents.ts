import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..', '..');

/** The pages people read, from the root of the repository. */
export const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/connectors.md',
  'docs/operations.md',
  'docs/permissions.md',
  'docs/privacy.md',
  'docs/where-is-what.md',
] as const;

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The part of a page under a heading, up to the next heading of the same or a higher level. */
export function chapterOf(text: string, heading: string): string {
  const start = text.indexOf(`\n${heading}\n`);
  if (start === -1) throw new Error(`there is no chapter "${heading}"`);
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const rest = text.slice(start + heading.length + 2);
  // A comment in a fenced block is no heading.
  const outside = rest.replaceAll(/^ *```[\s\S]*?^ *```/gm, (block) => ' '.repeat(block.length));
  const end = outside.search(new RegExp(`^#{1,${level}} `, 'm'));
  return end === -1 ? rest : rest.slice(0, end);
}

/** The cells of each row of a text's tables, without their headings' first one. */
export function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .slice(1)
    .map((line) => line.slice(2, -2).split(' | '));
}

/** What stands in fenced blocks of a language. */
export function fenced(text: string, language: string): string[] {
  const fence = new RegExp(`^( *)\`\`\`${language}\n([\\s\\S]*?)^\\1\`\`\``, 'gm');
  return [...text.matchAll(fence)].map((match) => match[2] ?? '');
}

/** Everything written as code, in fences or between single backticks. */
export function codeOf(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```\w*\n([\s\S]*?)^ *```/gm)].flatMap((match) => (match[1] ?? '').split('\n'));
  const inline = [...text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '').matchAll(/`([^`]+)`/g)].map(
    (match) => match[1] ?? '',
  );
  return [...blocks, ...inline];
}

export interface Link {
  text: string;
  to: string;
  isPicture: boolean;
}

export function linksOf(text: string): Link[] {
  return [...text.matchAll(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g)].map(([, mark = '', label = '', to = '']) => ({
    text: label,
    to,
    isPicture: mark === '!',
  }));
}

/** The anchors that GitHub makes of a page's headings. */
export function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
