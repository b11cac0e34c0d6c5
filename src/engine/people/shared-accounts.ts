import { z } from 'zod';
import { idSchema } from '../../domain/flow/flow.ts';
import type { Person } from '../../domain/people/people.ts';
import { addressesOf } from '../../domain/people/people.ts';
import { mostSharedAccounts, networkSchema, type SharedAccount } from '../../domain/tasks/shared-account.ts';
import type { Directory } from '../ports/directory.ts';
import { isSpokenWith } from './spoken-with.ts';

const address = z.email().transform((text) => text.toLowerCase());

/** `sharedAccounts:` of `relais.yaml`: what speaks for the company, and who owns it. */
export const sharedAccountsSchema = z
  .array(
    z.strictObject({
      id: idSchema.meta({ description: 'Keep it; plans hold it.' }),
      name: z.string().trim().min(1).max(100).meta({ description: 'As people call it.' }),
      network: networkSchema.default('other').meta({ description: 'Which parts there are to go through.' }),
      page: z
        .url({ protocol: /^https$/, error: 'expected an address that begins with https://' })
        .refine((url) => !/[\s<>|]/.test(url), { error: 'expected an address without spaces, < > and |' })
        .meta({ description: 'The page that shows, and changes, who has access.' }),
      owners: z.array(address).min(1, { error: 'expected at least one address' }).max(20).meta({
        description: 'Addresses of those who own it, in the order they are asked when another one leaves.',
      }),
      readers: z.array(address).max(200).default([]).meta({
        description: 'Addresses of those who may post or look, and own nothing.',
      }),
    }),
  )
  .max(mostSharedAccounts)
  .default([])
  .superRefine((accounts, context) => {
    accounts.forEach(({ id }, index) => {
      const first = accounts.findIndex((other) => other.id === id);
      if (first < index)
        context.addIssue({
          code: 'custom',
          path: [index, 'id'],
          message: `${id} is already the id of sharedAccounts.${first}`,
        });
    });
  });
export type SharedAccountSettings = z.infer<typeof sharedAccountsSchema>;

/** Those of which this person is an owner or a reader, with whoever else owns each; and the people who are named. */
export async function sharedAccountsOf(
  {
    sharedAccounts: accounts = [],
    directory,
  }: { sharedAccounts?: SharedAccountSettings } & {
    directory: Pick<Directory, 'byEmail'>;
  },
  person: Pick<Person, 'email' | 'otherEmails'>,
): Promise<{ accounts: SharedAccount[]; people: Record<string, Person> }> {
  const own = new Set(addressesOf(person).map((one) => one.toLowerCase()));
  const theirs = accounts.filter(({ owners, readers }) => [...owners, ...readers].some((one) => own.has(one)));
  const people: Record<string, Person> = {};
  const found = await Promise.all(
    theirs.map(async ({ readers: _, owners, ...account }): Promise<SharedAccount> => {
      const known = await Promise.all(owners.filter((one) => !own.has(one)).map((one) => directory.byEmail(one)));
      // Nobody is asked to take an account over whom Relais could not ask.
      const others = known.flatMap((one) => (one !== null && isSpokenWith(one) ? [one] : []));
      for (const one of others) people[one.id] = one;
      const leaverIs = owners.some((one) => own.has(one)) ? 'owner' : 'reader';
      return { ...account, leaverIs, owners: others.map(({ id }) => id) };
    }),
  );
  return { accounts: found, people };
}
