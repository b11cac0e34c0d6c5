import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * A file that was closed stays open in this process for as long as one of its statements is not collected. Another
 * process would have ended.
 */
export async function letGoOfFiles(): Promise<void> {
  setFlagsFromString('--expose_gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('there is no garbage collector to call');
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await wait(20);
  }
}
