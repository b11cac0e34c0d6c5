import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../src/config.ts';
import { startRelais } from '../src/start.ts';
import { createSqliteStore } from '../src/stores/sqlite/store.ts';
import { commandLine, type Ended, scratchFolder } from './cli/run-relais.ts';
import { sampleDeparture, sampleEntries } from './stores/samples.ts';
import { masterKey } from './stores/sqlite/bench.ts';

/**
 * The real command in a process that may write no file beyond so many blocks: the system itself refuses every further
 * byte, as a full disk does, and it needs no rights. What happens when the disk fills up under a running process:
 * test/kills/full-disk.ts.
 */
function onFullDisk(blocks: number, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const { file, args: all, cwd, env: around } = commandLine(args, { env });
  const limited = ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, file, ...all];
  return ended(spawn('sh', limited, { cwd, env: around, stdio: ['ignore', 'pipe', 'pipe'] }));
}

function ended(child: ChildProcess): Promise<Ended> {
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, out, err }));
  });
}

/** What it logs is lost, the address it listens at too. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
  return answer?.status === 200;
}

describe.skipIf(process.platform === 'win32')('a disk that is full', { timeout: 120_000 }, () => {
  it('stops the start with a word of what to do, wherever it trips, and the next start has all it needs', async () => {
    const dataDir = join(scratchFolder(), 'data');
    // Amid the first tables, and after them, in the files of the local workspace.
    for (const blocks of [100, 250]) {
      const { code, out, err } = await onFullDisk(blocks, ['start'], { PORT: '0', RELAIS_DATA_DIR: dataDir });
      expect({ code, err }, out).toEqual({
        code: 1,
        err: expect.stringMatching(
          /^Relais cannot write to its data folder .* is full \(.*\)\. Nothing was lost\. Make space/,
        ),
      });
      expect(err.split('\n')).toHaveLength(2);
      const database = new Database(join(dataDir, 'relais.db'));
      expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      database.close();
    }
    const config = readConfig({ PORT: '0', RELAIS_DATA_DIR: dataDir, RELAIS_LOG_LEVEL: 'silent' });
    const relais = await startRelais({ config, env: {} });
    await relais.stop();
  });

  it('refuses a backup with a clear word, and leaves nothing half-written', async () => {
    const dataDir = scratchFolder();
    await writeFile(join(dataDir, 'master.key'), `${masterKey.toString('base64')}\n`, { mode: 0o600 });
    const store = await createSqliteStore({ path: join(dataDir, 'relais.db'), masterKey });
    await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 300), null);
    await store.close();
    const folder = join(scratchFolder(), 'backups');
    await mkdir(folder);
    const { code, err } = await onFullDisk(64, ['backup', join(folder, 'relais.backup')], { RELAIS_DATA_DIR: dataDir });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/cannot be written; look whether the disk/) });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('costs lines of a log that is written there, not the process', async ({ skip }) => {
    if (!existsSync('/dev/full')) skip('this system has no file that is always full');
    const dataDir = join(scratchFolder(), 'data');
    const port = await freePort();
    const { file, args, cwd, env } = commandLine(['start'], { env: { PORT: `${port}`, RELAIS_DATA_DIR: dataDir } });
    const log = openSync('/dev/full', 'w');
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', log, 'pipe'] });
    closeSync(log);
    const end = ended(child);
    while (!(await isReady(port))) {
      expect(child.exitCode, 'it ended before it was ready').toBeNull();
      await wait(100);
    }
    child.kill('SIGTERM');
    expect(await end).toEqual({ code: 0, out: '', err: '' });
  });
});
