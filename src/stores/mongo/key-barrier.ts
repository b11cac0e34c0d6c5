import { isDeepStrictEqual } from 'node:util';
import type { Db } from 'mongodb';
import { collectionsOf, schemas, validatorOf } from './collections.ts';
import { guardedAsync } from './errors.ts';

/**
 * What the collection takes into which every transaction writes: since the master key was changed, only what was
 * written under the newest generation, and the fences of commits. A transaction that began before is waited for, one
 * that comes later is refused: so nothing is ever written under an older generation, whatever a process has slept
 * through.
 */
export function commitsValidator(generation: number): object {
  const schema = validatorOf(schemas.commits);
  return generation === 1 ? schema : { $and: [schema, { $or: [{ fenced: true }, { generation }] }] };
}

/** Takes no transaction of an older generation from now on. Can be made again. */
export async function barOlderThan(db: Db, generation: number): Promise<void> {
  const { commits } = collectionsOf(db);
  const validator = commitsValidator(generation);
  await guardedAsync(async () => {
    const [found] = await db.listCollections({ name: commits.collectionName }).toArray();
    const options = found && 'options' in found ? found.options : {};
    if (isDeepStrictEqual(options?.['validator'], validator)) return;
    await db.command({ collMod: commits.collectionName, validator });
  });
}
