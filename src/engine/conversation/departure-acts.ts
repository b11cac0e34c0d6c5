import type { Departure } from '../../domain/departure.ts';
import { datesProblem } from '../../domain/lifecycle/dates-problem.ts';
import { rescheduled } from '../../domain/lifecycle/reschedule.ts';
import { completesAt, isLastLookFresh } from '../../domain/looks/look-due.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { departureCard } from '../../views/cards/departure-card.ts';
import { departureDetailsCard } from '../../views/cards/departure-details.ts';
import { cancelForm } from '../../views/forms/cancel-form.ts';
import { cardForm } from '../../views/forms/card-form.ts';
import { decodeDates, encodeDates } from '../../views/forms/dates-fields.ts';
import { handoverFields } from '../../views/forms/fields.ts';
import { handoverForm } from '../../views/forms/handover-form.ts';
import { moreForm } from '../../views/forms/more-form.ts';
import { reopenForm } from '../../views/forms/reopen-form.ts';
import { rescheduleForm } from '../../views/forms/reschedule-form.ts';
import { reschedulePreviewForm } from '../../views/forms/reschedule-preview.ts';
import { retainForm } from '../../views/forms/retain-form.ts';
import type { CatalogueKey } from '../../views/words/translate.ts';
import { preflight } from '../access/preflight.ts';
import { digest } from '../sha256.ts';
import type { Reply } from './conversation.ts';
import { fieldOfDatesProblem, readDates, redrawnDates } from './dates.ts';
import { errorReply, formReply, refusalReply } from './replies.ts';
import { done, withReason } from './task-acts.ts';
import { about, command, type Handler, type Turn } from './turn.ts';
import { suggestedHandoverDay } from './walk/handover-day.ts';
import { readHandover } from './walk/walk-handovers.ts';
import { required } from './walk/walk-saving.ts';

/** What those who lead a departure do with it as a whole. */
export const departureHandlers = {
  'departure.open': about((turn, departure) => {
    const byMail = turn.deps.channels.has('email');
    const card = departureCard(departure, turn.reader, turn.now, { byMail, retention: turn.deps.retention });
    return formReply(cardForm(card, turn.reader, turn.act.ref));
  }),
  'departure.more': about((turn, departure) =>
    formReply(moreForm(departure, turn.reader, { byMail: turn.deps.channels.has('email') })),
  ),
  'departure.details': about((turn, departure) =>
    formReply(cardForm(departureDetailsCard(departure, turn.reader, turn.now), turn.reader, turn.act.ref)),
  ),
  'departure.reschedule': about((turn, departure) => formReply(rescheduleForm(departure, turn.reader))),
  'departure.reschedule.changed': about((turn, departure) =>
    formReply(rescheduleForm(departure, turn.reader, redrawnDates(turn, departure, departure.flow))),
  ),
  'departure.reschedule.preview': about(previewDates),
  'departure.reschedule.submit': about(async (turn, departure) => {
    const dates = decodeDates(turn.act.ref.target);
    if (!dates) return refusalReply(turn, refuse('stale').refusal);
    // What was shown may have moved meanwhile: the preview is shown again, with what moves now.
    if (turn.act.ref.seen !== (departure.dates ? encodeDates(departure.dates) : ''))
      return preview(turn, departure, dates);
    return done(turn, departure, { type: 'departure.reschedule', dates }, { key: 'notice.rescheduled' });
  }),
  'departure.cancel': about((turn, departure) => formReply(cancelForm(departure, turn.reader))),
  'departure.cancel.submit': ending('departure.cancel', 'notice.cancelled'),
  'departure.undo-cancel': about((turn, departure) =>
    done(
      turn,
      departure,
      { type: 'departure.undo-cancel' },
      { key: 'notice.cancelUndone', params: { name: departure.leaver.name } },
    ),
  ),
  'departure.retain': about((turn, departure) => formReply(retainForm(departure, turn.reader))),
  'departure.retain.submit': ending('departure.retain', 'notice.retained'),
  'departure.reopen': about((turn, departure) => formReply(reopenForm(departure, turn.reader))),
  'departure.reopen.submit': ending('departure.reopen', 'notice.reopened'),
  'departure.complete': about(async (turn, departure) => {
    // It completes on the word of a look of the last day.
    if (completesAt(departure) !== null && !isLastLookFresh(departure, turn.now)) {
      const found = await preflight(turn.deps, leaverAsKnown(departure), departure);
      const looked = await command(turn, departure.id, { type: 'access.replan', preflight: found });
      if (looked.type === 'refused') return refusalReply(turn, looked.refusal);
    }
    return done(
      turn,
      departure,
      { type: 'departure.complete' },
      { key: 'notice.finished', params: { name: departure.leaver.name } },
    );
  }),
  'handover.add': about((turn, departure) => {
    const dueDate = suggestedHandoverDay(turn, departure);
    return formReply(
      handoverForm({
        reader: turn.reader,
        departure,
        where: { in: 'departure' },
        initial: dueDate ? { dueDate } : {},
      }),
    );
  }),
  'handover.add.submit': about(async (turn, departure) => {
    const read = await readHandover(turn);
    if ('reply' in read) return read.reply;
    const to = read.people[read.handover.to];
    return done(
      turn,
      departure,
      { type: 'handover.add', handover: read.handover, people: read.people },
      { key: 'notice.handoverAdded', params: { name: to?.name ?? '' }, field: handoverFields.to },
    );
  }),
} satisfies Partial<Record<ActName, Handler>>;

function ending(type: 'departure.cancel' | 'departure.retain' | 'departure.reopen', key: CatalogueKey): Handler {
  return about((turn, departure) =>
    withReason(turn, (reason) =>
      done(turn, departure, { type, reason }, { key, params: { name: departure.leaver.name } }),
    ),
  );
}

async function previewDates(turn: Turn, departure: Departure): Promise<Reply> {
  const read = readDates(turn, departure, departure.flow);
  if ('missing' in read) return required(turn, read.missing);
  const problem = datesProblem(read.dates, { now: turn.now, nowConfirmed: false });
  if (problem) return errorReply(turn, fieldOfDatesProblem(problem.code), problem);
  return preview(turn, departure, read.dates);
}

/** What these dates would move, before anything moves. */
export async function preview(
  turn: Turn,
  departure: Departure,
  dates: NonNullable<Departure['dates']>,
): Promise<Reply> {
  const event = rescheduled(departure, dates, { now: turn.now, calendar: turn.deps.calendar, digest });
  if (!event) return refusalReply(turn, refuse('wrong-status', { status: departure.status }).refusal);
  return formReply(reschedulePreviewForm(departure, turn.reader, { dates, moved: event.tasks, now: turn.now }));
}
