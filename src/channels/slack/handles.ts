import type { Directory } from '../../engine/ports/directory.ts';
import type { HandleOf } from './draw-text.ts';

/** Looks up everybody who is mentioned or preset, once, so that drawing itself stays pure. */
export async function handlesFor(personIds: readonly string[], directory: Pick<Directory, 'byId'>): Promise<HandleOf> {
  const known = new Map<string, string | null>();
  await Promise.all(
    [...new Set(personIds)].map(async (id) => {
      known.set(id, (await directory.byId(id))?.handles.slack ?? null);
    }),
  );
  return (personId) => known.get(personId) ?? null;
}
