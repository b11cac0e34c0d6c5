import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Who may import whom inside src/; a folder that is not named here fails the test. */
const allowed: Record<string, readonly string[]> = {
  domain: ['domain'],
  views: ['views', 'domain'],
  engine: ['engine', 'views', 'domain'],
  connectors: ['connectors', 'engine', 'domain'],
  channels: ['channels', 'engine', 'views', 'domain'],
  stores: ['stores', 'engine', 'domain'],
  scheduling: ['scheduling', 'engine', 'domain'],
  hris: ['hris', 'engine', 'domain'],
  flows: ['flows', 'engine', 'domain'],
  http: ['http', 'engine', 'views', 'domain'],
  workspace: ['workspace', 'engine', 'views', 'domain'],
  cli: ['*'],
};

/** Adapters never import one another: the second path segment is part of their identity. */
const siblingsApart = new Set(['channels', 'connectors', 'stores', 'hris']);

/** Packages that only one place may use. */
const packageHomes: Record<string, readonly string[]> = {
  libsql: ['stores/sqlite', 'scheduling', 'workspace'],
  mongodb: ['stores/mongo', 'scheduling'],
  agenda: ['scheduling'],
  '@slack/bolt': ['channels/slack'],
  '@slack/web-api': ['channels/slack'],
  '@slack/types': ['channels/slack'],
  botbuilder: ['channels/teams'],
  'botframework-connector': ['channels/teams'],
  scimmy: ['workspace/systems'],
};

const domainPackages = new Set(['zod', 'date-fns', '@date-fns/tz']);

interface SourceFile {
  /** Relative to src/, with forward slashes. */
  path: string;
  imports: readonly string[];
}

function violations(files: readonly SourceFile[]): string[] {
  const found: string[] = [];
  for (const file of files) {
    const [layer = '', unit = ''] = file.path.split('/');
    if (!file.path.includes('/')) {
      if (file.path === 'config.ts' && file.imports.some((i) => i.startsWith('.')))
        found.push(`${file.path}: configuration imports nothing of ours`);
      continue;
    }
    const may = allowed[layer];
    if (!may) {
      found.push(`${file.path}: the folder ${layer}/ is not in the house plan`);
      continue;
    }
    for (const specifier of file.imports) {
      if (specifier.startsWith('.')) {
        const target = relative('/src', resolve('/src', dirname(file.path), specifier))
          .split(sep)
          .join('/');
        const [targetLayer = '', targetUnit = ''] = target.split('/');
        if (target.startsWith('..')) {
          found.push(`${file.path} → ${specifier}: leaves src/`);
        } else if (!may.includes('*') && !may.includes(targetLayer) && !(layer === 'http' && target === 'config.ts')) {
          found.push(`${file.path} → ${target}: ${layer} may not import ${targetLayer}`);
        } else if (
          siblingsApart.has(layer) &&
          targetLayer === layer &&
          targetUnit.indexOf('.') === -1 &&
          unit.indexOf('.') === -1 &&
          unit !== targetUnit &&
          // What all connectors are made of.
          targetUnit !== 'http' &&
          targetUnit !== 'kit'
        ) {
          found.push(`${file.path} → ${target}: adapters do not import one another`);
        }
        continue;
      }
      const name = specifier.startsWith('@')
        ? specifier.split('/').slice(0, 2).join('/')
        : (specifier.split('/')[0] ?? '');
      const homes = packageHomes[name];
      if (homes && !homes.some((home) => file.path.startsWith(`${home}/`)))
        found.push(`${file.path} → ${name}: only ${homes.join(', ')} may`);
      if (layer === 'domain' && !domainPackages.has(name) && !specifier.endsWith('.json'))
        found.push(`${file.path} → ${specifier}: the domain is pure`);
      if (layer === 'views' && specifier.startsWith('node:')) found.push(`${file.path} → ${specifier}: views are pure`);
    }
  }
  return found;
}

function sourceFiles(): SourceFile[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(join(root, 'src', path), 'utf8');
      const imports = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]/g)].map(
        (m) => m[1] ?? '',
      );
      const dynamic = [...text.matchAll(/import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g)].map(
        (m) => m[1] ?? m[2] ?? '',
      );
      return { path: path.split(sep).join('/'), imports: [...imports, ...dynamic] };
    });
}

describe('layers', () => {
  it('are kept by every file of src/', () => {
    const files = sourceFiles();
    expect(files.length).toBeGreaterThan(0);
    expect(violations(files)).toEqual([]);
  });

  it('canary: each kind of violation is seen', () => {
    const bad: SourceFile[] = [
      { path: 'domain/departure.ts', imports: ['../engine/reconciler.ts', 'node:fs', 'pino'] },
      { path: 'views/card.ts', imports: ['../engine/reconciler.ts', 'node:crypto'] },
      { path: 'channels/slack/channel.ts', imports: ['../teams/channel.ts', '../../stores/sqlite/store.ts'] },
      { path: 'engine/reconciler.ts', imports: ['agenda', 'libsql'] },
      { path: 'misc/helpers.ts', imports: [] },
      { path: 'workspace/teams/local-teams.ts', imports: ['botbuilder', 'botframework-connector'] },
    ];
    expect(violations(bad)).toHaveLength(12);
  });
});

/** What a module would keep for as long as the process lives, whichever engine it belongs to. */
const moduleState = /^(?:export )?(?:let\s|(?:const|var)\s[^=]*=\s*new (?:Weak)?(?:Map|Set|LRUCache)(?:<.*>)?\(\))/m;

describe('the engine', () => {
  const textOf = (path: string) => readFileSync(join(root, 'src', path), 'utf8');

  it('keeps no state beside what it was made with', () => {
    const files = sourceFiles().filter(({ path }) => path.startsWith('engine/'));
    expect(files.length).toBeGreaterThan(30);
    expect(files.map(({ path }) => path).filter((path) => moduleState.test(textOf(path)))).toEqual([]);
  });

  it.each([
    "const caches = new WeakMap<EngineDeps['store'], Map<string, number>>();",
    'export const known = new Map();',
    'let running = false;',
  ])('canary: such state is seen: %s', (line) => {
    expect(moduleState.test(`import x from 'y';\n\n${line}\n`)).toBe(true);
    expect(moduleState.test(`function f() {\n  ${line}\n}\n`)).toBe(false);
  });
});
