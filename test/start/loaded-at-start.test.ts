import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = resolve(import.meta.dirname, '../../src');

/**
 * All that loads with a file: its own files, relative to src/, and packages. Neither types nor what `import()` names.
 */
function loadedWith(entry: string): ReadonlySet<string> {
  const loaded = new Set([entry]);
  for (const file of loaded) {
    if (!file.endsWith('.ts')) continue;
    const text = readFileSync(join(source, file), 'utf8');
    for (const [, what = '', from = ''] of text.matchAll(/^(?:import|export) ([^;'"]*?) from '([^']+)'/gm)) {
      const types = /^type /.test(what) || /^\{(?:\s*type [^,}]+,?)*\s*\}$/.test(what);
      if (types) continue;
      loaded.add(from.startsWith('.') ? join(dirname(file), from) : from);
    }
  }
  return loaded;
}

describe('a start', () => {
  const loaded = loadedWith('start.ts');
  const packages = ['@slack/bolt', 'botbuilder-core', 'chrono-node', 'date-holidays', 'mongodb', 'scimmy', 'undici'];

  it.each(packages)('does not load %s before something is set that needs it', (name) => {
    expect(loaded.has(name)).toBe(false);
  });

  it.each(['channels/slack/', 'channels/teams/', 'stores/mongo/', 'workspace/'])('loads nothing of %s', (folder) => {
    expect([...loaded].filter((file) => file.startsWith(folder))).toEqual([]);
  });

  it('loads of each kind of system its settings, and nothing that calls it', () => {
    const kinds = [...loaded].filter((file) => /^connectors\/[a-z]+\//.test(file));
    expect(kinds).toContain('connectors/okta/okta-settings.ts');
    expect(kinds.filter((file) => /-(?:connector|system|people)\.ts$/.test(file))).toEqual([]);
    expect([...loadedWith('connectors/okta/okta-connector.ts')].length).toBeGreaterThan(20);
  });

  it('canary: what is loaded is seen, also by way of others', () => {
    expect(loaded).toContain('zod');
    expect(loaded).toContain('libsql');
    expect(loaded).toContain('domain/calendar/time.ts');
    expect(loadedWith('start/local-workspace.ts')).toContain('scimmy');
    expect(loadedWith('start/teams.ts')).toContain('botbuilder-core');
  });

  it('is joined with what it loads by the build: main.ts has the rest by import()', () => {
    expect(loadedWith('main.ts')).not.toContain('start.ts');
  });
});
