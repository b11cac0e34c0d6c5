import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Order, type Report, reportSchema } from './messages.ts';

/** A process that is measured from outside; it ends with whoever measures it. */
export interface MeasuredProcess {
  ask<Type extends Report['type']>(order: Order, answer: Type): Promise<Extract<Report, { type: Type }>>;
  end(): Promise<void>;
}

export function launch(file: 'relais.ts' | 'bare-bolt.ts' | 'bare-bot.ts' | 'limited-systems.ts'): MeasuredProcess {
  const child = fork(join(import.meta.dirname, file), [], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    env: {},
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  return {
    async ask(order, answer) {
      const report = Promise.race([
        once(child, 'message').then(([message]) => reportSchema.parse(message)),
        gone.then((): Report => ({ type: 'failed', message: `${file} ended by itself` })),
      ]);
      child.send(order);
      const given = await report;
      if (given.type === 'failed') throw new Error(given.message);
      if (!isOf(given, answer)) throw new Error(`${file} answered ${given.type} instead of ${answer}`);
      return given;
    },
    async end() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}

function isOf<Type extends Report['type']>(report: Report, type: Type): report is Extract<Report, { type: Type }> {
  return report.type === type;
}
