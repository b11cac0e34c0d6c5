import { toInstant } from '../../domain/calendar/time.ts';
import { isMailedKey } from '../../domain/cards/card-spec.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { CardDate } from '../../views/card-view.ts';
import { drawDateMail } from './draw-mail.tsx';
import { type CalendarPart, calendarPart } from './invitation.ts';
import { type DateChange, dateChanges, type KeptDate, type KeptDates } from './kept-dates.ts';
import { digestOf } from './links.ts';
import type { Mailer } from './mailer.ts';

/** Whose calendar it is about: the card by its key, and where its reader is written to. */
interface Place {
  key: string;
  address: string;
  /** What the messages about this departure answer; null for none. */
  thread: string | null;
}

/** Keeps calendars in line with the dates of cards. */
export interface DateMails {
  /**
   * The first new date, to go with the mail of the card itself; null for none. `sent`: to be called once that was
   * taken.
   */
  attach(place: Place, dates: readonly CardDate[]): Promise<{ calendar: CalendarPart; sent(): Promise<void> } | null>;
  /** Sends what calendars do not know yet, each date in a message of its own: clients read one entry of a message. */
  follow(place: Place, dates: readonly CardDate[]): Promise<void>;
}

export function createDateMails({ mailer, kept, clock }: { mailer: Mailer; kept: KeptDates; clock: Clock }): DateMails {
  const now = () => toInstant(clock.now());

  // Whoever has a chat account is written to only while that is down.
  const changesFor = async ({ key, address }: Place, dates: readonly CardDate[]): Promise<DateChange[]> =>
    isMailedKey(key) ? [] : dateChanges(await kept.of(key, digestOf(address)), dates, now());

  const partOf = ({ key, address }: Place, { id, sequence, at, state }: KeptDate, title: string): CalendarPart =>
    calendarPart({
      method: state === 'over' ? 'CANCEL' : 'REQUEST',
      uid: `${digestOf(`${key} ${id}`)}@${mailer.domain}`,
      ...{ sequence, title },
      at: at.length === 10 ? { day: at } : { instant: at },
      ...{ from: mailer.address, to: address, now: now() },
    });

  /** The record is there before the message goes: what may have been sent is sent again as it was. */
  const note = async ({ key, address }: Place, change: KeptDate): Promise<void> => {
    const to = digestOf(address);
    const others = (await kept.of(key, to)).filter(({ id }) => id !== change.id);
    await kept.write(key, to, [...others, change]);
  };

  return {
    async attach(place, dates) {
      const [first] = (await changesFor(place, dates)).filter(({ says }) => says === 'invited');
      if (!first) return null;
      await note(place, first.kept);
      const { title = '' } = dates.find(({ id }) => id === first.kept.id) ?? {};
      return { calendar: partOf(place, first.kept, title), sent: () => note(place, { ...first.kept, sent: true }) };
    },
    async follow(place, dates) {
      for (const { kept: date, says } of await changesFor(place, dates)) {
        const shown = dates.find(({ id }) => id === date.id);
        await note(place, date);
        await mailer.send({
          // Of what the card says nothing more there is no name.
          ...drawDateMail(shown?.words[says] ?? null, date.locale),
          ...{ to: place.address, thread: place.thread, locale: date.locale, unsubscribe: null },
          messageId: `<${digestOf(`${place.key} ${date.id} ${date.sequence} ${place.address}`)}@${mailer.domain}>`,
          calendar: partOf(place, date, shown?.title ?? 'Relais'),
        });
        await note(place, { ...date, sent: true });
      }
    },
  };
}
