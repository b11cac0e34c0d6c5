import type { Departure } from '../../domain/departure.ts';
import { countingFor } from '../../domain/flow/dates-follow.ts';
import { hrProposal } from '../../domain/hr/proposal.ts';
import { withHrDays } from '../../domain/hr/proposed-dates.ts';
import type { BecauseOfHr } from '../../domain/lifecycle/end.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { hrReason } from '../../views/departure/hr-reason.ts';
import { shownName } from '../../views/words/plain.ts';
import { nameOf, voiceFor } from '../../views/words/voice.ts';
import type { Reply } from './conversation.ts';
import { preview } from './departure-acts.ts';
import { refusalReply } from './replies.ts';
import { done } from './task-acts.ts';
import { about, command, type Handler, type Turn } from './turn.ts';
import { flowOf, nextOpenPage, pageReply } from './walk/walk-pages.ts';

/** What people answer to what an HR system says. */
export const hrHandlers = {
  'hr.take': about(take),
  'hr.share': about((turn, departure) =>
    done(
      turn,
      departure,
      { type: 'hr.share' },
      { key: 'notice.hrShared', params: { name: nameOf(departure, departure.manager, turn.voice) } },
    ),
  ),
  'hr.dismiss': about((turn, departure) =>
    done(turn, departure, { type: 'hr.dismiss' }, { key: 'notice.hrDismissed' }),
  ),
  'hr.dates': about(showDates),
  'hr.keep': about((turn, departure) =>
    done(turn, departure, { type: 'hr.keep', fact: turn.act.ref.seen ?? '' }, { key: 'notice.hrKept' }),
  ),
  'hr.stays': about((turn, departure) => {
    const proposal = hrProposal(departure);
    if (proposal?.type !== 'stays' || proposal.fact.hash !== turn.act.ref.seen)
      return refusalReply(turn, refuse('stale').refusal);
    return stays(turn, departure, { why: 'withdrawn', source: proposal.fact.label });
  }),
  'hr.settle': about(settle),
} satisfies Partial<Record<ActName, Handler>>;

/** Whoever takes it up goes on where it is not filled in. */
async function take(turn: Turn, departure: Departure): Promise<Reply> {
  const taken = await command(turn, departure.id, { type: 'hr.take' });
  if (taken.type === 'refused') return refusalReply(turn, taken.refusal);
  return pageReply(turn, taken.departure, nextOpenPage(taken.departure));
}

/** What HR's dates would move, before anything moves. */
async function showDates(turn: Turn, departure: Departure): Promise<Reply> {
  const proposal = hrProposal(departure);
  if (proposal?.type !== 'dates' || proposal.fact.hash !== turn.act.ref.seen)
    return refusalReply(turn, refuse('stale').refusal);
  const counting = countingFor(departure, { now: turn.now, calendar: turn.deps.calendar });
  if (departure.status !== 'draft') {
    const { flow, dates } = departure;
    if (!flow || !dates) return refusalReply(turn, refuse('wrong-status', { status: departure.status }).refusal);
    return preview(turn, departure, withHrDays(dates, proposal.days, { flow, counting }));
  }
  const flow = flowOf(turn, departure);
  const { dates } = departure.draft;
  if (!flow || !dates) return pageReply(turn, departure, nextOpenPage(departure));
  const patch = { dates: withHrDays(dates, proposal.days, { flow, counting }), nowConfirmed: false };
  const edited = await command(turn, departure.id, { type: 'draft.edit', patch });
  return edited.type === 'refused' ? refusalReply(turn, edited.refusal) : pageReply(turn, edited.departure, 'day');
}

function stays(turn: Turn, departure: Departure, because: BecauseOfHr): Promise<Reply> {
  const { name } = departure.leaver;
  // The journal keeps it in English, as whoever reads it there may have no language of ours.
  const reason = hrReason(because, voiceFor({ locale: 'en', timeZone: turn.speaker.person.timeZone }));
  return done(
    turn,
    departure,
    { type: 'departure.retain', reason, because },
    { key: 'notice.retained', params: { name: shownName(name) } },
  );
}

/** The decision is kept first: nothing waits for the second command, which only ends the departure. */
async function settle(turn: Turn, departure: Departure): Promise<Reply> {
  const { target, seen } = turn.act.ref;
  const label = departure.hr?.again?.fact.label ?? '';
  const choice = target === 'stays' ? 'stays' : 'go-on';
  const one = { type: 'hr.settle', fact: seen ?? '', choice } as const;
  if (choice === 'go-on' || departure.status !== 'active')
    return done(turn, departure, one, { key: choice === 'go-on' ? 'notice.hrGoesOn' : 'notice.hrStopped' });
  const settled = await command(turn, departure.id, one);
  if (settled.type === 'refused') return refusalReply(turn, settled.refusal);
  return stays(turn, settled.departure, { why: 'again', source: label });
}
