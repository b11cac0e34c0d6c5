import PQueue from 'p-queue';

export interface PaceOptions {
  /** Messages that may go out within `milliseconds` in one conversation. */
  messages: number;
  milliseconds: number;
}

/** Slack's rule is about one message per second and channel, with short bursts allowed. */
export const slackPace: PaceOptions = { messages: 4, milliseconds: 4000 };

export interface Pace {
  /** Runs the tasks of one conversation one after the other, no faster than Slack likes. */
  run<T>(conversation: string, task: () => Promise<T>): Promise<T>;
}

export function createPace({ messages, milliseconds }: PaceOptions): Pace {
  const queues = new Map<string, PQueue>();

  const queueOf = (conversation: string): PQueue => {
    const known = queues.get(conversation);
    if (known) return known;
    const queue = new PQueue({ concurrency: 1, interval: milliseconds, intervalCap: messages });
    queues.set(conversation, queue);
    // A conversation that has been quiet for an interval starts afresh anyway.
    queue.on('idle', () => {
      setTimeout(() => {
        if (queue.size === 0 && queue.pending === 0 && queues.get(conversation) === queue) queues.delete(conversation);
      }, milliseconds).unref();
    });
    return queue;
  };

  return {
    run: (conversation, task) =>
      new Promise((resolve, reject) => {
        queueOf(conversation)
          .add(() => task().then(resolve, reject))
          .catch(reject);
      }),
  };
}
