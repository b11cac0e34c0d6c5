import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreError } from '../../src/engine/ports/store.ts';
import { isWrapped, loadMasterKey, makeNextKeyFile, placeNextKey, plainText } from '../../src/stores/master-key.ts';

describe('the master key', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relais-key-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const refusal = (load: () => unknown): StoreError => {
    try {
      load();
    } catch (error) {
      if (error instanceof StoreError) return error;
      throw error;
    }
    throw new Error('the key was accepted');
  };
  const file = () => join(folder, 'master.key');
  const fromFile = () => loadMasterKey({ value: undefined, dataDir: folder });

  it('is taken from the setting', () => {
    const key = Buffer.alloc(32, 9);
    expect(loadMasterKey({ value: key.toString('base64'), dataDir: folder })).toEqual(key);
  });

  it('is made once, for its owner only, in a folder that is made too', async () => {
    folder = join(folder, 'data', 'relais');
    const key = fromFile();
    expect(key).toHaveLength(32);
    expect(fromFile()).toEqual(key);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['master.key']);
  });

  it('is made also where a file can have one name only', async () => {
    const noLinks = () => {
      throw Object.assign(new Error('EPERM: link'), { code: 'EPERM' });
    };
    const key = loadMasterKey({ value: undefined, dataDir: folder }, noLinks);
    expect(fromFile()).toEqual(key);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['master.key']);
  });

  it.each([
    ['too short', Buffer.alloc(16).toString('base64'), 'holds 16 bytes instead of 32'],
    ['too long', Buffer.alloc(33).toString('base64'), 'holds 33 bytes instead of 32'],
    ['not base64', 'correct horse battery staple', 'is not base64'],
    ['empty', '', 'is not base64'],
  ])('is refused when the setting is %s, without being told', (_, value, words) => {
    const error = refusal(() => loadMasterKey({ value, dataDir: folder }));
    expect(error.kind).toBe('wrong-key');
    expect(error.message).toContain('RELAIS_MASTER_KEY');
    expect(error.message).toContain(words);
    expect(error.message).toContain('openssl rand -base64 32');
    if (value) expect(error.message).not.toContain(value);
  });

  it('is refused when the file holds something else, and the file stays', async () => {
    await writeFile(file(), 'c2hvcnQ=\n', { mode: 0o600 });
    const error = refusal(fromFile);
    expect(error.message).toContain('master.key');
    expect(error.message).toContain('holds 5 bytes instead of 32');
    expect(await readFile(file(), 'utf8')).toBe('c2hvcnQ=\n');
  });

  it('is refused when the file is empty, as after a full disk', async () => {
    await writeFile(file(), '', { mode: 0o600 });
    expect(refusal(fromFile).message).toContain('is not base64');
  });

  it.each([0o644, 0o640, 0o660, 0o604])('is refused when others may use the file (%o)', async (mode) => {
    fromFile();
    await chmod(file(), mode);
    const error = refusal(fromFile);
    expect(error.kind).toBe('wrong-key');
    expect(error.message).toContain(`mode ${mode.toString(8)}`);
    expect(error.message).toContain('chmod 600');
  });

  it('is refused when it is a link or a folder', async () => {
    await writeFile(join(folder, 'elsewhere'), Buffer.alloc(32, 1).toString('base64'), { mode: 0o600 });
    await symlink(join(folder, 'elsewhere'), file());
    expect(refusal(fromFile).message).toContain('not a regular file');
    await rm(file());
    await mkdir(file());
    expect(refusal(fromFile).message).toContain('not a regular file');
  });

  it('is refused when the file cannot be read', async ({ skip }) => {
    if (process.getuid?.() === 0) {
      // Root reads everything, so the path to the file is broken instead.
      const blocked = join(folder, 'blocked');
      await writeFile(blocked, '');
      const error = refusal(() => loadMasterKey({ value: undefined, dataDir: blocked }));
      expect(error.message).toContain('cannot be');
      expect(error.message).toContain('ENOTDIR');
      return;
    }
    if (process.platform === 'win32') skip('Windows has no such mode');
    fromFile();
    await chmod(file(), 0o000);
    expect(refusal(fromFile).message).toContain('cannot be read (EACCES)');
  });

  it('is refused when the folder cannot be written', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write everywhere');
    await chmod(folder, 0o500);
    const error = refusal(fromFile);
    await chmod(folder, 0o700);
    expect(error.message).toContain('cannot be written (EACCES)');
  });

  it('is replaced only where it is still the one that was changed, and by the one that it was changed to', async () => {
    const current = plainText(fromFile());
    const next = plainText(Buffer.alloc(32, 8));
    expect(makeNextKeyFile(folder, next).text).toBe(next);
    // One that stands there already stays: somebody may hold it.
    expect(makeNextKeyFile(folder, plainText(Buffer.alloc(32, 7))).text).toBe(next);
    const other = plainText(Buffer.alloc(32, 9));
    expect(refusal(() => placeNextKey(folder, { current: other, next })).kind).toBe('conflict');
    expect(refusal(() => placeNextKey(folder, { current, next: other })).kind).toBe('conflict');
    expect(plainText(fromFile())).toBe(current);
    placeNextKey(folder, { current, next });
    expect(fromFile()).toEqual(Buffer.alloc(32, 8));
    // Another command was first.
    placeNextKey(folder, { current, next });
    expect(fromFile()).toEqual(Buffer.alloc(32, 8));
    await rm(file());
    expect(refusal(() => placeNextKey(folder, { current, next })).kind).toBe('conflict');
  });

  it('is not taken from what a key service wrapped, and says what is missing', async () => {
    const wrapped = '{"wrappedBy":"vault:transit/relais"}';
    await writeFile(file(), wrapped, { mode: 0o600 });
    expect(isWrapped(wrapped)).toBe(true);
    const error = refusal(fromFile);
    expect(error.kind).toBe('wrong-key');
    expect(error.message).toContain('Set RELAIS_KMS');
  });
});
