import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pc from 'picocolors';
import { onTestFinished } from 'vitest';
import { runProgram } from '../../src/cli/run-program.ts';

const root = resolve(import.meta.dirname, '..', '..');
const entry = resolve(root, 'src', 'cli', 'relais.ts');
/** Looked for where the command runs, unless told: without it no mail and no page is drawn. */
const TSX_TSCONFIG_PATH = resolve(root, 'tsconfig.json');

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

interface Around {
  env?: Readonly<Record<string, string>>;
  cwd?: string;
}

/** How the real command is started from its source, in a folder without any setting. */
export function commandLine(args: readonly string[], { env = {}, cwd = scratchFolder() }: Around = {}) {
  return {
    file: process.execPath,
    args: ['--import', import.meta.resolve('tsx'), entry, ...args],
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, NO_COLOR: '1', TSX_TSCONFIG_PATH, ...env },
  };
}

/** Runs the real command in a process of its own, in a folder without any setting. */
export function runRelais(args: readonly string[], around: Around = {}): Promise<Ended> {
  const { file, args: all, cwd, env } = commandLine(args, around);
  const child = spawn(file, all, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, out, err }));
  });
}

/** The same without a process: most of what a command says needs none, and a process costs a second. */
export async function callRelais(
  args: readonly string[],
  { env = {} }: { env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const lines = { out: '', err: '' };
  const write =
    (to: 'out' | 'err') =>
    (text = '') => {
      lines[to] += `${text}\n`;
    };
  const terminal = { out: write('out'), err: write('err'), colours: pc.createColors(false), width: 120 };
  const code = await runProgram(args, { terminal, env });
  return { code, ...lines };
}

/** Removed after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'relais-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
