import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { daysOf, type EmploymentFact } from './employment-fact.ts';
import type { HrEvent } from './events.ts';
import { type HrState, nothingTold } from './hr-schema.ts';
import { isInLine, ourDays } from './proposal.ts';

/** More is never asked again in one departure; the oldest answers go first. */
const mostAnswers = 50;

/** What HR said, and what people made of it. */
export function evolveHr(state: Departure, event: HrEvent, at: Instant, by: string): Departure {
  const hr = state.hr ?? nothingTold;
  switch (event.type) {
    case 'hr-told':
      return { ...state, hr: { ...told(state, hr, event.fact), ...begunBy(hr, event) } };
    case 'hr-employed-again':
      return { ...state, hr: { ...hr, again: { fact: event.fact, since: at, settled: null } } };
    case 'hr-draft-taken':
      return {
        ...state,
        requester: event.person,
        hr: { ...hr, begun: hr.begun && { ...hr.begun, takenBy: event.person } },
      };
    case 'hr-draft-shared':
      return { ...state, hr: { ...hr, begun: hr.begun && { ...hr.begun, shared: true } } };
    case 'hr-kept':
      return { ...state, hr: { ...hr, answered: [...hr.answered, event.fact].slice(-mostAnswers) } };
    case 'hr-again-settled':
      return {
        ...state,
        hr: { ...hr, again: hr.again && { ...hr.again, settled: { by, at, choice: event.choice } } },
      };
  }
}

function told(state: Departure, hr: HrState, fact: EmploymentFact): HrState {
  const ours = ourDays(state);
  const kind = state.kind ?? state.draft.kind;
  const agrees = (one: EmploymentFact | null) => {
    const days = one && daysOf(one);
    return days !== null && ours !== null && isInLine(days, ours, kind);
  };
  return {
    ...hr,
    told: fact,
    agreed: agrees(hr.told) || agrees(fact) ? ours : hr.agreed,
    hadEnd: hr.hadEnd || daysOf(fact) !== null,
  };
}

function begunBy(hr: HrState, { begun }: HrEvent & { type: 'hr-told' }): Pick<HrState, 'begun'> {
  return { begun: begun ? { ...begun, takenBy: null } : hr.begun };
}
