/**
 * Work that is asked for again and again: never done twice at once, and once more after the last time it was asked for.
 */
export function oneAtATime(work: () => Promise<void>): { ask(): void; settled(): Promise<void> } {
  let running: Promise<void> | null = null;
  let again = false;
  let failure: { error: unknown } | null = null;

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        await work();
      } catch (error) {
        failure ??= { error };
      }
    } while (again);
    running = null;
  }

  return {
    ask() {
      if (running !== null) again = true;
      else running = run();
    },
    /** Throws what the work threw first. */
    async settled() {
      await running;
      if (failure) throw failure.error;
    },
  };
}
