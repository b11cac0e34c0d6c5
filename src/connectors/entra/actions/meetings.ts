import { z } from 'zod';
import type { Instant } from '../../../domain/calendar/time.ts';
import type { Localized } from '../../../domain/localized.ts';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { idText, optional } from '../../kit/vendor-shapes.ts';
import { targetOf } from '../../planned-action.ts';
import type { EntraSystem } from '../entra-system.ts';
import { listBelow } from '../list-below.ts';
import { deletedBefore, isWanted, ownerOf, unlessNoMailbox } from '../mail/mailbox.ts';

const eventShape = z.object({
  id: idText,
  seriesMasterId: z.string().nullish().catch(null),
  isOrganizer: z.boolean().nullish().catch(null),
  isCancelled: z.boolean().nullish().catch(null),
  attendees: optional(z.array(z.unknown())),
  start: optional(z.object({ dateTime: z.string() })),
});

/** A meeting, or a series, with others that the person organises. */
interface Meeting {
  id: string;
  /** The day of the next one, in UTC. */
  next: string;
  /** When the next one begins; null where Graph does not tell. */
  start: Instant | null;
  people: number;
  isSeries: boolean;
}

const daysAhead = 366;
const dayInMilliseconds = 86_400_000;

/** Of the one task that stands for all of them. */
const all = 'all';

/**
 * Coming meetings that the person organises, one action for each meeting or series: once the mailbox is gone, nobody
 * can cancel them, and rooms stay booked. Graph cannot give a meeting another organiser. What a meeting is about is not
 * told: the day and the number of people are.
 */
export const meetings: ActionKind<EntraSystem> = {
  verb: 'meetings',
  named: { en: 'meetings that they organise', fr: 'réunions qu’ils organisent' },
  provesItself: true,

  async plan(account, system, context) {
    if (!isWanted('meetings', account, system)) return [];
    const { items } = await organised(system, account.id, context);
    if (items.length === 0) return [];
    if (system.settings.microsoft365?.meetings === 'ask')
      return [
        {
          stage: 'data',
          target: { id: all, label: { en: `${items.length} meetings`, fr: `${items.length} réunions` } },
          call: byHand(account.login, items.length),
          effect: 'destructive',
          manual: true,
          verifiable: true,
        },
      ];
    return items.map((meeting) => ({
      stage: 'data',
      target: { id: meeting.id, label: wordsOf(meeting) },
      call: `POST ${cancelPath(account.id, meeting.id)}`,
      effect: 'destructive',
    }));
  },

  async act(action, system, context) {
    const { left, evidence } = await leftOf(action, system, context);
    if (left.length === 0) return { status: 'already', evidence };
    const json = { Comment: 'The organiser’s calendar closes. L’agenda de l’organisateur ferme.' };
    const reply = await system.http.send('POST', cancelPath(action.accountId, targetOf(action).id), context, { json });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'cancelling accepted')], readBackAfterSeconds: 0 };
  },

  async readBack(action, system, context) {
    const { left, evidence } = await leftOf(action, system, context);
    return { state: left.length === 0 ? 'desired' : 'not-desired', evidence };
  },
};

/**
 * What of the action's meetings still stands. Without the account, or its mailbox, nobody can tell: others' calendars
 * keep them.
 */
async function leftOf(
  action: PlannedAction,
  system: EntraSystem,
  context: ConnectorContext,
): Promise<{ left: Meeting[]; evidence: Evidence[] }> {
  const owner = await ownerOf(action, system, context);
  if (!owner.there) throw deletedBefore(owner.evidence);
  const { items, there, evidence } = await organised(system, action.accountId, context);
  const seen = [...owner.evidence, ...evidence];
  if (!there)
    throw new ConnectorError(
      'unproven',
      {
        en: 'the mailbox is not there any more: which meetings stand in others’ calendars cannot be told',
        fr: 'la boîte n’est plus là : on ne peut pas dire quelles réunions restent dans les agendas des autres',
      },
      { evidence: seen },
    );
  const { id } = targetOf(action);
  return { left: id === all ? items : items.filter((meeting) => meeting.id === id), evidence: seen };
}

/** Meetings with others that the user organises, in so many days from now, by their next day. */
export async function organised(
  system: EntraSystem,
  userId: string,
  context: ConnectorContext,
  days = daysAhead,
): Promise<{ items: Meeting[]; there: boolean; evidence: readonly Evidence[] }> {
  // The beginning of the hour, so that one departure asks the same again within one moment.
  const from = Math.floor(context.now().getTime() / 3_600_000) * 3_600_000;
  const query = {
    startDateTime: new Date(from).toISOString(),
    endDateTime: new Date(from + days * dayInMilliseconds).toISOString(),
    $select: 'id,seriesMasterId,isOrganizer,isCancelled,attendees,start',
    $top: 250,
  };
  const call = { path: path`/users/${userId}/calendarView`, shape: eventShape, query };
  const { answer, evidence } = await unlessNoMailbox(() => listBelow(system, call, context));
  if (answer === null) return { items: [], there: false, evidence };
  const hidden = answer.items.some((each) => typeof each.isOrganizer !== 'boolean' || each.attendees === undefined);
  if (hidden)
    throw new ConnectorError(
      'unproven',
      { en: 'Graph does not tell who organises a meeting', fr: 'Graph ne dit pas qui organise une réunion' },
      { evidence: answer.evidence },
    );
  const found = new Map<string, Meeting>();
  for (const { id, seriesMasterId, isOrganizer, isCancelled, attendees = [], start } of answer.items) {
    if (isOrganizer !== true || isCancelled === true || attendees.length === 0) continue;
    const key = seriesMasterId ?? id;
    const next = start?.dateTime.slice(0, 10) ?? '';
    const known = found.get(key);
    // Without a header that asks for another zone, Graph tells them in UTC.
    const begins = start === null || start === undefined ? null : `${start.dateTime.slice(0, 19)}.000Z`;
    if (!known || next < known.next)
      found.set(key, { id: key, next, start: begins, people: attendees.length, isSeries: Boolean(seriesMasterId) });
  }
  const items = [...found.values()].toSorted((a, b) => a.next.localeCompare(b.next) || a.id.localeCompare(b.id));
  return { items, there: true, evidence: sawAll(answer.evidence, `organises ${items.length} coming meetings`) };
}

function cancelPath(user: string, event: string): string {
  return path`/users/${user}/events/${event}/cancel`;
}

function wordsOf({ next, people, isSeries }: Meeting): Localized {
  return isSeries
    ? {
        en: `series from ${next}, ${people} invited: cancelled`,
        fr: `série à partir du ${next}, ${people} invités : annulée`,
      }
    : { en: `meeting of ${next}, ${people} invited: cancelled`, fr: `réunion du ${next}, ${people} invités : annulée` };
}

function byHand(login: string, count: number): Localized {
  const command = `Remove-CalendarEvents -Identity ${login} -CancelOrganizedMeetings -QueryStartDate (Get-Date) -QueryWindowInDays ${daysAhead}`;
  return {
    en: `${login} organises ${count} coming meetings. Have whoever takes over invite anew to those that go on; then cancel them in Exchange Online PowerShell: ${command}. Relais reads by itself whether any is left. Licences wait for it.`,
    fr: `${login} organise ${count} réunions à venir. Faites réinviter par qui reprend à celles qui continuent, puis annulez-les dans Exchange Online PowerShell : ${command}. Relais vérifie lui-même s’il en reste. Les licences attendent.`,
  };
}
