import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { readConfig, secretFilesOf } from '../../src/config.ts';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { systemsSchema } from '../../src/connectors/registry.ts';
import { hrisSchema } from '../../src/hris/registry.ts';
import type { MailSettings } from '../../src/mail-config.ts';
import { peopleSourcesSchema } from '../../src/people-sources/sources-schema.ts';
import { createLiveConnectors } from '../../src/start/live-connectors.ts';
import { createLiveHrSystems } from '../../src/start/live-hr-systems.ts';
import { createLiveLdap } from '../../src/start/live-ldap.ts';
import { createReload, type PlatformSecrets, watchSecretFiles } from '../../src/start/reload.ts';
import { scratchFolder } from '../cli/run-relais.ts';

const files = { slack: '', signing: '', okta: '', teams: '' };
let env: Record<string, string>;
let log: string[];
/** The credentials that systems were called with, in order. */
let used: string[];
let answer: (token: string) => Promise<void>;

beforeEach(() => {
  const folder = scratchFolder();
  for (const name of Object.keys(files) as (keyof typeof files)[]) files[name] = join(folder, name);
  writeFileSync(files.slack, 'xoxb-first-canary\n');
  writeFileSync(files.signing, 'signing-first-canary');
  writeFileSync(files.okta, 'okta-first-canary');
  writeFileSync(files.teams, 'teams-first-canary');
  env = {
    SLACK_BOT_TOKEN: `file:${files.slack}`,
    SLACK_SIGNING_SECRET: `file:${files.signing}`,
    MICROSOFT_APP_ID: '0a1b2c3d-0000-4000-8000-00000000000a',
    MICROSOFT_APP_TENANT_ID: '0a1b2c3d-0000-4000-8000-00000000000b',
    MICROSOFT_APP_PASSWORD: `file:${files.teams}`,
    RELAIS_SECRET_CRM: 'crm-first-canary',
  };
  log = [];
  used = [];
  answer = async () => undefined;
});

async function world(
  checkBotToken: (token: string) => Promise<string | null> = async () => null,
  checkMailServer: (mail: MailSettings) => Promise<string | null> = async () => null,
) {
  const config = readConfig(env);
  const logger = pino({ base: null }, { write: (line: string) => void log.push(line) });
  const fetch: Fetch = async (_url, { headers }) => {
    const token = headers['authorization'] ?? '';
    used.push(token);
    await answer(token);
    return new Response('[]', { status: 200, headers: { 'content-type': 'application/json' } });
  };
  const connectors = await createLiveConnectors(
    systemsSchema.parse([
      {
        id: 'okta',
        type: 'okta',
        label: 'Okta',
        baseUrl: 'https://example.okta.com',
        auth: { method: 'token', token: `file:${files.okta}` },
      },
      {
        id: 'crm',
        type: 'scim',
        label: 'CRM',
        baseUrl: 'https://crm.example.com/scim/v2',
        token: 'env:RELAIS_SECRET_CRM',
      },
    ]),
    { env, fetch, now: () => new Date(), log: logger, allowPrivateAddresses: false },
  );
  const platforms: PlatformSecrets = { slack: config.slack, teams: config.teams, mail: config.mail };
  const reread = () => ({ config: readConfig(env), env, files: secretFilesOf(env) });
  const reload = createReload({ reread, parts: [connectors], platforms, checkBotToken, checkMailServer, log: logger });
  const ask = (system: string) =>
    connectors.connectors.get(system)?.check({ now: () => new Date(), signal: AbortSignal.timeout(5000) });
  return { reload, platforms, connectors, ask };
}

