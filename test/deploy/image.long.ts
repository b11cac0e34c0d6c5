import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandOf, copyOf, readDockerfile, root, type Stage } from './dockerfile.ts';

/**
 * The Dockerfile without Docker: each stage is a folder, each COPY a copy, each RUN of npm a command there. Then what
 * the image would start is started, as the image's user, with everything read-only but the data folder.
 */
const user = 1000;
const folder = mkdtempSync(join(tmpdir(), 'relais-image-'));
const stages = readDockerfile();
const [, image] = stages;
const last = (name: string) => image?.instructions.findLast((one) => one.name === name)?.text ?? '';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stageFolder = (name: string | null) => join(folder, name ?? 'image');
const inStage = (stage: Stage, path: string) =>
  join(stageFolder(stage.name), path.startsWith('/') ? path : join('app', path));

function carryOut(stage: Stage): void {
  mkdirSync(inStage(stage, '/app'), { recursive: true });
  for (const instruction of stage.instructions) {
    if (instruction.name === 'COPY') {
      const { from, sources, to } = copyOf(instruction);
      for (const source of sources) {
        const there = from === null ? join(root, source) : join(stageFolder(from), source);
        const target = to.endsWith('/') ? join(to, source.split('/').at(-1) ?? '') : to;
        cpSync(there, inStage(stage, target), { recursive: true });
      }
    } else if (instruction.name === 'RUN' && instruction.text.startsWith('npm ')) {
      const env = { ...process.env, npm_config_prefer_offline: 'true' };
      const ran = spawnSync(instruction.text, { cwd: inStage(stage, '/app'), shell: true, encoding: 'utf8', env });
      expect(ran.status, `${instruction.text}\n${ran.stdout}\n${ran.stderr}`).toBe(0);
    } else if (instruction.name === 'RUN' && instruction.text === 'install -d -o node -g node -m 0700 /data') {
      mkdirSync(inStage(stage, '/data'), { mode: 0o700 });
      if (process.getuid?.() === 0) chownSync(inStage(stage, '/data'), user, user);
    } else if (instruction.name === 'RUN') {
      // Takes npm out of the base image, which is not here.
      expect(instruction.text).toMatch(/^rm -rf \/usr\/local\/lib\/node_modules /);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('what the Dockerfile makes', () => {
  beforeAll(() => {
    chmodSync(folder, 0o755);
    for (const stage of stages) carryOut(stage);
  }, 1_200_000);

  const app = () => join(stageFolder(null), 'app');

  it('holds what runs, and none of what builds and tests it', () => {
    expect(readdirSync(app()).sort()).toEqual(
      ['LICENSE', 'adaptive-cards', 'dist', 'dossiers', 'flows', 'manifest', 'node_modules', 'package.json'].sort(),
    );
    const lock = z
      .object({ packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional() })) })
      .parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
    const dev = Object.entries(lock.packages).flatMap(([path, { dev: only }]) => (only ? [path] : []));
    expect(dev.length).toBeGreaterThan(100);
    expect(dev.filter((path) => existsSync(join(app(), path)))).toEqual([]);
  });

  it('starts as a user who is nobody, with a read-only file system, is healthy, and ends when it is told to', async ({
    skip,
  }) => {
    if (process.getuid?.() !== 0 || spawnSync('unshare', ['--mount', 'true']).status !== 0)
      skip('only root on Linux can make a file system read-only for one process: this part of the image was NOT tried');
    const data = join(stageFolder(null), 'data');
    const port = await freePort();
    writeFileSync(
      join(stageFolder(null), 'relais.yaml'),
      'organisation:\n  name: Lumen\n  roles: { hr: [a@example.com], it: [b@example.com], admin: [c@example.com] }\nsystems: []\n',
    );
    const environment = {
      PATH: process.env['PATH'],
      ...Object.fromEntries(
        last('ENV')
          .split(' ')
          .map((pair) => pair.split('=', 2) as [string, string]),
      ),
      // In the image, the folder is at the root.
      RELAIS_DATA_DIR: data,
      RELAIS_CONFIG: join(stageFolder(null), 'relais.yaml'),
      PORT: String(port),
      MICROSOFT_APP_ID: '0a1b2c3d-0000-4000-8000-00000000000a',
      MICROSOFT_APP_TENANT_ID: '0a1b2c3d-0000-4000-8000-00000000000b',
      MICROSOFT_APP_PASSWORD: 'a-secret-of-nobody',
    };
    const asImageWould = (command: readonly string[]) => [
      '--mount',
      '--propagation',
      'private',
      'sh',
      '-ec',
      'mount --bind "$DATA" "$DATA"; mount -o remount,bind,ro /; for there in /tmp /dev/shm; do mountpoint -q $there && mount -o remount,bind,ro $there; done; ! touch /tmp/relais-writes 2>/dev/null; exec setpriv --reuid=1000 --regid=1000 --clear-groups --no-new-privs --bounding-set=-all -- "$@"',
      'sh',
      ...command.map((word) => (word === 'node' ? process.execPath : word)),
    ];
    const options = { cwd: app(), env: { ...environment, DATA: data } };
    const health = () =>
      spawnSync('unshare', asImageWould(commandOf(last('HEALTHCHECK').split(' CMD ')[1] ?? '')), options).status;

    const child = spawn('unshare', asImageWould(commandOf(last('CMD'))), options);
    const said: string[] = [];
    child.stdout.on('data', (text: Buffer) => said.push(text.toString()));
    child.stderr.on('data', (text: Buffer) => said.push(text.toString()));
    try {
      await expect.poll(() => said.join(''), { timeout: 30_000, interval: 100 }).toContain('Relais is ready');
      expect(health()).toBe(0);
      expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
      expect(readFileSync(`/proc/${child.pid}/status`, 'utf8')).toMatch(/^Uid:\s+1000\s+1000/m);
      expect(readdirSync(data)).toContain('relais.db');
    } catch (error) {
      throw new Error(`the image's command did not come up:\n${said.join('')}`, { cause: error });
    } finally {
      child.kill('SIGTERM');
    }
    const [code] = child.exitCode === null ? await once(child, 'close') : [child.exitCode];
    expect(code).toBe(0);
    expect(health()).toBe(1);
  }, 120_000);
});
