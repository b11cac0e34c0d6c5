import { planAction } from '../../../src/connectors/planned-action.ts';
import type { Account, Evidence, LookItem, PlannedAction, Stage, Tier } from '../../../src/domain/revocation.ts';
import { type Connector, ConnectorError } from '../../../src/engine/ports/connector.ts';

type SystemMood =
  | 'well'
  | 'down'
  | 'throttled'
  /** Accepts and does nothing. */
  | 'lies'
  /** Acts, and then the answer is lost. */
  | 'loses-answers'
  | 'unauthorised'
  /** Reads are well, and closing an account is refused for a while. */
  | 'cannot-close'
  /** What it lists may be cut short. */
  | 'hides-lists'
  /** Another tenant answers, which knows nobody. */
  | 'other-tenant'
  /** Nobody is found, not even those who exist. */
  | 'finds-nobody';

export interface MemorySystem {
  connector: Connector;
  /** Every call that changes something, in order: `<actionId>`. */
  calls: string[];
  /** Whether that part of the access is still there, in any of the person's accounts. */
  live(email: string, stage: Stage): boolean;
  /** Whoever holds the account gets it back, as if an administrator had given it back by hand. */
  restore(email: string): void;
  /** Something more is in the account from now on: a token, another group. */
  grow(email: string, stage: Stage, item: string): void;
  /** The person has one more account from now on. */
  addAccount(email: string): void;
  lastSeen: Date | null;
  mood: SystemMood;
  /** How the person's account stands: somebody recreates it under another id, removes it, or has it protected. */
  identity: 'as-planned' | 'recreated' | 'gone' | 'protected';
}

export interface MemorySystemOptions {
  tier?: Tier;
  manual?: boolean;
  /** What is cut of each account, in order. */
  stages?: readonly Stage[];
  /** How many things of a listed stage an account holds; one, without a target, when left out. */
  items?: number;
  /** How many accounts a person has. */
  accounts?: number;
}

/** Stages whose things are listed by the vendor, and are not listed any more once they are gone. */
const listedStages: readonly Stage[] = ['credentials', 'groups', 'licence'];

