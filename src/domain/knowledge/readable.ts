import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { CompanyRole, PersonId } from '../people/people.ts';
import { maySee } from '../people/visibility.ts';
import type { Topic } from './dossier.ts';

interface DossierReader {
  id: PersonId;
  roles: readonly CompanyRole[];
}

/**
 * The topics that this person may read now. Whoever leads the departure, HR and administrators read all of them; the
 * leaver all, while the departure is under way; an heir what they were handed. IT ends access and reads nothing here.
 */
export function readableTopics(departure: Departure, reader: DossierReader, now: Instant): readonly Topic[] {
  const { topics = [] } = departure;
  if (!maySee(departure, reader, now)) return [];
  if (readsWhole(departure, reader)) return topics;
  return topics.filter((topic) => isHeirOf(topic, reader.id));
}

/** Whether the whole dossier is open to this person, of a departure that they may see. */
export function readsWhole(
  { leaver, requester, manager, status }: Pick<Departure, 'leaver' | 'requester' | 'manager' | 'status'>,
  { id, roles }: DossierReader,
): boolean {
  if (id === leaver.id) return status === 'active';
  return id === requester || id === manager || roles.includes('hr') || roles.includes('admin');
}

/** Whether it was handed to this person, so that they may read it and give a receipt. */
export function isHeirOf({ heir, offeredAt }: Topic, person: PersonId): boolean {
  return heir === person && offeredAt !== null;
}
