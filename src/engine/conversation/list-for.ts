import { maySee } from '../../domain/people/visibility.ts';
import type { DepartureStore, Store } from '../ports/store.ts';
import { readWave, waveIds } from '../waves/wave-journal.ts';
import type { Looking } from './turn.ts';

type List = DepartureStore['list'];

/** The list as it is for whoever asks: who leaves with a wave is told of nobody in it, not even by a count. That costs a walk over all, so only they pay it. */
export async function listFor({ deps, reader, actor, now }: Looking): Promise<List> {
  const { departures } = deps.store;
  if (!(await isInWave(deps.store, reader.id))) return (query) => departures.list(query);
  return async (query) => {
    const { departures: all } = await departures.list({ ...query, offset: 0, limit: Number.MAX_SAFE_INTEGER });
    const seen = all.filter((one) => maySee(one, actor, now));
    return { departures: seen.slice(query.offset, query.offset + query.limit), total: seen.length };
  };
}

async function isInWave(store: Pick<Store, 'notes'>, person: string): Promise<boolean> {
  for (const id of await waveIds(store, 'open'))
    if ((await readWave(store, id))?.members.some((member) => member.person === person)) return true;
  return false;
}
