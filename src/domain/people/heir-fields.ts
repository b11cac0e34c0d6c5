import { z } from 'zod';

/** Who takes over what the leaver owned, as chosen on the walk. Left out where nobody was chosen: their manager. */
export const heirFields = {
  /** In every system; null: the manager. */
  heir: z.string().nullable().optional(),
  /** In single systems, by the system's id. */
  heirs: z.record(z.string(), z.string()).optional(),
};
