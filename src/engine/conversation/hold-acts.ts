import { addDays, localDate } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { holdScopeSchema, reviewDaySchema } from '../../domain/hold/hold-schema.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { holdFields } from '../../views/forms/fields.ts';
import { daysToReview, holdForm, liftHoldForm } from '../../views/forms/hold-form.ts';
import { formReply, refusalReply } from './replies.ts';
import { done, withReason } from './task-acts.ts';
import { about, type Handler, type Turn, textOf } from './turn.ts';

/** Legal holds: two people put one, and two lift it. Only whoever may decide on one reads its reason. */
export const holdHandlers = {
  'hold.open': about((turn, departure) => {
    const { reader, roles, now } = turn;
    if (roles.length === 0 || departure.leaver.id === reader.id)
      return refusalReply(turn, refuse('not-permitted').refusal);
    return formReply(holdForm({ departure, reader, roles, now }));
  }),
  'hold.ask': about((turn, departure) =>
    withReason(turn, (reason) => {
      const scope = holdScopeSchema.catch('departure').parse(textOf(turn, holdFields.scope));
      const reviewOn = reviewDaySchema.safeParse(textOf(turn, holdFields.reviewOn));
      if (!reviewOn.success)
        return Promise.resolve({
          type: 'errors',
          errors: { [holdFields.reviewOn]: turn.voice.t('refusal.hold-review-in-past') },
        });
      return done(
        turn,
        departure,
        { type: 'hold.ask', scope, reason, reviewOn: reviewOn.data },
        {
          key: 'notice.holdAsked',
          fieldOf: ({ code }) => (code === 'hold-review-in-past' ? holdFields.reviewOn : null),
        },
      );
    }),
  ),
  'hold.confirm': about((turn, departure) =>
    done(turn, departure, { type: 'hold.confirm', holdId: target(turn) }, { key: 'notice.holdConfirmed' }),
  ),
  'hold.lift': about((turn, departure) =>
    departure.holds?.some(({ id }) => id === target(turn))
      ? formReply(liftHoldForm(departure, target(turn), turn.reader))
      : refusalReply(turn, refuse('stale').refusal),
  ),
  'hold.lift.submit': about((turn, departure) =>
    withReason(turn, (reason) =>
      done(turn, departure, { type: 'hold.lift', holdId: target(turn), reason }, { key: liftNotice(turn, departure) }),
    ),
  ),
  'hold.lift.confirm': about((turn, departure) =>
    done(turn, departure, { type: 'hold.lift', holdId: target(turn) }, { key: 'notice.holdLifted' }),
  ),
  'hold.review': about((turn, departure) => {
    const reviewOn = addDays(localDate(turn.now, turn.reader.timeZone), daysToReview);
    return done(
      turn,
      departure,
      { type: 'hold.review', holdId: target(turn), reviewOn },
      { key: 'notice.holdReviewed' },
    );
  }),
} satisfies Partial<Record<ActName, Handler>>;

/** Whoever gives a reason may find that somebody else has given the first word meanwhile: then theirs is the second. */
function liftNotice(turn: Turn, { holds = [] }: Departure) {
  const lift = holds.find(({ id }) => id === target(turn))?.lift;
  return lift === null ? 'notice.holdLiftAsked' : 'notice.holdLifted';
}

function target(turn: Turn): string {
  return turn.act.ref.target ?? '';
}
