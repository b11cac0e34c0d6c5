import { planAction } from '../../../src/connectors/planned-action.ts';
import { minute } from '../../../src/domain/calendar/time.ts';
import { quotation } from '../../../src/domain/localized.ts';
import type { Account } from '../../../src/domain/systems/account.ts';
import type { Effect, PlannedAction, Stage } from '../../../src/domain/systems/action.ts';
import type { Evidence } from '../../../src/domain/systems/evidence.ts';
import type { LookItem } from '../../../src/domain/systems/look.ts';
import type { Tier } from '../../../src/domain/systems/tier.ts';
import { type Connector, ConnectorError } from '../../../src/engine/ports/connector.ts';
import { createMemoryAccounts, keyOfThing, type MemoryAccount, type Thing } from './memory-accounts.ts';
import { refuseIn, type SystemMood } from './memory-moods.ts';

/** How the person's account stands: somebody recreates it under another id, removes it, or has it protected. */
type Identity = 'as-planned' | 'recreated' | 'gone' | 'protected';

/** One thing that is open, whatever the system's answers say. */
export interface OpenThing {
  actionId: string;
  accountId: string;
  stage: Stage;
  /** Milliseconds since the epoch. */
  since: number;
  /** Whether a look lists it. */
  told: boolean;
}

export interface MemorySystem {
  connector: Connector;
  /** Every call that changes something, in order: `<actionId>`. */
  calls: string[];
  /** Whether that part of the access is still there, in any of the person's accounts. */
  live(email: string, stage: Stage): boolean;
  /** All that is open of the person, by the truth. */
  open(email: string): readonly OpenThing[];
  /** Whether somebody can still sign in to this account, by the truth. */
  isDoorOpen(accountId: string): boolean;
  /** Whoever holds the account gets it back, as if an administrator had given it back by hand. */
  restore(email: string): void;
  /** One of the things that were closed is open again: the one of that place, or the first of that stage. */
  reopen(email: string, pick: number | Stage): void;
  /** Something more is in the account from now on: a token, another group. */
  grow(email: string, stage: Stage, item: string, effect?: Effect): void;
  /** The person has one more account from now on. */
  addAccount(email: string): void;
  /** Whoever can still sign in has sessions from now on. */
  signIn(email: string): void;
  /** An administrator closes the account without telling anybody. */
  closeByHand(email: string): void;
  /** Whatever is listed has another name from now on; ids stay. */
  renameThings(): void;
  /** What is listed and open is gone, and another thing of the same name, with another id, stands in its place. */
  recreateThings(email: string): void;
  /**
   * The account locks itself, or its password runs out: what was planned for it is refused until somebody looks again.
   */
  drift(email: string): void;
  /** The account was used at one instant, and reports tell of it from another one on. */
  use(at: Date, toldFrom: Date): void;
  lastSeen: Date | null;
  mood: SystemMood;
  identity: Identity;
  /** Where it is configured to answer. */
  address: string;
  /** Whether anything tells the organisation besides its address. */
  isOrganisationTold: boolean;
}

export interface MemorySystemOptions {
  tier?: Tier;
  /** Only a person closes it; `shown`: and the system shows whether they have. */
  manual?: boolean | 'shown';
  /** What is cut of each account, in order. */
  stages?: readonly Stage[];
  /** How many things of a listed stage an account holds; one, without a target, when left out. */
  items?: number;
  /** How many accounts a person has. */
  accounts?: number;
  /** What is sent instead where an account cannot be closed in the planned way. */
  fallback?: boolean;
  /** When things happen that no call brings about; the beginning of time when left out. */
  now?: () => Date;
}

/** Stages whose things are listed by the vendor, and are not listed any more once they are gone. */
export const listedStages: readonly Stage[] = ['credentials', 'groups', 'licence'];

/** How long a change does not show, or a system works on it, one after the other. */
const lags = [1, 6, 20] as const;

/**
 * One outside system, in memory: accounts per person, cut stage by stage and thing by thing, switchable to misbehave.
 */
