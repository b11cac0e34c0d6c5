import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * What `start` gives, with a fifth less memory afterwards. Loading makes garbage faster than anything later; V8 takes
 * 32 MB more for it, and gives them back only under pressure, which a process at rest is not. So what is new has a
 * place of fixed size meanwhile, and what is left over is collected at the end: twice, because code that ran once is
 * dropped only when it is found unused again. Some 100 ms in all.
 */
export async function inLittleMemory<Result>(start: () => Promise<Result>): Promise<Result> {
  setFlagsFromString('--semi-space-growth-factor=1');
  try {
    return await start();
  } finally {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    setFlagsFromString('--no-expose-gc');
    if (typeof collect === 'function') for (let turn = 0; turn < 2; turn += 1) collect();
    setFlagsFromString('--semi-space-growth-factor=2');
  }
}
