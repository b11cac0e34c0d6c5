import type { Departure } from '../departure.ts';
import type { Topic } from './dossier.ts';

/** How much of what somebody knows stays: topics that count, and how far they have come. */
export interface Coverage {
  total: number;
  written: number;
  withHeir: number;
  /** Whose heir has given a receipt for the text that counts now. */
  received: number;
  /** Of which their heir says that they were handed over in a session. */
  held: number;
}

/** Null where there is no dossier. What was left out does not count. */
export function coverageOf({
  dossier,
  topics = [],
  sessions = [],
}: Pick<Departure, 'dossier' | 'topics' | 'sessions'>): Coverage | null {
  if (dossier === undefined) return null;
  const counted = topics.filter(({ leftOut }) => leftOut === null);
  return {
    total: counted.length,
    written: counted.filter(({ written }) => written !== null).length,
    withHeir: counted.filter(({ heir }) => heir !== null).length,
    received: counted.filter(isReceived).length,
    held: counted.filter(({ id, heir }) =>
      sessions.some((one) => one.status === 'held' && one.heir === heir && one.topicIds.includes(id)),
    ).length,
  };
}

/** Whether the heir's receipt is for what it says now. */
export function isReceived({ written, received }: Topic): boolean {
  return written !== null && received !== null && received.version === written.version;
}
