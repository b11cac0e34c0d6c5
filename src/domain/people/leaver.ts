import type { Departure } from '../departure.ts';
import { heirIn, type Leaver } from './heirs.ts';
import { userNamesTogether } from './people.ts';

/**
 * The leaver with every address, user name and number that is known of them: from the directory, and from the walk.
 * What systems are asked by, with who takes over what they own.
 */
export function leaverAsKnown(departure: Pick<Departure, 'leaver' | 'draft' | 'manager'>): Leaver {
  const { leaver, draft } = departure;
  const otherEmails = [...(leaver.otherEmails ?? []), ...draft.otherEmails];
  const userNames = userNamesTogether(leaver.userNames ?? {}, draft.userNames ?? {});
  const employeeNumber = draft.employeeNumber ?? leaver.employeeNumber;
  return {
    ...leaver,
    ...(otherEmails.length > 0 ? { otherEmails } : {}),
    ...(employeeNumber === undefined ? {} : { employeeNumber }),
    ...(Object.keys(userNames).length > 0 ? { userNames } : {}),
    heirIn: (system) => heirIn(departure, system),
  };
}
