import { z } from 'zod';
import type { Departure } from '../../../domain/departure.ts';
import { type UserNames, userNamesSchema } from '../../../domain/people/people.ts';

/** A system that goes by user names, as people may write it. */
export interface NamingSystem {
  id: string;
  label: string;
}

/**
 * What was typed under which systems may know somebody. `no-such-system`: a user name of a system that is none, or goes
 * by addresses.
 */
export type AlsoKnownAs =
  | { type: 'read'; known: Pick<Departure['draft'], 'otherEmails' | 'employeeNumber'> & { userNames: UserNames } }
  | { type: 'invalid' }
  | { type: 'no-such-system'; said: string };

/**
 * Any number of addresses, any number of user names with their systems (`github:amoreau`), and at most one number
 * without an @. Names have to say where: elsewhere they are somebody else's.
 */
export function readAlsoKnownAs(text: string | null, systems: readonly NamingSystem[]): AlsoKnownAs {
  // Blanks around the colon part nothing: in French there is one before it.
  const words = (text ?? '')
    .replaceAll(/\s*:\s*/g, ':')
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  const named = words.filter((word) => word.includes(':'));
  const addresses = words.filter((word) => word.includes('@') && !word.includes(':'));
  const numbers = words.filter((word) => !word.includes('@') && !word.includes(':'));
  const userNames: Record<string, string[]> = {};
  for (const word of named) {
    const [said = '', ...rest] = word.split(':');
    const name = rest.join(':').replace(/^@/, '');
    const system = systems.find(({ id, label }) => isSaid(said, id) || isSaid(said, label));
    if (system === undefined) return { type: 'no-such-system', said };
    userNames[system.id] = [...new Set([...(userNames[system.id] ?? []), name])];
  }
  const otherEmails = z.array(z.email()).max(20).safeParse(addresses);
  const names = userNamesSchema.safeParse(userNames);
  const [employeeNumber = null, ...rest] = numbers;
  if (!otherEmails.success || !names.success || rest.length > 0 || (employeeNumber ?? '').length > 60)
    return { type: 'invalid' };
  return { type: 'read', known: { otherEmails: otherEmails.data, employeeNumber, userNames: names.data } };
}

function isSaid(said: string, name: string): boolean {
  const folded = (text: string) => text.replaceAll(/\s+/g, '').toLowerCase();
  return said !== '' && folded(said) === folded(name);
}
