import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lookAtSlack } from '../../src/cli/doctor/look-at-slack.ts';
import { inEnglishToo } from '../support/english.ts';
import { problemsOf, settingsOf } from './doctor-report.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

describe('relais doctor', () => {
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

  it('reads the heads of the journals from each place that publishes them, and says what cannot be used', async () => {
    const cwd = scratchFolder();
    const file = join(cwd, 'heads.jsonl');
    writeFileSync(file, '{}\n{}\n');
    const git = { url: 'http://127.0.0.1:1/audit.git', password: 'env:NOWHERE' };
    writeFileSync(join(cwd, 'relais.yaml'), JSON.stringify({ evidence: { heads: { file, git } } }));
    const { problems, findings } = await problemsOf(settingsOf(cwd));
    expect(findings.map(({ message }) => message).join()).toContain(`can be read from ${file} (2 so far)`);
    expect(problems.map(({ message }) => message).join()).toContain('evidence.heads.git cannot be used: env:NOWHERE');
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
