import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingCodes } from '../../src/verify/findings.ts';
import { wordsOf } from '../../src/verify/words.ts';
import { callRelais } from '../cli/run-relais.ts';
import { goldenStore, masterKey } from './golden-store.ts';
import { forged, newForger } from './repack.ts';
import { builtVerifier } from './verify-build.ts';

const dist = resolve(import.meta.dirname, '../../dist');
const folder = mkdtempSync(join(tmpdir(), 'relais-auditor-'));
const out = join(folder, 'pack.zip');
let kept: Awaited<ReturnType<typeof goldenStore>>;
let built: Awaited<ReturnType<typeof builtVerifier>>;
let env: Record<string, string>;

beforeAll(async () => {
  built = await builtVerifier();
  // The command puts the page that was built with Relais into packs.
  mkdirSync(dist, { recursive: true });
  if (!existsSync(join(dist, 'relais-verify.html'))) copyFileSync(built.page, join(dist, 'relais-verify.html'));
  kept = await goldenStore(['by-hand']);
  env = { RELAIS_DATA_DIR: join(kept.path, '..'), RELAIS_MASTER_KEY: masterKey.toString('base64') };
});
afterAll(async () => {
  await kept?.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(built?.folder ?? folder, { recursive: true, force: true });
});

/** On a stranger's machine: one file in an empty folder, and nothing of ours around it. */
function verify(...args: string[]) {
  const alone = mkdtempSync(join(folder, 'alone-'));
  copyFileSync(built.program, join(alone, 'relais-verify.mjs'));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['relais-verify.mjs', ...args], {
    cwd: alone,
    env: { LC_ALL: 'en_GB.UTF-8' },
    encoding: 'utf8',
  });
  return { code: status, text: stdout + stderr };
}

describe('a pack from the command to the auditor', () => {
  it('is made, is nobody else’s to read, and is whole for whoever knows the key', async () => {
    const made = await callRelais(['evidence', 'latest', '--out', out], { env });
    expect(made.err).toBe('');
    expect(made.code).toBe(0);
    expect(made.out).toContain('1 departure, ');
    expect(made.out).toContain('3 of 7 proven');
    expect(statSync(out).mode & 0o077).toBe(0);
    const [, key = ''] = /another way\): ([0-9a-f]{64})/.exec(made.out) ?? [];
    const shown = await callRelais(['evidence-key'], { env });
    expect(shown.out).toContain(key);
    expect(shown.out).not.toContain('PRIVATE');

    const whole = verify(
      out,
      '--key',
      key
        .toUpperCase()
        .replaceAll(/(.{8})/g, '$1 ')
        .trim(),
      '--lang',
      'en',
    );
    expect(whole.text).toContain('WHOLE. Every byte is as it was signed');
    expect(whole.code).toBe(0);
    const french = verify(out, '--lang', 'fr');
    expect(french.text).toContain('LA CLÉ N’A PAS ÉTÉ COMPARÉE');
    expect(french.code).toBe(3);

    const other = join(folder, 'other.zip');
    writeFileSync(other, forged(readFileSync(out), newForger(), {}));
    const wrong = verify(other, '--key', key, '--lang', 'en');
    expect(wrong.text).toContain('NOT WHOLE');
    expect(wrong.code).toBe(1);
    const cut = join(folder, 'cut.zip');
    writeFileSync(cut, readFileSync(out).subarray(0, 50_000));
    expect(verify(cut, '--key', key).code).toBe(1);
  });

  it('holds a sample of a period, drawn by the seed that is shown', async () => {
    const drawn = await callRelais(
      ['evidence', '2026-03-01..2026-03-31', '--sample', '3', '--seed', 'autumn', '--out', join(folder, 'sample.zip')],
      { env },
    );
    expect(drawn).toMatchObject({ code: 0, out: expect.stringContaining('Drawn from 1 departure by the seed autumn') });
  });

  it('stands in the journal of the installation by its digest, and names nobody', async () => {
    const digest = createHash('sha256').update(readFileSync(out)).digest('hex');
    const told = await callRelais(['audit', 'show', '--installation'], { env });
    expect(told.code).toBe(0);
    expect(told.out).toMatch(
      new RegExp(`command line: evidence-pack-made.*"auditor".*period null.*\\["by-hand"\\].*"${digest}"`),
    );
    expect(told.out).not.toMatch(/Alex|Moreau|root/);
  });

  it('is refused in words where it cannot be made', async () => {
    const taken = join(folder, 'taken.zip');
    writeFileSync(taken, 'something of somebody');
    const there = await callRelais(['evidence', 'latest', '--out', taken], { env });
    expect(there).toMatchObject({ code: 1 });
    expect(there.err).toContain('is there already');
    const nobody = await callRelais(['evidence', 'nobody', '--out', join(folder, 'n.zip')], { env });
    expect(nobody.err).toContain('There is no departure nobody');
    const period = await callRelais(['evidence', '2026-05-01..2026-04-01', '--out', join(folder, 'n.zip')], { env });
    expect(period.err).toContain('write both days, the earlier first');
    const level = await callRelais(['evidence', 'latest', '--level', 'all', '--out', join(folder, 'n.zip')], { env });
    expect(level.err).toContain('--level auditor or --level full');
    const distrust = await callRelais(['evidence-key', '--distrust-old'], { env });
    expect(distrust.err).toContain('write --rotate too');
    const one = await callRelais(['evidence', 'latest', '--sample', '2', '--out', join(folder, 'n.zip')], { env });
    expect(one.err).toContain('--sample draws from a period');
    expect(existsSync(join(folder, 'n.zip'))).toBe(false);
  });
});

describe('relais-verify', () => {
  it('is one file that needs Node alone', () => {
    const imports = [
      ...readFileSync(built.program, 'utf8').matchAll(/^import .* from "([^"]+)"|import\("([^"]+)"\)/gm),
    ];
    expect(imports.map(([, name, later]) => name ?? later)).toEqual(['node:fs']);
    const page = readFileSync(built.page, 'utf8');
    expect(page).not.toMatch(/<script[^>]*src=|https?:\/\/|^import /m);
    expect(page.length).toBeGreaterThan(10_000);
  });

  it('says how it is run, and that a file or a key is none', () => {
    expect(verify()).toMatchObject({ code: 2, text: expect.stringContaining('relais-verify.js <pack.zip>') });
    expect(verify('a.zip', '--key', 'abc')).toMatchObject({ code: 2, text: expect.stringContaining('64 digits') });
    expect(verify('nowhere.zip')).toMatchObject({ code: 2, text: expect.stringContaining('nowhere.zip') });
    expect(verify('a.zip', 'b.zip')).toMatchObject({ code: 2 });
  });

  it('has words for whatever it finds, in both languages', () => {
    for (const language of ['en', 'fr'] as const) {
      const words: Readonly<Record<string, string>> = wordsOf(language);
      expect(findingCodes.filter((code) => !words[`verify.finding.${code}`])).toEqual([]);
    }
  });
});
