import { toInstant } from '../../domain/calendar/time.ts';
import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import { vendorIdOf } from '../../domain/systems/tenant.ts';
import type { AccountListing } from '../../engine/ports/account-list.ts';
import { type AccountList, ConnectorError } from '../../engine/ports/connector.ts';
import type { AccountsTold } from './accounts-told.ts';
import type { ConnectorParts, KitSystem } from './connector-parts.ts';
import { requireTenant } from './require-tenant.ts';
import type { tenantReader } from './tenant-reader.ts';

/**
 * What every list of accounts owes: the right organisation before and after it, somebody in it, each id once, and as
 * many as the vendor counts.
 */
export function accountListOf<System extends KitSystem>(
  { system, accounts, accountsTellTenant }: ConnectorParts<System>,
  tenants: ReturnType<typeof tenantReader<System>>,
): AccountList {
  return {
    async read(context) {
      if (accounts === undefined) throw new TypeError('this connector lists no accounts');
      const known = context.tenant ?? null;
      // As for a search: where nothing told the organisation so far, there may be somebody by now who does.
      const anew = known !== null && vendorIdOf(known) === null && accountsTellTenant === true;
      const { tenant, evidence } = await tenants.fresh({ expected: anew ? null : known }, context);
      if (known !== null && !anew) requireTenant(known, tenant);
      if (vendorIdOf(tenant) === null) throw nobodyTells(evidence);
      const begun = context.now();
      const told = await accounts(system, context);
      requireWhole(told);
      requireTenant(tenant, (await tenants.since(tenant, begun, context)).tenant);
      return {
        tenant,
        accounts: told.accounts,
        credentials: told.credentials ?? [],
        untold: told.untold ?? [],
      };
    },
  };
}

function requireWhole({ accounts, credentials = [], evidence, total = null }: AccountsTold): void {
  const refuse = (words: Localized) => new ConnectorError('unproven', words, { evidence });
  if (accounts.length === 0)
    throw refuse({
      en: 'no account is listed at all, not even the one that Relais asks by',
      fr: 'aucun compte n’est listé, pas même celui par lequel Relais demande',
    });
  for (const items of [accounts, credentials])
    if (new Set(items.map(({ id }) => id)).size !== items.length)
      throw refuse({
        en: 'the list names the same thing twice, so its pages do not make one list',
        fr: 'la liste nomme deux fois la même chose : ses pages ne font pas une liste',
      });
  if (total !== null && total !== accounts.length)
    throw refuse({
      en: `the system counts ${total} accounts and lists ${accounts.length}`,
      fr: `le système compte ${total} comptes et en liste ${accounts.length}`,
    });
}

function nobodyTells(evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError(
    'unproven',
    {
      en: 'nothing tells which organisation answers there, so it is not known whose accounts these are',
      fr: 'rien ne dit quelle organisation y répond : on ne sait pas de qui sont ces comptes',
    },
    { evidence },
  );
}

/** A list beside the accounts: what may not be read costs itself, and is named. */
export async function unlessRefused<Item>(
  named: Localized,
  read: () => Promise<readonly Item[]>,
): Promise<{ items: readonly Item[]; untold: AccountListing['untold'] }> {
  try {
    return { items: await read(), untold: [] };
  } catch (error) {
    if (
      !(error instanceof ConnectorError) ||
      !['unauthorised', 'rejected', 'unproven', 'not-found'].includes(error.kind)
    )
      throw error;
    return { items: [], untold: [{ named, reason: error.words }] };
  }
}

/** An account of which the vendor tells what is given, and nothing else. */
export function listed(
  told: Pick<ListedAccount, 'id' | 'login' | 'status' | 'standing'> & Partial<ListedAccount>,
): ListedAccount {
  return {
    ...{ name: null, addresses: [], employeeNumber: null, title: null, kind: 'person', createdAt: null },
    ...{ lastUse: null, owners: null },
    ...told,
  };
}

/** Addresses as they are compared, each once; what is no address is left out. */
export function addressesIn(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.flatMap((value) => (value?.includes('@') ? [value.trim().toLowerCase()] : [])))];
}

/** Null for what is not told, and for what is no instant. */
export function instantIn(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : toInstant(at);
}

/** The latest of several instants that a vendor may tell of one use; null where it tells none. */
export function latestOf(values: readonly (string | null | undefined)[]): string | null {
  return (
    values
      .flatMap((value) => instantIn(value) ?? [])
      .toSorted()
      .at(-1) ?? null
  );
}

/** The other end of a list that was asked for with rights that see everybody; throws `unproven` where they do not. */
export function requireSight(sees: boolean, words: Localized, evidence: readonly Evidence[]): void {
  if (!sees) throw new ConnectorError('unproven', words, { evidence });
}
