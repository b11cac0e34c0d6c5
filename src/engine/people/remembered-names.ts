import { z } from 'zod';
import { type Instant, instantSchema } from '../../domain/calendar/time.ts';
import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { NotesStore } from '../ports/store.ts';

/**
 * An account of a system that goes by user names, as it was found once. What is remembered is the account, by its
 * immutable id: the name may be somebody else's later. `how`: somebody told the name, or the system itself lists the
 * account beside an address of the person (SAML, SCIM, a verified one).
 */
const rememberedNameSchema = z.strictObject({
  system: z.string(),
  /** The organisation in which it was found; see `Account.tenant`. */
  tenant: z.string(),
  accountId: z.string(),
  name: z.string(),
  how: z.enum(['told', 'listed']),
  at: instantSchema,
});
export type RememberedName = z.infer<typeof rememberedNameSchema>;

const rememberedSchema = z.array(rememberedNameSchema);

type Notes = Pick<NotesStore, 'read' | 'change' | 'write'>;
type Somebody = Pick<Person, 'email' | 'otherEmails'>;

/** What is remembered of whoever has one of these addresses, each account once. */
export async function rememberedNames(
  notes: Pick<Notes, 'read'>,
  person: Somebody,
): Promise<readonly RememberedName[]> {
  const kept = await Promise.all(addressesOf(person).map((address) => notes.read(keyOf(address))));
  const all = kept.flatMap((note) => (note === null ? [] : rememberedSchema.parse(note)));
  return all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);
}

/**
 * Remembers what was found under names that are no addresses of the person; the newest name of an account counts.
 * `told`: the names by which somebody said that the person is known there.
 */
export async function rememberNames(
  notes: Pick<Notes, 'read' | 'change'>,
  person: Somebody,
  { accounts, told, at }: { accounts: readonly Account[]; told: readonly string[]; at: Instant },
): Promise<void> {
  const addresses = new Set(addressesOf(person).map((address) => address.toLowerCase()));
  const isTold = new Set(told.map((name) => name.toLowerCase()));
  const learnt = accounts
    .filter(({ login }) => !login.includes('@') && !addresses.has(login.toLowerCase()))
    .map(({ system, tenant, id, login }): RememberedName => {
      const how = isTold.has(login.toLowerCase()) ? 'told' : 'listed';
      return { system, tenant, accountId: id, name: login, how, at };
    });
  const known = learnt.length === 0 ? [] : await rememberedNames(notes, person);
  // Most looks find what is remembered already: nothing is written for these.
  if (learnt.every((one) => known.some((other) => isSame(one, other) && one.name === other.name))) return;
  await notes.change(keyOf(person.email), (note) => {
    const kept = note === null ? [] : rememberedSchema.parse(note);
    const others = kept.filter((one) => !learnt.some((other) => isSame(one, other)));
    return { value: [...others, ...learnt], answer: null };
  });
}

/** Nothing is remembered of them any more. */
export async function forgetNames(notes: Pick<Notes, 'write'>, person: Somebody): Promise<void> {
  for (const address of addressesOf(person)) await notes.write(keyOf(address), null);
}

/** Nothing is remembered any more of their accounts in one system. */
export async function forgetNamesIn(notes: Pick<Notes, 'change'>, person: Somebody, system: string): Promise<void> {
  for (const address of addressesOf(person))
    await notes.change(keyOf(address), (note) => {
      const kept = note === null ? [] : rememberedSchema.parse(note).filter((one) => one.system !== system);
      return { value: kept.length === 0 ? null : kept, answer: null };
    });
}

function isSame(one: RememberedName, other: RememberedName): boolean {
  return one.system === other.system && one.tenant === other.tenant && one.accountId === other.accountId;
}

function keyOf(address: string): string {
  return `user-names/${address.toLowerCase()}`;
}
