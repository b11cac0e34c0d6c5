import type { Departure } from '../departure.ts';
import type { Person } from './people.ts';

/**
 * The leaver with every address and number that is known of them: from the directory, and from the walk. What systems
 * are asked by.
 */
export function leaverAsKnown({ leaver, draft }: Pick<Departure, 'leaver' | 'draft'>): Person {
  const otherEmails = [...(leaver.otherEmails ?? []), ...draft.otherEmails];
  const employeeNumber = draft.employeeNumber ?? leaver.employeeNumber;
  return {
    ...leaver,
    ...(otherEmails.length > 0 ? { otherEmails } : {}),
    ...(employeeNumber === undefined ? {} : { employeeNumber }),
  };
}
