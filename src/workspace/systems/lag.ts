import { AsyncLocalStorage } from 'node:async_hooks';

/** How long a change takes to show in reads, in milliseconds of the workspace's clock. */
const lagFor = 2 * 60_000;

/** What reads are shown of a state whose changes show late. */
export function createLag<State>(now: () => Date) {
  const reading = new AsyncLocalStorage<boolean>();
  let before: { until: number; state: State }[] = [];

  return {
    /** What was there before a change. */
    changed(state: State): void {
      before = [...before, { until: now().getTime() + lagFor, state }];
    },
    /** What a read is shown: the oldest state whose time is not over. Writes see what is there. */
    seen(current: State): State {
      if (reading.getStore() !== true) return current;
      return before.find(({ until }) => until > now().getTime())?.state ?? current;
    },
    during(isRead: boolean, work: () => void): void {
      reading.run(isRead, work);
    },
    forget(): void {
      before = [];
    },
  };
}
