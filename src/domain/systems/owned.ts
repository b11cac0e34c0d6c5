import { z } from 'zod';
import type { SystemLook } from './look.ts';

const named = z.looseObject({ name: z.string().trim().min(1) });
/** Lists are read one by one: what has no name in one of them hides none of the others. */
const ownedSchema = z.looseObject({ owned: z.array(z.json()) });

/** Something that an account owns: a group, an application. Somebody must take it over. */
export interface Owned {
  systemLabel: string;
  name: string;
}

/**
 * What the leaver's accounts own, as the looks tell it: `owned` of their snapshots. A system that keeps no owners, or
 * did not answer, tells nothing.
 */
export function ownedIn(looks: readonly SystemLook[]): readonly Owned[] {
  const found = looks.flatMap(({ systemLabel, accounts }) =>
    accounts.flatMap(({ snapshot }) =>
      (ownedSchema.safeParse(snapshot).data?.owned ?? []).flatMap((one): Owned[] => {
        const each = named.safeParse(one);
        return each.success ? [{ systemLabel, name: each.data.name }] : [];
      }),
    ),
  );
  return found.filter(
    (one, index) =>
      found.findIndex(({ systemLabel, name }) => systemLabel === one.systemLabel && name === one.name) === index,
  );
}
