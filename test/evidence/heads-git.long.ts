import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitPlace } from '../../src/published-heads/git-place.ts';
import { headsSettingsSchema } from '../../src/published-heads/places-settings.ts';

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

function whyNone(): string | null {
  try {
    execFileSync(join(git('.', '--exec-path'), 'git-http-backend'), { stdio: 'ignore', env: {} });
    return null;
  } catch (error) {
    // It ends at once with 1 where nobody asks it anything.
    if (error instanceof Error && 'status' in error && error.status === 1) return null;
    process.stderr.write('SKIPPED: heads are pushed to no genuine Git, because git http-backend is not here\n');
    return 'git http-backend is not here';
  }
}

const basic = `Basic ${Buffer.from('relais:the-token').toString('base64')}`;

/** Git's own server, which asks for a user and a token. */
function serveGit(root: string): Server {
  const backend = join(git('.', '--exec-path'), 'git-http-backend');
  return createServer((req, res) => {
    if (req.headers.authorization !== basic) {
      res.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    const url = new URL(req.url ?? '/', 'http://localhost');
    const child = spawn(backend, {
      env: {
        ...{ PATH: process.env['PATH'], GIT_PROJECT_ROOT: root, GIT_HTTP_EXPORT_ALL: '1', REMOTE_USER: 'relais' },
        ...{ PATH_INFO: url.pathname, QUERY_STRING: url.search.slice(1), REQUEST_METHOD: req.method },
        ...{ CONTENT_TYPE: req.headers['content-type'], HTTP_GIT_PROTOCOL: req.headers['git-protocol']?.toString() },
        ...(req.headers['content-length'] && { CONTENT_LENGTH: req.headers['content-length'] }),
      },
    });
    req.pipe(child.stdin);
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.once('close', () => {
      const all = Buffer.concat(parts);
      const end = all.indexOf('\r\n\r\n');
      const head = all.subarray(0, end).toString('latin1').split('\r\n');
      const headers = head.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
      const status = Number(headers.find(([name]) => name === 'Status')?.[1].slice(0, 3) ?? 200);
      res.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status')));
      res.end(all.subarray(end + 4));
    });
  });
}

describe.skipIf(whyNone() !== null)('heads in a genuine Git repository', () => {
  let root = '';
  let server: Server;
  let address = '';
  const repository = () => join(root, 'audit.git');
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'relais-git-'));
    git(root, 'init', '--bare', '--initial-branch=main', 'audit.git');
    git(repository(), 'config', 'http.receivepack', 'true');
    // A branch that nobody may rewrite.
    git(repository(), 'config', 'receive.denyNonFastForwards', 'true');
    const work = join(root, 'work');
    git(root, 'clone', repository(), 'work');
    writeFileSync(join(work, 'README.md'), 'Heads\n');
    git(work, 'add', '.');
    git(work, '-c', 'user.name=Tom', '-c', 'user.email=tom@example.com', 'commit', '-m', 'Begin');
    git(work, 'push', 'origin', 'HEAD:main');
    server = serveGit(root);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/audit.git`;
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(root, { recursive: true, force: true });
  });

  const placeAt = (url: string, { password = 'the-token', branch = 'main' } = {}) => {
    const settings = headsSettingsSchema.parse({
      git: { url, branch, password: 'env:TOKEN', file: 'relais/heads.jsonl' },
    });
    if (!settings.git) throw new Error('there are no settings');
    return gitPlace(settings.git, { password, fetch });
  };

  it('are pushed a line a commit, and read back', async () => {
    const place = placeAt(address);
    expect(await place.read()).toBe('');
    await place.append('{"number":1}');
    await place.append('{"number":2}');
    expect(await place.read()).toBe('{"number":1}\n{"number":2}\n');
    expect(git(repository(), 'show', 'main:relais/heads.jsonl')).toBe('{"number":1}\n{"number":2}');
    // What others keep there stays.
    expect(git(repository(), 'show', 'main:README.md')).toBe('Heads');
    expect(git(repository(), 'rev-list', '--count', 'main')).toBe('3');
  });

  it.each([
    ['a wrong token', { password: 'canary-token' }],
    ['a branch that is not there', { branch: 'nowhere' }],
  ])('are refused in words with %s', async (_what, options) => {
    const error: unknown = await placeAt(address, options)
      .read()
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('expected a repository that relais may read and push to, with a branch');
    expect(String(error)).not.toContain('canary');
  });

  it('are not said to be there where the push is refused', async () => {
    const hook = join(repository(), 'hooks', 'pre-receive');
    writeFileSync(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    try {
      await expect(placeAt(address).append('{"number":3}')).rejects.toThrow(/did not take/);
    } finally {
      rmSync(hook);
    }
    expect(readFileSync(join(repository(), 'HEAD'), 'utf8')).toContain('main');
    expect(git(repository(), 'show', 'main:relais/heads.jsonl')).not.toContain('3');
  });
});
