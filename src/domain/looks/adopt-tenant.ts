import type { LeaverAccount } from '../actions/leaver-account.ts';
import { isOpen } from '../actions/revocation.ts';
import type { DecideContext, Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { happened, refuse } from '../refusal.ts';
import type { SystemLook } from '../systems/look.ts';
import { vendorIdOf } from '../systems/tenant.ts';
import type { LookCommand } from './commands.ts';
import type { LookEvent } from './events.ts';

/**
 * Whether this person answers for which tenant is configured. "Nobody found" in the wrong one would let the departure
 * complete.
 */
export function mayAdopt(actor: DecideContext['actor']): boolean {
  return actor.type === 'person' && (actor.roles.includes('it') || actor.roles.includes('admin'));
}

/** Whether the vendor tells the same id of the organisation behind both fingerprints. */
export function haveSameVendorId(one: string, other: string): boolean {
  return vendorIdOf(one) !== null && vendorIdOf(one) === vendorIdOf(other);
}

/**
 * Whether two fingerprints of a system are one organisation that is reached at another address by now: the vendor tells
 * the same id of it, and it still holds each account that is known. The id alone is not enough: a GitHub Enterprise
 * Server numbers its organisations by itself.
 */
function isSameOrganisation(
  { accounts }: Departure,
  { from, to, look }: { from: string; to: string; look: SystemLook },
): boolean {
  const known = knownIn(accounts, look.system, from);
  return haveSameVendorId(from, to) && areTold(known, look);
}

function knownIn(accounts: readonly LeaverAccount[], of: string, from: string): readonly LeaverAccount[] {
  return accounts.filter(({ system, tenant }) => system === of && tenant === from);
}

/** Whether the look shows each of these accounts, by its id and its login. */
function areTold(known: readonly LeaverAccount[], look: SystemLook): boolean {
  const told = look.accounts.map(({ account }) => account);
  return known.every(({ id, login }) =>
    told.some((one) => one.id === id && one.login.toLowerCase() === login.toLowerCase()),
  );
}

/**
 * Looks that tell the organisation where nothing but its address was known of it, as in one that had no user but the
 * leaver: each known account is still there, by id and login, so it is the organisation of the plan, and its absence
 * can be proven from now on. Where an account is gone by then, nothing vouches for whoever answers, and a person
 * decides.
 */
export function tenantsTold(state: Departure, looks: readonly SystemLook[]): DepartureEvent[] {
  return looks.flatMap((look): DepartureEvent[] => {
    const before = state.systems.find(({ system }) => system === look.system);
    const from = before?.tenant ?? null;
    const to = look.tenant;
    if (!before || look.at < before.triedAt || from === null || to === null) return [];
    if (vendorIdOf(from) !== null || !to.startsWith(`${from} `)) return [];
    const known = knownIn(state.accounts, look.system, from);
    if (known.length === 0 || !areTold(known, look)) return [];
    return [{ type: 'tenant-adopted', system: look.system, from, to, same: true }];
  });
}

type Replan = LookCommand & { type: 'access.replan' };
type Adoption = NonNullable<Replan['adopt']>;

/**
 * A person decides that the organisation which answers at the address of a system is the right one. Of the same
 * organisation at another address everything goes on as it was. Of another organisation nothing that is known follows:
 * what is open in the earlier one is handed to this person, to be proven by hand or waived. `systems` keeps the
 * decision, so that the look which follows counts.
 */
export function adoptTenant(
  state: Departure,
  { system, tenant: to, by }: Adoption,
  { preflight, context: { actor, now } }: { preflight: Replan['preflight']; context: DecideContext },
): Outcome {
  if (!mayAdopt(actor) || actor.type !== 'person' || by.id !== actor.id) return refuse('not-permitted');
  const from = state.systems.find((one) => one.system === system)?.tenant ?? null;
  const look = preflight.systems.find((one) => one.system === system);
  // Yet another one may answer since the button was drawn.
  if (from === null || from === to || look?.tenant !== to) return refuse('stale');
  const same = isSameOrganisation(state, { from, to, look });
  const adopted: DepartureEvent = { type: 'tenant-adopted', system, from, to, same };
  if (same) return happened<DepartureEvent>(adopted, ...againAt(state, system));
  if (actor.id === state.requester) return refuse('requester-cannot-confirm');
  const left = state.revocations.filter(
    (one) => one.action.system === system && one.action.tenant === from && isOpen(one),
  );
  if (left.some(({ lease }) => lease !== null && lease.until > now)) return refuse('stale');
  const handed = left.map(({ action }): DepartureEvent => ({ type: 'revocation-handed', actionId: action.id, to: by }));
  return happened<DepartureEvent>(adopted, ...handed);
}

/** What failed for the changed address alone is tried again at the new one. */
function againAt({ revocations }: Departure, system: string): DepartureEvent[] {
  return revocations.flatMap(({ action, status, failure, notBefore }): DepartureEvent[] =>
    action.system === system && status === 'failed' && failure?.kind === 'mismatch' && notBefore === null
      ? [{ type: 'revocation-retried', actionId: action.id }]
      : [],
  );
}

/** The state once a tenant was adopted. */
export function tenantAdopted(state: Departure, event: LookEvent & { type: 'tenant-adopted' }): Departure {
  const { system, from, to, same } = event;
  const systems = state.systems.map((one) => (one.system === system ? { ...one, tenant: to } : one));
  if (!same) return { ...state, systems };
  const moved = <Part extends { system: string; tenant: string }>(part: Part): Part =>
    part.system === system && part.tenant === from ? { ...part, tenant: to } : part;
  return {
    ...state,
    systems,
    accounts: state.accounts.map(moved),
    kept: state.kept.map(moved),
    revocations: state.revocations.map((one) => ({ ...one, action: moved(one.action) })),
  };
}
