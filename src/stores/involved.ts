import type { Departure } from '../domain/departure.ts';

/**
 * Everyone a departure is to be found by: requester, manager, leaver, cast, whoever holds a task now or was handed an
 * action or a topic, or sits in a session.
 */
export function involvedIn(departure: Departure): readonly string[] {
  const ids = [
    departure.requester,
    departure.leaver.id,
    departure.manager,
    ...departure.cast.hr,
    ...departure.cast.it,
    ...departure.cast.admin,
    ...departure.tasks.map((task) => task.assignee),
    ...departure.revocations.map((revocation) => revocation.handed?.to ?? null),
    ...(departure.topics ?? []).map((topic) => topic.heir),
    ...(departure.sessions ?? []).map((session) => session.heir),
  ];
  return [...new Set(ids.filter((id) => id !== null))];
}

/** Two spellings of one address find the same person. */
export function foldEmail(email: string): string {
  return email.normalize('NFC').trim().toLowerCase();
}
