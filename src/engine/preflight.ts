import type { Preflight } from '../domain/command.ts';
import type { Person } from '../domain/people.ts';
import type { Account, PlannedAction, Tier } from '../domain/revocation.ts';
import { tierSchema } from '../domain/revocation.ts';
import type { EngineDeps } from './deps.ts';
import { type Connector, ConnectorError } from './ports/connector.ts';

/** How long one system may take to say who has which account. */
const patience = 20_000;

/** The dry run: which accounts the person has, and what would be done to each. Reads only. A system that cannot be asked is named, never skipped in silence. */
export async function preflight(
  deps: Pick<EngineDeps, 'connectors' | 'clock' | 'log'>,
  person: Person,
): Promise<Preflight> {
  const systems = await Promise.all([...deps.connectors.values()].map((connector) => ask(deps, connector, person)));
  const actions = systems.flatMap((one) => one.actions);
  return {
    accounts: systems.flatMap((one) => one.accounts),
    // Finance, CRM, cloud and code first: where everything starts at once, this is the order of the queue. Sorting is stable, so each account keeps its own order.
    actions: actions.toSorted((a, b) => rank(a.tier) - rank(b.tier)),
    unresolved: systems.flatMap((one) => one.unresolved),
  };
}

function rank(tier: Tier): number {
  return tierSchema.options.indexOf(tier);
}

interface Answer {
  accounts: Account[];
  actions: PlannedAction[];
  unresolved: Preflight['unresolved'];
}

async function ask(
  { clock, log }: Pick<EngineDeps, 'clock' | 'log'>,
  connector: Connector,
  person: Person,
): Promise<Answer> {
  const context = { now: () => clock.now(), signal: AbortSignal.timeout(patience) };
  const unresolved = (reason: string): Answer => ({
    accounts: [],
    actions: [],
    unresolved: [{ system: connector.id, systemLabel: connector.label, reason }],
  });
  try {
    const resolution = await connector.resolve(person, context);
    switch (resolution.status) {
      case 'none':
        return { accounts: [], actions: [], unresolved: [] };
      case 'ambiguous':
        return unresolved(`ambiguous: ${resolution.candidates.map((account) => account.login).join(', ')}`);
      case 'found': {
        const previews = await Promise.all(
          resolution.accounts.map(async (account) => {
            // Nothing is planned for an account that its own system protects; a person must look at it.
            if (account.protectedBecause !== null)
              return { actions: [], protectedBecause: `${account.login}: ${account.protectedBecause}` };
            return { actions: (await connector.preview(account, context)).actions, protectedBecause: null };
          }),
        );
        const guarded = previews.flatMap((one) => one.protectedBecause ?? []);
        return {
          accounts: [...resolution.accounts],
          actions: previews.flatMap((one) => [...one.actions]),
          unresolved: guarded.length > 0 ? unresolved(`protected: ${guarded.join('; ')}`).unresolved : [],
        };
      }
    }
  } catch (error) {
    const reason =
      error instanceof ConnectorError ? `${error.kind}: ${error.message}` : 'unexpected failure, see the log';
    log.warn({ err: error, system: connector.id }, 'a system could not be asked for accounts; the plan says so');
    return unresolved(reason);
  }
}
