import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./hold-lock.mjs', import.meta.url));

/** Another process that has the file to itself from now on, for so many milliseconds. */
export async function heldByAnother(
  path: string,
  milliseconds: number,
): Promise<{ isHeld(): boolean; freed: Promise<unknown>; child: ChildProcess }> {
  const child = spawn(process.execPath, [script, path, String(milliseconds)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    said += text;
  });
  const freed = once(child, 'close');
  while (!said.includes('held')) {
    if (child.exitCode !== null) throw new Error('the other process could not take the file');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { isHeld: () => !said.includes('free'), freed, child };
}