describe('secrets that are read again', () => {
  it('are taken where they changed, and nothing else is made anew', async () => {
    const { reload, platforms, connectors, ask } = await world();
    const [okta, crm] = ['okta', 'crm'].map((id) => connectors.connectors.get(id));
    writeFileSync(files.slack, 'xoxe.xoxb-second-canary');
    writeFileSync(files.okta, 'okta-second-canary');
    writeFileSync(files.teams, 'teams-second-canary');
    expect(await reload.now()).toBe('changed');
    expect(platforms.slack).toMatchObject({
      botToken: 'xoxe.xoxb-second-canary',
      signingSecret: 'signing-first-canary',
    });
    expect(platforms.teams?.password).toBe('teams-second-canary');
    expect(connectors.connectors.get('okta')).not.toBe(okta);
    expect(connectors.connectors.get('crm')).toBe(crm);
    await ask('okta');
    expect(new Set(used)).toEqual(new Set(['SSWS okta-second-canary']));
    expect(await reload.now()).toBe('unchanged');
    expect(log.join('')).toContain('"changed":["slack","teams","okta"]');
    expect(log.join('')).not.toContain('canary');
  });

  it('let a call that is under way end with what it began with', async () => {
    const { reload, ask } = await world();
    let go = () => {};
    answer = () =>
      new Promise((done) => {
        go = done;
      });
    const underWay = ask('okta');
    while (used.length === 0) await new Promise((done) => setTimeout(done, 5));
    writeFileSync(files.okta, 'okta-second-canary');
    expect(await reload.now()).toBe('changed');
    answer = async () => undefined;
    go();
    await underWay;
    expect(used.every((token) => token === 'SSWS okta-first-canary')).toBe(true);
    await ask('okta');
    expect(used.at(-1)).toBe('SSWS okta-second-canary');
  });

  it.each([
    ['a file that is gone', () => rmSync(files.okta), 'system okta: file:'],
    ['an empty file', () => writeFileSync(files.okta, ''), 'system okta: file:'],
    ['a token that is none', () => writeFileSync(files.slack, 'canary'), 'SLACK_BOT_TOKEN: expected a bot token'],
    ['a platform’s file that is gone', () => rmSync(files.teams), 'MICROSOFT_APP_PASSWORD: its file cannot be read'],
    ['a variable that is gone', () => void delete env['RELAIS_SECRET_CRM'], 'system crm: env:RELAIS_SECRET_CRM'],
  ])('change nothing with %s, and it is said', async (_what, spoil, said) => {
    const { reload, platforms, connectors } = await world();
    const before = [...connectors.connectors.values()];
    writeFileSync(files.signing, 'signing-second-canary');
    spoil();
    expect(await reload.now()).toBe('refused');
    expect(platforms.slack).toMatchObject({ botToken: 'xoxb-first-canary', signingSecret: 'signing-first-canary' });
    expect(platforms.teams?.password).toBe('teams-first-canary');
    expect([...connectors.connectors.values()]).toEqual(before);
    expect(log.join('')).toContain(said);
    expect(log.join('')).toContain('the old ones stay');
    expect(log.join('')).not.toContain('-canary');
  });

  it('leave a bot token alone that Slack does not know as this bot', async () => {
    const { reload, platforms } = await world(
      async () => 'SLACK_BOT_TOKEN: Slack refuses the new token (invalid_auth)',
    );
    writeFileSync(files.slack, 'xoxb-second-canary');
    expect(await reload.now()).toBe('refused');
    expect(platforms.slack?.botToken).toBe('xoxb-first-canary');
  });

  it('are taken when a file changes, a link that leads elsewhere included, and later where Slack was away', async () => {
    let away = true;
    const { reload, platforms } = await world(async () => {
      if (away) throw new Error('no answer');
      return null;
    });
    onTestFinished(watchSecretFiles(reload, { every: 10, waits: 50 }));
    writeFileSync(files.slack, 'xoxb-second-canary');
    await expect.poll(() => log.join('')).toContain('Slack does not answer about its new token');
    expect(platforms.slack?.botToken).toBe('xoxb-first-canary');
    away = false;
    await expect.poll(() => platforms.slack?.botToken, { timeout: 5000 }).toBe('xoxb-second-canary');
    expect(readFileSync(files.slack, 'utf8')).toBe('xoxb-second-canary');
  });

  it('outlive a file that cannot be reached for a while, such as a link that leads to itself', async () => {
    const { reload, platforms } = await world();
    onTestFinished(watchSecretFiles(reload, { every: 5, waits: 50 }));
    rmSync(files.slack);
    symlinkSync(files.slack, files.slack);
    await expect.poll(() => log.join('')).toContain('the old ones stay');
    rmSync(files.slack);
    writeFileSync(files.slack, 'xoxb-second-canary');
    await expect.poll(() => platforms.slack?.botToken, { timeout: 5000 }).toBe('xoxb-second-canary');
  });

  it('are those of mails too, once the mail server takes the new sign-in; what is set otherwise waits for a start', async () => {
    const mails = {
      SMTP_URL: 'smtps://relais:first-canary@smtp.example.com',
      SMTP_FROM: 'relais@example.com',
      RELAIS_PUBLIC_URL: 'https://relais.example.com',
      BOUNCES_SECRET: 'first-canary-of-thirty-two-characters',
      ...{
        DKIM_DOMAIN: 'example.com',
        DKIM_SELECTOR: 'r1',
        DKIM_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----first-canary',
      },
    };
    env = { ...env, ...mails };
    const asked: string[] = [];
    let answer: string | null | Error = null;
    const { reload, platforms } = await world(undefined, async ({ url }) => {
      asked.push(url.password);
      if (answer instanceof Error) throw answer;
      return answer;
    });
    const before = platforms.mail;
    expect(await reload.now()).toBe('unchanged');
    expect(platforms.mail).toBe(before);
    env = {
      ...env,
      BOUNCES_SECRET: 'second-canary-of-thirty-two-letters',
      DKIM_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----second-canary',
    };
    env = { ...env, SMTP_FROM: 'other@example.com', BOUNCES_IMAP_URL: 'imaps://a:b@imap.example.com' };
    expect(await reload.now()).toBe('changed');
    expect(platforms.mail).toMatchObject({
      ...{
        bouncesSecret: 'second-canary-of-thirty-two-letters',
        dkim: { privateKey: '-----BEGIN PRIVATE KEY-----second-canary' },
      },
      ...{ from: 'relais@example.com', bouncesMailbox: null },
    });
    expect(asked).toEqual([]);
    env = { ...env, SMTP_URL: 'smtps://relais:second-canary@smtp.example.com' };
    answer = 'SMTP_URL: the mail server refuses the new sign-in (EAUTH)';
    expect(await reload.now()).toBe('refused');
    answer = new Error('ECONNREFUSED');
    expect(await reload.now()).toBe('later');
    expect(platforms.mail?.url.password).toBe('first-canary');
    answer = null;
    expect(await reload.now()).toBe('changed');
    expect(platforms.mail?.url.password).toBe('second-canary');
    expect(log.join('')).toContain('"changed":["mail"]');
    expect(log.join('')).not.toContain('canary');
  });

  it('are those of HR systems and directories too, or none of all', async () => {
    const { reload, hr, ldap } = wholeWorld();
    const list = async () => {
      for await (const _ of hr.systems[0]?.everybody(context()) ?? []) break;
    };
    await list().catch(() => {});
    expect(used).toEqual(['Bearer hr-first-canary']);
    const before = ldap.get('ad');
    env['RELAIS_SECRET_HR'] = 'hr-second-canary';
    env['RELAIS_SECRET_AD'] = 'ad-second-canary';
    expect(await reload.now()).toBe('changed');
    await list().catch(() => {});
    expect(used.at(-1)).toBe('Bearer hr-second-canary');
    expect(ldap.get('ad')).not.toBe(before);
    expect(log.join('')).toContain('"changed":["hr","ad"]');
    env['RELAIS_SECRET_HR'] = 'hr-third-canary';
    delete env['RELAIS_SECRET_AD'];
    expect(await reload.now()).toBe('refused');
    await list().catch(() => {});
    expect(used.at(-1)).toBe('Bearer hr-second-canary');
    expect(log.join('')).not.toContain('canary');
  });
});

