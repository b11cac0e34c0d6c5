import { maySee } from '../../domain/people/visibility.ts';
import { type DepartureStore, type Store, StoreError } from '../ports/store.ts';
import { readWave, waveIds } from '../waves/wave-journal.ts';
import type { Looking } from './turn.ts';

type List = DepartureStore['list'];

/**
 * The list as it is for whoever asks: who leaves with a wave, or was left out of it, is told of nobody in it, not even
 * by a count. That costs a walk over all, so only they pay it.
 */
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
  // Also of one that has ended: whoever was left out of it is a secret for as long as their own departure is one.
  for (const id of await waveIds(store, 'all')) if (await mayBeIn(store, id, person)) return true;
  return false;
}

/** Of a wave that cannot be read nobody knows, and the long way is right for everybody. */
async function mayBeIn(store: Pick<Store, 'notes'>, id: string, person: string): Promise<boolean> {
  try {
    return (await readWave(store, id))?.members.some((member) => member.person === person) ?? false;
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'corrupt') return true;
    throw error;
  }
}
