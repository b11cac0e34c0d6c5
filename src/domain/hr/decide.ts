import type { Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { happened, refuse } from '../refusal.ts';
import type { HrCommand, HrReport } from './commands.ts';
import { daysOf, type EmploymentFact, isOfContracts, isSameRecord, isSecret } from './employment-fact.ts';
import { hrProposal, isHeld, isOffered } from './proposal.ts';

/** What people answer to what HR says. */
export function decideHr(state: Departure, command: HrCommand, { actor }: PersonContext): Outcome {
  switch (command.type) {
    case 'hr.take':
      return isOffered(state) ? happened({ type: 'hr-draft-taken', person: actor.id }) : refuse('stale');
    case 'hr.share':
      return isOffered(state) && state.hr?.begun?.shared === false
        ? happened({ type: 'hr-draft-shared' })
        : refuse('stale');
    case 'hr.dismiss':
      return isOffered(state) ? happened({ type: 'cancelled', reason: null }) : refuse('stale');
    case 'hr.keep': {
      const proposal = hrProposal(state);
      const asks = proposal?.type === 'dates' || proposal?.type === 'stays';
      return asks && proposal.fact.hash === command.fact
        ? happened({ type: 'hr-kept', fact: command.fact })
        : refuse('stale');
    }
    case 'hr.settle': {
      const again = state.hr?.again;
      // Who stopped it may have been wrong, or the departure was opened again: what is held can always go on.
      const isNew = again?.settled === null || again?.settled?.choice !== command.choice;
      return isHeld(state) && again && isNew && again.fact.hash === command.fact
        ? happened({ type: 'hr-again-settled', choice: command.choice })
        : refuse('stale');
    }
  }
}

/**
 * The feed says what HR says by now. Nothing of it changes what people decided: it is noted where it matters to this
 * departure, and people are asked.
 */
export function decideHrReport(state: Departure, { fact, patch }: HrReport): Outcome {
  const told = standingWord(state, fact);
  if (isEmployedAgain(state, fact))
    return state.hr?.again?.fact.hash === fact.hash ? happened() : happened({ type: 'hr-employed-again', fact });
  if (state.status !== 'draft' && state.status !== 'active') return happened();
  // One record speaks for a departure: two that differ would take turns for ever.
  if (told !== null && !isSameRecord(told, fact)) return happened();
  // Whoever wrote a draft by hand is told nothing by it that HR has not let them know.
  if (state.status === 'draft' && !state.hr?.begun && isSecret(fact)) return happened();
  if (told === null ? daysOf(fact) === null : told.hash === fact.hash || isOlder(fact, told)) return happened();
  const events: DepartureEvent[] = [{ type: 'hr-told', fact }];
  if (isOffered(state) && daysOf(fact) !== null && Object.keys(patch).length > 0)
    events.push({ type: 'draft-edited', patch, manager: null, people: {} });
  return happened(...events);
}

/**
 * The word that this one is held against. That of a contract which is only written down stands back as soon as an HR
 * system has a day to tell, so that it counts as untold; never the other way round.
 */
function standingWord({ hr }: Departure, fact: EmploymentFact): EmploymentFact | null {
  const told = hr?.told ?? null;
  return told !== null && isOfContracts(told) && !isOfContracts(fact) ? null : told;
}

/**
 * Employed again: a new employment that begins after ours was to end; the same one, which had ended; or an end that was
 * taken back when access had begun to end.
 */
function isEmployedAgain(state: Departure, fact: EmploymentFact): boolean {
  const { hr, dates, status, runStartedAt } = state;
  if (dates === null || (status !== 'active' && status !== 'completed') || state.kind === 'internal-move') return false;
  if (fact.status !== 'employed' && fact.status !== 'on-leave') return false;
  if (fact.startsOn !== null && fact.startsOn > dates.contractEnd.date) return true;
  const told = hr?.told ?? null;
  if (told === null || !isSameRecord(told, fact) || fact.end !== null || isOlder(fact, told)) return false;
  return told.status === 'ended' || (hr?.hadEnd === true && (runStartedAt !== null || status === 'completed'));
}

/** A word that was overtaken; where the system does not say when, the order in which they came counts. */
function isOlder(fact: EmploymentFact, told: EmploymentFact): boolean {
  return fact.changedAt !== null && told.changedAt !== null && fact.changedAt < told.changedAt;
}
