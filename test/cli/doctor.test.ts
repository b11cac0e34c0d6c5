import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { lookAtSlack } from '../../src/cli/doctor/look-at-slack.ts';
import { readConfig } from '../../src/config.ts';
import { startRelais } from '../../src/start.ts';
import { sandboxToken } from '../../src/workspace/systems/sandbox.ts';
import { inEnglishToo } from '../support/english.ts';
import { callRelais, type Ended, runRelais, scratchFolder } from './run-relais.ts';

const reportSchema = z.object({
  ok: z.boolean(),
  findings: z.array(z.object({ level: z.string(), area: z.string(), message: z.string(), fix: z.string().optional() })),
});

/** What a folder with a `relais.yaml` sets when that is not the folder in which the command runs. */
function settingsOf(folder: string, config = 'relais.yaml') {
  return { RELAIS_CONFIG: join(folder, config), RELAIS_DATA_DIR: join(folder, 'data') };
}

/** What is found, once the same is seen to be told in French. */
async function problemsOf(env: Record<string, string>) {
  const told = problemsIn(await callRelais(['doctor', '--json'], { env }));
  const french = problemsIn(await callRelais(['doctor', '--json', '--lang', 'fr'], { env }));
  const both = french.findings.map((one, index) => {
    const { level, area, message = '', fix } = told.findings[index] ?? {};
    expect({ level, area }).toEqual({ level: one.level, area: one.area });
    return {
      message: { en: message, fr: one.message },
      ...(fix !== undefined && { fix: { en: fix, fr: one.fix ?? '' } }),
    };
  });
  expect(inEnglishToo(both)).toHaveLength(told.findings.length);
  return told;
}

function problemsIn({ code, out, err }: Ended) {
  expect(err).toBe('');
  const report = reportSchema.parse(JSON.parse(out));
  const problems = report.findings.filter(({ level }) => level === 'problem');
  expect({ code, ok: report.ok }).toEqual(problems.length === 0 ? { code: 0, ok: true } : { code: 1, ok: false });
  for (const one of problems) expect(one.fix).not.toBe('');
  return { problems, findings: report.findings };
}

describe('relais doctor', () => {
  it('finds nothing wrong with a fresh clone, and makes nothing', async () => {
    const cwd = scratchFolder();
    const { code, out } = await runRelais(['doctor'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('Nothing to mend.');
    expect(out).toContain('./data is not there yet; the first start makes it.');
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  it('is headed, and summed up, in French where it is asked for', async () => {
    const { out } = await callRelais(['doctor', '--lang', 'fr'], { env: { PORT: 'many' } });
    expect(out).toMatch(/^environnement\n {2}✘ PORT : attendu un numéro de port/);
    expect(out).toContain('1 problème à corriger.');
  });

  it('names every wrong setting at once', async () => {
    const { problems } = await problemsOf({ PORT: 'many', RELAIS_DATADIR: 'x', SLACK_APP_TOKEN: 'xapp-1' });
    const words = problems.map(({ message }) => message).join('\n');
    expect(words).toContain('PORT: expected a port number');
    expect(words).toContain('RELAIS_DATADIR: Relais knows no such setting');
    expect(words).toContain('SLACK_BOT_TOKEN: missing');
  });

  it('misses the key of a database that is there, before a start would make another one', async () => {
    const dataDir = scratchFolder();
    writeFileSync(join(dataDir, 'relais.db'), '');
    const { problems } = await problemsOf({ RELAIS_DATA_DIR: dataDir });
    expect(problems.map(({ fix }) => fix).join()).toContain('Put the key file back from your backup');
    expect(existsSync(join(dataDir, 'master.key'))).toBe(false);
  });

  it('sees a damaged database', async () => {
    const dataDir = scratchFolder();
    writeFileSync(join(dataDir, 'relais.db'), 'this is no database, and long enough to be taken for one'.repeat(100));
    const { problems } = await problemsOf({
      RELAIS_DATA_DIR: dataDir,
      RELAIS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    });
    expect(problems.map(({ message }) => message).join()).toContain('is not a sound SQLite file');
  });

  it('asks every system of relais.yaml, and compares what is granted with what is needed', async () => {
    const relais = await startRelais({
      config: readConfig({ PORT: '0', RELAIS_DATA_DIR: scratchFolder(), RELAIS_LOG_LEVEL: 'silent' }),
      env: {},
      log: pino({ level: 'silent' }),
    });
    onTestFinished(() => relais.stop());
    const at = (id: string) => `${relais.url}/sandbox/${id}`;
    const cwd = scratchFolder();
    writeFileSync(
      join(cwd, 'relais.yaml'),
      JSON.stringify({
        organisation: { roles: { it: ['tom.okafor@example.com'] } },
        systems: [
          {
            id: 'okta',
            type: 'okta',
            label: 'Okta',
            baseUrl: at('okta'),
            auth: { method: 'token', token: 'env:TOKEN' },
          },
          {
            id: 'crm',
            type: 'scim',
            label: 'CRM',
            baseUrl: at('crm'),
            token: 'env:WRONG',
            deactivateSemantics: 'suspend',
          },
          {
            id: 'lost',
            type: 'scim',
            label: 'Lost',
            baseUrl: at('design'),
            token: 'env:NOWHERE',
            deactivateSemantics: 'suspend',
          },
        ].map((one) => ({ ...one, allowPrivateAddresses: true })),
      }),
    );
    const { problems, findings } = await problemsOf({
      ...settingsOf(cwd),
      TOKEN: sandboxToken,
      WRONG: 'not-the-token',
    });
    const words = problems.map(({ message, fix }) => `${message} ${fix}`).join('\n');
    expect(findings.find(({ message }) => message.startsWith('Okta (okta)'))?.level).toBe('good');
    expect(words).toContain('CRM (crm): the server refuses the token');
    expect(words).toContain('env:WRONG');
    expect(words).toContain('Lost (lost) cannot be made. ');
    expect(words).toContain('NOWHERE');
    expect(words).toContain('needs 2 of it to confirm; only 1 has that role');
    expect(words).not.toContain('not-the-token');
  });

  it('says once for which countries no public holidays are known', async () => {
    const cwd = scratchFolder();
    const people = [
      { email: 'alex.moreau@example.com', country: 'KW' },
      { email: 'jonas.weber@example.com', country: 'JO' },
      { email: 'priya.nair@example.com', country: 'IL' },
    ];
    writeFileSync(join(cwd, 'relais.yaml'), JSON.stringify({ organisation: { country: 'JO', people } }));
    const { findings } = await problemsOf(settingsOf(cwd));
    expect(findings.filter(({ message }) => message.includes('public holidays'))).toEqual([
      {
        level: 'note',
        area: 'configuration',
        message: 'No public holidays are known for Jordan (JO): business days leave out its weekends only.',
      },
      {
        level: 'note',
        area: 'configuration',
        message: 'No public holidays are known for Kuwait (KW): business days leave out its weekends only.',
      },
    ]);
  });

  it('refuses a country that is none, with its line', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'relais.yaml'), 'organisation:\n  country: UK\n');
    // In a process of its own: the file is looked for where the command runs.
    const { problems } = problemsIn(await runRelais(['doctor', '--json'], { cwd }));
    expect(problems[0]?.message).toContain('relais.yaml:2:12: organisation.country');
    expect(problems[0]?.message).toContain('did you mean GB (United Kingdom)?');
  });

  it('tells lines of a relais.yaml that cannot be read', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'etc'));
    writeFileSync(join(cwd, 'etc', 'relais.yaml'), 'systems:\n  - id: okta\n    type: oktaa\n');
    const { problems } = await problemsOf(settingsOf(cwd, 'etc/relais.yaml'));
    expect(problems.map(({ message }) => message).join()).toMatch(/etc\/relais\.yaml:\d+:\d+/);
  });
});

