import { inEnglish, type Localized, type Words } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import { type ConnectorContext, ConnectorError, type OwnedList } from '../../engine/ports/connector.ts';
import type { OwnedListing } from '../../engine/ports/owned-listing.ts';
import type { ConnectorParts, KitSystem } from './connector-parts.ts';
import { requireTenant } from './require-tenant.ts';
import type { tenantReader } from './tenant-reader.ts';

/** One kind of thing that a person may own in a system, such as repositories of which nobody else is in charge. */
export interface OwnedKind<System> {
  /** What people call the list when it cannot be read. */
  named: Localized;
  /** The names of what the account owns, with what they are: `Repository storefront`. Reads only. */
  read(system: System, account: Account, context: ConnectorContext): Promise<readonly Words[]>;
}

/** So many of one kind are told: nobody hands over more one by one. */
const mostOfAKind = 50;

/** Every kind by itself, in the order of the connector: one that fails, or is too slow, costs what is in it. */
export function ownedListOf<System extends KitSystem>(
  { system, owned = [] }: ConnectorParts<System>,
  tenants: ReturnType<typeof tenantReader<System>>,
): OwnedList {
  return {
    async read(account, context) {
      requireTenant(account.tenant, (await tenants.recent(account.tenant, context)).tenant);
      const lists = await Promise.all(
        owned.map(async ({ named, read }): Promise<OwnedListing> => {
          try {
            return { things: (await read(system, account, context)).slice(0, mostOfAKind), untold: [] };
          } catch (error) {
            if (!(error instanceof ConnectorError)) throw error;
            return { things: [], untold: [{ named, reason: error.words }] };
          }
        }),
      );
      const things = lists.flatMap((list) => list.things);
      const names = things.map(inEnglish);
      return {
        things: things.filter((_, index) => names.indexOf(names[index] ?? '') === index),
        untold: lists.flatMap(({ untold }) => untold),
      };
    },
  };
}
