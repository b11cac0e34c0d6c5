import type { Person } from '../../domain/people/people.ts';
import type { Directory } from '../ports/directory.ts';
import type { Employment } from '../ports/hr-system.ts';

/** Whom an HR system means: one person, nobody whom Relais knows, or several, of whom none is chosen. */
export type WhoIsIt = { type: 'one'; person: Person } | { type: 'nobody' } | { type: 'several' };

export interface Known {
  directory: Pick<Directory, 'identify'>;
  /** Address by employee number, as `relais.yaml` writes it down. */
  numbers: ReadonlyMap<string, string>;
}

/**
 * By every address and by the number, which must all mean the same person. Keeps nobody whom Relais did not know. The
 * private address counts only where there is no other: two people of one household may share it.
 */
export async function whoIsIt(
  { directory, numbers }: Known,
  { person, privateEmail }: Pick<Employment, 'person' | 'privateEmail'>,
): Promise<WhoIsIt> {
  const { email, otherEmails, employeeNumber } = person;
  const work = [...new Set([...(email === null ? [] : [email]), ...otherEmails])];
  const byNumber = employeeNumber === null ? undefined : numbers.get(employeeNumber);
  const asked = [...work, ...(byNumber === undefined ? [] : [byNumber])];
  if (asked.length === 0 && privateEmail !== null) asked.push(privateEmail);
  const found = new Map<string, Person>();
  for (const address of asked) {
    const one = await directory.identify(address);
    // By the main address: whoever is not kept has another id each time.
    if (one) found.set(one.email, one);
  }
  const [first, ...others] = found.values();
  if (first === undefined) return { type: 'nobody' };
  if (others.length > 0) return { type: 'several' };
  // An address that changed hands leads to somebody with another number.
  const known = first.employeeNumber;
  if (known !== undefined && employeeNumber !== null && known !== employeeNumber) return { type: 'several' };
  return { type: 'one', person: first };
}
