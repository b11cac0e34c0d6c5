import { localDate } from '../calendar/time.ts';
import type { DecideContext, Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { happened, refuse } from '../refusal.ts';
import type { HoldCommand, HoldReport } from './commands.ts';
import { decidesTogether } from './held.ts';
import type { Hold } from './hold-schema.ts';

/** Two people put a legal hold, and two lift it. */
export function decideHold(state: Departure, command: HoldCommand, context: PersonContext): Outcome {
  const { actor, now } = context;
  const word = { by: actor.id, hr: actor.roles.includes('hr') };
  if ('reviewOn' in command && command.reviewOn <= localDate(now, state.leaver.timeZone))
    return refuse('hold-review-in-past');
  if (command.type === 'hold.ask') {
    const { scope, reason, reviewOn } = command;
    const id = `${state.id}/${state.entries + 1}`;
    const hold = { id, scope, reason, reviewOn, first: { ...word, at: now }, second: null, lift: null };
    return happened({ type: 'hold-asked', hold });
  }
  const hold = (state.holds ?? []).find(({ id }) => id === command.holdId);
  if (hold === undefined) return refuse('stale');
  if (hold.from !== undefined) return refuse('hold-elsewhere');
  const { id: holdId, first, second } = hold;
  switch (command.type) {
    case 'hold.confirm': {
      if (second !== null) return refuse('stale');
      const why = whyAlone(first, word);
      return why ?? happened({ type: 'hold-confirmed', holdId, hr: word.hr });
    }
    case 'hold.lift':
      return lift(hold, command.reason, context);
    case 'hold.review':
      return second === null
        ? refuse('hold-unconfirmed')
        : happened({ type: 'hold-reviewed', holdId, reviewOn: command.reviewOn });
  }
}

/** Whoever gave the first word takes it back alone while nobody has answered it. */
function lift(hold: Hold, reason: string | undefined, { actor }: PersonContext): Outcome {
  const { id: holdId, first, second } = hold;
  const word = { by: actor.id, hr: actor.roles.includes('hr') };
  if (second === null)
    return first.by === actor.id ? happened({ type: 'hold-lifted', holdId }) : refuse('hold-unconfirmed');
  if (hold.lift === null)
    return reason === undefined ? refuse('stale') : happened({ type: 'hold-lift-asked', holdId, hr: word.hr, reason });
  return whyAlone(hold.lift, word) ?? happened({ type: 'hold-lifted', holdId });
}

function whyAlone(first: Hold['first'], second: { by: string; hr: boolean }): Outcome | null {
  if (first.by === second.by) return refuse('second-person-needed');
  return decidesTogether(first, second) ? null : refuse('hold-needs-hr');
}

/** Holds on the person are carried from the departure in which they stand into every other one. */
export function decideHoldReport(state: Departure, { from, holds }: HoldReport, _: DecideContext): Outcome {
  const told = new Map(holds.filter(({ scope }) => scope === 'person').map((hold) => [hold.id, { ...hold, from }]));
  const here = (state.holds ?? []).filter((hold) => hold.from === from);
  const gone = here.filter(({ id }) => !told.has(id));
  const news = [...told.values()].filter((hold) => !here.some((one) => isSame(one, hold)));
  return happened(
    ...gone.map(({ id }): DepartureEvent => ({ type: 'hold-carried', holdId: id, hold: null })),
    ...news.map((hold): DepartureEvent => ({ type: 'hold-carried', holdId: hold.id, hold })),
  );
}

/** What of a carried hold is shown, and stops, here. */
function isSame(a: Hold, b: Hold): boolean {
  return a.id === b.id && a.second?.at === b.second?.at && a.lift?.at === b.lift?.at && a.reviewOn === b.reviewOn;
}
