import { z } from 'zod';
import type { CallGrant, CallRequest } from '../ports/call-budget.ts';

/** Times are milliseconds since 1970. */
const holderSchema = z.strictObject({
  holder: z.string(),
  slots: z.int(),
  /**
   * Since when it has more calls waiting than it may begin; null when it has not. Begins anew with each grant, so that
   * holders take turns.
   */
  waitingSince: z.number().nullable(),
  /** From then on it has died. */
  until: z.number(),
});

/** What is kept of one key. */
export const keptBudgetSchema = z.strictObject({
  /** When the present window began, and how many of its calls were given out. */
  windowFrom: z.number(),
  used: z.int(),
  pausedUntil: z.number(),
  holders: z.array(holderSchema),
});
export type KeptBudget = z.infer<typeof keptBudgetSchema>;

export const emptyBudget: KeptBudget = { windowFrom: 0, used: 0, pausedUntil: 0, holders: [] };

/** Clocks of two machines that differ by more are no longer told from one that was set back, in milliseconds. */
const clocksDifferBy = 10_000;

/**
 * What a holder gets, and what is kept from then on. Pure. Whoever is alone gets the whole window and every slot. Where
 * others are, a holder gets no more than it has use for, and where others wait no more than an equal share; a free slot
 * belongs to whoever has waited longest without one. What is under way keeps its slots, and what was given out of a
 * window counts as used, whether or not it was begun.
 */
export function grantOf(kept: KeptBudget, request: CallRequest): { grant: CallGrant; kept: KeptBudget } {
  const { holder, now, until, underWay, waiting, limits } = request;
  const { window, concurrency } = limits;
  const others = kept.holders.filter((one) => one.holder !== holder && one.until > now);
  const alone = others.length === 0;
  const hungry = others.filter(({ waitingSince }) => waitingSince !== null);
  const since = kept.holders.find((one) => one.holder === holder)?.waitingSince ?? now;
  const before = hungry.filter(({ slots, waitingSince }) => slots === 0 && (waitingSince ?? now) < since).length;

  const free = concurrency - others.reduce((sum, { slots }) => sum + slots, 0) - before;
  const share = Math.max(1, Math.floor(concurrency / (hungry.length + 1)));
  const useful = alone ? concurrency : Math.min(underWay + waiting, hungry.length === 0 ? concurrency : share);
  const slots = Math.max(underWay, Math.min(useful, free));

  // A clock that was set back begins a window too: it must not stop every call until it is as late again. One that is a
  // little behind another's has a share of the window that the other began: else each of the two would begin a window
  // of its own at every question.
  const begins =
    window !== null && (now >= kept.windowFrom + window.milliseconds || now < kept.windowFrom - clocksDifferBy);
  const windowFrom = begins ? now : kept.windowFrom;
  const used = begins ? 0 : kept.used;
  const left = window === null ? Number.MAX_SAFE_INTEGER : window.calls - used;
  const fair = hungry.length === 0 ? left : Math.ceil(left / (hungry.length + 1));
  const isPaused = kept.pausedUntil > now;
  const mayBegin = !isPaused && slots > underWay;
  const calls = mayBegin ? Math.max(0, alone ? left : Math.min(waiting, fair)) : 0;
  const begun = Math.min(calls, slots - underWay);
  const row = {
    holder,
    slots,
    waitingSince: waiting <= begun ? null : begun > 0 ? now : since,
    until,
  };
  return {
    grant: {
      calls,
      // By the clock of whoever asks: it must not wait until it is as late as another's.
      windowEnds: window === null ? until : Math.min(windowFrom, now) + window.milliseconds,
      slots,
      pausedUntil: isPaused ? kept.pausedUntil : null,
    },
    kept: {
      windowFrom,
      used: window === null ? 0 : used + calls,
      pausedUntil: kept.pausedUntil,
      holders: [...others, row],
    },
  };
}

/** What is kept once a holder has given back what it had. */
export function withoutHolder(kept: KeptBudget, holder: string): KeptBudget {
  return { ...kept, holders: kept.holders.filter((one) => one.holder !== holder) };
}

/** What is kept once the system asked for patience. */
export function pausedUntil(kept: KeptBudget, until: number): KeptBudget {
  return { ...kept, pausedUntil: Math.max(kept.pausedUntil, until) };
}
