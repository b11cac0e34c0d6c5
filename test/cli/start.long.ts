import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commandLine, scratchFolder } from './run-relais.ts';

describe('relais start', () => {
  it('starts Relais with its local workspace, answers, and stops cleanly when asked to', {
    timeout: 60_000,
  }, async () => {
    const cwd = scratchFolder();
    const { file, args, env } = commandLine(['start'], { cwd, env: { PORT: '0', RELAIS_LOG_LEVEL: 'warn' } });
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise<number | null>((done) => child.once('close', done));
    try {
      const url = await new Promise<string>((ready, fail) => {
        let out = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          out += text;
          const found = /Open the local workspace: (\S+)/.exec(out)?.[1];
          if (found) ready(found);
        });
        void ended.then((code) => fail(new Error(`ended with ${code} before it was ready: ${out}`)));
      });
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