export function createMemorySystem(
  id: string,
  {
    tier = 'other',
    manual = false,
    stages = ['disable', 'sessions', 'groups'],
    items = 1,
    accounts: count = 1,
    fallback = false,
    now: outsideNow = () => new Date(0),
  }: MemorySystemOptions = {},
): MemorySystem {
  const calls: string[] = [];
  const label = `System ${id}`;
  const clock = () => outsideNow().getTime();
  const accounts = createMemoryAccounts({
    id,
    stages: manual === true ? ['task'] : manual === 'shown' ? ['disable'] : stages,
    isListed: (stage) => listedStages.includes(stage),
    items,
    accounts: count,
    now: clock,
  });
  const state = {
    mood: 'well' as SystemMood,
    identity: 'as-planned' as Identity,
    identityAt: 0,
    address: `https://${id}.example.com`,
    isOrganisationTold: true,
    thingsAre: 'Thing',
  };
  const refused = new Set<string>();
  const uses: { at: Date; toldFrom: Date }[] = [];

  const tenantOf = () => {
    if (!state.isOrganisationTold) return state.address;
    return `${state.address} ${state.mood === 'other-tenant' ? 't-other' : 't-1'}`;
  };
  const evidence = (now: Date, method: string, detail: string): Evidence => ({
    at: now.toISOString(),
    method,
    url: `https://${id}.example.com`,
    http: 200,
    requestId: `r-${calls.length}`,
    detail,
  });
  const accountsOf = (email: string): readonly MemoryAccount[] =>
    state.identity === 'gone' ? [] : accounts.of(email, state.identity === 'recreated');
  const isShownClosed = ({ closedAt, shownAt }: Thing, now: number) => closedAt !== null && shownAt <= now;
  const accountOf = ({ id: accountId, login, things }: MemoryAccount): Account => {
    const door = things.get(keyOfThing('disable', null));
    return {
      system: id,
      systemLabel: label,
      tenant: tenantOf(),
      id: accountId,
      login,
      name: null,
      status: door && isShownClosed(door, clock()) ? 'SUSPENDED' : 'ACTIVE',
      protectedBecause: state.identity === 'protected' ? 'the last owner' : null,
    };
  };
  const plan = (account: Account, { stage, item, name, effect }: Thing): PlannedAction =>
    planAction({ id, label, tier }, account, {
      verb: stage,
      stage,
      ...(item === null ? {} : { target: { id: item, label: `${state.thingsAre} ${name}` } }),
      call: `POST /${account.id}/${stage}${item === null ? '' : `/${item}`}`,
      effect,
      ...(fallback && stage === 'disable'
        ? { fallback: { call: `POST /${account.id}/deactivate`, effect: 'reversible' } }
        : {}),
      manual: manual !== false,
      ...(manual === 'shown' && { verifiable: true as const }),
      residualMinutes: stage === 'sessions' ? 60 : 0,
    });
  const thingOf = ({ accountId, stage, target }: PlannedAction) =>
    accounts.byId(accountId)?.things.get(keyOfThing(stage, target?.id ?? null));
  const close = (thing: Thing) => {
    if (thing.closedAt !== null || thing.closesAt !== null) return;
    const later = clock() + (lags[calls.length % lags.length] ?? 1) * minute;
    if (state.mood === 'works-on') {
      thing.closesAt = later;
      return;
    }
    thing.closedAt = clock();
    thing.shownAt = state.mood === 'lists-lag' || state.mood === 'reads-lag' ? later : 0;
  };
  const openAgain = (thing: Thing) => {
    thing.closedAt = null;
    thing.openedAt = clock();
  };
  const requireTenant = ({ tenant }: { tenant: string }) => {
    if (tenant !== state.address && tenant !== tenantOf())
      throw new ConnectorError('mismatch', quotation(`${tenantOf()} answers, not ${tenant}`));
  };
  /** The account of a plan, where it is still there. */
  const present = (accountId: string, login: string) => accountsOf(login).find((one) => one.id === accountId);

  const system: MemorySystem = {
    calls,
    lastSeen: null,
    get mood() {
      return state.mood;
    },
    set mood(mood) {
      state.mood = mood;
      refused.clear();
    },
    get address() {
      return state.address;
    },
    set address(address) {
      state.address = address;
    },
    get isOrganisationTold() {
      return state.isOrganisationTold;
    },
    set isOrganisationTold(told) {
      state.isOrganisationTold = told;
    },
    get identity() {
      return state.identity;
    },
    set identity(identity) {
      if (identity !== state.identity) state.identityAt = clock();
      state.identity = identity;
    },
    live: (email, stage) => system.open(email).some((one) => one.stage === stage),
    open: (email) =>
      accountsOf(email).flatMap((account) =>
        [...account.things.values()].flatMap((thing): OpenThing[] =>
          thing.closedAt !== null
            ? []
            : [
                {
                  actionId: plan(accountOf(account), thing).id,
                  accountId: account.id,
                  stage: thing.stage,
                  since: Math.max(thing.openedAt, state.identityAt),
                  told: manual !== true && thing.stage !== 'sessions',
                },
              ],
        ),
      ),
    isDoorOpen(accountId) {
      const account = accounts.byId(accountId);
      if (!account || !present(accountId, account.login)) return false;
      return account.things.get(keyOfThing('disable', null))?.closedAt === null;
    },
    restore(email) {
      for (const { things } of accountsOf(email))
        for (const thing of things.values()) if (thing.closedAt !== null) openAgain(thing);
    },
    reopen(email, pick) {
      const closed = accountsOf(email)
        .flatMap(({ things }) => [...things.values()])
        .filter(({ closedAt }) => closedAt !== null);
      const thing =
        typeof pick === 'number'
          ? closed[pick % Math.max(closed.length, 1)]
          : closed.find(({ stage }) => stage === pick);
      if (thing) openAgain(thing);
    },
    grow: (email, stage, item, effect = 'reversible') => accounts.grow(email, { stage, item, effect }),
    addAccount: (email) => accounts.add(email),
    signIn(email) {
      for (const { id: accountId, things } of accountsOf(email)) {
        const sessions = things.get(keyOfThing('sessions', null));
        if (sessions && system.isDoorOpen(accountId)) openAgain(sessions);
      }
    },
    closeByHand(email) {
      for (const { things } of accountsOf(email)) {
        const door = things.get(keyOfThing('disable', null));
        if (door) close(door);
      }
    },
    renameThings() {
      state.thingsAre = `Renamed ${state.thingsAre}`;
    },
    recreateThings: (email) => accounts.recreateThings(email, state.identity === 'recreated'),
    drift(email) {
      for (const account of accountsOf(email)) account.drifted = true;
    },
    use(at, toldFrom) {
      uses.push({ at, toldFrom });
    },
    connector: {
      id,
      label,
      tier,
      async find(person, { now }) {
        refuseIn(state.mood, `find ${person.email}`, refused);
        const base = {
          tenant: tenantOf(),
          asked: [person.email],
          evidence: [evidence(now(), 'GET', 'looked up')],
        };
        if (state.mood === 'finds-nobody')
          throw new ConnectorError('unproven', quotation('the control was not found by the same query'));
        if (state.mood === 'unclear') {
          const candidates = [person.email, `other.${person.email}`].flatMap((email) =>
            accountsOf(email).map(accountOf),
          );
          return { status: 'ambiguous', ...base, candidates };
        }
        if (state.identity === 'gone' && !state.isOrganisationTold)
          throw new ConnectorError('unproven', quotation('nothing tells which organisation answers there'));
        if (state.identity === 'gone' || state.mood === 'other-tenant') return { status: 'none', ...base };
        return { status: 'found', ...base, accounts: accountsOf(person.email).map(accountOf) };
      },
      async look(account) {
        refuseIn(state.mood, `look ${account.id}`, refused);
        requireTenant(account);
        const known = present(account.id, account.login);
        if (!known) throw new ConnectorError('not-found', quotation(`${account.id} is not there`));
        if (state.mood === 'proves-nothing') throw new ConnectorError('unproven', quotation('a page came twice'));
        known.drifted = false;
        const current = accountOf(known);
        const hidden = state.mood === 'hides-lists';
        const items = [...known.things.values()].flatMap((thing): LookItem[] => {
          const closed = isShownClosed(thing, clock());
          if (listedStages.includes(thing.stage) && (closed || hidden)) return [];
          const untold = manual === true || thing.stage === 'sessions';
          return [{ action: plan(current, thing), standing: untold ? 'untold' : closed ? 'closed' : 'open' }];
        });
        return {
          account: current,
          presence: 'there',
          items,
          snapshot: { status: current.status },
          untold: hidden
            ? [
                {
                  what: 'groups',
                  named: { en: 'groups', fr: 'groupes' },
                  reason: { en: 'the list may be cut short', fr: 'la liste est peut-être coupée' },
                },
              ]
            : [],
        };
      },
      async act(action, { now }) {
        refuseIn(state.mood, `act ${action.id}`, refused);
        requireTenant(action);
        if (action.manual) return { status: 'manual', message: action.call };
        if (state.mood === 'cannot-close' && action.stage === 'disable')
          throw new ConnectorError('throttled', quotation('too many calls'), { retryAfterSeconds: 30 });
        const account = accounts.byId(action.accountId);
        if (account?.drifted && action.stage === 'disable')
          throw new ConnectorError('conflict', quotation('the account is locked by now'));
        if (state.mood === 'by-hand') return { status: 'manual', message: 'only in the console' };
        calls.push(action.id);
        if (state.mood === 'breaks-off') throw new ConnectorError('unknown-outcome', quotation('it answered 502'));
        const accepted = { evidence: [evidence(now(), 'POST', 'ok')], readBackAfterSeconds: 0 };
        if (state.mood === 'lies') return { status: 'accepted', ...accepted };
        const thing = thingOf(action);
        const already = thing?.closedAt !== null;
        const wide = state.mood === 'wide' && account ? [...account.things.values()] : [];
        for (const one of wide) if (one.stage === action.stage) close(one);
        if (thing) close(thing);
        if (state.mood === 'loses-answers') throw new ConnectorError('unknown-outcome', quotation('no answer came'));
        return already
          ? { status: 'already', evidence: [evidence(now(), 'POST', 'already')] }
          : { status: 'accepted', ...accepted };
      },
      async readBack(action, { now }) {
        refuseIn(state.mood, `read ${action.id}`, refused);
        requireTenant(action);
        if (state.mood === 'hides-lists' && listedStages.includes(action.stage))
          throw new ConnectorError('unproven', quotation('the list may be cut short'));
        if (action.tenant === state.address && !present(action.accountId, action.accountLogin))
          throw new ConnectorError('unproven', quotation('nothing tells which organisation answers there'));
        if (state.mood === 'proves-nothing') throw new ConnectorError('unproven', quotation('a page came twice'));
        if (state.mood === 'cannot-show')
          return { state: 'unreadable', evidence: [evidence(now(), 'GET', 'not told')] };
        const thing = thingOf(action);
        if (thing && thing.closesAt !== null)
          return { state: 'pending', evidence: [evidence(now(), 'GET', 'still at it')] };
        // Where only lists lag, one thing by itself is told as it is.
        const closed = thing && (state.mood === 'reads-lag' ? isShownClosed(thing, clock()) : thing.closedAt !== null);
        const gone = closed === true || thing === undefined || !present(action.accountId, action.accountLogin);
        return { state: gone ? 'desired' : 'not-desired', evidence: [evidence(now(), 'GET', gone ? 'gone' : 'there')] };
      },
      async lastUse(account, since, { now }) {
        refuseIn(state.mood, `use ${account.id}`, refused);
        requireTenant(account);
        const told = uses.filter(({ toldFrom }) => toldFrom <= now()).map(({ at }) => at);
        if (system.lastSeen) told.push(system.lastSeen);
        // As a vendor that is asked for what came since: what came before is not in its answer.
        const asked = told.filter((use) => use >= since);
        const at = asked.length === 0 ? null : asked.reduce((a, b) => (a > b ? a : b));
        return { at, evidence: [evidence(now(), 'GET', 'seen')] };
      },
      async check() {
        return { ok: true, granted: null, needed: [], problems: [] };
      },
    },
  };
  return system;
}
