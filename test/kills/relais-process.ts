import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { type Order, type Report, reportSchema } from './child-messages.ts';

/** A Relais that runs in a process of its own and can be killed at any moment. */
export interface RelaisProcess {
  /**
   * Resolves with its address once it is ready, with null when it died before. Rejects when it says that it cannot
   * start.
   */
  start(order: Extract<Order, { type: 'start' }>): Promise<string | null>;
  /** @param asked How much was asked of the systems by now: while that grows, the process is waited for. */
  settle(ahead: number, asked?: () => number): Promise<Extract<Report, { type: 'settled' }>>;
  /** Fills its disk, or makes space again. */
  disk(state: 'full' | 'free'): Promise<void>;
  /** SIGKILL; resolves when the process is no more. */
  kill(): Promise<void>;
  /** Lets it stand still, as a machine that is suspended; and go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** As after SIGTERM. Rejects when it does not end well. */
  stop(): Promise<void>;
  readonly dead: Promise<void>;
  readonly isDead: boolean;
}

/** How long anything here may take on a machine that does much else without a sign of life, in milliseconds. */
export const patience = 300_000;

/** Starts the process and lets it load everything; what it logs is appended to `logFile`. */
export function standBy(file: string, logFile: string): RelaisProcess {
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [file], { stdio: ['ignore', log, log, 'ipc'], env: {} });
  closeSync(log);
  const dead = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const isDead = () => child.exitCode !== null || child.signalCode !== null;

  const reported = <Type extends Report['type']>(
    type: Type,
    life: () => number = () => 0,
  ): Promise<Extract<Report, { type: Type }> | null> =>
    new Promise((resolve, reject) => {
      const listen = (message: unknown) => {
        const report = reportSchema.parse(message);
        if (report.type === 'failed') end(() => reject(new Error(report.message)));
        else if (report.type === type) end(() => resolve(report as Extract<Report, { type: Type }>));
      };
      const gone = () => end(() => resolve(null));
      let seen = life();
      const timer = setInterval(() => {
        if (life() === seen) end(() => reject(new Error(`no "${type}" and no sign of life for ${patience} ms`)));
        seen = life();
      }, patience);
      const end = (then: () => void) => {
        clearInterval(timer);
        child.off('message', listen).off('exit', gone);
        then();
      };
      child.on('message', listen).once('exit', gone);
      if (isDead()) gone();
    });
  const loaded = reported('loaded');

  return {
    async start(order) {
      await loaded;
      const ready = reported('ready');
      tellTo(child, order);
      return (await ready)?.url ?? null;
    },
    async settle(ahead, asked) {
      const settled = reported('settled', asked);
      tellTo(child, { type: 'settle', ahead });
      const report = await settled;
      if (!report) throw new Error('Relais died without being killed; see its log');
      return report;
    },
    async disk(state) {
      const done = reported('disk');
      tellTo(child, { type: 'disk', full: state === 'full' });
      await done;
    },
    async kill() {
      child.kill('SIGKILL');
      await dead;
    },
    signal(name) {
      child.kill(name);
    },
    async stop() {
      tellTo(child, { type: 'stop' });
      await dead;
      if (child.exitCode !== 0) throw new Error(`Relais ended with ${child.exitCode ?? child.signalCode}`);
    },
    dead,
    get isDead() {
      return isDead();
    },
  };
}

/** A process that was just killed takes no orders; that is no failure. */
function tellTo(child: ChildProcess, order: Order): void {
  if (child.connected) child.send(order, () => undefined);
}
