import { z } from 'zod';
import type { Instant } from '../../domain/calendar/time.ts';
import { localeSchema } from '../../domain/people/people.ts';
import type { NotesStore } from '../../engine/ports/store.ts';
import type { CardDate } from '../../views/card-view.ts';

/** No title: notes outlive the departure, and a title may name somebody. */
const keptDateSchema = z.strictObject({
  id: z.string(),
  sequence: z.int().min(0),
  /** An instant, or a day. */
  at: z.string(),
  locale: localeSchema,
  state: z.enum(['standing', 'over']),
  /** False: nobody knows yet whether the mail server took it. */
  sent: z.boolean(),
});
export type KeptDate = z.infer<typeof keptDateSchema>;

const keptSchema = z.strictObject({
  /** Names the address, as in what is kept of mails. */
  to: z.string(),
  dates: z.array(keptDateSchema),
});

/** What is in calendars because of a card: mails cannot be looked at again, so this is all that is known of it. */
export interface KeptDates {
  /** Of this address alone: what went to another one is not known there. */
  of(key: string, to: string): Promise<readonly KeptDate[]>;
  write(key: string, to: string, dates: readonly KeptDate[]): Promise<void>;
}

export function createKeptDates(notes: NotesStore): KeptDates {
  const at = (key: string) => `email/dates/${key}`;
  return {
    async of(key, to) {
      const kept = keptSchema.safeParse(await notes.read(at(key))).data;
      return kept?.to === to ? kept.dates : [];
    },
    write: (key, to, dates) => notes.write(at(key), { to, dates: [...dates] }),
  };
}

/** What is to be told of one date: the record to keep, and which sentence says it. */
export interface DateChange {
  kept: KeptDate;
  says: 'invited' | 'moved' | 'over';
}

/**
 * What calendars have to hear so that they say what the card says. What was sent and not answered is told again as it
 * was; a date in the past needs no invitation, and what is past need not be taken out.
 */
export function dateChanges(kept: readonly KeptDate[], dates: readonly CardDate[], now: Instant): DateChange[] {
  const standing = dates.flatMap((date) => (date.at === null ? [] : [{ date, at: timeOf(date.at) }]));
  const changes: DateChange[] = [];
  for (const { date, at } of standing) {
    const { id, locale } = date;
    const known = kept.find((one) => one.id === id);
    const isSame = known?.state === 'standing' && known.at === at;
    if (isSame && known.sent) continue;
    if (known?.state !== 'standing' && isPast(at, now)) continue;
    const sequence = known === undefined ? 0 : isSame ? known.sequence : known.sequence + 1;
    const isNew = known?.state !== 'standing' || (isSame && sequence === 0);
    changes.push({
      kept: { id, sequence, at, locale, state: 'standing', sent: false },
      says: isNew ? 'invited' : 'moved',
    });
  }
  for (const known of kept) {
    if (standing.some(({ date }) => date.id === known.id) || isPast(known.at, now)) continue;
    if (known.state === 'standing')
      changes.push({ kept: { ...known, sequence: known.sequence + 1, state: 'over', sent: false }, says: 'over' });
    else if (!known.sent) changes.push({ kept: known, says: 'over' });
  }
  return changes;
}

function timeOf(at: NonNullable<CardDate['at']>): string {
  return 'day' in at ? at.day : at.instant;
}

/** A day is past once it is over everywhere. */
function isPast(at: string, now: Instant): boolean {
  return at.length === 10 ? Date.parse(`${at}T23:59:59.999Z`) + 12 * 3_600_000 < Date.parse(now) : at <= now;
}
