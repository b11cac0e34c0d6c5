import PQueue from 'p-queue';

/**
 * How many steps may be under way in one system. A step is one act or one read-back with the calls that belong to it:
 * enough to use every limit to the last call, and so few that a step which has begun, and holds a lease, is never kept
 * waiting by the others for as long as a call may take. At two calls a second each call then waits eight seconds for
 * its turn.
 */
const underWay = 16;

/**
 * What goes first where many wait: ending access, then what failed, then proof, then looks at what else there is, then
 * what happens on later days.
 */
const priorities = { 'cut-off': 4, retry: 3, 'read-back': 2, look: 1, watch: 0 } as const;
export type Priority = keyof typeof priorities;

/** One gate for each system of this process, and the end of what goes on behind it. */
export interface SystemGates {
  /**
   * Does the step when it is its turn. Whoever waits here holds nothing: no lease, no clock that runs. Once the gates
   * are closed it is left undone, for the next sweep.
   */
  through(system: string, step: () => Promise<void>, priority: Priority): Promise<void>;
  open(): void;
  close(): void;
  areClosed(): boolean;
  /** Ends after so many milliseconds, or when the process cannot wait any longer. For one step each. */
  signal(milliseconds: number): AbortSignal;
  /** Ends every signal that was given out, and those that are asked for until the gates are opened again. */
  hurry(): void;
  isHurried(): boolean;
}

const ending = 'this process ends';

export function createSystemGates(): SystemGates {
  const queues = new Map<string, PQueue>();
  const signals = new Map<AbortController, NodeJS.Timeout>();
  let closed = false;
  let hurried = false;
  const end = (controller: AbortController, reason: string) => {
    clearTimeout(signals.get(controller));
    signals.delete(controller);
    controller.abort(new DOMException(reason, 'TimeoutError'));
  };
  return {
    async through(system, step, priority) {
      const queue = queues.get(system) ?? new PQueue({ concurrency: underWay });
      queues.set(system, queue);
      const inTurn = async () => {
        if (!closed) await step();
      };
      await queue.add(inTurn, { priority: priorities[priority] });
    },
    open() {
      closed = false;
      hurried = false;
    },
    close() {
      closed = true;
    },
    areClosed: () => closed,
    signal(milliseconds) {
      const controller = new AbortController();
      const timer = setTimeout(() => end(controller, 'it took too long'), milliseconds).unref();
      signals.set(controller, timer);
      if (hurried) end(controller, ending);
      return controller.signal;
    },
    hurry() {
      hurried = true;
      for (const controller of [...signals.keys()]) end(controller, ending);
    },
    isHurried: () => hurried,
  };
}
