import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addSystem } from '../../src/cli/systems/add-system.ts';
import { readRelaisFile } from '../../src/relais-file.ts';
import { company } from '../../src/workspace/company.ts';
import { createSandboxSystems } from '../../src/workspace/systems/sandbox-systems.ts';
import { serve } from '../workspace/systems/serving.ts';
import { scratchFolder } from './run-relais.ts';

/** What the command asks for, and what a departure of Alex Moreau would do there, by hand from vendors' documents. */
const each: readonly { id: string; type: string; secrets: readonly string[]; shows: readonly string[] }[] = [
  {
    id: 'google',
    type: 'google',
    secrets: ['key:'],
    shows: [
      'disable (reversible): PATCH /admin/directory/v1/users/',
      'data (destructive): Drive (3 files) to Maya Chen',
    ],
  },
  {
    id: 'microsoft-365',
    type: 'entra',
    secrets: ['auth.clientSecret:'],
    shows: ['disable (reversible): PATCH /users/', 'Set-Mailbox -Identity alex.moreau@example.com -Type Shared'],
  },
  {
    id: 'slack',
    type: 'slack',
    secrets: ['token:'],
    shows: ['disable (reversible): PATCH /Users/U0ALEX active: false', 'Deploy notices (incoming-webhook, bot)'],
  },
  {
    id: 'gitlab',
    type: 'gitlab',
    secrets: ['token:'],
    shows: ['disable (reversible): POST /users/', 'storefront: Nightly build'],
  },
  {
    id: 'gitea',
    type: 'gitea',
    secrets: ['token:'],
    shows: ['disable (reversible): PATCH /admin/users/alex-moreau prohibit_login = true', 'Nightly build (SHA256:'],
  },
  {
    id: 'atlassian',
    type: 'atlassian',
    secrets: ['apiKey:', 'site.token:'],
    shows: ['disable (reversible): POST /users/', 'to Maya Chen'],
  },
  {
    id: 'salesforce',
    type: 'salesforce',
    secrets: ['auth.clientSecret:'],
    shows: ['disable (reversible): PATCH /sobjects/UserLogin/', 'to Maya Chen'],
  },
  {
    id: 'hubspot',
    type: 'hubspot',
    secrets: ['token:'],
    shows: ['disable (destructive): DELETE /settings/users/', 'to Maya Chen'],
  },
  {
    id: 'zoom',
    type: 'zoom',
    secrets: ['clientSecret:'],
    shows: ['disable (reversible): PUT /users/', '1 webinar, 1 recording of the last month to Maya Chen'],
  },
];

const flatShape = z.record(z.string(), z.unknown());

/** The settings of an entry as `--set` gives them, by their path. */
function flat(entry: object, path: readonly string[] = []): [string, string][] {
  return Object.entries(entry).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const at = [...path, name];
    const isGroup =
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
    if (isGroup) return flat(value, at);
    return [[at.join('.'), typeof value === 'string' ? value : JSON.stringify(value)]];
  });
}

function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

describe.each(each)('relais systems add $type ($id)', ({ id, type, secrets, shows }) => {
  it('asks for secrets by reference, checks it live, shows a departure, changes nothing, and writes the entry', async () => {
    const folder = scratchFolder();
    const sandbox = createSandboxSystems({ dataDir: folder, people: company, now: () => new Date(), with: [id] });
    const at = await serve(express().use(sandbox.router));
    const entry = flatShape.parse(sandbox.configuration(at).find((one) => flatShape.parse(one)['id'] === id));
    const { id: _id, type: _type, label: _label, ...settings } = entry;
    const values = new Map(flat(settings));
    const set = new Map([...values].filter(([place]) => !secrets.includes(`${place}:`)));
    const file = join(folder, 'relais.yaml');
    writeFileSync(
      file,
      'organisation:\n  people: [{ email: alex.moreau@example.com, manager: maya.chen@example.com }]\n',
    );
    const before = filesIn(join(folder, 'systems'));
    const env: Record<string, string> = { RELAIS_CONFIG: file };
    const asked: string[] = [];
    const lines: string[] = [];
    const hidden = new Set<string>();
    let code: number | null = null;
    await addSystem(
      type,
      { set, for: 'alex.moreau@example.com', yes: true },
      {
        terminal: {
          out: (text = '') => void lines.push(text),
          err: (text) => void lines.push(text),
          // CI has colours everywhere.
          colours: pc.createColors(false),
          width: 120,
        },
        env,
        exitWith(given) {
          code = given;
        },
        async ask(question, proposal = '') {
          asked.push(question);
          if (!proposal.startsWith('env:')) return proposal;
          // Whoever runs Relais puts the secret where the proposal says.
          const reference = values.get(question.replace(/:$/, '')) ?? '';
          const secret = sandbox.secrets()[reference.replace(/^env:/, '')] ?? '';
          expect(secret.length, question).toBeGreaterThan(10);
          hidden.add(secret);
          env[proposal.replace(/^env:/, '')] = secret;
          return proposal;
        },
      },
    );
    const text = lines.join('\n');
    expect(code, text).toBe(0);
    expect(asked).toEqual(['id:', 'label:', ...secrets]);
    expect(text).toContain(`docs/connectors.md#${type}`);
    expect(text).toMatch(/✔ .* answers/);
    for (const shown of shows) expect(text).toContain(shown);
    expect(text).toContain('Nothing was changed there.');
    expect(filesIn(join(folder, 'systems'))).toEqual(before);
    expect(readRelaisFile(file).systems.map((one) => one.type)).toEqual([type]);
    for (const secret of hidden) expect(text + readFileSync(file, 'utf8')).not.toContain(secret);
    sandbox.close();
  });
});
