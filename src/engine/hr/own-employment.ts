import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { IsOwn } from '../ports/hr-file.ts';

/**
 * Tells which employments are this person's, by any address and by the number. As in `whoIsIt`, the private address
 * counts only where there is no other. In doubt it is theirs: one of the two is enough.
 */
export function isOwnOf(person: Person): IsOwn {
  const addresses = new Set(addressesOf(person).map(folded));
  const number = person.employeeNumber === undefined ? null : folded(person.employeeNumber);
  return ({ person: { email, otherEmails, employeeNumber }, privateEmail }) => {
    if (number !== null && employeeNumber !== null && folded(employeeNumber) === number) return true;
    const work = email === null ? otherEmails : [email, ...otherEmails];
    const asked = work.length > 0 || privateEmail === null ? work : [privateEmail];
    return asked.some((address) => addresses.has(folded(address)));
  };
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}
