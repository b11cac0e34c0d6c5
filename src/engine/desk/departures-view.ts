import { z } from 'zod';
import type { Departure } from '../../domain/departure.ts';
import { departureKindSchema } from '../../domain/flow/flow.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { departuresPage } from '../../views/desk/departures-page.ts';
import type { DeskQuery } from '../../views/desk/desk-page.ts';
import { everyKind, type ListFilters } from '../../views/forms/list-filters.ts';
import { listFor } from '../conversation/list-for.ts';
import { ownKindsOf } from '../conversation/own-kinds.ts';
import type { ListQuery } from '../ports/store.ts';
import { type DrawPage, mostInFile, type Reading } from './reading.ts';

const pageSize = 25;

/** Whatever an address says that is no filter is as if it said nothing: addresses are typed, kept and sent around. */
const querySchema = z.object({
  state: z.enum(['open', 'closed']).catch('open'),
  kind: departureKindSchema.nullable().catch(null),
  from: z.iso.date().nullable().catch(null),
  to: z.iso.date().nullable().catch(null),
  late: z.enum(['yes', 'no']).catch('no'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

function filtersOfQuery(query: DeskQuery): ListFilters {
  const { state, kind, from, to, late, page } = querySchema.parse(query);
  return {
    open: state === 'open',
    kind: kind === everyKind ? null : kind,
    ...{ manager: null, from, to, late: late === 'yes', page: page - 1 },
  };
}

export const drawDepartures: DrawPage = async (reading) => {
  const { deps, now, voice, whole } = reading;
  const asked = filtersOfQuery(reading.query);
  const size = whole ? mostInFile : pageSize;
  let filters = whole ? { ...asked, page: 0 } : asked;
  let found = await listed(reading, { filters, size });
  // Some may have ended since the address was made: the last page there is stands for one that is gone.
  const pages = Math.max(1, Math.ceil(found.total / size));
  if (filters.page >= pages) {
    filters = { ...filters, page: pages - 1 };
    found = await listed(reading, { filters, size });
  }
  return departuresPage({ filters, ...found, pages, ownKinds: ownKindsOf(deps.flows), whole, now }, voice);
};

/** The planned departures that this reader may know of, and never their own. */
export async function listed(
  reading: Pick<Reading, 'deps' | 'reader' | 'actor' | 'roles' | 'now'>,
  { filters, size }: { filters: ListFilters; size: number },
): Promise<{ departures: readonly Departure[]; total: number }> {
  const { open, kind, from, to, late, page } = filters;
  const { actor, now } = reading;
  const query: ListQuery = {
    open,
    ...(kind !== null && { kind }),
    lastDay: { ...(from !== null && { from }), ...(to !== null && { to }) },
    // What has ended is not late any more.
    ...(late && open && { dueBefore: now }),
    // Not even a count tells the leaver of their own.
    notOf: reading.reader.id,
    offset: page * size,
    limit: size,
  };
  const list = await listFor(reading);
  const { departures, total } = await list(query);
  return { departures: departures.filter((one) => maySee(one, actor, now)), total };
}
