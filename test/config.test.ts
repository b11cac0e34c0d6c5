import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, envExample, readConfig, readEnvironment, slackApiUrlOf } from '../src/config.ts';
import { settings } from '../src/settings.ts';

function refusal(env: Record<string, string>): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the environment was accepted');
}

const slack = { SLACK_BOT_TOKEN: 'xoxb-1-canary', SLACK_SIGNING_SECRET: '0123456789abcdef-canary' };

const teams = {
  MICROSOFT_APP_ID: '0a1b2c3d-0000-4000-8000-00000000000a',
  MICROSOFT_APP_PASSWORD: 'secret-canary',
  MICROSOFT_APP_TENANT_ID: '0a1b2c3d-0000-4000-8000-00000000000b',
};

const mail = {
  SMTP_URL: 'smtps://relais:p%40ss@smtp.example.com',
  SMTP_FROM: 'Relais <relais@example.com>',
  RELAIS_PUBLIC_URL: 'https://relais.example.com/',
};

describe('the environment', () => {
  it('may be empty: everything has a default, and the local workspace is meant', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: './data',
      mongodbUri: null,
      roles: ['web', 'worker'],
      configFile: null,
      flowsDir: null,
      dossiersDir: null,
      masterKey: null,
      newMasterKey: null,
      kms: null,
      logLevel: 'info',
      allowPrivateAddresses: false,
      proxy: null,
      slack: null,
      teams: null,
      mail: null,
      publicUrl: null,
      chatDownMinutes: 15,
      criticalPostsSecret: null,
    });
  });

  it('takes an empty variable for none, as .env files write them', () => {
    const empty = Object.fromEntries(Object.keys(settings).map((name) => [name, '']));
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it('leaves alone what is not Relais’ own', () => {
    expect(readConfig({ HOME: '/root', RELAIS_SECRET_OKTA: 'anything' })).toEqual(readConfig({}));
  });

  it('reads every setting', () => {
    const config = readConfig({
      PORT: '8080',
      RELAIS_HOST: '::1',
      RELAIS_DATA_DIR: '/var/lib/relais',
      MONGODB_URI: 'mongodb://relais:p%40ss@db1.example.com,db2.example.com/relais?replicaSet=rs0',
      RELAIS_ROLES: 'worker',
      RELAIS_CONFIG: '/etc/relais.yaml',
      RELAIS_FLOWS_DIR: '/etc/relais/flows',
      RELAIS_MASTER_KEY: 'key',
      RELAIS_LOG_LEVEL: 'debug',
      RELAIS_ALLOW_PRIVATE_ADDRESSES: 'true',
      ...slack,
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_DOMAIN: 'slack-gov.com',
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'of-the-slack-app-0',
      SLACK_REFRESH_TOKEN: 'xoxe-1',
      HTTPS_PROXY: 'http://relais:p%40ss@proxy.example.com:3128',
      HTTP_PROXY: 'plain.example.com:8080',
      NO_PROXY: 'example.net,10.0.0.0/8',
      ...mail,
      SMTP_ENCRYPTION: 'if-offered',
      SMTP_OAUTH_CLIENT_ID: 'client',
      SMTP_OAUTH_CLIENT_SECRET: 'secret',
      SMTP_OAUTH_REFRESH_TOKEN: 'refresh',
      SMTP_OAUTH_TOKEN_URL: 'https://oauth2.example.com/token',
      DKIM_DOMAIN: 'example.com',
      DKIM_SELECTOR: 'r1',
      DKIM_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----',
    });
    expect(config).toEqual({
      port: 8080,
      host: '::1',
      dataDir: '/var/lib/relais',
      mongodbUri: 'mongodb://relais:p%40ss@db1.example.com,db2.example.com/relais?replicaSet=rs0',
      roles: ['worker'],
      configFile: '/etc/relais.yaml',
      flowsDir: '/etc/relais/flows',
      dossiersDir: null,
      masterKey: 'key',
      newMasterKey: null,
      kms: null,
      logLevel: 'debug',
      allowPrivateAddresses: true,
      proxy: {
        https: new URL('http://relais:p%40ss@proxy.example.com:3128'),
        http: new URL('http://plain.example.com:8080'),
        none: 'example.net,10.0.0.0/8',
      },
      slack: {
        domain: 'slack-gov.com',
        botToken: slack.SLACK_BOT_TOKEN,
        signingSecret: slack.SLACK_SIGNING_SECRET,
        appToken: 'xapp-1',
        rotation: { clientId: '1.2', clientSecret: 'of-the-slack-app-0', refreshToken: 'xoxe-1' },
      },
      teams: null,
      publicUrl: 'https://relais.example.com',
      chatDownMinutes: 15,
      criticalPostsSecret: null,
      mail: {
        bouncesSecret: null,
        bouncesMailbox: null,
        url: new URL('smtps://relais:p%40ss@smtp.example.com'),
        from: 'Relais <relais@example.com>',
        publicUrl: 'https://relais.example.com',
        encryption: 'if-offered',
        oauth: {
          clientId: 'client',
          clientSecret: 'secret',
          refreshToken: 'refresh',
          tokenUrl: 'https://oauth2.example.com/token',
        },
        dkim: { domain: 'example.com', selector: 'r1', privateKey: '-----BEGIN PRIVATE KEY-----' },
      },
    });
  });

  it('needs all of what mails need, and says what is missing', () => {
    expect(readConfig({ ...mail }).mail).toMatchObject({ encryption: 'required', oauth: null, dkim: null });
    const { SMTP_FROM: _, ...rest } = mail;
    expect(refusal({ ...rest, DKIM_DOMAIN: 'example.com' }).problems).toEqual([
      'DKIM_SELECTOR: missing while DKIM_DOMAIN is set; expected a selector such as relais. See README.md, "E-mail".',
      'DKIM_PRIVATE_KEY: missing while DKIM_DOMAIN is set; expected a key in PEM, best as file:/path. See README.md, "E-mail".',
      'SMTP_FROM: missing while SMTP_URL, RELAIS_PUBLIC_URL is set; expected an address such as Relais <relais@example.com>. See README.md, "E-mail".',
    ]);
    expect(refusal({ ...mail, SMTP_URL: 'https://smtp.example.com' }).problems[0]).toContain(
      'SMTP_URL: expected smtps://',
    );
    expect(refusal({ ...mail, SMTP_FROM: 'Relais\r\nBcc: all@example.com' }).problems[0]).toContain(
      'SMTP_FROM: expected',
    );
  });

  it('may give a process one role, where others can be beside it', () => {
    const mongo = { MONGODB_URI: 'mongodb://db.example.com/relais' };
    expect(readConfig({ ...slack, ...mongo, RELAIS_ROLES: 'web' }).roles).toEqual(['web']);
    expect(readConfig({ ...slack, RELAIS_ROLES: ' worker , web,worker' }).roles).toEqual(['worker', 'web']);
    expect(refusal({ ...slack, ...mongo, RELAIS_ROLES: 'web,cron' }).problems).toEqual([
      'RELAIS_ROLES: expected web, worker, or web,worker. See README.md, "Several processes".',
    ]);
    expect(refusal({ ...slack, RELAIS_ROLES: 'web' }).problems).toEqual([
      'RELAIS_ROLES: the embedded database is for one process that does everything; expected web,worker, or MONGODB_URI. See README.md, "Several processes".',
    ]);
    expect(refusal({ ...mongo, RELAIS_ROLES: 'worker' }).problems).toEqual([
      'RELAIS_ROLES: the local workspace is one process that does everything; expected web,worker. See README.md, "Several processes".',
    ]);
  });

  it('takes the proxy in small letters first, as other programs do', () => {
    const { proxy } = readConfig({ HTTPS_PROXY: 'http://loud.example', https_proxy: 'http://quiet.example' });
    expect(proxy?.https?.host).toBe('quiet.example');
  });

  it('reaches Slack where it says', () => {
    expect(slackApiUrlOf({ domain: 'slack.com' })).toBe('https://slack.com/api/');
    expect(slackApiUrlOf({ domain: 'slack-gov.com' })).toBe('https://slack-gov.com/api/');
  });

  it('may set Teams, alone or beside Slack, by any of its three ways', () => {
    expect(readConfig(teams)).toMatchObject({ slack: null, teams: { type: 'SingleTenant' }, host: '0.0.0.0' });
    expect(readConfig({ ...slack, ...teams }).slack).not.toBeNull();
    expect(readConfig({ ...teams, MICROSOFT_APP_TYPE: 'MultiTenant' }).teams?.type).toBe('MultiTenant');
    const { MICROSOFT_APP_PASSWORD: _, ...managed } = { ...teams, MICROSOFT_APP_TYPE: 'UserAssignedMSI' };
    expect(readConfig(managed).teams).toMatchObject({ type: 'UserAssignedMSI', password: null });
  });

  it.each([
    [
      'an app id alone',
      { MICROSOFT_APP_ID: teams.MICROSOFT_APP_ID },
      'MICROSOFT_APP_TENANT_ID, MICROSOFT_APP_PASSWORD',
    ],
    ['a secret alone', { MICROSOFT_APP_PASSWORD: teams.MICROSOFT_APP_PASSWORD }, 'MICROSOFT_APP_ID'],
    ['no tenant', { ...teams, MICROSOFT_APP_TENANT_ID: '' }, 'MICROSOFT_APP_TENANT_ID'],
    [
      'a managed identity that is to install',
      {
        ...teams,
        MICROSOFT_APP_PASSWORD: '',
        MICROSOFT_APP_TYPE: 'UserAssignedMSI',
        MICROSOFT_APP_INSTALL_FOR_PEOPLE: 'true',
      },
      'MICROSOFT_APP_INSTALL_FOR_PEOPLE',
    ],
    ['a secret with a managed identity', { ...teams, MICROSOFT_APP_TYPE: 'UserAssignedMSI' }, 'MICROSOFT_APP_PASSWORD'],
  ])('is refused when Teams is half set: %s', (_, env, named) => {
    const { problems } = refusal(env);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(named);
    expect(problems[0]).toContain('README.md, "Going live on Teams"');
    expect(problems[0]).not.toContain('canary');
  });

  it('is refused with an unknown RELAIS_ key, which may be a mistyped one', () => {
    const { problems } = refusal({ RELAIS_DATADIR: '/canary-value' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('RELAIS_DATADIR');
    expect(problems[0]).toContain('RELAIS_DATA_DIR');
    expect(problems[0]).toContain('README.md, "Configuration"');
    expect(problems[0]).not.toContain('canary');
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['PORT', '80.5'],
    ['RELAIS_LOG_LEVEL', 'loud-canary'],
    ['RELAIS_ALLOW_PRIVATE_ADDRESSES', 'yes'],
    ['MONGODB_URI', 'relais:canary@db.example.com'],
    ['MONGODB_URI', 'mongodb://'],
    ['HTTPS_PROXY', 'socks5://relais:canary@proxy.example.com'],
    ['HTTPS_PROXY', 'https://relais:canary@proxy.example.com'],
    ['HTTPS_PROXY', 'http://relais:%canary@proxy.example.com'],
    ['HTTP_PROXY', 'http://proxy.example.com/canary'],
    ['SLACK_DOMAIN', 'canary.example.com'],
    ['SLACK_BOT_TOKEN', 'xoxp-canary'],
    ['SLACK_SIGNING_SECRET', 'canary'],
    ['SLACK_APP_TOKEN', 'xoxb-canary'],
    ['SLACK_REFRESH_TOKEN', 'xoxb-canary'],
    ['SLACK_CLIENT_ID', 'canary'],
    ['SLACK_CLIENT_SECRET', 'canary'],
  ] as const)('is refused when %s is %s: key, what was expected, where to read on', (name, value) => {
    const { problems } = refusal({ ...slack, [name]: value });
    const about = problems.filter((problem) => problem.startsWith(`${name}: `));
    expect(about).toEqual([`${name}: expected ${settings[name].expected.en}. See ${settings[name].readOn}.`]);
  });

  it('is refused as a whole, every problem at once, in one message', () => {
    const { message, problems } = refusal({ PORT: 'x', RELAIS_LOG_LEVEL: 'x', RELAIS_NONSENSE: 'x' });
    expect(problems).toHaveLength(3);
    for (const problem of problems) expect(message).toContain(`  - ${problem}`);
  });

  it.each([
    ['a bot token alone', { SLACK_BOT_TOKEN: slack.SLACK_BOT_TOKEN }, 'SLACK_SIGNING_SECRET'],
    ['a signing secret alone', { SLACK_SIGNING_SECRET: slack.SLACK_SIGNING_SECRET }, 'SLACK_BOT_TOKEN'],
    ['an app token alone', { SLACK_APP_TOKEN: 'xapp-canary' }, 'SLACK_BOT_TOKEN'],
    [
      'a refresh token without the app',
      { ...slack, SLACK_REFRESH_TOKEN: 'xoxe-canary', SLACK_CLIENT_ID: '1.2' },
      'SLACK_CLIENT_SECRET',
    ],
    [
      'an app without its refresh token',
      { ...slack, SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: '0123456789abcdef-canary' },
      'SLACK_REFRESH_TOKEN',
    ],
  ])('is refused when Slack is half set: %s', (_, env, missing) => {
    const { problems, message } = refusal(env);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${missing}: missing`));
    expect(problems[0]).toContain('README.md, "Going live on Slack"');
    expect(message).not.toContain('canary');
  });

  it('needs no signing secret in Socket Mode', () => {
    const config = readConfig({ SLACK_BOT_TOKEN: slack.SLACK_BOT_TOKEN, SLACK_APP_TOKEN: 'xapp-1' });
    expect(config.slack).toMatchObject({ botToken: slack.SLACK_BOT_TOKEN, signingSecret: null, appToken: 'xapp-1' });
  });

  it('never tells a value: no secret that was mistyped lands in a log', () => {
    const canary = 'canary-5d1f';
    const all = Object.fromEntries(Object.keys(settings).map((name) => [name, canary]));
    const { message } = refusal({ ...all, RELAIS_MASTERKEY: canary });
    expect(message).toContain('RELAIS_MASTERKEY');
    expect(message).not.toContain(canary);
  });
});

describe('the address to listen on', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('may be %s for the local workspace', (host) => {
    expect(readConfig({ RELAIS_HOST: host }).host).toBe(host);
  });

  it.each(['0.0.0.0', '::', '192.168.1.10', 'relais.example.com', '127.evil.example.com'])(
    'may not be %s for the local workspace, where anybody may act as anybody',
    (host) => {
      const { problems } = refusal({ RELAIS_HOST: host });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/^RELAIS_HOST: .*loopback only/);
    },
  );

  it('is every interface once Slack is set, and may then be anything', () => {
    expect(readConfig(slack).host).toBe('0.0.0.0');
    expect(readConfig({ ...slack, RELAIS_HOST: '192.168.1.10' }).host).toBe('192.168.1.10');
  });
});

describe('the file .env', () => {
  it('lies below the environment: a variable that is set wins', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'relais-env-'));
    try {
      const file = join(folder, '.env');
      await writeFile(file, '# a comment\nRELAIS_LOG_LEVEL=debug\nPATH=/canary\n');
      const env = readEnvironment(file);
      expect(env['RELAIS_LOG_LEVEL']).toBe('debug');
      expect(env['PATH']).toBe(process.env['PATH']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is refused with authorities that Node cannot know: named in the file only, or not to be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'relais-env-'));
    const before = process.env['NODE_EXTRA_CA_CERTS'];
    try {
      const file = join(folder, '.env');
      delete process.env['NODE_EXTRA_CA_CERTS'];
      await writeFile(file, 'NODE_EXTRA_CA_CERTS=/etc/ssl/own.pem\n');
      expect(() => readEnvironment(file)).toThrow(/NODE_EXTRA_CA_CERTS: .*environment of the process/);
      process.env['NODE_EXTRA_CA_CERTS'] = join(folder, 'missing.pem');
      expect(() => readEnvironment(file)).toThrow(/NODE_EXTRA_CA_CERTS: cannot be read/);
    } finally {
      if (before === undefined) delete process.env['NODE_EXTRA_CA_CERTS'];
      else process.env['NODE_EXTRA_CA_CERTS'] = before;
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('may be missing', () => {
    expect(readEnvironment(join(tmpdir(), 'no', 'such', '.env'))).toEqual({ ...process.env });
  });

  it('begins as .env.example, which sets nothing and names every setting', () => {
    const text = envExample();
    expect(parseEnv(text)).toEqual({});
    const named = [...text.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name = '', example = '']) => ({ name, example }));
    expect(named.map(({ name }) => name)).toEqual(Object.keys(settings));
    for (const { name, example } of named)
      if (example !== '') expect(() => readConfig({ ...slack, [name]: example })).not.toThrow();
  });
});

describe('the key service in the environment', () => {
  const vault = {
    RELAIS_KMS: 'vault:transit/relais',
    RELAIS_KMS_ADDRESS: 'https://vault.example.com:8200/',
    RELAIS_KMS_TOKEN: 's.canary-token',
  };
  const arn = 'arn:aws:kms:eu-west-3:111122223333:key/a1b2c3d4-1111-2222-3333-444455556666';
  const aws = {
    RELAIS_KMS: `aws:${arn}`,
    RELAIS_KMS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    RELAIS_KMS_SECRET_ACCESS_KEY: 'canary-secret-access-key',
  };

  it('is a key of Vault or OpenBao, or of AWS', () => {
    expect(readConfig(vault).kms).toEqual({
      ...{ service: 'vault', name: 'vault:transit/relais', mount: 'transit', key: 'relais', heldHours: 24 },
      ...{ address: 'https://vault.example.com:8200', token: 's.canary-token', namespace: null },
    });
    expect(readConfig({ ...aws, RELAIS_KMS_HELD_HOURS: '4' }).kms).toEqual({
      ...{ service: 'aws', name: `aws:${arn}`, arn, region: 'eu-west-3', heldHours: 4, sessionToken: null },
      address: 'https://kms.eu-west-3.amazonaws.com',
      ...{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'canary-secret-access-key' },
    });
    const china = `aws:${arn.replace('arn:aws:', 'arn:aws-cn:').replace('eu-west-3', 'cn-north-1')}`;
    expect(readConfig({ ...aws, RELAIS_KMS: china }).kms?.address).toBe('https://kms.cn-north-1.amazonaws.com.cn');
  });

  it.each([
    ['RELAIS_KMS', 'vault:relais'],
    ['RELAIS_KMS', 'aws:arn:aws:kms:eu-west-3:111122223333:alias/relais'],
    ['RELAIS_KMS_ADDRESS', 'http://vault.example.com:8200'],
    ['RELAIS_KMS_ADDRESS', 'https://relais:canary@vault.example.com'],
    ['RELAIS_KMS_TOKEN', 's.canary token'],
    ['RELAIS_KMS_HELD_HOURS', '0'],
  ])('refuses %s=%s, without saying it', (name, value) => {
    const { problems } = refusal({ ...vault, [name]: value });
    expect(problems[0]).toContain(`${name}: expected`);
    expect(problems.join()).not.toContain('canary');
  });

  it('has what it needs to sign in, and nothing of it without a key', () => {
    const { RELAIS_KMS_TOKEN: _token, ...noToken } = vault;
    expect(refusal(noToken).problems.join()).toContain('RELAIS_KMS_TOKEN: missing while RELAIS_KMS is set');
    const { RELAIS_KMS_SECRET_ACCESS_KEY: _secret, ...noSecret } = aws;
    expect(refusal(noSecret).problems.join()).toContain('RELAIS_KMS_SECRET_ACCESS_KEY: missing');
    const { RELAIS_KMS: _key, ...noKey } = vault;
    expect(refusal(noKey).problems.join()).toContain('RELAIS_KMS_TOKEN: set while RELAIS_KMS is not');
  });
});