describe('the look at Slack', () => {
  const settings = {
    domain: 'slack.com' as const,
    botToken: 'xoxb-right',
    signingSecret: 's'.repeat(16),
    appToken: null,
    rotation: null,
  };
  const needed = ['chat:write', 'commands'];

  /** What Slack answers to `auth.test`, by token. */
  async function slack(scopes: string): Promise<string> {
    const server = createServer((request, response) => {
      const known =
        request.headers.authorization?.startsWith('Bearer xoxb-right') ||
        request.headers.authorization === 'Bearer xapp-right';
      response.setHeader('x-oauth-scopes', scopes);
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(known ? { ok: true, team: 'Lumen', user: 'relais' } : { ok: false, error: 'invalid_auth' }),
      );
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => new Promise<void>((done) => void server.close(() => done())));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  it('is good with tokens that Slack knows and every scope granted', async () => {
    const apiUrl = await slack('commands,chat:write,users:read');
    const found = await lookAtSlack({ settings: { ...settings, appToken: 'xapp-right' }, needed, fetch, apiUrl });
    expect(found.map(({ level }) => level)).toEqual(['good', 'good', 'good']);
  });

  it('names the scopes that are missing, and the tokens that are refused', async () => {
    const apiUrl = await slack('commands');
    const lacking = await lookAtSlack({ settings, needed, fetch, apiUrl });
    expect(inEnglishToo(lacking).find(({ level }) => level === 'problem')?.message).toBe(
      'The app lacks scopes: chat:write.',
    );
    const refused = await lookAtSlack({ settings: { ...settings, botToken: 'xoxb-wrong' }, needed, fetch, apiUrl });
    expect(inEnglishToo(refused).map(({ message }) => message)).toEqual([
      'Slack refuses SLACK_BOT_TOKEN: invalid_auth.',
    ]);
    const socket = await lookAtSlack({ settings: { ...settings, appToken: 'xapp-wrong' }, needed, fetch, apiUrl });
    expect(inEnglishToo(socket).at(-1)?.message).toContain('Slack refuses SLACK_APP_TOKEN');
    expect(JSON.stringify([lacking, refused, socket])).not.toContain('xoxb-wrong');
  });

  it('says when Slack cannot be reached', async () => {
    const found = await lookAtSlack({ settings, needed, fetch, apiUrl: 'http://127.0.0.1:9/' });
    expect(found.map(({ level }) => level)).toEqual(['problem']);
  });
});
