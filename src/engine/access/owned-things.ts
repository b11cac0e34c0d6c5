import { inEnglish } from '../../domain/localized.ts';
import type { Leaver } from '../../domain/people/heirs.ts';
import type { Owned, OwnedTold } from '../../domain/systems/owned.ts';
import type { EngineDeps } from '../deps.ts';
import { type Connector, type ConnectorContext, ConnectorError } from '../ports/connector.ts';
import { heardInTime } from './call-context.ts';
import { findAccounts } from './find-accounts.ts';
import type { LookDeps } from './look-at-system.ts';

/** How long somebody on the walk waits for suggestions, in milliseconds. */
const patience = 10_000;

type Deps = Pick<LookDeps, 'clock' | 'log' | 'store'>;

/**
 * What the leaver owns in the systems that tell it, each thing once: first what matters most in each system, so that a
 * long list of one crowds out no other. Reads only, and no more than the search and these lists. A system that fails,
 * answers late, is not sure who the person is or leaves something out is named as silent.
 */
export async function ownedThings(
  deps: Deps & Pick<EngineDeps, 'connectors'>,
  person: Leaver,
  signal = AbortSignal.timeout(patience),
): Promise<OwnedTold> {
  const context = { now: () => deps.clock.now(), signal };
  const told = await Promise.all(
    [...deps.connectors.values()].map((connector) => ownedIn(deps, connector, { person, context })),
  );
  return {
    things: told
      .flatMap(({ things }) => eachOnce(things).map((thing, rank) => ({ thing, rank })))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ thing }) => thing),
    silent: [...new Set(told.flatMap(({ silent }) => silent))],
  };
}

function eachOnce(things: readonly Owned[]): readonly Owned[] {
  const names = things.map(({ name }) => inEnglish(name).toLowerCase());
  return things.filter((_, index) => names.indexOf(names[index] ?? '') === index);
}

async function ownedIn(
  { log, store }: Deps,
  connector: Connector,
  { person, context }: { person: Leaver; context: ConnectorContext },
): Promise<OwnedTold> {
  const { id: system, label: systemLabel, owned } = connector;
  if (owned === undefined) return { things: [], silent: [] };
  async function read(list: NonNullable<Connector['owned']>): Promise<OwnedTold> {
    const found = await findAccounts(store.notes, connector, { person, known: [], context });
    const accounts = found.status === 'found' ? found.accounts : [];
    const listings = await Promise.all(accounts.map((account) => list.read(account, context)));
    const untold = listings.flatMap((listing) => listing.untold.map(({ named }) => inEnglish(named)));
    if (untold.length > 0) log.warn({ system, untold }, 'a system did not tell what somebody owns');
    return {
      things: listings.flatMap(({ things }) => things.map((name) => ({ systemLabel, name }))),
      silent: untold.length > 0 || found.status === 'ambiguous' ? [systemLabel] : [],
    };
  }
  try {
    return await heardInTime(read(owned), context.signal, 'unavailable');
  } catch (error) {
    if (error instanceof ConnectorError) log.warn({ err: error, system }, 'a system could not be asked what is owned');
    else log.error({ err: error, system }, 'a connector failed in a way it should not');
    return { things: [], silent: [systemLabel] };
  }
}
