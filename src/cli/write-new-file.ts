import { open } from 'node:fs/promises';
import { CommandError } from './command-error.ts';

/** Readable by its owner only; never over a file that is there. Throws CommandError. */
export async function writeNewFile(file: string, bytes: Uint8Array): Promise<void> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new CommandError(
      code === 'EEXIST'
        ? `There is already a file ${file}; name another, or move it away.`
        : `The file ${file} cannot be written (${code}).`,
    );
  }
}
