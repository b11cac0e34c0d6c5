import PQueue from 'p-queue';

/** What `ask` answers for each, in their order, several at a time. Throws the first failure. */
export async function inParallel<Item, Answer>(
  items: readonly Item[],
  concurrency: number,
  ask: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const queue = new PQueue({ concurrency });
  try {
    return await Promise.all(items.map((item) => queue.add(() => ask(item), { throwOnTimeout: true })));
  } finally {
    queue.clear();
  }
}