const context = () => ({ now: () => new Date(), signal: AbortSignal.timeout(5000) });

/** An HR system and a directory whose secrets are read again. */
function wholeWorld() {
  env = { ...env, RELAIS_SECRET_HR: 'hr-first-canary', RELAIS_SECRET_AD: 'ad-first-canary' };
  const fetch: Fetch = async (_url, { headers }) => {
    used.push(headers['authorization'] ?? '');
    return new Response('[]', { status: 200, headers: { 'content-type': 'application/json' } });
  };
  const hris = hrisSchema.parse([
    {
      ...{ id: 'hr', type: 'webhook', label: 'HR', baseUrl: 'https://hr.example.com' },
      ...{ token: 'env:RELAIS_SECRET_HR', signingSecret: 'env:RELAIS_SECRET_CRM' },
    },
  ]);
  const hr = createLiveHrSystems(hris, { env, fetch, now: () => new Date(), allowPrivateAddresses: false });
  const sources = peopleSourcesSchema.parse([
    {
      id: 'ad',
      ldap: {
        ...{ kind: 'active-directory', url: 'ldaps://dc1.example.com', bindDn: 'relais@example.com' },
        ...{ password: 'env:RELAIS_SECRET_AD', peopleBases: ['DC=example,DC=com'] },
      },
    },
  ]);
  const ldap = createLiveLdap(sources, env);
  const config = readConfig(env);
  const reload = createReload({
    reread: () => ({ config: readConfig(env), env, files: secretFilesOf(env) }),
    parts: [hr, ldap],
    platforms: { slack: config.slack, teams: config.teams, mail: null },
    checkBotToken: async () => null,
    checkMailServer: async () => null,
    log: pino({ base: null }, { write: (line: string) => void log.push(line) }),
  });
  return { reload, hr, ldap };
}
