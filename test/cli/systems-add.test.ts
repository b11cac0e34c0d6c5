import { lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express from 'express';
import pc from 'picocolors';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addSystem } from '../../src/cli/systems/add-system.ts';
import { answersFor } from '../../src/cli/systems/answers.ts';
import { freeSecretName } from '../../src/cli/systems/secret-names.ts';
import { withEntry, writeEntry } from '../../src/cli/systems/write-entry.ts';
import { atlassian } from '../../src/connectors/atlassian/index.ts';
import { salesforce } from '../../src/connectors/salesforce/index.ts';
import { company } from '../../src/workspace/company.ts';
import { zoomSandboxApp, zoomSandboxScopes } from '../../src/workspace/systems/zoom/seed.ts';
import { createZoomSandbox } from '../../src/workspace/systems/zoom/zoom-sandbox.ts';
import { serve } from '../workspace/systems/serving.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

const example = readFileSync(resolve(import.meta.dirname, '../../relais.example.yaml'), 'utf8');
const secret = 'zoom-secret-canary-0123456789';

/** A Zoom of the invented company, and how the command is called before it. */
async function beforeZoom({ scopes = zoomSandboxScopes }: { scopes?: readonly string[] } = {}) {
  const folder = scratchFolder();
  const options = { dataDir: folder, people: company, now: () => new Date(), token: secret };
  const sandbox = createZoomSandbox({ ...options, scopes: () => scopes });
  onTestFinished(() => sandbox.close());
  const at = await serve(express().use(sandbox.router));
  const file = join(folder, 'relais.yaml');
  writeFileSync(
    file,
    '# Ours.\norganisation:\n  people: [{ email: alex.moreau@example.com, manager: maya.chen@example.com }]\n',
  );
  const env = { RELAIS_CONFIG: file, RELAIS_SECRET_ZOOM: secret };
  const set = new Map([
    ['baseUrl', `${at}/v2`],
    ['tokenUrl', at],
    ['allowPrivateAddresses', 'true'],
    ['data.to', 'manager'],
  ]);
  const answers: Record<string, string> = {
    'accountId:': zoomSandboxApp.accountId,
    'clientId:': zoomSandboxApp.clientId,
  };
  const asked: string[] = [];
  const run = async (more: Partial<Parameters<typeof addSystem>[1]> = {}) => {
    const lines: string[] = [];
    let code: number | null = null;
    const terminal = {
      out: (text = '') => void lines.push(text),
      err: (text: string) => void lines.push(text),
      colours: pc,
      width: 120,
    };
    const ask = async (question: string, proposal?: string) => {
      asked.push(question);
      return answers[question] ?? proposal ?? '';
    };
    const exitWith = (given: number) => {
      code = given;
    };
    await addSystem('zoom', { set, yes: true, ...more }, { terminal, env, exitWith, ask });
    return { code, text: lines.join('\n') };
  };
  return { run, file, asked, sandbox, at };
}

