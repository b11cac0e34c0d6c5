import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw } from './connector-of.ts';
import type { LookUp } from './rehearsal.ts';

/** A user of a vendor that gives an address to one user alone, and finds them by it. */
interface Addressed {
  id: string;
  email: string;
}

/** What a look-up by one address told; `user` is null where nobody has it. */
export interface ByAddress<User extends Addressed> {
  user: User | null;
  evidence: Evidence;
}

/**
 * Whom the answer to a look-up by address is about. Throws `unproven` for an answer about somebody else. `vendor`: as
 * messages name it.
 */
export function whoseAddress<User extends Addressed>(
  vendor: string,
  address: string,
  reply: { data: User | null; evidence: Evidence },
): ByAddress<User> {
  const user = reply.data;
  if (user !== null && user.email.toLowerCase() !== address.toLowerCase())
    throw new ConnectorError(
      'unproven',
      {
        en: `asked for one address, ${vendor} answered about user ${user.id}, who has another`,
        fr: `interrogé sur une adresse, ${vendor} a répondu sur l’utilisateur ${user.id}, qui en a une autre`,
      },
      { evidence: [saw(reply, `id ${user.id}`)] },
    );
  return { user, evidence: saw(reply, user === null ? 'no such user' : `user ${user.id}`) };
}

/**
 * Everybody who carries an address of the person: by the address first; of those that are found by none, in the list of
 * all users, because nothing says whether the look-up minds capitals. `asked` is what to show as asked.
 */
export async function usersByAddress<User extends Addressed>(
  person: Person,
  ways: {
    by(address: string): Promise<ByAddress<User>>;
    /**
     * Whoever carries one of these addresses, which are in small letters, in the list of all users; `known` are the ids
     * that were found already.
     */
    listed(
      addresses: readonly string[],
      known: ReadonlySet<string>,
    ): Promise<{ users: readonly User[]; evidence: readonly Evidence[] }>;
  },
): Promise<{ users: readonly User[]; asked: readonly string[]; evidence: Evidence[] }> {
  const asked = addressesOf(person);
  const evidence: Evidence[] = [];
  const users = new Map<string, User>();
  const unknown: string[] = [];
  for (const address of asked) {
    const found = await ways.by(address);
    evidence.push(found.evidence);
    if (found.user === null) unknown.push(address.toLowerCase());
    else users.set(found.user.id, found.user);
  }
  if (unknown.length > 0) {
    const all = await ways.listed(unknown, new Set(users.keys()));
    evidence.push(...all.evidence);
    for (const user of all.users) users.set(user.id, user);
  }
  return { users: [...users.values()], asked, evidence };
}

/**
 * The control of such a search: somebody whom a list tells, null where it tells nobody, is found by their address, as a
 * leaver would be.
 */
export async function listedIsFound(
  vendor: string,
  { somebody, evidence }: { somebody: Addressed | null; evidence: readonly Evidence[] },
  by: (address: string) => Promise<ByAddress<Addressed>>,
): Promise<readonly Evidence[]> {
  const found = somebody && (await by(somebody.email));
  const seen = found ? [saw(found, `control: ${found.user ? '' : 'not '}found`)] : [];
  const all = [...evidence, ...seen];
  if (somebody !== null && found?.user?.id === somebody.id) return all;
  throw new ConnectorError(
    'unproven',
    {
      en: `${vendor} does not find somebody by address whom it lists, or lists nobody, so finding nobody proves nothing`,
      fr: `${vendor} ne trouve pas par adresse quelqu’un qu’il liste, ou ne liste personne : ne trouver personne ne prouve rien`,
    },
    { evidence: all },
  );
}

/** The same look-up as a doctor tries it. Other letters need not find somebody: then the search reads all users. */
export function addressLookUp<System>(
  by: (system: System, address: string, context: ConnectorContext) => Promise<{ user: Pick<Addressed, 'id'> | null }>,
): LookUp<System> {
  return {
    key: 'email',
    by: { en: 'the e-mail address', fr: 'l’adresse électronique' },
    holds: 'address',
    anyCase: false,
    async find(system, value, context) {
      const { user } = await by(system, value, context);
      return user === null ? [] : [user.id];
    },
  };
}
