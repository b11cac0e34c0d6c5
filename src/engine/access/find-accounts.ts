import { z } from 'zod';
import type { Person } from '../../domain/people/people.ts';
import { type Account, accountSchema } from '../../domain/systems/account.ts';
import { type RememberedName, rememberedNames } from '../people/remembered-names.ts';
import { type Connector, ConnectorError, type FindContext, type Found } from '../ports/connector.ts';
import type { NotesStore } from '../ports/store.ts';

/** Connectors give back the account that they were given: what a departure keeps beside it is none of theirs. */
export const plainAccount = z.object(accountSchema.shape);

/**
 * Finds the person's accounts as the connector does; in a system that goes by user names also by the accounts that are
 * remembered of them. A remembered account that the search does not find is looked at by its id: under the same name,
 * the search is made again with that name; under another one the look throws `mismatch`, because an account that was
 * theirs must not be left out in silence. Another organisation's accounts count for nothing. `known`: the accounts of
 * the departure, which tell a user name that was told wrongly from one whose account Relais took out.
 */
export async function findAccounts(
  notes: Pick<NotesStore, 'read'>,
  connector: Connector,
  asks: { person: Person; known: readonly Account[]; context: FindContext },
): Promise<Found> {
  const { person, known } = asks;
  if (connector.userNames !== true) return connector.find(person, asks.context);
  const all = await rememberedNames(notes, person);
  // Only of this departure: that an account was theirs in an earlier one says nothing of who came back.
  const isKnownThere = (tenant: string, accountId: string) =>
    known.some((one) => one.system === connector.id && one.tenant === tenant && one.id === accountId);
  const context: FindContext = { ...asks.context, isKnownThere };
  const found = await connector.find(person, context);
  const seen = new Set(found.status === 'found' ? found.accounts.map(({ id }) => id) : []);
  const remembered = all.filter(
    ({ system, tenant, accountId }) => system === connector.id && tenant === found.tenant && !seen.has(accountId),
  );
  const names = (await Promise.all(remembered.map((one) => nameNow(connector, one, context)))).filter(
    (name) => name !== null,
  );
  if (names.length === 0) return found;
  const told = person.userNames?.[connector.id] ?? [];
  const userNames = { ...person.userNames, [connector.id]: [...new Set([...told, ...names])] };
  const isTold = new Set(told.map((name) => name.toLowerCase()));
  const onlyRemembered = names.filter((name) => !isTold.has(name.toLowerCase()));
  return connector.find({ ...person, userNames }, { ...context, onlyRemembered });
}

/** The name by which the account is asked for; null where it is gone. */
async function nameNow(connector: Connector, one: RememberedName, context: FindContext): Promise<string | null> {
  try {
    const { account, presence } = await connector.look(accountOf(connector, one), context);
    if (presence === 'absent') return null;
    if (account.login.toLowerCase() === one.name.toLowerCase()) return account.login;
    throw new ConnectorError('mismatch', {
      en: `the account that was known as ${one.name} is called ${account.login} by now: say on the first page of the walk whether it is this person’s, as ${connector.id}:${account.login}`,
      fr: `le compte connu sous le nom ${one.name} s’appelle désormais ${account.login} : dites sur la première page du parcours s’il est à cette personne, sous la forme ${connector.id}:${account.login}`,
    });
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'not-found') return null;
    throw error;
  }
}

function accountOf({ id: system, label }: Connector, { tenant, accountId, name }: RememberedName): Account {
  return {
    ...{ system, systemLabel: label, tenant, id: accountId, login: name },
    ...{ name: null, status: '', protectedBecause: null },
  };
}