describe('relais systems add', () => {
  it('asks what is needed, checks it live, shows a departure, and writes the entry', async () => {
    const { run, file, asked, sandbox, at } = await beforeZoom();
    const before = structuredClone(sandbox.state());
    const { code, text } = await run({ for: 'alex.moreau@example.com' });
    expect(code).toBe(0);
    expect(asked).toEqual(['id:', 'label:', 'accountId:', 'clientId:', 'clientSecret:']);
    expect(text).toContain('docs/connectors.md#zoom');
    expect(text).toContain('Account ID of the Server-to-Server OAuth app.');
    expect(text).toContain('Zoom (zoom) answers and grants what is needed.');
    expect(text).toContain('  disable (reversible): PUT /users/');
    expect(text).toContain(
      '  data (destructive): 2 coming meetings, 1 webinar, 1 recording of the last month to Maya Chen',
    );
    expect(text).toContain('lost by itself, 0 days later: the user, with chats');
    expect(text).toContain('Nothing was changed there.');
    expect(sandbox.state()).toEqual(before);
    expect(readFileSync(file, 'utf8')).toBe(`# Ours.
organisation:
  people: [{ email: alex.moreau@example.com, manager: maya.chen@example.com }]

systems:
  - id: zoom
    type: zoom
    label: Zoom
    accountId: ${zoomSandboxApp.accountId}
    clientId: ${zoomSandboxApp.clientId}
    clientSecret: env:RELAIS_SECRET_ZOOM
    data:
      to: manager
    baseUrl: ${at}/v2
    tokenUrl: ${at}
    allowPrivateAddresses: true
`);
    expect(text).not.toContain(secret);
  });

  it('writes nothing where something must be mended, and says what', async () => {
    const { run, file } = await beforeZoom({ scopes: zoomSandboxScopes.slice(0, 3) });
    const before = readFileSync(file, 'utf8');
    const { code, text } = await run();
    expect(code).toBe(1);
    expect(text).toContain('the app lacks the scope user:update:status:admin');
    expect(text).toContain('Nothing was written.');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('writes nothing unless it is told to', async () => {
    const { run, file } = await beforeZoom();
    const before = readFileSync(file, 'utf8');
    expect((await run({ yes: false, for: 'nobody@example.com' })).text).toContain('has no account there');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('refuses a secret in the file, and does not repeat it', async () => {
    const { run } = await beforeZoom();
    const set = new Map([['clientSecret', 'hunter22-hunter22']]);
    const refused = run({ set }).catch((error: unknown) => error);
    expect(await refused).toMatchObject({ name: 'CommandError', message: expect.stringContaining('write env:NAME') });
    expect(String(await refused)).not.toContain('hunter22');
  });

  it('says what is needed where nobody answers, and which kinds there are', async () => {
    expect(await callRelais(['systems', 'add', 'zoom'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('id is needed. Answer the question at a terminal, or give it: --set id=…'),
    });
    const unknown = await callRelais(['systems', 'add', 'zoon']);
    expect(unknown.err).toMatch(/no kind of system zoon; there are okta, .*salesforce/);
    const set = [
      '--set',
      'id=z',
      '--set',
      'label=Z',
      '--set',
      'accountId=a',
      '--set',
      'clientId=c',
      '--set',
      'clientSecret=env:Z',
    ];
    const misspelt = await callRelais(['systems', 'add', 'zoom', ...set, '--set', 'acountId=a']);
    expect(misspelt.err).toContain('There is no setting acountId here');
  });
});

describe('the answers to what a system needs', () => {
  it('ask for the way first, then for what that way needs, and read values that are no texts', async () => {
    const asked: [string, string | undefined][] = [];
    const answers: Record<string, string> = { 'auth.method (client-credentials, jwt):': 'jwt' };
    const entry = await answersFor(salesforce.schema, {
      given: new Map([
        ['id', 'sf'],
        ['label', 'Salesforce'],
        ['leave', '[jobs, reports]'],
        ['perMinute', '60'],
        ['auth.clientId', '3MVG9'],
      ]),
      ask: async (question, proposal) => {
        asked.push([question, proposal]);
        return answers[question] ?? proposal ?? 'typed';
      },
      tell() {},
      propose: ({ isSecret }) => (isSecret ? 'file:/run/secrets/sf' : undefined),
    });
    expect(asked).toEqual([
      ['baseUrl:', undefined],
      ['auth.method (client-credentials, jwt):', undefined],
      ['auth.username:', undefined],
      ['auth.privateKey:', 'file:/run/secrets/sf'],
    ]);
    expect(entry).toEqual({
      id: 'sf',
      type: 'salesforce',
      label: 'Salesforce',
      baseUrl: 'typed',
      auth: { method: 'jwt', clientId: '3MVG9', username: 'typed', privateKey: 'file:/run/secrets/sf' },
      leave: ['jobs', 'reports'],
      perMinute: 60,
    });
  });

  it('are refused where there is no such way', async () => {
    const given = new Map([
      ['id', 'sf'],
      ['label', 'S'],
      ['baseUrl', 'https://example.my.salesforce.com'],
      ['auth.method', 'password'],
    ]);
    const answering = { given, ask: async () => null, tell() {}, propose: () => undefined };
    await expect(answersFor(salesforce.schema, answering)).rejects.toThrow(
      'auth.method: expected client-credentials or jwt, not password.',
    );
  });
});

const entry = { id: 'z', type: 'zoom', label: 'Zoom', accountId: 'a', clientId: 'c', clientSecret: 'env:Z' };
const written = `  - id: z
    type: zoom
    label: Zoom
    accountId: a
    clientId: c
    clientSecret: env:Z
`;

describe('an entry in relais.yaml', () => {
  it('is added behind the last one, and every other byte stays', () => {
    const added = withEntry(example, entry, 'relais.yaml');
    const at = added.indexOf(written);
    expect(at).toBeGreaterThan(0);
    // Behind the list stand the HR systems, and before the entry an empty line.
    expect(added.slice(0, at - 1) + added.slice(at + written.length)).toBe(example);
  });

  it('leaves comments below the list below it', () => {
    const own = { id: 'a', type: 'zoom', label: 'A', accountId: 'a', clientId: 'c', clientSecret: 'env:A' };
    const flow = `systems:\n- ${JSON.stringify(own)} # The first.\n# Below.\norganisation: { country: FR }\n`;
    const unindented = written.replaceAll(/^ {2}/gm, '');
    expect(withEntry(flow, entry, 'relais.yaml')).toBe(
      `systems:\n- ${JSON.stringify(own)} # The first.\n\n${unindented}# Below.\norganisation: { country: FR }\n`,
    );
  });

  it.each([
    ['no file yet', '', `systems:\n${written}`],
    ['no list yet', 'organisation:\n  country: FR\n', `organisation:\n  country: FR\n\nsystems:\n${written}`],
    ['an empty list', 'systems: []\n', `systems:\n${written}`],
  ])('begins the list where there is %s', (_, before, after) => {
    expect(withEntry(before, entry, 'relais.yaml')).toBe(after);
  });

  it('leaves to the file who may read it, and a link where it is', () => {
    const folder = scratchFolder();
    const [real, link] = [join(folder, 'real.yaml'), join(folder, 'relais.yaml')];
    writeFileSync(real, '# Ours.\n', { mode: 0o600 });
    symlinkSync(real, link);
    writeEntry(link, entry);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(statSync(real).mode & 0o777).toBe(0o600);
    expect(readFileSync(real, 'utf8')).toContain('id: z');
  });

  it('is refused where its id is taken, or the file is not read', () => {
    const taken = withEntry('', entry, 'relais.yaml');
    expect(() => withEntry(taken, entry, 'relais.yaml')).toThrow(/the id z is used twice/);
    expect(() => withEntry('systems: [', entry, 'relais.yaml')).toThrow(/this is not YAML/);
  });
});

describe('the variables of secrets', () => {
  const proposing = async (taken: readonly string[], id: string) => {
    const proposed: string[] = [];
    await answersFor(atlassian.schema, {
      given: new Map([
        ['id', id],
        ['label', 'Atlassian'],
      ]),
      ask: async (_, proposal) => proposal ?? 'x',
      tell() {},
      propose({ place, isSecret, answered }) {
        if (!isSecret) return undefined;
        const before = [...taken, ...proposed];
        const name = freeSecretName({ id: answered.get('id') ?? '', place, taken: before });
        proposed.push(name);
        return `env:${name}`;
      },
    });
    return proposed;
  };

  it('are one for each secret of a system', async () => {
    expect(await proposing([], 'atlassian')).toEqual(['RELAIS_SECRET_ATLASSIAN', 'RELAIS_SECRET_ATLASSIAN_SITE_TOKEN']);
  });

  it('are nobody else’s', async () => {
    expect(await proposing(['RELAIS_SECRET_CRM_EU'], 'crm-eu')).toEqual([
      'RELAIS_SECRET_CRM_EU_API_KEY',
      'RELAIS_SECRET_CRM_EU_SITE_TOKEN',
    ]);
    const taken = ['RELAIS_SECRET_CRM', 'RELAIS_SECRET_CRM_TOKEN'];
    expect(freeSecretName({ id: 'crm', place: 'token', taken })).toBe('RELAIS_SECRET_CRM_TOKEN_2');
  });

  it('are names that a shell takes, whatever the id is', () => {
    for (const id of ['2nd.crm', 'équipe-crm', 'crm eu'])
      expect(freeSecretName({ id, place: 'auth.clientSecret', taken: [] })).toMatch(/^[A-Z_][A-Z0-9_]*$/);
  });

  it('are shown as the line to set, where they are not set', async () => {
    const { run } = await beforeZoom();
    const set = new Map([['clientSecret', 'env:ZOOM_ELSEWHERE']]);
    const { code, text } = await run({ set });
    expect(code).toBe(1);
    expect(text.split('\n')).toContain('  ZOOM_ELSEWHERE=');
    expect((await run()).text).not.toContain('a secret behind each =');
  });
});