/** One outside system, in memory: accounts per person, cut stage by stage and thing by thing, switchable to misbehave. */
export function createMemorySystem(
  id: string,
  {
    tier = 'other',
    manual = false,
    stages = ['disable', 'sessions', 'groups'],
    items = 1,
    accounts = 1,
  }: MemorySystemOptions = {},
): MemorySystem {
  const cut = new Set<string>();
  const grown = new Map<string, { stage: Stage; item: string }[]>();
  const extra = new Map<string, number>();
  const calls: string[] = [];
  const label = `System ${id}`;
  const tenantOf = () => `https://${id}.example.com ${system.mood === 'other-tenant' ? 't-other' : 't-1'}`;
  const evidence = (now: Date, method: string, detail: string): Evidence => ({
    at: now.toISOString(),
    method,
    url: `https://${id}.example.com`,
    http: 200,
    requestId: `r-${calls.length}`,
    detail,
  });
  const accountIds = (email: string): string[] => {
    const name = `${id}-${email.split('@')[0]}${system.identity === 'recreated' ? '-again' : ''}`;
    const count = accounts + (extra.get(email) ?? 0);
    return Array.from({ length: count }, (_, index) => (index === 0 ? name : `${name}-${index + 1}`));
  };
  const accountOf = (accountId: string, login: string): Account => ({
    system: id,
    systemLabel: label,
    tenant: tenantOf(),
    id: accountId,
    login,
    name: null,
    status: cut.has(`${accountId}/disable`) ? 'SUSPENDED' : 'ACTIVE',
    protectedBecause: system.identity === 'protected' ? 'the last owner' : null,
  });
  const partOf = ({ accountId, stage, target }: PlannedAction) =>
    `${accountId}/${stage}${target ? `/${target.id}` : ''}`;
  /** All that an account was ever given, with what is cut of it. */
  const holdingsOf = (account: Account): { action: PlannedAction; gone: boolean }[] => {
    const plan = (stage: Stage, item: string | null) => {
      const action = planAction({ id, label, tier }, account, {
        verb: stage,
        stage,
        ...(item === null ? {} : { target: { id: item, label: `Thing ${item}` } }),
        call: `POST /${account.id}/${stage}${item === null ? '' : `/${item}`}`,
        effect: 'reversible',
        manual,
        residualMinutes: stage === 'sessions' ? 60 : 0,
      });
      return { action, gone: cut.has(partOf(action)) };
    };
    const own = (manual ? (['task'] as const) : stages).flatMap((stage) =>
      items > 1 && listedStages.includes(stage)
        ? Array.from({ length: items }, (_, index) => plan(stage, `${stage}-${index + 1}`))
        : [plan(stage, null)],
    );
    return [...own, ...(grown.get(account.id) ?? []).map(({ stage, item }) => plan(stage, item))];
  };
  const refuseIn = (mood: SystemMood) => {
    if (mood === 'down') throw new ConnectorError('unavailable', 'the system is down');
    if (mood === 'throttled') throw new ConnectorError('throttled', 'too many calls', { retryAfterSeconds: 7 });
    if (mood === 'unauthorised') throw new ConnectorError('unauthorised', 'the token is not accepted');
  };
  const requireTenant = ({ tenant }: { tenant: string }) => {
    if (tenant !== tenantOf()) throw new ConnectorError('mismatch', `${tenantOf()} answers, not ${tenant}`);
  };
  const system: MemorySystem = {
    calls,
    mood: 'well',
    identity: 'as-planned',
    lastSeen: null,
    live: (email, stage) =>
      accountIds(email).some((accountId) =>
        holdingsOf(accountOf(accountId, email)).some(({ action, gone }) => action.stage === stage && !gone),
      ),
    restore: (email) => {
      for (const accountId of accountIds(email))
        for (const part of cut) if (part.startsWith(`${accountId}/`)) cut.delete(part);
    },
    grow: (email, stage, item) => {
      const [accountId = ''] = accountIds(email);
      grown.set(accountId, [...(grown.get(accountId) ?? []), { stage, item }]);
    },
    addAccount: (email) => {
      extra.set(email, (extra.get(email) ?? 0) + 1);
    },
    connector: {
      id,
      label,
      tier,
      async find(person, { now }) {
        refuseIn(system.mood);
        const base = {
          tenant: tenantOf(),
          asked: [person.email],
          evidence: [evidence(now(), 'GET', 'looked up')],
        };
        if (system.mood === 'finds-nobody')
          throw new ConnectorError('unproven', 'the control was not found by the same query');
        if (system.identity === 'gone' || system.mood === 'other-tenant') return { status: 'none', ...base };
        return {
          status: 'found',
          ...base,
          accounts: accountIds(person.email).map((accountId) => accountOf(accountId, person.email)),
        };
      },
      async look(account) {
        refuseIn(system.mood);
        requireTenant(account);
        if (system.identity === 'gone' || !accountIds(account.login).includes(account.id))
          throw new ConnectorError('not-found', `${account.id} is not there`);
        const now = accountOf(account.id, account.login);
        const hidden = system.mood === 'hides-lists';
        const listed = holdingsOf(now)
          .filter(({ action, gone }) => !(listedStages.includes(action.stage) && (gone || hidden)))
          .map(
            ({ action, gone }): LookItem => ({
              action,
              standing: action.manual || action.stage === 'sessions' ? 'untold' : gone ? 'closed' : 'open',
            }),
          );
        return {
          account: now,
          items: listed,
          snapshot: { status: now.status },
          untold: hidden ? [{ what: 'groups', reason: 'the list may be cut short' }] : [],
        };
      },
      async act(action, { now }) {
        refuseIn(system.mood);
        requireTenant(action);
        if (action.manual) return { status: 'manual', message: action.call };
        if (system.mood === 'cannot-close' && action.stage === 'disable')
          throw new ConnectorError('throttled', 'too many calls', { retryAfterSeconds: 30 });
        calls.push(action.id);
        if (system.mood === 'lies')
          return { status: 'accepted', evidence: [evidence(now(), 'POST', 'ok')], readBackAfterSeconds: 0 };
        const already = cut.has(partOf(action));
        cut.add(partOf(action));
        if (system.mood === 'loses-answers') throw new ConnectorError('unknown-outcome', 'no answer came');
        return already
          ? { status: 'already', evidence: [evidence(now(), 'POST', 'already')] }
          : { status: 'accepted', evidence: [evidence(now(), 'POST', 'ok')], readBackAfterSeconds: 0 };
      },
      async readBack(action, { now }) {
        refuseIn(system.mood);
        requireTenant(action);
        if (system.mood === 'hides-lists' && listedStages.includes(action.stage))
          throw new ConnectorError('unproven', 'the list may be cut short');
        const gone = cut.has(partOf(action)) || system.identity === 'gone';
        return { state: gone ? 'desired' : 'not-desired', evidence: [evidence(now(), 'GET', gone ? 'gone' : 'there')] };
      },
      async lastUse(account, _since, { now }) {
        refuseIn(system.mood);
        requireTenant(account);
        return { at: system.lastSeen, evidence: [evidence(now(), 'GET', 'seen')] };
      },
      async check() {
        return { ok: true, granted: null, needed: [], problems: [] };
      },
    },
  };
  return system;
}
