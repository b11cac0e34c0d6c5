import type { Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { happened, refuse } from '../refusal.ts';
import type { EvidenceReportCommand } from './events.ts';

/** Of what is being erased nothing is given away any more. */
export function decideEvidenceReport({ erasure }: Departure, { level, auditor }: EvidenceReportCommand): Outcome {
  return erasure === undefined ? happened({ type: 'evidence-taken', level, auditor }) : refuse('not-found');
}
