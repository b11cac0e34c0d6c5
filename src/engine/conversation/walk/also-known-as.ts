import { z } from 'zod';
import type { Departure } from '../../../domain/departure.ts';

/** What was typed under which systems may know somebody: any number of addresses, and at most one number without an @. Null when it is neither. */
export function readAlsoKnownAs(
  text: string | null,
): Pick<Departure['draft'], 'otherEmails' | 'employeeNumber'> | null {
  const words = (text ?? '').split(/[\s,;]+/).filter((word) => word !== '');
  const addresses = words.filter((word) => word.includes('@'));
  const numbers = words.filter((word) => !word.includes('@'));
  const otherEmails = z.array(z.email()).max(20).safeParse(addresses);
  const [employeeNumber = null, ...rest] = numbers;
  if (!otherEmails.success || rest.length > 0 || (employeeNumber ?? '').length > 60) return null;
  return { otherEmails: otherEmails.data, employeeNumber };
}
