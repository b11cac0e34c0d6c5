import type { KeptLists } from './kept-lists.ts';
import type { KnownPeople } from './known-people.ts';
import { isCurrent, ownFile } from './record.ts';

/**
 * How many people the company has: those whom sources list and call active, each once. Null while no source has told
 * everybody: `relais.yaml` names only whom it has something to say about, so it counts nobody.
 */
export async function headcountOf({
  known,
  lists,
}: {
  known: Pick<KnownPeople, 'sources' | 'load' | 'merged'>;
  lists: Pick<KeptLists, 'head'>;
}): Promise<number | null> {
  const heads = await Promise.all(known.sources.map(({ id }) => lists.head(id)));
  if (heads.every(({ readAt }) => readAt === null)) return null;
  await known.load();
  return known.merged().people.filter(({ records }) => records.some((one) => one.source !== ownFile && isCurrent(one)))
    .length;
}
