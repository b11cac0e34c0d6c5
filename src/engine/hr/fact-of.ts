import stringify from 'safe-stable-stringify';
import type { EmploymentFact } from '../../domain/hr/employment-fact.ts';
import type { Employment, HrSystem } from '../ports/hr-system.ts';
import { digest } from '../sha256.ts';

/**
 * What of an employment a departure hangs on, with the hash by which the same word is known again whichever way it
 * came.
 */
export function factOf({ id: source, label }: Pick<HrSystem, 'id' | 'label'>, employment: Employment): EmploymentFact {
  const { person, status, startsOn, end, move, changedAt } = employment;
  const said = { source, person: person.id, status, startsOn, end, move };
  return { ...said, label, changedAt, hash: digest(stringify(said) ?? '').slice(0, 24) };
}
