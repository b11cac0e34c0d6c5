import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Genuine systems, started by scripts beside the project; a newcomer's clone has none. */
const real = resolve(import.meta.dirname, '../../../shared/real');

/**
 * Why these systems cannot be started here, said once and loudly; null where they can. `programs`: what has to answer
 * to `--version`.
 */
export function whyNoRealSystem(names: readonly string[], programs: readonly string[]): string | null {
  const missing = programs.find((program) => !answers(program));
  const why = names.some((name) => !existsSync(join(real, name)))
    ? 'there are no real systems beside this clone (../shared/real)'
    : missing === undefined
      ? null
      : `there is no ${missing}, which they run on`;
  if (why !== null) process.stderr.write(`\nSKIPPED: the real ${names.join(', ')} are not cut, because ${why}\n`);
  return why;
}

/** Some want another word than `--version`, which then stands behind their name: `go version`. */
function answers(program: string): boolean {
  const [name = '', word = '--version'] = program.split(' ');
  return spawnSync(name, [word]).status === 0;
}

export interface RealSystem {
  /** What `start` printed: addresses, credentials, the leaver's secrets. */
  values: Readonly<Record<string, string>>;
  /** Tries to get in as the leaver by every way there is: lines that begin with `IN`, `OUT` or `LIVES`. */
  prove(): string[];
  stop(): void;
}

/** Starts one on loopback, in a folder of its own. Throws what its script says when it does not start. */
export function startRealSystem(name: string): RealSystem {
  const folder = mkdtempSync(join(tmpdir(), `relais-real-${name}-`));
  const run = (script: string) =>
    execFileSync(join(real, name, script), [folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const values = Object.fromEntries(
    run('start')
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  return {
    values,
    prove: () =>
      spawnSync(join(real, name, 'prove'), [folder], { encoding: 'utf8' })
        .stdout.split('\n')
        .filter((line) => line !== ''),
    stop() {
      run('stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
