import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { program } from '../../src/cli/program.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { parseFlow } from '../../src/flows/load-flows.ts';
import { settings } from '../../src/settings.ts';
import { en } from '../../src/views/catalogue/en.ts';
import { company } from '../../src/workspace/company.ts';
import { english } from '../../src/workspace/page/words/english.ts';
import { sandboxTokenName } from '../../src/workspace/systems/sandbox.ts';
import { anchorsOf, chapterOf, codeOf, fenced, linksOf, pages, root, textOf } from './documents.ts';

const { scripts } = z
  .looseObject({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(textOf('package.json')));
/** npm's own, and those that run a script of the same name. */
const npmWords = new Set(['ci', 'test', 'start', 'run', 'audit']);

/** `relais`, `relais flows validate`, …: every command there is. */
function commandPaths(command: Command, path = ''): string[] {
  return command.commands.flatMap((one) => {
    const here = `${path} ${one.name()}`.trim();
    return [here, ...commandPaths(one, here)];
  });
}
const commands = commandPaths(program({ terminal: createTerminal(), env: {}, exitWith() {} }));

describe.each(pages)('%s', (page) => {
  const text = textOf(page);

  it('tells only commands that exist', () => {
    for (const line of codeOf(text)) {
      for (const [, word = '', script = ''] of line.matchAll(/\bnpm (\w+)(?: ([\w:-]+))?/g)) {
        expect(npmWords, line).toContain(word);
        if (word === 'run') expect(Object.keys(scripts), line).toContain(script);
        if (word === 'test' || word === 'start') expect(Object.keys(scripts), line).toContain(word);
      }
      for (const [, words = ''] of line.matchAll(/(?:npm run relais -- |\brelais )([a-z]+(?: [a-z]+)?)/g)) {
        const [first = ''] = words.split(' ');
        expect(commands, line).toContain(commands.includes(words) ? words : first);
      }
    }
  });

  it('links to what is there', () => {
    for (const { to, text: label } of linksOf(text)) {
      if (/^https?:/.test(to)) continue;
      const [path = '', anchor] = to.split('#');
      const target = path === '' ? page : normalize(join(dirname(page), path));
      expect(existsSync(join(root, target)), `${label}: ${to}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(textOf(target)), to).toContain(anchor);
    }
  });

  it('shows pictures with a description', () => {
    for (const { text: label } of linksOf(text).filter(({ isPicture }) => isPicture)) expect(label).not.toBe('');
  });

  it('names files and folders that exist', () => {
    const named = codeOf(text).filter((word) =>
      /^(?:src|test|scripts|docs|flows|manifest|bench)\/[\w./-]*$|^[\w-]+\.(?:ya?ml|json)$/.test(word),
    );
    for (const path of named) {
      // Made by whoever runs Relais, from the example.
      if (path === 'relais.yaml') continue;
      const here = existsSync(join(root, path)) || existsSync(join(root, 'flows', path));
      expect(here, `${page} names ${path}`).toBe(true);
    }
  });

  it('names only settings that Relais knows', () => {
    for (const [name] of text.matchAll(/\b(?:RELAIS|SLACK)_[A-Z_]*[A-Z]\b/g))
      if (!name.startsWith('RELAIS_SECRET')) expect(Object.keys(settings), name).toContain(name);
  });

  it('uses no machine’s path and no made-up address but example.com', () => {
    expect(text).not.toMatch(/\/(?:work|home|root|Users)\//);
    for (const [, host = ''] of text.matchAll(/https?:\/\/([\w.-]*\w)/g))
      expect(host, host).toMatch(
        /(?:^|\.)example\.com$|^example\.okta\.com$|^localhost$|^(?:api\.)?(?:slack|github|gitlab|hubapi)\.com$|^(?:api\.)?zoom\.us$|^(?:example\.my|login|test)\.salesforce\.com$|\.googleapis\.com$|^api\.atlassian\.com$|^example\.atlassian\.net$/,
      );
  });
});

describe('the README', () => {
  const readme = textOf('README.md');

  it('tells every setting', () => {
    for (const name of Object.keys(settings)) expect(readme).toContain(`\`${name}\``);
  });

  it('tells the test command that CI runs, after the same installation', () => {
    const [first = '', second = ''] = textOf('.ci/run')
      .split('\n')
      .filter((line) => line.startsWith('npm '));
    expect(fenced(readme, 'sh').join('\n')).toContain(`${first} && npm start`);
    expect(fenced(readme, 'sh').join('\n')).toContain(second);
  });

  it('has the chapters that error messages send people to', () => {
    const told = new Set<string>();
    for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }))
      if (file.endsWith('.ts'))
        for (const [, chapter = ''] of readFileSync(join(root, 'src', file), 'utf8').matchAll(/README\.md, "([^"]+)"/g))
          told.add(chapter);
    expect(told.size).toBeGreaterThan(2);
    for (const chapter of told) expect(readme).toContain(`\n## ${chapter}\n`);
  });

  it('shows a flow that can be used', () => {
    const [flow = ''] = fenced(chapterOf(readme, '## Flows'), 'yaml');
    expect(parseFlow(flow, 'README.md').problems).toEqual([]);
  });

  it('leads through the tour by the words that the product shows', () => {
    const shown = new Set<string>([...Object.values(en), ...Object.values(english)]);
    const names = company.map(({ name }) => name.split(' ')[0]);
    const tour = chapterOf(readme, '## A five-minute tour').replaceAll(/\s+/g, ' ');
    // The headings of the steps end with a full stop.
    const words = [...tour.matchAll(/\*\*([^*]+)\*\*/g)]
      .map((match) => match[1] ?? '')
      .filter((word) => !word.endsWith('.'));
    expect(words.length).toBeGreaterThan(15);
    for (const word of words) expect([...shown, ...names], word).toContain(word);
  });
});

it('every setting that the code reads is one that is documented', () => {
  const known = [...Object.keys(settings), sandboxTokenName];
  for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    for (const [name] of readFileSync(join(root, 'src', file), 'utf8').matchAll(/\b(?:RELAIS|SLACK)_[A-Z_]*[A-Z]\b/g))
      if (!name.startsWith('RELAIS_SECRET')) expect(known, `${file}: ${name}`).toContain(name);
  }
});
