import { z } from 'zod';
import { departureKindSchema } from '../../domain/flow/flow.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { departuresForm, listPageSize, listsAll } from '../../views/forms/departures-form.ts';
import { listFields } from '../../views/forms/fields.ts';
import { type ListFilters, openOnes, readFilters } from '../../views/forms/list-filters.ts';
import type { ListQuery } from '../ports/store.ts';
import type { Reply } from './conversation.ts';
import { listFor } from './list-for.ts';
import { ownKindsOf } from './own-kinds.ts';
import { formReply, refusalReply } from './replies.ts';
import { type Handler, listOf, type Turn, textOf } from './turn.ts';

/** The list of all planned departures, page by page. */
export const listHandlers = {
  'departures.list': (turn) => pageReply(turn, readFilters(turn.act.ref.target)),
  'departures.filter': async (turn) => {
    for (const field of [listFields.from, listFields.to])
      if (isNoDay(textOf(turn, field))) return { type: 'errors', errors: { [field]: turn.voice.t('list.noDay') } };
    const filters = filtersOf(turn);
    if (filters.from !== null && filters.to !== null && filters.to < filters.from)
      return { type: 'errors', errors: { [listFields.to]: turn.voice.t('list.dates') } };
    return pageReply(turn, filters);
  },
} satisfies Partial<Record<ActName, Handler>>;

async function pageReply(turn: Turn, filters: ListFilters): Promise<Reply> {
  const { reader, roles, now } = turn;
  if (!listsAll(roles)) return refusalReply(turn, refuse('not-permitted').refusal);
  // Not even a count tells the leaver of their own.
  const query: ListQuery = { ...queryOf(filters, now), notOf: reader.id };
  const list = await listFor(turn);
  let page = await list(query);
  // Some may have ended since the page before was drawn: the last page there is stands for one that is gone.
  if (page.departures.length === 0 && page.total > 0)
    page = await list({ ...query, offset: lastPage(page.total) * listPageSize });
  return formReply(departuresForm({ reader, roles, filters, ...page, ownKinds: ownKindsOf(turn.deps.flows), now }));
}

function lastPage(total: number): number {
  return Math.ceil(total / listPageSize) - 1;
}

function queryOf({ open, kind, manager, from, to, late, page }: ListFilters, now: string): ListQuery {
  return {
    open,
    ...(kind !== null && { kind }),
    ...(manager !== null && { manager }),
    lastDay: { ...(from !== null && { from }), ...(to !== null && { to }) },
    // What has ended is not late any more.
    ...(late && open && { dueBefore: now }),
    offset: page * listPageSize,
    limit: listPageSize,
  };
}

function filtersOf(turn: Turn): ListFilters {
  const kind = departureKindSchema.safeParse(textOf(turn, listFields.kind));
  return {
    ...openOnes,
    open: textOf(turn, listFields.state) !== 'closed',
    kind: kind.success ? kind.data : null,
    manager: textOf(turn, listFields.manager),
    from: dayOf(turn, listFields.from),
    to: dayOf(turn, listFields.to),
    late: listOf(turn, listFields.late).includes('late'),
  };
}

function dayOf(turn: Turn, field: string): string | null {
  const text = textOf(turn, field);
  return isNoDay(text) ? null : text;
}

/**
 * Something was written, and no calendar has such a day: filtering by it would find nothing, or leave it out silently.
 */
function isNoDay(text: string | null): boolean {
  return text !== null && !z.iso.date().safeParse(text).success;
}
